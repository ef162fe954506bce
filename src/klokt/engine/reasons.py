"""Name the rules that speak for an outcome, the deciding one first, each with its place in the sources."""

from collections.abc import Iterator, Sequence

from klokt.engine.compiled import Compiled
from klokt.engine.explain import Evaluated
from klokt.engine.question import Answer
from klokt.model import expression as ex
from klokt.model.expression import Expression
from klokt.model.guideline import Guideline
from klokt.model.proposal import Reason

INTERPRETATION = "interpretation"
"""The document named for a reason that rests on how we read the sources."""


def reason_for(compiled: Compiled, rule_id: str, holds: bool) -> Reason:
    """Return a rule as a reason, with the document and locator of each of its sources."""
    return Reason(rule_id, holds, places(compiled.guideline, compiled.guideline.rules[rule_id].source))


def places(guideline: Guideline, ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return document and locator of each source; documents come before interpretations."""
    sources = guideline.sources
    cited = [(sources[each].document, sources[each].locator) for each in ids if each in sources]
    return (*cited, *((INTERPRETATION, each) for each in ids if each not in sources))


def reasons_of(compiled: Compiled, answers: list[Answer], alerts: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Return the reasons: of the last step, of the alerts, then of the steps answered yes on the way."""
    found: dict[str, Reason] = {}
    for reason in _reasons_of_step(compiled, answers[-1]):
        found.setdefault(reason.rule, reason)
    for alert in alerts:
        found.setdefault(alert.rule, alert)
    for answer in answers[:-1]:
        if answer[1][0]:
            for reason in _reasons_of_step(compiled, answer):
                found.setdefault(reason.rule, reason)
    return tuple(found.values())


def _reasons_of_step(compiled: Compiled, answer: Answer) -> Iterator[Reason]:
    """Yield the rules that gave a step its answer; a step with a condition of its own counts as one."""
    step, result, _ = answer
    if result[0] is not None and not isinstance(step.when, ex.RuleRef):
        yield Reason(step.id, result[0], places(compiled.guideline, step.source))
    for rule_id, holds in _contributing(step.when, result, compiled):
        yield reason_for(compiled, rule_id, holds)


def _contributing(expression: Expression, result: Evaluated, compiled: Compiled) -> Iterator[tuple[str, bool]]:
    """Yield the rules whose truth makes the condition what it is, outermost first."""
    truth, _, parts = result
    if truth is None:
        return
    match expression:
        case ex.RuleRef(name):
            yield name, truth
            yield from _contributing(compiled.guideline.rules[name].when, parts[0], compiled)
        case ex.Not(operand):
            yield from _contributing(operand, parts[0], compiled)
        case ex.And(operands) | ex.Or(operands) | ex.AtLeast(_, operands):
            for operand, part in zip(operands, parts, strict=True):
                if part[0] is truth:
                    yield from _contributing(operand, part, compiled)
