"""Prove that a changed guideline still proposes the same for every patient."""

import random
from collections.abc import Iterator
from dataclasses import replace

from klokt.engine.compiled import Compiled
from klokt.engine.diagram import Diagram
from klokt.engine.lower import Scope
from klokt.model import expression as ex
from klokt.model.expression import Expression, FactRef
from klokt.model.fact import Audience, FactDefinition, FactKind
from klokt.model.guideline import Flow, Guideline, Parameter, Rule, Step

TRIES = 300
"""Referrals with facts left out that are compared for each flow and rule, beside the proof for complete ones."""

_WHICH = "_which"
_OTHER = "_other"


def same_for_everyone(one: Guideline, other: Guideline) -> bool:
    """Return whether two guidelines with the same ids never differ in a rule, an obligation or an outcome.

    Also not where a unit sets one of its own switches. Exact where every fact is known; where some are not, by a
    sample that is the same in every run.
    """
    days = {each.valid_from for guideline in (one, other) for each in guideline.parameters} | {one.valid_from}
    units: list[dict[str, ex.Value]] = [{}]
    units += [{each.name: not each.value} for each in one.parameters if _is_switch(each)]
    return all(_same(Compiled(one, day, unit), Compiled(other, day, unit)) for day in sorted(days) for unit in units)


def _is_switch(parameter: Parameter) -> bool:
    return parameter.overridable and isinstance(parameter.value, bool)


def _same(first: Compiled, second: Compiled) -> bool:
    """Compare what the change touches by itself; what rests on it is the same where that is."""
    one, other = first.guideline, second.guideline
    scope = _joined(first.scope, second.scope)
    moved = {old.name for old, new in zip(one.parameters, other.parameters, strict=True) if old != new}
    pairs = [(each.when, other.rules[each.id].when) for each in one.rules.values()]
    pairs += [(each.opens_when, other.obligations[each.id].opens_when) for each in one.obligations.values()]
    for old, new in pairs:
        if (old != new or _asks(old, moved)) and not _same_condition(old, new, first, second, scope):
            return False
    return all(
        _same_flow(flow, other.flows[flow.id], first, second, scope)
        for flow in one.flows.values()
        if flow != other.flows[flow.id] or any(_asks(step.when, moved) for step in flow.steps)
    )


def _asks(condition: Expression, parameters: set[str]) -> bool:
    return any(
        isinstance(each, ex.ParameterRef) and each.name in parameters
        for node in ex.walk(condition)
        for each in (node, node.right if isinstance(node, ex.Compare) else node)
    )


def _same_condition(old: Expression, new: Expression, first: Compiled, second: Compiled, scope: Scope) -> bool:
    flow = _two_ways(old, _renamed(new))
    return _agree(flow, scope) and all(
        first.truth(old, facts) is second.truth(new, facts) for facts in _referrals(flow, scope)
    )


def _same_flow(old: Flow, new: Flow, first: Compiled, second: Compiled, scope: Scope) -> bool:
    flow = Flow(_WHICH, old.audience, "", {}, _both(old, new))
    decide, decide_anew = first.flow(old.id).decide, second.flow(old.id).decide
    return _agree(flow, scope) and all(decide(facts) == decide_anew(facts) for facts in _referrals(flow, scope))


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


def _referrals(flow: Flow, scope: Scope) -> Iterator[dict[str, ex.Value]]:
    """Yield referrals with facts left out at random, the same in every run."""
    dice = random.Random(0)  # noqa: S311 - a repeatable sample, no secret
    variables = [each for each in Diagram(flow, scope).variables if each.name != _WHICH and not each.asks_if_known]
    for _ in range(TRIES):
        yield {each.name: dice.choice(each.values) for each in variables if dice.random() < 0.6}
