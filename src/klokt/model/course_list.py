"""What the list of courses of a unit shows: where each stands on a day, which of them, and how many."""

from dataclasses import dataclass
from datetime import date
from typing import Literal as Only

from klokt.model.followed import Spell

Narrow = Only["all", "missed", "ending", "right", "untold"]
"""Which courses: all, those with a missed contact, a guarantee that runs out soon, a right, or a right not told of."""


@dataclass(frozen=True, slots=True)
class CourseItem:
    """A course as it stands on the day that was asked about. Nothing in it tells of the person or of what was found.

    `told` says that a letter tells of the right that stands, or waits to; `closed` why somebody took it off the list.
    """

    stream: str
    unit: str
    subject: str | None
    episode: str
    guideline: str
    edition: str
    closed: str | None
    told: bool
    spell: Spell

    @property
    def owes_letter(self) -> bool:
        """Whether a right stands of which the patient has not been told, and a letter is there to tell it."""
        return self.spell.right_from is not None and self.spell.has_letter and not self.told


@dataclass(frozen=True, slots=True)
class CourseCounts:
    """How many courses of a unit are open, and how many of those each narrowing shows; `overdue` have a day behind."""

    all: int = 0
    missed: int = 0
    ending: int = 0
    right: int = 0
    untold: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class CourseFilter:
    """Which courses to show as they stand on a day; a guarantee runs out soon where it does within so many days."""

    day: date
    narrow: Narrow = "all"
    closed: bool = False
    within: int = 7
