"""The variables of a decision diagram: the facts of a flow, each with the cells of its values."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from klokt.engine.lower import Scope, holds
from klokt.model import expression as ex
from klokt.model.expression import Expression, Value
from klokt.model.fact import FactDefinition, FactKind
from klokt.model.guideline import Flow, Rule

Key = tuple[str, bool]
"""A variable of the diagram: a fact's name, and whether the question is if it is known at all."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A fact with one representative value for each cell; `cuts` are the constants of a number.

    Where the question is only if the fact is known, `sample` is some value that it may have.
    """

    name: str
    asks_if_known: bool
    values: tuple[Value, ...]
    cuts: tuple[float, ...] = ()
    sample: Value = False

    def reader(self) -> Callable[[Value], int]:
        """Return the function that gives the index of the cell in which a value lies."""
        cuts = self.cuts
        if not cuts:
            return {value: cell for cell, value in enumerate(self.values)}.__getitem__

        def cell(value: Value) -> int:
            if not isinstance(value, int | float):
                return self.values.index(value)
            index = bisect_left(cuts, value)
            return 2 * index + (index < len(cuts) and cuts[index] == value)

        return cell


def variables_of(flow: Flow, scope: Scope) -> list[Variable]:
    """The variables in the order in which the flow asks for them."""
    cuts: dict[Key, set[float]] = {}
    rules: dict[str, Rule] = {}

    def visit(expression: Expression) -> None:
        for node in ex.walk(expression):
            match node:
                case ex.RuleRef(name) if name not in rules:
                    rules[name] = scope.rules[name]
                    visit(rules[name].when)
                case ex.Compare(_, ex.FactRef(name)):
                    constant, found = scope.constant(node), cuts.setdefault((name, False), set())
                    if not isinstance(constant, str):
                        found.add(constant)
                case ex.FactRef(name) | ex.OneOf(ex.FactRef(name), _):
                    cuts.setdefault((name, False), set())
                case ex.Known(ex.FactRef(name)):
                    cuts.setdefault((name, True), set())

    for step in flow.steps:
        visit(step.when)
    return [_variable(key, sorted(found), scope) for key, found in cuts.items()]


def _variable(key: Key, cuts: list[float], scope: Scope) -> Variable:
    name, asks_if_known = key
    definition = scope.facts[name]
    if asks_if_known:
        return Variable(name, True, (False, True), sample=_sample(definition))
    if definition.kind is FactKind.BOOLEAN:
        return Variable(name, False, (False, True))
    if definition.kind is FactKind.CHOICE:
        return Variable(name, False, definition.choices)
    values: list[Value] = [max(cuts[0] - 1, 0) if definition.kind is FactKind.DURATION else cuts[0] - 1]
    for cut, after in zip(cuts, [*cuts[1:], cuts[-1] + 2], strict=True):
        values += [cut, after - 1 if after - 1 > cut else (cut + after) / 2]
    return Variable(name, False, tuple(values), tuple(cuts))


def _sample(definition: FactDefinition) -> Value:
    """Some value that the fact may have."""
    match definition.kind:
        case FactKind.BOOLEAN:
            return False
        case FactKind.CHOICE:
            return (*definition.choices, "")[0]
        case FactKind.TEXT:
            return "-"
        case FactKind.DATE:
            return "2000"
        case _:
            return 0


def passes(expression: Expression, value: Value, scope: Scope) -> bool:
    """Return whether a value of a fact passes the test that a condition puts to it."""
    match expression:
        case ex.Compare(operator, _):
            return holds(operator, value, scope.constant(expression))
        case ex.OneOf(_, values):
            return value in values
        case _:
            return value is True
