"""Record what happens in a patient's course: its events, and how it stands from day to day after them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from klokt.errors import TriageError
from klokt.model.episode import Episode, Event
from klokt.model.event import CourseRecorded, New, Recorded
from klokt.model.followed import CourseClosed, CourseConcerns, CourseFollowed
from klokt.triage.ports import Journal, Turn, moved_on

Follow = Callable[[Episode, date], CourseFollowed]
"""Return how an episode stands from a day on, by the guideline of the unit."""


@dataclass(frozen=True, slots=True)
class Now:
    """When it is: the moment in UTC and the day in the unit, from which `follow` tells how a course stands."""

    at: datetime
    on: date
    follow: Follow


IN_ERROR = "entered_in_error"
"""The type of an event that says that the one it corrects never was; FHIR has the same word for it."""


def episode_stream(unit: str, episode: str) -> str:
    """Return the stream of an episode by its id in a unit; it tells neither."""
    named = f"{len(unit)}:{unit}{episode}"
    return f"episode-{sha256(named.encode()).hexdigest()[:32]}"


def record(
    journal: Journal,
    unit: str,
    episode: Episode,
    version: int,
    now: Now,
    person: str | None = None,
) -> int:
    """Record the events of an episode as seen at `version`, 0 for a new one, and return its new version.

    `episode` holds the new events alone. What was recorded wrongly is corrected by an event that names it. `person`
    identifies the patient of a new episode where the caller knows. Raises TriageError K701 where somebody was there
    first, K702 and K703 as the journal does, K705 without events, and K706 where the person was erased.
    """
    if not episode.events:
        raise TriageError("K705", "there is no event to record")
    stream = episode_stream(unit, episode.id)
    with journal.turn(now.at) as turn:
        before = _history(turn, stream)
    if (before[-1].version if before else 0) != version:
        raise moved_on()
    new = [New(CourseRecorded(episode.id, each.type, each.on), each) for each in episode.events]
    if episode.condition is not None and episode.condition != _condition(before):
        new.append(New(CourseConcerns(), episode.condition))
    new.append(New(now.follow(_with(episode, before), now.on)))
    with journal.turn(now.at) as turn:
        if version == 0:
            return turn.begin(stream, unit, turn.subject_for(unit, person), new)
        return turn.append(stream, version, new)


def take(
    journal: Journal,
    unit: str,
    episode: Episode,
    now: Now,
    person: str | None = None,
) -> int:
    """Record those events of an episode that are not there yet, and return how many those were: twice is once.

    Raises as `record` does, and K705 where an event that is there has the same id and says something else: it needs
    an event that corrects it.
    """
    with journal.turn(now.at) as turn:
        before = _history(turn, episode_stream(unit, episode.id))
    known = [each.personal for each in before if isinstance(each.personal, Event)]
    new = [each for each in episode.events if each not in known]
    if {each.id for each in new if each.id} & {each.id for each in known}:
        raise TriageError("K705", "an event of that id says something else; send an event that corrects it")
    if new:
        version = before[-1].version if before else 0
        record(journal, unit, replace(episode, events=tuple(new)), version, now, person)
    return len(new)


def close_course(journal: Journal, stream: str, version: int, because: str, at: datetime) -> int:
    """Take a course off the list and return its new version; what is recorded later puts it there again.

    Raises TriageError K701 where somebody was there first, K702 and K703 as the journal does.
    """
    with journal.turn(at) as turn:
        return turn.append(stream, version, [New(CourseClosed(because))])


def follow_anew(journal: Journal, stream: str, now: Now) -> bool:
    """Tell anew how a course stands, as after a new edition of its guideline; return whether it could be told.

    Nothing is told of an erased person. Raises TriageError as the journal does.
    """
    with journal.turn(now.at) as turn:
        before = turn.history(stream)
        if any(each.erased for each in before):
            return False
        turn.append(stream, before[-1].version, [New(now.follow(episode_of(before), now.on))])
    return True


def episode_of(history: Sequence[Recorded]) -> Episode:
    """Return the episode that was recorded, without what was recorded in error.

    An event that came without an id has one here, by its place in the stream, so that it can be corrected. Raises
    TriageError K706 where the person was erased.
    """
    if any(each.erased for each in history):
        raise TriageError("K706", "the person was erased: there is nothing left of the course")
    name = next(each.what.episode for each in history if isinstance(each.what, CourseRecorded))
    return Episode(name, _standing([event for _, event in events_of(history)]), _condition(history))


def events_of(history: Sequence[Recorded]) -> list[tuple[Recorded, Event]]:
    """Return the events that were recorded, each with its entry in the journal, also those that another corrects."""
    told = [(each, each.personal) for each in history if isinstance(each.personal, Event)]
    return [(each, event if event.id else replace(event, id=own_id(each.version))) for each, event in told]


def own_id(version: int) -> str:
    """Return the id of an event that came without one, by its version in the stream."""
    return f"v{version}"


def _history(turn: Turn, stream: str) -> Sequence[Recorded]:
    return turn.history(stream) if turn.is_there(stream) else ()


def _with(episode: Episode, before: Sequence[Recorded]) -> Episode:
    """The whole episode, with what was recorded before."""
    if any(each.erased for each in before):
        raise TriageError("K706", "the person was erased: nothing more can be kept of it")
    known = [event for _, event in events_of(before)]
    return replace(
        episode,
        events=_standing([*known, *episode.events]),
        condition=episode.condition or _condition(before),
    )


def _condition(history: Sequence[Recorded]) -> str | None:
    """What the course is about, as it was said last."""
    said = [each.personal for each in history if isinstance(each.what, CourseConcerns)]
    return next((each for each in reversed(said) if isinstance(each, str)), None)


def _standing(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events without those that never were."""
    never = {each.corrects for each in events if each.type == IN_ERROR}
    return tuple(each for each in events if each.type != IN_ERROR and (each.id is None or each.id not in never))
