"""What the lists of a unit show: a referral or message that waits, what must be done, and what is to leave."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum


class ItemState(Enum):
    """Where a referral or message stands. All but `decided` and `settled` still need somebody."""

    NEW = "new"
    WAITING = "waiting"
    ON_HOLD = "on_hold"
    ESCALATED = "escalated"
    INDIVIDUAL = "individual"
    DECIDED = "decided"
    NOT_READ = "not_read"
    DIFFERS = "differs"
    SETTLED = "settled"


CLOSED = frozenset({ItemState.DECIDED, ItemState.SETTLED})
"""The states in which nobody needs to act."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the worklist. Nothing in it tells of the person: the referral itself does, and is read apart.

    `version` is the one to decide on; `proposal` the version at which the last proposal stands.
    `urgency_rank` is the first word of the order: 0 is the most urgent, also for a message that nobody could read.
    """

    stream: str
    unit: str
    subject: str | None
    version: int
    state: ItemState
    received: datetime
    collected: bool
    because: str
    urgency: str | None
    urgency_rank: int
    deadline: date | None
    outcome: str | None
    effect: str | None
    guideline: str | None
    edition: str | None
    content_hash: str | None
    proposal: int | None
    alerts: int
    missing: int
    assignee: str | None
    claimed_by: str | None
    claimed_until: datetime | None
    snoozed_until: datetime | None
    decision: str | None
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items of a unit to show; None means all, and what is said holds together.

    `unassigned` shows those that nobody has taken, `has_alerts` those with alerts, `overdue_on` what is open and was to
    be decided before that day. `awake_at` leaves out what rests then, and `resting_at` shows nothing else. `search` are
    words that must all find an item: beginnings of names, a person's number, a day of birth, the id of a referral, or
    who sent it.
    """

    is_open: bool | None = True
    collected: bool | None = True
    states: tuple[ItemState, ...] = ()
    urgency: str | None = None
    outcome: str | None = None
    assignee: str | None = None
    guideline: str | None = None
    unassigned: bool = False
    has_alerts: bool = False
    overdue_on: date | None = None
    awake_at: datetime | None = None
    resting_at: datetime | None = None
    search: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list that somebody keeps by name: the query string of what was asked; without an owner it is the unit's."""

    id: str
    unit: str
    owner: str | None
    name: str
    asked: str


@dataclass(frozen=True, slots=True)
class Promise:
    """An obligation of the unit: awaited, open with its last day, or closed with the reason."""

    stream: str
    unit: str
    obligation: str
    owner: str
    state: str
    due: date | None
    proposes: str | None
    closed_because: str | None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter on its way out: waiting, sending, sent, failed or withdrawn. `position` is that of its event."""

    stream: str
    unit: str
    letter: str
    kind: str
    to: str
    once: str
    state: str
    not_before: datetime
    attempts: int
    retry_at: datetime | None
    position: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that was taken in before: its stream, and the SHA-256 of what it held."""

    stream: str
    sha256: str
