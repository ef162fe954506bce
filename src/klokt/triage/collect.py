"""Collect what a referral says of one target as facts of a guideline; keep what contradicts itself."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from klokt.engine.compiled import Compiled
from klokt.engine.dates import completed_months, completed_years
from klokt.engine.parse import nearest
from klokt.errors import IntakeError
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Value
from klokt.model.fact import Code, Fact, FactDefinition, FactKind, Origin, Span
from klokt.model.guideline import URGENCY_ORDER, Guideline
from klokt.model.referral import NO_TARGET, Correction, Notice, Referral, Target
from klokt.triage.alarms import Alarms

FINDING_NOT_READ = "finding_not_read"
"""The code of the notice that a person must read a finding, as klokt cannot."""

FLAG_LOWERED = "flag_lowered"
"""The code of the notice that a person denied what the referral states and what can raise a red flag."""

_CLASSIFIED = re.compile(r"[A-Z]\d\d(\.\d+)?")
"""The form of a code of ICD-10 or ICPC-2, where longer codes stand below shorter ones."""

BY_BIRTH_DATE = "patient.age"
"""The field that the birth date gives; what a text says of the age is not set against it."""

OTHER = "other"
"""The choice that stands for every value which a guideline does not tell apart."""


@dataclass(frozen=True, slots=True)
class Collected:
    """The facts of one target, the names of those that are disputed, and what was left out.

    Disputed are facts that were stated both ways, those that a person took back, and red flags of a place that
    nobody asked about.
    """

    facts: dict[str, Fact]
    disputed: tuple[str, ...]
    notices: tuple[Notice, ...]


def collect(
    compiled: Compiled,
    alarms: Alarms,
    referral: Referral,
    target: Target,
    on: date,
    corrections: Sequence[Correction] = (),
) -> Collected:
    """Return the facts of one target as of a day, for the guideline as it holds on that day.

    A person's corrections go before all that the referral says, and settle what is disputed. What the referral
    states and a person takes back is disputed: it is no silence. Where a person denies a sign of a red flag, a
    notice keeps that the referral states it.

    A fact that is stated in two ways is left out, so that a person looks; but one that can raise a
    red flag stays raised, by what is most urgent of the things said. A red flag of a place that was
    not asked about leaves the fact open, for the same reason, whatever is denied here. Raises IntakeError
    K303 for a fact that the guideline does not have, or a value that does not fit.
    """
    guideline = compiled.guideline
    sayings = [*_statements(guideline, referral), *_coded(guideline, referral, on)]
    here = [saying for saying in sayings if isinstance(saying, Saying) and _about(saying, target, referral)]
    stated: dict[str, list[Fact]] = {}
    fields = list(_fields(guideline, referral, target, on))
    birthdays = {fact.name for fact in fields if guideline.facts[fact.name].field_name == BY_BIRTH_DATE}
    for fact in (*fields, *(saying.fact for saying in here if saying.fact.name not in birthdays)):
        stated.setdefault(fact.name, []).append(fact)
    facts: dict[str, Fact] = {}
    disputed = [
        name
        for name in dict.fromkeys(saying.fact.name for saying in sayings if isinstance(saying, Saying))
        if name in alarms.raising and not _is_so(stated.get(name, ())) and _raised_elsewhere(name, sayings, referral)
    ]
    for name, said in stated.items():
        if name in disputed:
            continue
        if all(fact.value == said[0].value for fact in said):
            facts[name] = said[0]
            continue
        disputed.append(name)
        kept = _most_urgent(compiled, said) if name in alarms.raising else None
        if kept is not None:
            facts[name] = kept
    notices = tuple(each for each in sayings if isinstance(each, Notice))
    here_corrected = [correction for correction in corrections if correction.target == target]
    return _corrected(guideline, alarms, referral, Collected(facts, tuple(disputed), notices), here_corrected)


def _corrected(
    guideline: Guideline, alarms: Alarms, referral: Referral, found: Collected, corrections: Sequence[Correction]
) -> Collected:
    """What was collected, with a person's word in the place of what the referral says."""
    said = {each.fact: each.value for each in corrections}
    facts = {name: fact for name, fact in found.facts.items() if name not in said}
    for name, value in said.items():
        if value is not None:
            facts[name] = _read(guideline.facts[name], value, Origin.CONFIRMED, referral.id)
    open_still = dict.fromkeys((*found.disputed, *found.facts))
    disputed = [name for name in open_still if (said[name] is None if name in said else name in found.disputed)]
    return Collected(facts, tuple(disputed), (*found.notices, *_lowered(alarms, found, said)))


def _lowered(alarms: Alarms, found: Collected, said: Mapping[str, Value | None]) -> Iterator[Notice]:
    """A notice for each fact of a red flag that the referral states and a person denies."""
    for name in alarms.flags:
        stated = found.facts.get(name)
        if stated is not None and stated.value is True and said.get(name) is False:
            yield Notice(FLAG_LOWERED, f"the referral states it, and a person answered no: {name}")


@dataclass(frozen=True, slots=True)
class Saying:
    """A fact as it was stated, with its definition and the place it was stated of."""

    fact: Fact
    definition: FactDefinition
    target: Target | None


def _statements(guideline: Guideline, referral: Referral) -> Iterator[Saying]:
    for statement in referral.statements:
        definition = guideline.facts.get(statement.fact)
        if definition is None:
            hint = nearest(statement.fact, guideline.facts)
            told = f'"{statement.fact}" is not a fact of {guideline.id}; {hint}' if hint else _stranger(guideline)
            raise IntakeError("K303", told, referral.id)
        fact = _read(definition, statement.value, statement.origin, referral.id, statement.evidence)
        yield Saying(fact, definition, statement.target)


def _stranger(guideline: Guideline) -> str:
    """The message for a name that is like no fact; it is not repeated, for it might be anyone's."""
    return f"a fact was stated that {guideline.id} does not have; its facts are in facts.toml"


def _coded(guideline: Guideline, referral: Referral, on: date) -> Iterator[Saying | Notice]:
    """A code may stand for something else than a yes or no here, such as a score: that is left out, and told."""
    for coded in referral.coded:
        value = coded.value if coded.since is None else Duration(completed_months(coded.since, on), Unit.MONTHS)
        meant = [each for each in guideline.facts.values() if any(_covers(code, coded.code) for code in each.codes)]
        is_known = bool(meant) or any(_covers(code, coded.code) for code in guideline.about)
        if not is_known and coded.value is not False:
            told = f"the code {coded.code.code} ({coded.code.system}) means nothing to {guideline.id}"
            yield Notice(FINDING_NOT_READ, f"{told}: a person must read it, and no silence is read as a no")
        for definition in meant:
            try:
                fact = Fact(definition.name, definition.read(value), Origin.STRUCTURED)
            except ValueError:
                yield Notice(
                    "value_not_used", f"a coded finding was not used: {definition.name} is {definition.expected()}"
                )
            else:
                yield Saying(fact, definition, coded.target)


def _covers(named: Code, given: Code) -> bool:
    """A code covers itself, and in a classification what stands below it: M84.3 covers M84.35."""
    if named.system != given.system:
        return False
    if _CLASSIFIED.fullmatch(named.code):
        return given.code.replace(".", "").startswith(named.code.replace(".", ""))
    return given.code == named.code


def _read(
    definition: FactDefinition, value: Value, origin: Origin, referral: str, evidence: tuple[Span, ...] = ()
) -> Fact:
    try:
        return Fact(definition.name, definition.read(value), origin, evidence)
    except ValueError as error:
        raise IntakeError("K303", str(error), referral) from None


def _about(saying: Saying, target: Target, referral: Referral) -> bool:
    """Whether what was said is of this target.

    A fact of certain sites goes to their targets, or to all where the referral has no such target.
    """
    if saying.target is not None and saying.target.site is not None:
        return same_place(saying.target, target)
    sites = {each.site for each in referral.requested.targets}
    limited = saying.definition.sites
    return not limited or target.site in limited or sites.isdisjoint(limited)


def same_place(stated: Target | None, target: Target) -> bool:
    """Return whether a statement is about a target: one without a place is about all, a side not said may be any."""
    if stated is None or stated.site is None or target.site is None:
        return True
    same_side = stated.side is None or target.side is None or stated.side == target.side
    return stated.site == target.site and same_side


def _is_so(said: Iterable[Fact]) -> bool:
    return any(fact.value is True for fact in said)


def _raised_elsewhere(name: str, sayings: list[Saying | Notice], referral: Referral) -> bool:
    """Whether the fact was stated with yes of a place that is not among those to examine."""
    return any(
        isinstance(saying, Saying)
        and saying.fact.name == name
        and saying.fact.value is True
        and not any(same_place(saying.target, target) for target in referral.requested.targets or (NO_TARGET,))
        for saying in sayings
    )


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


def _most_urgent(compiled: Compiled, said: Sequence[Fact]) -> Fact | None:
    """Of statements that differ, the one that by itself raises the most urgent alert; else a yes, if any."""
    raised = [
        (URGENCY_ORDER.index(rule.alert), place)
        for place, fact in enumerate(said)
        for rule in compiled.guideline.rules.values()
        if rule.alert and compiled.holds(rule.id, {fact.name: fact.value})
    ]
    if raised:
        return said[min(raised)[1]]
    return next((fact for fact in said if fact.value is True), None)
