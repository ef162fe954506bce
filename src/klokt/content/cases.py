"""Run a guideline's own cases, and say of each that fails what was expected, what came, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from klokt.content.why import why
from klokt.engine.assess import assess
from klokt.engine.compiled import Compiled
from klokt.engine.dates import completed_years
from klokt.model.expression import Expression, Value
from klokt.model.fact import Fact, Origin
from klokt.model.guideline import Case, Guideline
from klokt.model.proposal import Proposal

AGE = "patient.age"
UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One expectation of a case that did not come true."""

    what: str
    expected: str
    came: str

    def __str__(self) -> str:
        return f"{self.what}: expected {self.expected}, came {self.came}"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case and what did not come true; `why` says what the answer rests on, step by step."""

    case: Case
    mismatches: tuple[Mismatch, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything that the case expects came true."""
        return not self.mismatches

    def __str__(self) -> str:
        told = "; ".join(str(mismatch) for mismatch in self.mismatches) or "passed"
        return f'case "{self.case.name}": {told}' + "".join(f"\n    {reason}" for reason in self.why)


def run(guideline: Guideline) -> list[CaseResult]:
    """Return the result of every case, in order; a case without a day runs on the first day of the edition."""
    days = {case.on or guideline.valid_from for case in guideline.cases}
    compiled = {day: Compiled(guideline, day) for day in days}
    return [run_case(compiled[case.on or guideline.valid_from], case) for case in guideline.cases]


def run_case(compiled: Compiled, case: Case) -> CaseResult:
    """Return the result of one case on a guideline that is ready for the case's day."""
    try:
        facts = facts_of(compiled.guideline, case)
    except ValueError as error:
        return CaseResult(case, (Mismatch("given", "facts of the guideline", str(error)),))
    mismatches = tuple(mismatches_of(compiled, case, facts))
    return CaseResult(case, mismatches, tuple(_reasons(compiled, case, facts)) if mismatches else ())


def facts_of(guideline: Guideline, case: Case) -> dict[str, Value]:
    """Return the facts that a case gives, the age from its birth date; raise ValueError for what is no fact."""
    facts: dict[str, Value] = {}
    for name, value in case.given.items():
        if name not in guideline.facts:
            raise ValueError(f'"{name}" is not a fact')
        facts[name] = guideline.facts[name].read(value)
    if case.born is not None:
        age = completed_years(case.born, case.on or guideline.valid_from)
        facts |= {fact.name: age for fact in guideline.facts.values() if fact.field_name == AGE}
    return facts


def mismatches_of(compiled: Compiled, case: Case, facts: Mapping[str, Value]) -> Iterator[Mismatch]:
    """Yield what the case expects and does not get, the answer itself first."""
    if case.flow is not None:
        yield from _proposal_mismatches(case, proposal_of(compiled, case.flow, facts))
        return
    label, expression = _condition(compiled.guideline, case)
    came = compiled.truth(expression, facts).value
    if came != case.expect:
        yield Mismatch(label, str(case.expect), came)


def proposal_of(compiled: Compiled, flow: str, facts: Mapping[str, Value]) -> Proposal:
    """Return what a flow proposes on plain values, as if a structured referral had said them."""
    stated = {name: Fact(name, value, Origin.STRUCTURED) for name, value in facts.items()}
    return assess(compiled, stated, flow)


def _proposal_mismatches(case: Case, proposal: Proposal) -> Iterator[Mismatch]:
    if proposal.outcome != case.outcome:
        yield Mismatch("outcome", str(case.outcome), proposal.outcome)
    without = proposal.without_assumptions or UNDECIDED
    if case.without_assumptions is not None and without != case.without_assumptions:
        yield Mismatch("outcome without assumptions", case.without_assumptions, without)
    if case.urgency is not None and proposal.urgency != case.urgency:
        yield Mismatch("urgency", case.urgency, proposal.urgency)
    if case.group is not None and proposal.group != case.group:
        yield Mismatch("group", case.group, proposal.group or "none")
    absent = {met.requirement for met in proposal.requirements if met.state == "absent"}
    if case.lacks is not None and absent != set(case.lacks):
        yield Mismatch("requirements not met", ", ".join(case.lacks) or "none", ", ".join(sorted(absent)) or "none")
    assumed = tuple(assumption.fact for assumption in proposal.assumptions)
    if case.assumes == () and assumed:
        yield Mismatch("assumptions", "none", ", ".join(assumed))
    yield from _listed("reasons", case.because, tuple(reason.rule for reason in proposal.reasons))
    yield from _listed("assumptions", case.assumes or (), assumed)
    yield from _listed("missing facts", case.missing, proposal.missing)


def _listed(what: str, expected: tuple[str, ...], came: tuple[str, ...]) -> Iterator[Mismatch]:
    if not set(expected) <= set(came):
        yield Mismatch(what, ", ".join(expected), ", ".join(came) or "none")


def _condition(guideline: Guideline, case: Case) -> tuple[str, Expression]:
    if case.rule is not None:
        return f'rule "{case.rule}"', guideline.rules[case.rule].when
    if case.obligation is not None:
        return f'obligation "{case.obligation}"', guideline.obligations[case.obligation].opens_when
    raise ValueError("a case is about one rule, one flow or one obligation")


def _reasons(compiled: Compiled, case: Case, facts: Mapping[str, Value]) -> Iterator[str]:
    if case.flow is None:
        yield why(compiled, case.rule or str(case.obligation), _condition(compiled.guideline, case)[1], facts, facts)
        return
    proposal = proposal_of(compiled, case.flow, facts)
    values = {name: fact.value for name, fact in proposal.facts.items()}
    steps = {step.id: step for step in compiled.guideline.flows[case.flow].steps}
    for passed in proposal.path:
        step = steps[passed.step]
        yield f"step {step.id} ({step.text}): {why(compiled, step.id, step.when, values, facts)}"
