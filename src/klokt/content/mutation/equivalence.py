"""Prove that a changed guideline still proposes the same for every patient."""

import random
from dataclasses import replace
from datetime import date

from klokt.engine.compiled import Compiled
from klokt.engine.diagram import Diagram, Variable
from klokt.engine.lower import Scope
from klokt.model import expression as ex
from klokt.model.expression import Expression, FactRef, RuleRef
from klokt.model.fact import Audience, FactDefinition, FactKind
from klokt.model.guideline import Flow, Guideline, Rule, Step

TRIES = 300
"""Referrals with facts left out that are compared for each flow and rule, beside the proof for complete ones."""

_WHICH = "_which"
_OTHER = "_other"


def same_for_everyone(one: Guideline, other: Guideline) -> bool:
    """Return whether two guidelines with the same ids never differ in a rule, an obligation or an outcome.

    Exact where every fact is known; where some are not, by a sample that is the same in every run.
    """
    days = {each.valid_from for guideline in (one, other) for each in guideline.parameters} | {one.valid_from}
    return all(_same_on(day, one, other) for day in sorted(days))


def _same_on(day: date, one: Guideline, other: Guideline) -> bool:
    first, second = Compiled(one, day), Compiled(other, day)
    scope = _joined(first.scope, second.scope)
    conditions: list[tuple[Expression, Expression]] = [(RuleRef(rule), _renamed(RuleRef(rule))) for rule in one.rules]
    conditions += [
        (each.opens_when, _renamed(other.obligations[each.id].opens_when)) for each in one.obligations.values()
    ]
    if not all(_agree(_two_ways(*pair), scope) for pair in conditions):
        return False
    flows = [Flow(_WHICH, each.audience, "", {}, _both(each, other.flows[each.id])) for each in one.flows.values()]
    return all(_agree(flow, scope) for flow in flows) and _same_with_gaps(first, second, scope)


def _agree(flow: Flow, scope: Scope) -> bool:
    """Whether it makes no difference which half of the flow is taken."""
    return _WHICH not in Diagram(flow, scope).relevant({})


def _two_ways(one: Expression, other: Expression) -> Flow:
    steps = (
        Step(_WHICH, FactRef(_WHICH), {}, "one", "other", "no"),
        Step("one", one, {}, "yes", "no", "no"),
        Step("other", other, {}, "yes", "no", "no"),
    )
    return Flow(_WHICH, Audience.RECEIVER, "", {}, steps)


def _both(one: Flow, other: Flow) -> tuple[Step, ...]:
    renamed = {step.id: step.id + _OTHER for step in other.steps}
    second = [
        replace(
            step,
            id=renamed[step.id],
            when=_renamed(step.when),
            yes=renamed.get(step.yes, step.yes),
            no=renamed.get(step.no, step.no),
            unknown=renamed.get(step.unknown, step.unknown),
        )
        for step in other.steps
    ]
    gate = Step(_WHICH, FactRef(_WHICH), {}, one.steps[0].id, second[0].id, one.steps[0].id)
    return (gate, *one.steps, *second)


def _joined(one: Scope, other: Scope) -> Scope:
    """A scope that knows the rules and parameters of both, those of the other by another name."""
    which = FactDefinition(_WHICH, FactKind.BOOLEAN, {})
    rules = {name + _OTHER: replace(rule, when=_renamed(rule.when)) for name, rule in other.rules.items()}
    parameters = {name + _OTHER: value for name, value in other.parameters.items()}
    both_rules: dict[str, Rule] = {**one.rules, **rules}
    return Scope({**one.facts, _WHICH: which}, {**one.parameters, **parameters}, both_rules)


def _renamed(condition: Expression) -> Expression:
    match condition:
        case ex.RuleRef(name):
            return ex.RuleRef(name + _OTHER)
        case ex.ParameterRef(name):
            return ex.ParameterRef(name + _OTHER)
        case ex.Compare(operator, left, ex.ParameterRef(name)):
            return ex.Compare(operator, left, ex.ParameterRef(name + _OTHER))
        case ex.Not(operand):
            return ex.Not(_renamed(operand))
        case ex.And(operands):
            return ex.And(tuple(_renamed(operand) for operand in operands))
        case ex.Or(operands):
            return ex.Or(tuple(_renamed(operand) for operand in operands))
        case ex.AtLeast(count, operands):
            return ex.AtLeast(count, tuple(_renamed(operand) for operand in operands))
        case _:
            return condition


def _same_with_gaps(one: Compiled, other: Compiled, scope: Scope) -> bool:
    dice = random.Random(0)  # noqa: S311 - a repeatable sample, no secret
    for flow in one.guideline.flows.values():
        both = Flow(_WHICH, flow.audience, "", {}, _both(flow, other.guideline.flows[flow.id]))
        variables = [each for each in Diagram(both, scope).variables if each.name != _WHICH]
        for _ in range(TRIES):
            facts = _some(variables, dice)
            if one.flow(flow.id).decide(facts) != other.flow(flow.id).decide(facts):
                return False
            if any(one.rule_truth(rule, facts) != other.rule_truth(rule, facts) for rule in one.guideline.rules):
                return False
    return True


def _some(variables: list[Variable], dice: random.Random) -> dict[str, ex.Value]:
    chosen = [each for each in variables if not each.asks_if_known and dice.random() < 0.6]
    return {variable.name: dice.choice(variable.values) for variable in chosen}
