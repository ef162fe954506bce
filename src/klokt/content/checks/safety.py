"""A patient with a red flag is never returned: proved for all that is known, tried where something is not."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace

from klokt.content.load import Loaded
from klokt.content.problem import Problem, found
from klokt.content.why import shown
from klokt.engine.changes import smallest_changes
from klokt.engine.compiled import Compiled
from klokt.engine.diagram import Diagram
from klokt.model.expression import RuleRef, Value
from klokt.model.fact import Audience
from klokt.model.guideline import Flow, Guideline, Rule, Step
from klokt.model.truth import Truth

TRIES = 200
"""Referrals with some facts left out that are tried for each flow and red flag."""

_ELSEWHERE = "_elsewhere"
_GATE = "_gate"
_HERE = "_here"


def red_flags_returned(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Red flags that can be yes while a flow returns the referral, each with one such patient."""
    days = sorted({parameter.valid_from for parameter in guideline.parameters} | {guideline.valid_from})
    for flow in guideline.flows.values():
        for rule in guideline.rules.values():
            if rule.kind == "red_flag":
                yield from _first_found(loaded, [Compiled(guideline, day) for day in days], flow, rule)


def _first_found(loaded: Loaded, editions: list[Compiled], flow: Flow, rule: Rule) -> Iterator[Problem]:
    for compiled in editions:
        for outcome, facts in _returned(compiled, flow, rule):
            patient = ", ".join(f"{name} is {shown(value)}" for name, value in facts.items())
            message = f'flow "{flow.id}" leads to "{outcome}" while "{rule.id}" is yes: {patient}'
            yield found("K180", loaded.at("flow", flow.id, "id"), message, "ask for the red flag before the return")
            return


def _returned(compiled: Compiled, flow: Flow, rule: Rule) -> Iterator[tuple[str, Mapping[str, Value]]]:
    returns = {outcome.id for outcome in compiled.guideline.outcomes.values() if outcome.effect == "return"}
    diagram = _only_where(rule, flow, compiled)
    yield from ((end, facts) for end, facts in smallest_changes(diagram, {}, {}, frozenset()).items() if end in returns)
    for facts in _with_gaps(diagram, rule, compiled):
        end = compiled.flow(flow.id).decide(facts)
        if end in returns:
            yield end, facts


def _only_where(rule: Rule, flow: Flow, compiled: Compiled) -> Diagram:
    """The flow for patients for whom the rule is yes; everyone else leaves at once."""
    gate = Step(_GATE, RuleRef(rule.id), {}, flow.steps[0].id, _ELSEWHERE, _ELSEWHERE)
    return Diagram(replace(flow, steps=(gate, *flow.steps)), compiled.scope)


def _with_gaps(diagram: Diagram, rule: Rule, compiled: Compiled) -> Iterator[dict[str, Value]]:
    """Yield referrals with the red flag where other facts are known or left out at random, the same in every run."""
    gate = Step(_GATE, RuleRef(rule.id), {}, _HERE, _ELSEWHERE, _ELSEWHERE)
    alone = Diagram(Flow(_GATE, Audience.RECEIVER, "full", {}, (gate,)), compiled.scope)
    flagged = smallest_changes(alone, {}, {}, frozenset()).get(_HERE)
    dice = random.Random(0)  # noqa: S311 - a repeatable sample, no secret
    for _ in range(0 if flagged is None else TRIES):
        variables = [variable for variable in diagram.variables if dice.random() < 0.5]
        facts = {variable.name: dice.choice(variable.values) for variable in variables if not variable.asks_if_known}
        holds = compiled.rule_truth(rule.id, facts) is Truth.YES
        yield facts if holds else {**facts, **(flagged or {})}
