"""What the use cases need of a journal; the storage room offers it, and a test may offer its own."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from klokt.errors import TriageError
from klokt.model.event import New, Recorded
from klokt.model.referral import Referral
from klokt.model.worklist import Item, Outgoing, Taken
from klokt.triage.propose import Assessment


class Turn(Protocol):
    """One transaction: all that is appended in it becomes durable together, or nothing does."""

    at: datetime

    def taken(self, unit: str, streams: Sequence[str]) -> Sequence[Taken]:
        """Return those messages of a unit that were taken before, of those with these streams."""

    def is_there(self, stream: str) -> bool:
        """Return whether a stream has begun."""

    def version(self, stream: str) -> int:
        """Return where a stream stands; raise TriageError K703 where there is none to be seen."""

    def item(self, stream: str) -> Item:
        """Return the line of the worklist; raise TriageError K703 where there is none to be seen."""

    def letters(self, stream: str) -> Sequence[Outgoing]:
        """Return the letters of a referral, whatever their state."""

    def history(self, stream: str) -> Sequence[Recorded]:
        """Return the events of a stream in order; raise TriageError K703 where there is none to be seen."""

    def courses_of(self, unit: str, subject: str) -> Sequence[str]:
        """Return the streams of the courses of a person in a unit."""

    def subject_for(self, unit: str, person: str | None) -> str:
        """Return the id of a person in a unit, by an identifier that is not kept; None is always somebody new."""

    def begin(self, stream: str, unit: str, subject: str | None, events: Sequence[New]) -> int:
        """Begin a stream with these events, and return its version.

        Where it is there already the turn fails as a whole, at the latest at its end, with TriageError K701.
        """

    def append(self, stream: str, version: int, events: Sequence[New]) -> int:
        """Append to a stream and return its new version.

        Raises TriageError K701 where the stream is no longer at `version`, K702 where the caller may not, and K703
        where there is no such stream to be seen.
        """


class Journal(Protocol):
    """The journal as one person or door may use it."""

    @property
    def who(self) -> str:
        """The id of that person or door."""

    def turn(self, at: datetime) -> AbstractContextManager[Turn]:
        """Begin a transaction at a moment in UTC; it is committed when the context ends without an error."""

    def taken(self, unit: str, streams: Sequence[str]) -> Sequence[Taken]:
        """Return those messages of a unit that were taken before, of those with these streams."""

    def history(self, stream: str) -> Sequence[Recorded]:
        """Return the events of a stream in order; raise TriageError K703 where there is none to be seen."""


Assess = Callable[[Referral, date], tuple[Referral, Assessment]]
"""Return a referral with what its text says, and its assessment on a day. Raises IntakeError and SelectionError."""


def moved_on() -> TriageError:
    """Return the error of a stream that is not where the caller saw it."""
    return TriageError("K701", "somebody else was here before you; look at it again and decide anew")


def not_there() -> TriageError:
    """Return the error of what does not exist, or not for the caller: which of the two is not told."""
    return TriageError("K703", "there is nothing of that name that you may see")
