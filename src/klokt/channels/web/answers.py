"""What a person answered in the form of a referral's page, as corrections of what the referral says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from klokt.model.duration import Duration
from klokt.model.expression import Value
from klokt.model.fact import Audience, FactDefinition, FactKind, Origin
from klokt.model.guideline import Guideline
from klokt.model.proposal import Proposal
from klokt.model.referral import NO_TARGET, Correction, Referral, Target
from klokt.triage.propose import Assessment

UNKNOWN = "unknown"
"""How the form says that a fact is not known."""

_NUMBER = re.compile(r"[0-9]{1,9}([.,][0-9]{1,9})?")
_FIELD = re.compile(r"\d+\..+")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the form says: for whom, whether the text was read, the corrections, and fields that cannot be read.

    `asked` are the facts that the form asked for first, by the number of the target: they stay where they are.
    `written` is what stands in the fields that cannot be read.
    """

    audience: Audience = Audience.RECEIVER
    text_read: bool = False
    corrections: tuple[Correction, ...] = ()
    faults: frozenset[str] = frozenset()
    asked: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered, so that the proposal is the one that the referral gave by itself."""
        return not self.corrections and not self.text_read


def targets_of(referral: Referral) -> tuple[Target, ...]:
    """Return the places to examine in the order of the referral; the form counts them from 0."""
    return referral.requested.targets or (NO_TARGET,)


def audience_in(form: Mapping[str, str]) -> Audience:
    """Return for whom the form asks; for the receiver where it does not say."""
    return Audience.REFERRER if form.get("audience") == Audience.REFERRER.value else Audience.RECEIVER


def read_answers(form: Mapping[str, str], referral: Referral, first: Assessment) -> Answers:
    """Return what differs from what the form showed before anybody answered.

    `first` is what was proposed then. A value that cannot be read is a fault and corrects nothing, and so is a
    field that no question of this referral has.
    """
    corrections: list[Correction] = []
    strangers = {name for name in form if _FIELD.fullmatch(name)}
    faults: set[str] = set()
    proposals = {proposal.target: proposal for proposal in first.proposals}
    for number, target in enumerate(targets_of(referral)):
        for fact in editable(first.guideline, target):
            name = field_name(number, fact)
            strangers.discard(name)
            said = form.get(name)
            if said is None or said.strip() == shown_value(proposals[target], fact):
                continue
            try:
                corrections.append(Correction(fact.name, _read(fact, said.strip()), target))
            except ValueError:
                faults.add(name)
    asked = {number: tuple(form.get(asked_name(number), "").split()) for number, _ in enumerate(targets_of(referral))}
    written = {name: form[name] for name in faults}
    faults |= strangers
    has_read = form.get("text_read") == "yes"
    return Answers(audience_in(form), has_read, tuple(corrections), frozenset(faults), asked, written)


def field_name(number: int, fact: FactDefinition) -> str:
    """Return the name of a fact's field for the target of that number."""
    return f"{number}.{fact.name}"


def asked_name(number: int) -> str:
    """Return the name of the hidden field that keeps which facts were asked for first at a target."""
    return f"asked.{number}"


def editable(guideline: Guideline, target: Target) -> Sequence[FactDefinition]:
    """Return the facts that a person may correct at a target: all of its site but those that the order itself gives."""
    return [
        fact
        for fact in guideline.facts.values()
        if not (fact.fixed and fact.field_name) and (not fact.sites or target.site is None or target.site in fact.sites)
    ]


def shown_value(proposal: Proposal, fact: FactDefinition) -> str:
    """Return a fact as its field holds it: what was told, and unknown where nothing was, or both."""
    known = proposal.facts.get(fact.name)
    if known is None or known.origin is Origin.ASSUMED or fact.name in proposal.disputed:
        return "" if is_number(fact) or is_written(fact) else UNKNOWN
    if isinstance(known.value, bool):
        return "yes" if known.value else "no"
    value = known.value
    return f"{value.amount if isinstance(value, Duration) else value}"


def is_number(fact: FactDefinition) -> bool:
    """Whether the fact is asked for with a field for a number."""
    return fact.kind in (FactKind.NUMBER, FactKind.DURATION)


def is_written(fact: FactDefinition) -> bool:
    """Whether the fact is asked for with a field for words: a place, or a day as exactly as it is known."""
    return fact.kind in (FactKind.TEXT, FactKind.DATE)


def _read(fact: FactDefinition, said: str) -> Value | None:
    """The value of a field; None for unknown. Raises ValueError, which repeats nothing of what was written."""
    if said in ("", UNKNOWN):
        return None
    if fact.kind is FactKind.BOOLEAN:
        return fact.read({"yes": True, "no": False}.get(said))
    if is_number(fact):
        if not _NUMBER.fullmatch(said):
            raise ValueError(f"{fact.name} must be {fact.expected()}")
        number = float(said.replace(",", "."))
        return fact.read(int(number) if number.is_integer() else number)
    return fact.read(said)
