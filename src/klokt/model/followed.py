"""What the journal keeps beside the events of a course: how it stands from day to day, its letters, and its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from klokt.model.expression import Value


@dataclass(frozen=True, slots=True)
class Spell:
    """How a course stands from a day on, until the next spell, if nothing more happens; nothing of it is a finding.

    `due` is the first day that still matters, with what it is, None where that is each day itself. `missed` is the day
    of the first contact that was missed, `deadline` the last day of the guarantee that runs out first. `right_from` is
    the day from which the right of `clock` stands, and `has_letter` says whether a letter goes with that.
    """

    since: date
    next_step: str
    urgency: str | None = None
    what: str | None = None
    due: date | None = None
    missed: date | None = None
    deadline: date | None = None
    clock: str | None = None
    right_from: date | None = None
    has_letter: bool = False


@dataclass(frozen=True, slots=True)
class CourseFollowed:
    """A guideline followed a course: `basis` is the digest of all that the spells rest on beside the events.

    That is the program, the content of the guideline, and what the unit has set of its own.
    """

    guideline: str
    edition: str
    content_hash: str
    basis: str
    spells: tuple[Spell, ...]
    overrides: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CourseConcerns:
    """It was said what a course is about. Personal: the word for that."""


@dataclass(frozen=True, slots=True)
class CourseLetter:
    """A letter of a course was queued; with `clock` it tells of the right that this guarantee gave on that day."""

    letter: str
    paper: str
    clock: str | None = None
    right_from: date | None = None


@dataclass(frozen=True, slots=True)
class CourseClosed:
    """A person took the course off the list, for a coded reason. What is recorded later puts it there again."""

    because: str
