"""A guideline made ready for a day: parameters fixed, flows compiled, conditions evaluable."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from klokt.engine.certain import Certain, certain
from klokt.engine.diagram import Diagram
from klokt.engine.explain import Evaluator, evaluator
from klokt.engine.generate import Decide, compile_flow
from klokt.engine.lower import Scope
from klokt.engine.question import Question
from klokt.model.duration import Duration, comparable
from klokt.model.expression import Expression, Value
from klokt.model.fact import Audience
from klokt.model.guideline import Flow, Guideline, Parameter
from klokt.model.truth import Truth


class ParameterError(ValueError):
    """An override names no parameter, or one that a unit may not set."""


def parameters_on(
    parameters: tuple[Parameter, ...], on: date, overrides: Mapping[str, Value] | None = None
) -> dict[str, Value]:
    """Return the value of each parameter on a day: the latest that is valid, or the unit's own.

    Where a parameter starts later than the day, its first value holds. Raises ParameterError.
    """
    values: dict[str, Value] = {}
    overridable: set[str] = set()
    for entry in sorted(parameters, key=lambda entry: entry.valid_from):
        if entry.valid_from <= on or entry.name not in values:
            values[entry.name] = entry.value
        if entry.overridable:
            overridable.add(entry.name)
    for name, value in (overrides or {}).items():
        if name not in overridable:
            known = ", ".join(sorted(overridable)) or "none"
            raise ParameterError(f'"{name}" is not a parameter that a unit may set (those are: {known})')
        if not _alike(value, values[name]):
            raise ParameterError(f'"{name}" must be like {values[name]}')
        values[name] = value
    return values


def _alike(own: Value, given: Value) -> bool:
    """Whether a unit's own value can stand for the guideline's: of the same type, in units that compare."""
    if isinstance(own, Duration) and isinstance(given, Duration):
        return comparable(own.unit, given.unit)
    return type(own) is type(given)


class CompiledFlow:
    """One flow, ready: the fast function, the steps for the path, and the diagram."""

    def __init__(self, flow: Flow, scope: Scope) -> None:
        self.flow = flow
        self.scope = scope
        self.silences = scope.silences
        self.start = flow.steps[0].id

    @cached_property
    def diagram(self) -> Diagram:
        """The decision diagram, built when something unknown first makes it needed."""
        return Diagram(self.flow, self.scope)

    @cached_property
    def decide(self) -> Decide:
        """The outcome alone, as fast as it gets; silences of the flow's audience are read."""
        return compile_flow(self.flow, self.scope, lambda facts, step: self.diagram.settled(facts, self.silences, step))

    @cached_property
    def decide_on_what_is_known(self) -> Decide:
        """The outcome alone, with no silence read."""
        scope = replace(self.scope, silences={})
        return compile_flow(self.flow, scope, lambda facts, step: self.diagram.settled(facts, {}, step))

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The steps by id, ready to be answered with the whole tree of their conditions."""
        return {step.id: Question(step, self.scope) for step in self.flow.steps}


class Compiled:
    """A guideline on a day, with a unit's own parameters where it may have them.

    Raises ParameterError for an override that is not allowed.
    """

    def __init__(self, guideline: Guideline, on: date, overrides: Mapping[str, Value] | None = None) -> None:
        self.guideline = guideline
        self.on = on
        self.overrides = dict(overrides or {})
        self.parameters = parameters_on(guideline.parameters, on, overrides)
        self.scope = Scope(guideline.facts, self.parameters, guideline.rules)
        self.fixed = frozenset(name for name, fact in guideline.facts.items() if fact.fixed)
        self._flows: dict[str, CompiledFlow] = {}
        self._evaluators: dict[Expression, Evaluator] = {}
        self._holding: dict[str, Certain] = {}

    def flow(self, flow_id: str) -> CompiledFlow:
        """Return a flow, compiled once. Raises KeyError for an id that is not there."""
        if flow_id not in self._flows:
            flow = self.guideline.flows[flow_id]
            silences = self.silences(flow.audience)
            scope = Scope(self.scope.facts, self.parameters, self.scope.rules, silences)
            self._flows[flow_id] = CompiledFlow(flow, scope)
        return self._flows[flow_id]

    def silences(self, audience: Audience) -> dict[str, Value]:
        """Return what a silence on each fact is read as for an audience, where it is read at all."""
        facts = self.guideline.facts.items()
        return {name: fact.silence[audience].read_as for name, fact in facts if audience in fact.silence}

    def evaluator(self, expression: Expression) -> Evaluator:
        """Return the condition as a function that returns its whole evaluated tree."""
        if expression not in self._evaluators:
            self._evaluators[expression] = evaluator(expression, self.scope)
        return self._evaluators[expression]

    def truth(self, expression: Expression, facts: Mapping[str, Value]) -> Truth:
        """Return whether a condition holds on what is known; no silence is read."""
        return Truth.of(self.evaluator(expression)(facts, facts)[0])

    def rule_truth(self, rule_id: str, facts: Mapping[str, Value]) -> Truth:
        """Return whether a rule holds on what is known; no silence is read."""
        return self.truth(self.guideline.rules[rule_id].when, facts)

    def holds(self, rule_id: str, facts: Mapping[str, Value]) -> bool:
        """Return whether a rule is yes on what is known, which is quicker to say than what it is."""
        if rule_id not in self._holding:
            self._holding[rule_id] = certain(self.guideline.rules[rule_id].when, self.scope)
        return self._holding[rule_id](facts)
