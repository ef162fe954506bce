"""What a unit owes and what it sends: the events of obligations and letters."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ObligationAwaited:
    """A decision brought something that the unit must do once a condition holds."""

    obligation: str
    owner: str


@dataclass(frozen=True, slots=True)
class ObligationOpened:
    """The condition holds: somebody must now do it, by that day."""

    obligation: str
    owner: str
    due: date
    proposes: str


@dataclass(frozen=True, slots=True)
class ObligationClosed:
    """It was done, or need not be done, for a coded reason that a person gave."""

    obligation: str
    because: str


@dataclass(frozen=True, slots=True)
class LetterQueued:
    """A letter or message waits to leave, not before then. Personal: its bytes.

    `letter` is unique in the stream. Who sends it names `once` to the receiver, so that a second copy is known as one.
    """

    letter: str
    kind: str
    to: str
    not_before: datetime
    once: str


@dataclass(frozen=True, slots=True)
class LetterSending:
    """An attempt began; what becomes of it is not known yet."""

    letter: str
    retry_at: datetime


@dataclass(frozen=True, slots=True)
class LetterSent:
    """The receiver said that it has it."""

    letter: str


@dataclass(frozen=True, slots=True)
class LetterFailed:
    """The attempt failed with a code; the next one, or None where a person must look."""

    letter: str
    code: str
    retry_at: datetime | None


@dataclass(frozen=True, slots=True)
class LetterWithdrawn:
    """It never leaves."""

    letter: str
