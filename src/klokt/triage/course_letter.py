"""Let a letter of a course leave: queued by a person with the right that it tells of, and once for each right."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from klokt.errors import TriageError
from klokt.model.event import New, Recorded
from klokt.model.followed import CourseLetter
from klokt.model.owed import LetterQueued, LetterWithdrawn
from klokt.triage.decide import Draft
from klokt.triage.ports import Journal, moved_on


def queue(
    journal: Journal, stream: str, version: int, letter: CourseLetter, draft: Draft, hold: timedelta, at: datetime
) -> int:
    """Queue a letter of a course as seen at `version`, held for so long, and return the course's new version.

    The name of the letter is made here. Raises TriageError K701 where somebody was there first, K702 and K703 as the
    journal does, and K704 where a letter tells of that right already, or waits to.
    """
    history = journal.history(stream)
    if history[-1].version != version:
        raise moved_on()
    if letter.clock is not None and (letter.clock, letter.right_from) in _told(history):
        raise TriageError("K704", "a letter tells of this right already; withdraw it first, while it waits")
    name = f"{version + 1}.1"
    queued = LetterQueued(name, draft.kind, draft.to, at + hold, f"{stream}/{name}")
    told = CourseLetter(name, letter.paper, letter.clock, letter.right_from)
    with journal.turn(at) as turn:
        return turn.append(stream, version, [New(told), New(queued, draft.content)])


def _told(history: Sequence[Recorded]) -> set[tuple[str | None, date | None]]:
    """The rights that a letter tells of, or is about to."""
    gone = {each.what.letter for each in history if isinstance(each.what, LetterWithdrawn)}
    letters = [each.what for each in history if isinstance(each.what, CourseLetter)]
    return {(each.clock, each.right_from) for each in letters if each.letter not in gone}
