"""Collect what a referral says of one target as facts of a guideline; keep what contradicts itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from klokt.engine.dates import completed_years
from klokt.engine.parse import nearest
from klokt.engine.question import facts_asked
from klokt.errors import IntakeError
from klokt.model.expression import Value
from klokt.model.fact import Code, Fact, FactDefinition, FactKind, Origin, Span
from klokt.model.guideline import Guideline
from klokt.model.referral import Referral, Target

OTHER = "other"
"""The choice that stands for every value which a guideline does not tell apart."""


@dataclass(frozen=True, slots=True)
class Collected:
    """The facts of one target, and the names of those that were stated both ways."""

    facts: dict[str, Fact]
    disputed: tuple[str, ...]


def collect(guideline: Guideline, referral: Referral, target: Target, on: date) -> Collected:
    """Return the facts of one target as of a day.

    A fact that is stated in two ways is left out, so that a person looks; but one that can raise a
    red flag stays raised. Raises IntakeError K303 for a fact that the guideline does not have, or a
    value that does not fit.
    """
    stated: dict[str, list[Fact]] = {}
    for fact in (*_fields(guideline, referral, target, on), *_statements(guideline, referral, target)):
        stated.setdefault(fact.name, []).append(fact)
    raising = _raising(guideline)
    facts: dict[str, Fact] = {}
    disputed = []
    for name, said in stated.items():
        if all(fact.value == said[0].value for fact in said):
            facts[name] = said[0]
            continue
        disputed.append(name)
        if name in raising and any(fact.value is True for fact in said):
            facts[name] = next(fact for fact in said if fact.value is True)
    return Collected(facts, tuple(disputed))


def _statements(guideline: Guideline, referral: Referral, target: Target) -> Iterator[Fact]:
    sites = {each.site for each in referral.requested.targets}
    for statement in referral.statements:
        definition = guideline.facts.get(statement.fact)
        if definition is None:
            hint = nearest(statement.fact, guideline.facts)
            raise IntakeError("K303", f'"{statement.fact}" is not a fact of {guideline.id}; {hint}', referral.id)
        fact = _read(definition, statement.value, statement.origin, referral.id, statement.evidence)
        if _about(statement.target, target) and _applies(definition, target, sites):
            yield fact
    for coded in referral.coded:
        for definition in guideline.facts.values():
            named = any(_covers(code, coded.code) for code in definition.codes)
            if named and _about(coded.target, target) and _applies(definition, target, sites):
                yield _read(definition, coded.value, Origin.STRUCTURED, referral.id)


def _covers(named: Code, given: Code) -> bool:
    """A code covers itself and what stands below it in a classification: M00 covers M00.9."""
    return named.system == given.system and (given.code == named.code or given.code.startswith(f"{named.code}."))


def _read(
    definition: FactDefinition, value: Value, origin: Origin, referral: str, evidence: tuple[Span, ...] = ()
) -> Fact:
    try:
        return Fact(definition.name, definition.read(value), origin, evidence)
    except ValueError as error:
        raise IntakeError("K303", str(error), referral) from None


def _about(stated: Target | None, target: Target) -> bool:
    """A statement without a target is about all; a side that is not said may be either."""
    if stated is None or stated.site is None:
        return True
    same_side = stated.side is None or target.side is None or stated.side == target.side
    return stated.site == target.site and same_side


def _applies(definition: FactDefinition, target: Target, sites: set[str | None]) -> bool:
    """A fact of certain sites goes to their targets, or to all where the referral has no such target."""
    return not definition.sites or target.site in definition.sites or sites.isdisjoint(definition.sites)


def _fields(guideline: Guideline, referral: Referral, target: Target, on: date) -> Iterator[Fact]:
    born = referral.patient.birth_date
    values: dict[str, Value | None] = {
        "patient.age": None if born is None else completed_years(born, on),
        "requested.modality": referral.requested.modality,
        "requested.body_site": target.site,
        "requested.laterality": target.side,
        "requester_role": referral.requester_role,
        "text.is_empty": referral.text is not None and not referral.text.strip(),
    }
    for definition in guideline.facts.values():
        value = values.get(definition.field_name or "")
        if value is None:
            continue
        if definition.kind is FactKind.CHOICE and value not in definition.choices:
            if OTHER not in definition.choices:
                continue
            value = OTHER
        derived = definition.field_name in ("patient.age", "text.is_empty")
        yield _read(definition, value, Origin.DERIVED if derived else Origin.STRUCTURED, referral.id)


def _raising(guideline: Guideline) -> set[str]:
    """The facts that a rule with an alert rests on, through the rules that it names."""
    return {name for rule in guideline.rules.values() if rule.alert for name in facts_asked(rule.when, guideline.rules)}
