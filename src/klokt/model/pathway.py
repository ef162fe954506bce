"""A pathway as content: what can happen, what is read off it, the plan, the clocks, and which next step follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal as Only

from klokt.model.account import Account
from klokt.model.checklist import NO_WORK, Work
from klokt.model.duration import Duration
from klokt.model.example import Example
from klokt.model.expression import Expression
from klokt.model.fact import Texts
from klokt.model.place import NOWHERE, Place

Take = Only[
    "happened",
    "latest",
    "at_latest",
    "ever",
    "fell",
    "share_lost",
    "told_at_latest",
    "time_since",
    "time_since_last",
    "time_between",
    "condition",
    "contact_overdue",
    "last_contact_held",
    "milestone_passed",
    "clock_started",
    "clock_running",
    "clock_right",
    "record_impossible",
]
"""How a reading makes a fact of an episode; docs/content-format.md tells what each takes."""

Length = Duration | str
"""A length of time, or the name of a dated parameter that holds one."""

RIGHT_NONE = "none"
"""What is said of rights where no clock has given one."""


@dataclass(frozen=True, slots=True)
class EventType:
    """Something that can happen in an episode. Events of one day stand in the order of their types.

    It is impossible that the first of them comes before the first of any type in `not_before`.
    """

    id: str
    title: Texts
    not_before: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which events count: those of a type, with one of the values of a finding, or without a finding.

    A finding that is an empty list is one that the event is without.
    """

    event: str
    finding: str | None = None
    values: tuple[object, ...] = ()
    without: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the events of an episode give a fact: `take` says what is made of the `findings` of `events`.

    `values` make a Boolean fact of a finding: whether it is, or holds, one of them. An event that tells
    any finding in `restated_by` tells this fact anew, so that what it does not name is no.
    """

    fact: str
    take: Take
    events: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    values: tuple[object, ...] = ()
    restated_by: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    of: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Contact:
    """A planned contact, due so long after the episode began; held by an event that the pattern tells.

    One that is held more than `tolerance` before its day does not count as it. A contact that was missed
    is no longer asked for when a later one has been held or has fallen due.
    """

    id: str
    title: Texts
    after: Length
    held_by: Pattern
    tolerance: Duration
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day that matters: so long after the first of its events, or the day that a finding names.

    Without events it is the day that is asked about. One with `until_passed` is told until it has passed;
    one with `until` until that other milestone has.
    """

    id: str
    title: Texts
    events: tuple[str, ...] = ()
    after: Length | None = None
    finding: str | None = None
    when: Expression | None = None
    until: str | None = None
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Clock:
    """A guarantee: a start, a budget of time, what meets it, and the right that a breach gives.

    It starts at the first event of `starts` after the last of `voided_by`, and is in time to the end of
    its last day. `promised_by` notifies a day (`promise` names the finding): a day that is too late gives
    the right when it is notified. With `promise_meets` a day in time meets the guarantee. A day in time
    that the patient postpones (`postponed_by`) discharges it. The right needs `requires` to be yes.
    """

    id: str
    title: Texts
    starts: tuple[Pattern, ...]
    budget: Length
    deadline: str
    right: str
    right_from: str
    met_by: tuple[Pattern, ...] = ()
    voided_by: tuple[Pattern, ...] = ()
    promised_by: tuple[Pattern, ...] = ()
    promise: str = ""
    promise_meets: bool = False
    postponed_by: tuple[Pattern, ...] = ()
    waived_by: tuple[Pattern, ...] = ()
    option: tuple[str, str] | None = None
    requires: Expression | None = None
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the pathway, asked where its condition is yes; its transitions stand in order."""

    id: str
    title: Texts
    when: Expression | None = None
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Transition:
    """What leads to a next step: the first of its stage whose condition is yes is taken."""

    id: str
    title: Texts
    stage: str
    when: Expression
    leads_to: str
    text: str = ""
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next, how urgent it is (None where nothing is urgent to grade), and the days it shows."""

    id: str
    title: Texts
    urgency: str | None = None
    shows: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Caution:
    """What is told beside the next step where its condition is yes; with `urgency` it raises that of the step."""

    id: str
    title: Texts
    when: Expression
    urgency: str | None = None
    text: str = ""
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Leg:
    """How long it takes from one point of the ordinary path to another: at least, and at most."""

    id: str
    start: str
    end: str
    at_least: Length | None = None
    at_most: Length | None = None
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Pathway:
    """A pathway: begun by an event, with all that is read, planned, promised and asked.

    A new beginning so long after the first is an episode of its own, unless an event of `continues` came
    between. Of what came before, only the `foregoing` events after the first beginning are kept.
    `indications` are rules of which it is told what speaks against them, and what is not known.
    """

    begins: str
    renewed_after: Length
    continues: tuple[str, ...] = ()
    foregoing: tuple[str, ...] = ()
    default: str = ""
    events: Mapping[str, EventType] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    contacts: tuple[Contact, ...] = ()
    milestones: Mapping[str, Milestone] = field(default_factory=dict)
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    stages: Mapping[str, Stage] = field(default_factory=dict)
    transitions: tuple[Transition, ...] = ()
    next_steps: Mapping[str, NextStep] = field(default_factory=dict)
    cautions: tuple[Caution, ...] = ()
    legs: tuple[Leg, ...] = ()
    indications: tuple[str, ...] = ()
    work: Work = NO_WORK
    account: Account | None = None
    examples: tuple[Example, ...] = ()
    source: tuple[str, ...] = ()
    place: Place = NOWHERE
