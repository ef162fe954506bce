"""What klokt proposes for one target of a referral. A proposal is never a decision: a person decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal as Only

from klokt.model.expression import Value
from klokt.model.fact import Fact
from klokt.model.referral import Target
from klokt.model.truth import Truth


@dataclass(frozen=True, slots=True)
class PathStep:
    """A question that was put, its answer, and the facts that settle or could settle it."""

    step: str
    answer: Truth
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that speaks for the outcome, whether it holds, and where it stands in the sources."""

    rule: str
    holds: bool
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Assumption:
    """A silence that was read as a value, and the source or interpretation that allows it."""

    fact: str
    read_as: Value
    source: str


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation that the outcome brings: whether it is open yet, and what it then proposes."""

    obligation: str
    opens: Truth
    proposes: str


RequirementState = Only["answered", "denied", "absent", "open"]
"""Whether a referral tells it, tells that there is nothing of the kind, does not, or nobody has read its words yet."""


@dataclass(frozen=True, slots=True)
class Met:
    """A requirement of the guideline, and what the referral makes of it."""

    requirement: str
    state: RequirementState


@dataclass(frozen=True, slots=True)
class Evidence:
    """An indication: whether it holds, the facts that could still speak for it, and those that speak against it."""

    rule: str
    holds: Truth
    lacking: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A smallest set of facts that would lead to another outcome."""

    facts: Mapping[str, Value]
    outcome: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The outcome for one target, with all that a person needs to judge it.

    `without_assumptions` is the outcome that follows from what is known alone, or None.
    `disputed` are facts that were stated both ways. `missing` are the facts that could still change
    the outcome, best question first. `group` is what triage sorts the patient into, where the
    guideline has groups and the patient is in one.
    """

    guideline: str
    edition: str
    content_hash: str
    flow: str
    target: Target
    outcome: str
    urgency: str
    letter: str | None
    actions: tuple[str, ...]
    without_assumptions: str | None
    path: tuple[PathStep, ...]
    reasons: tuple[Reason, ...]
    alerts: tuple[Reason, ...]
    conflicts: tuple[Reason, ...]
    disputed: tuple[str, ...]
    facts: Mapping[str, Fact]
    assumptions: tuple[Assumption, ...]
    missing: tuple[str, ...]
    would_change: tuple[Change, ...]
    duties: tuple[Duty, ...]
    overrides: Mapping[str, Value]
    group: str | None = None
    requirements: tuple[Met, ...] = ()
    indications: tuple[Evidence, ...] = ()
