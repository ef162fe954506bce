"""An episode as it was recorded, and its state on a day: the next step, what is due, and which rights stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal as Only
from typing import NamedTuple

from klokt.model.expression import Value

Finding = bool | int | float | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, on a day, with what was found.

    `corrects` is the `id` of an event that this one stands for from now on, whatever its day.
    """

    on: date
    type: str
    findings: Mapping[str, Finding] = field(default_factory=dict)
    id: str | None = None
    corrects: str | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """One patient's course: the events in any order, and what it is about where that was said."""

    id: str
    events: tuple[Event, ...]
    condition: str | None = None
    on: date | None = None


class DueDate(NamedTuple):
    """A day that still matters: a contact, a milestone, a deadline or the first day of a right."""

    what: str
    on: date


class Entry(NamedTuple):
    """A line of a clock's ledger: what happened to the guarantee, on which day."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class ClockRun:
    """How a guarantee stands: whether it is open, its last day, the right's first day, and its ledger.

    `right_from` is None while nothing has given the right; `right` says whether it stands. `required` says
    whether the right's own condition is met, `kept` whether a day was notified that keeps the guarantee.
    """

    clock: str
    started: date
    deadline: date
    is_open: bool
    kept: bool
    required: bool
    right: bool
    right_from: date | None
    ledger: tuple[Entry, ...]


Effect = Only["discharges", "none"]
"""A day in time that is postponed discharges the guarantee; a postponement of any other changes nothing."""


@dataclass(frozen=True, slots=True)
class Suspension:
    """A pause that the patient asked for: the day of the asking, the days that it lasts, why, who, and what it does.

    It begins on the day that was given up, or on that of the asking where none was notified. `end` is the next day
    that was notified, or the one on which the guarantee was met; None while the pause lasts.
    """

    clock: str
    asked: date
    start: date
    end: date | None
    reason: str | None
    who: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Breach:
    """A guarantee that is or will be broken if nothing more happens: from when the right stands, in how many days.

    `conditional` says that the right's own condition is not met so far.
    """

    episode: str
    clock: str
    right_from: date
    days_left: int
    conditional: bool


@dataclass(frozen=True, slots=True)
class Impossible:
    """Two events whose order cannot be: the first of `event` comes before the first of `before`."""

    event: str
    before: str


@dataclass(frozen=True, slots=True)
class State:
    """Where an episode stands on a day, with all that a person needs to judge it.

    `transition` is what led to the next step, None where no transition holds; `rests_on` are the facts that
    it rests on.
    """

    on: date
    next_step: str
    transition: str | None
    rests_on: tuple[str, ...]
    urgency: str | None
    due: tuple[DueDate, ...]
    missed: tuple[DueDate, ...]
    rights: tuple[str, ...]
    cautions: tuple[str, ...]
    clocks: tuple[ClockRun, ...]
    impossible: tuple[Impossible, ...]
    facts: Mapping[str, Value]
