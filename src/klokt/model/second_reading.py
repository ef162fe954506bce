"""A second reading: another person answers to a decided referral without knowing what was decided, or proposed."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from klokt.model.decision import Choice


class Why(Enum):
    """Why a decision is read again. Only those drawn by lot tell how well people agree in general."""

    SAMPLED = "sampled"
    DEPARTED = "departed"
    NEW_READER = "new_reader"


class Settled(Enum):
    """What became of a second reading: they agreed, or the first answer stood, was changed, or went to a lead."""

    AGREED = "agreed"
    KEPT = "kept"
    CHANGED = "changed"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class SecondReadingWanted:
    """The decision at `version` is to be read by another person too, and why; with what was decided and proposed."""

    version: int
    why: Why
    choice: Choice
    outcome: str
    proposed: str


@dataclass(frozen=True, slots=True)
class SecondRead:
    """Another person's own answer. Personal: their note. `blind` says that they had not seen the first one."""

    version: int
    choice: Choice
    outcome: str
    blind: bool


@dataclass(frozen=True, slots=True)
class SecondReadingSettled:
    """Somebody compared both answers, and said what is to become of the first."""

    version: int
    how: Settled


@dataclass(frozen=True, slots=True)
class SecondReading:
    """A second reading as the lists have it: the second answer is None until it was given, `settled` until it was."""

    stream: str
    version: int
    unit: str
    why: Why
    first_by: str
    first_at: datetime
    first_choice: Choice
    first_outcome: str
    proposed: str
    second_by: str | None
    second_at: datetime | None
    second_choice: Choice | None
    second_outcome: str | None
    blind: bool | None
    settled: Settled | None

    @property
    def agreed(self) -> bool:
        """Whether both answers are the same."""
        return (self.first_choice, self.first_outcome) == (self.second_choice, self.second_outcome)
