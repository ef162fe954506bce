"""Turn the facts of one target into a proposal with its path, reasons, assumptions and questions."""

from collections.abc import Iterable, Mapping

from klokt.engine.beside import group_of, indications_of, requirements_of
from klokt.engine.changes import Search, needed, single_changes
from klokt.engine.compiled import Compiled, CompiledFlow
from klokt.engine.ends import WhatIf
from klokt.engine.generate import Decide, Settled
from klokt.engine.reasons import reason_for, reasons_of
from klokt.engine.walk import Walk, walk
from klokt.model.expression import Value
from klokt.model.fact import Fact, Origin
from klokt.model.guideline import URGENCY_ORDER
from klokt.model.proposal import Assumption, Change, Duty, PathStep, Proposal, Reason
from klokt.model.referral import NO_TARGET, Target
from klokt.model.truth import Truth

ASK = "ask"
"""The effect of an outcome that asks for more: no change to propose leads there."""


def assess(
    compiled: Compiled,
    facts: Mapping[str, Fact],
    flow_id: str,
    target: Target = NO_TARGET,
    read_silence: bool = True,
    disputed: tuple[str, ...] = (),
    unclear: tuple[str, ...] = (),
) -> Proposal:
    """Return what the flow proposes for one target on the guideline's day.

    With `read_silence` off nothing is assumed: for a referral whose words nobody has read yet.
    Nor is it where any fact is `disputed`, stated both ways or taken back: then a person must look. The
    silence on an `unclear` fact, which was spoken of without being settled, is not read.
    Raises KeyError for a flow or fact that the guideline does not have.
    """
    flow = compiled.flow(flow_id)
    known = {name: fact.value for name, fact in facts.items()}
    certain = flow.diagram.settled(known, {})
    silences = flow.silences if read_silence and certain is None and not disputed else {}
    if silences and unclear:
        silences = {name: value for name, value in silences.items() if name not in unclear}
    way = walk(flow, known, silences)
    alerts = _rules_that_hold(compiled, known, (rule.id for rule in compiled.guideline.rules.values() if rule.alert))
    outcome = compiled.guideline.outcomes[way.outcome]
    return Proposal(
        guideline=compiled.guideline.id,
        edition=compiled.guideline.edition,
        content_hash=compiled.guideline.content_hash,
        flow=flow_id,
        target=target,
        outcome=way.outcome,
        urgency=_most_urgent(compiled, outcome.urgency, alerts),
        letter=outcome.letter,
        actions=outcome.actions,
        without_assumptions=certain,
        path=tuple(PathStep(step.id, Truth.of(result[0]), result[1]) for step, result, _ in way.answers),
        reasons=reasons_of(compiled, way.answers, alerts),
        alerts=alerts,
        conflicts=_rules_that_hold(
            compiled, known, (rule.id for rule in compiled.guideline.rules.values() if rule.kind == "conflict")
        ),
        disputed=disputed,
        facts={**facts, **{name: Fact(name, value, Origin.ASSUMED) for name, value in way.assumed.items()}},
        assumptions=_assumptions(compiled, flow, way),
        missing=_missing(flow, known, way),
        would_change=_changes(compiled, flow, known, silences, way),
        duties=_duties(compiled, way.outcome, known),
        overrides=compiled.overrides,
        group=group_of(compiled, known, read_silence),
        requirements=requirements_of(compiled, known, read_silence),
        indications=indications_of(compiled, known),
    )


def _rules_that_hold(compiled: Compiled, known: Mapping[str, Value], rules: Iterable[str]) -> tuple[Reason, ...]:
    return tuple(reason_for(compiled, rule, True) for rule in rules if compiled.holds(rule, known))


def _most_urgent(compiled: Compiled, urgency: str, alerts: tuple[Reason, ...]) -> str:
    raised = [compiled.guideline.rules[alert.rule].alert or urgency for alert in alerts]
    return min([urgency, *raised], key=URGENCY_ORDER.index)


def _assumptions(compiled: Compiled, flow: CompiledFlow, way: Walk) -> tuple[Assumption, ...]:
    audience = flow.flow.audience
    definitions = compiled.guideline.facts
    return tuple(
        Assumption(name, value, definitions[name].silence[audience].source) for name, value in way.assumed.items()
    )


def _missing(flow: CompiledFlow, known: Mapping[str, Value], way: Walk) -> tuple[str, ...]:
    """The facts that can still change the outcome: the deciding step's first, those it can spare last."""
    relevant = flow.diagram.relevant(known)
    deciding = way.answers[-1][1][1]
    spared = {each.name for each in flow.diagram.variables if each.asks_if_known}
    return tuple(sorted(relevant, key=lambda name: (name not in deciding, name in spared)))


def _changes(
    compiled: Compiled, flow: CompiledFlow, known: Mapping[str, Value], silences: Mapping[str, Value], way: Walk
) -> tuple[Change, ...]:
    """The smallest changes; those that would change the answer of the step that decided come first."""
    deciding = set(way.answers[-1][1][1])
    ranks, case = compiled.guideline.outcomes, WhatIf(flow.diagram, known, silences, _deciding(flow, silences))
    alone = single_changes(case, compiled.fixed)
    search = Search(case.diagram, case.cells, known, compiled.fixed)
    others = (other for other in search.outcomes() if other != way.outcome and ranks[other].effect != ASK)
    changes = [
        Change(smallest, other)
        for other in others
        if (smallest := alone.get(other) or needed(case, search.change(other), other)) is not None
    ]
    return tuple(
        sorted(
            changes,
            key=lambda change: (deciding.isdisjoint(change.facts), len(change.facts), ranks[change.outcome].rank),
        )
    )


def _deciding(flow: CompiledFlow, silences: Mapping[str, Value]) -> Decide:
    """The outcome alone; by walking, where only some of the silences are read."""
    if silences is flow.silences:
        return flow.decide
    if not silences:
        return flow.decide_on_what_is_known

    def by_walking(facts: Mapping[str, Value], settled: Settled | None = None) -> str:
        return walk(flow, facts, silences, settled).outcome

    return by_walking


def _duties(compiled: Compiled, outcome: str, known: Mapping[str, Value]) -> tuple[Duty, ...]:
    obligations = compiled.guideline.obligations.values()
    return tuple(
        Duty(each.id, compiled.truth(each.opens_when, known), each.proposes)
        for each in obligations
        if each.after == outcome
    )
