"""Record what happens in a patient's course: its events, kept like those of a referral, and the course made of them."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from klokt.errors import TriageError
from klokt.model.episode import Episode, Event
from klokt.model.event import CourseRecorded, New, Recorded
from klokt.triage.ports import Journal


def episode_stream(unit: str, episode: str) -> str:
    """Return the stream of an episode by its id in a unit; it tells neither."""
    named = f"{len(unit)}:{unit}{episode}"
    return f"episode-{sha256(named.encode()).hexdigest()[:32]}"


def record(
    journal: Journal,
    unit: str,
    episode: str,
    version: int,
    events: Sequence[Event],
    at: datetime,
    person: str | None = None,
) -> int:
    """Record events of an episode as seen at `version`, 0 for a new one, and return its new version.

    What was recorded wrongly is corrected by an event that names it. `person` identifies the patient of a new episode
    where the caller knows. Raises TriageError K701 where somebody was there first, K702 and K703 as the journal does.
    """
    stream = episode_stream(unit, episode)
    new = [New(CourseRecorded(episode, each.type, each.on), each) for each in events]
    with journal.turn(at) as turn:
        if version == 0:
            return turn.begin(stream, unit, turn.subject_for(unit, person), new)
        return turn.append(stream, version, new)


def episode_of(history: Sequence[Recorded]) -> Episode:
    """Return the episode that was recorded; raise TriageError K706 where the person was erased."""
    if any(each.erased for each in history):
        raise TriageError("K706", "the person was erased: there is nothing left of the course")
    name = next(each.what.episode for each in history if isinstance(each.what, CourseRecorded))
    return Episode(name, tuple(each.personal for each in history if isinstance(each.personal, Event)))
