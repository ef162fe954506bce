"""The same flow for zen-engine: expressions on two rails that never meet a null."""

import json
from dataclasses import dataclass
from typing import Any

from klokt.engine.lower import Scope, holds, open_facts
from klokt.model import expression as ex
from klokt.model.expression import Expression, Value
from klokt.model.guideline import Flow, Step

_INVERSE = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True)
class ZenModel:
    """A flow with its silences, as decision models and as one expression."""

    flow: Flow
    scope: Scope

    def expression(self) -> str:
        """Return the whole flow as one expression, which is evaluated only as far as it must."""
        return self._target(self.flow.steps[0].id)

    def one_expression(self) -> str:
        """Return the decision model of a single expression node."""
        node = _node("decide", "expressionNode", {"expressions": [_entry("outcome", self.expression())]})
        return _model([node], [_edge("start", "decide"), _edge("decide", "end")])

    def switches(self) -> str:
        """Return the decision model of one switch node a step, as one would draw it."""
        nodes, edges = [], [_edge("start", self.flow.steps[0].id)]
        for step in self.flow.steps:
            exits = [(self._rail(step.when, True), step.yes)]
            if open_facts(step.when, self.scope):
                exits += [(self._no_after_yes(step), step.no), ("", step.unknown)]
            else:
                exits.append(("", step.no))
            statements = [{"id": f"{step.id}_{number}", "condition": test} for number, (test, _) in enumerate(exits)]
            nodes.append(_node(step.id, "switchNode", {"hitPolicy": "first", "statements": statements}))
            edges += [_edge(step.id, to, f"{step.id}_{number}") for number, (_, to) in enumerate(exits)]
        steps = {step.id for step in self.flow.steps}
        for end in sorted({edge["targetId"] for edge in edges} - steps):
            nodes.append(_node(end, "expressionNode", {"expressions": [_entry("outcome", f"'{end}'")]}))
        return _model(nodes, edges)

    def _target(self, target: str) -> str:
        step = next((step for step in self.flow.steps if step.id == target), None)
        if step is None:
            return f"'{target}'"
        yes, no = self._rail(step.when, True), self._rail(step.when, False)
        if step.unknown == step.no or not open_facts(step.when, self.scope):
            return f"({yes} ? {self._target(step.yes)} : {self._target(step.no)})"
        if step.unknown == step.yes:
            return f"({no} ? {self._target(step.no)} : {self._target(step.yes)})"
        rest = f"({self._no_after_yes(step)} ? {self._target(step.no)} : {self._target(step.unknown)})"
        return f"({yes} ? {self._target(step.yes)} : {rest})"

    def _no_after_yes(self, step: Step) -> str:
        """The same short cut that klokt takes: what is not yes is no where all that can be unknown is known."""
        known = " and ".join(f"{name} != null" for name in open_facts(step.when, self.scope))
        return f"(({known}) or {self._rail(step.when, False)})"

    def _rail(self, condition: Expression, truth: bool) -> str:
        match condition:
            case ex.Literal(value):
                return _written(value is truth)
            case ex.ParameterRef(name):
                return _written(self.scope.parameters[name] is truth)
            case ex.RuleRef(name):
                return self._rail(self.scope.rules[name].when, truth)
            case ex.Not(operand):
                return self._rail(operand, not truth)
            case ex.And(operands) | ex.Or(operands):
                word = " and " if isinstance(condition, ex.And) is truth else " or "
                return "(" + word.join(self._rail(item, truth) for item in operands) + ")"
            case ex.AtLeast(count, operands):
                needed = count if truth else len(operands) - count + 1
                return "(" + " + ".join(f"({self._rail(item, truth)} ? 1 : 0)" for item in operands) + f" >= {needed})"
            case ex.Known(ex.FactRef(name)):
                return f"({name} {'!=' if truth else '=='} null)"
            case ex.FactRef(name):
                silent = self.scope.silences.get(name) is truth
                return f"({name} != {_written(not truth)})" if silent else f"({name} == {_written(truth)})"
            case ex.OneOf(ex.FactRef(name), values):
                test = f"{name} {'in' if truth else 'not in'} {_written(list(values))}"
                return self._guarded(name, test, (self.scope.silences.get(name) in values) is truth)
            case ex.Compare(operator, ex.FactRef(name)):
                sign, constant = operator if truth else _INVERSE[operator], self.scope.constant(condition)
                silence = self.scope.silences.get(name)
                return self._guarded(
                    name, f"{name} {sign} {_written(constant)}", silence is not None and holds(sign, silence, constant)
                )

    def _guarded(self, name: str, test: str, silence_passes: bool) -> str:
        if name in self.scope.silences and silence_passes:
            return f"({name} == null or {test})"
        return f"({name} != null and {test})"


def _written(value: Value | list[str]) -> str:
    return json.dumps(value).replace('"', "'")


def _entry(key: str, value: str) -> dict[str, str]:
    return {"id": key, "key": key, "value": value}


def _node(name: str, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "type": kind, "name": name, "content": content}


def _edge(source: str, target: str, handle: str | None = None) -> dict[str, str]:
    edge = {"id": f"{handle or source}_{target}", "type": "edge", "sourceId": source, "targetId": target}
    return edge if handle is None else {**edge, "sourceHandle": handle}


def _model(nodes: list[dict[str, Any]], edges: list[dict[str, str]]) -> str:
    ends = [_node("start", "inputNode", {}), _node("end", "outputNode", {})]
    return json.dumps({"nodes": [*ends, *nodes], "edges": edges})
