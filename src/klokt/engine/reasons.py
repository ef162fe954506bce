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
    for index, (step, result, _) in enumerate([answers[-1], *answers[:-1]]):
        truth = result[0]
        if truth is None or (index > 0 and not truth):
            continue
        if not isinstance(step.when, ex.RuleRef):
            found.setdefault(step.id, Reason(step.id, truth, places(compiled.guideline, step.source)))
        for rule_id, holds in _contributing(step.when, result, compiled):
            found.setdefault(rule_id, reason_for(compiled, rule_id, holds))
        if index == 0:
            found.update({alert.rule: alert for alert in alerts if alert.rule not in found})
    return tuple(found.values())


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
