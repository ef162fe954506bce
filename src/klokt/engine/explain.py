"""Evaluate a condition with its whole tree: every part, whether it holds, and what it rests on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain

from klokt.engine.lower import Scope, holds
from klokt.model import expression as ex
from klokt.model.expression import Expression, Value

Facts = Mapping[str, Value]
Evaluated = tuple[bool | None, tuple[str, ...], tuple["Evaluated", ...]]
"""Truth (None for unknown), the facts it rests on, and the same for each part."""
Evaluator = Callable[[Facts, Facts], Evaluated]
"""Called with the facts to reason with, assumptions included, and those that are really known."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A condition, whether it holds (None for unknown), the facts it rests on, and its parts.

    A yes or no rests on the facts that settle it, an unknown on the facts that would.
    """

    expression: Expression
    truth: bool | None
    rests_on: tuple[str, ...]
    parts: tuple["Explanation", ...]


def explain(expression: Expression, evaluated: Evaluated, scope: Scope) -> Explanation:
    """Return the evaluated tree with each part beside its condition; rules are entered."""
    truth, rests_on, parts = evaluated
    inside = (scope.rules[expression.name].when,) if isinstance(expression, ex.RuleRef) else ex.children(expression)
    explained = (explain(child, part, scope) for child, part in zip(inside, parts, strict=True))
    return Explanation(expression, truth, rests_on, tuple(explained))


def evaluator(expression: Expression, scope: Scope) -> Evaluator:
    """Return a function that evaluates the condition on facts; no silence is read."""
    match expression:
        case ex.Literal(value):
            fixed: Evaluated = (value is True, (), ())
            return lambda facts, stated: fixed
        case ex.ParameterRef(name):
            switch: Evaluated = (scope.parameters[name] is True, (), ())
            return lambda facts, stated: switch
        case ex.RuleRef(name):
            return _rule(evaluator(scope.rules[name].when, scope))
        case ex.Not(operand):
            return _not(evaluator(operand, scope))
        case ex.And(operands):
            return _joined([evaluator(item, scope) for item in operands], False)
        case ex.Or(operands):
            return _joined([evaluator(item, scope) for item in operands], True)
        case ex.AtLeast(count, operands):
            return _at_least(count, [evaluator(item, scope) for item in operands])
        case _:
            return _atom(expression, scope)


def _atom(expression: Expression, scope: Scope) -> Evaluator:
    match expression:
        case ex.FactRef(name):
            told: dict[Value | None, Evaluated] = {truth: (truth, (name,), ()) for truth in (True, False, None)}
            return lambda facts, stated: told[facts.get(name)]
        case ex.Compare(operator, ex.FactRef(name)):
            constant = scope.constant(expression)
            return _tested(name, lambda value: holds(operator, value, constant))
        case ex.OneOf(ex.FactRef(name), values):
            return _tested(name, lambda value: value in values)
        case ex.Known(ex.FactRef(name)):
            answers: dict[bool, Evaluated] = {truth: (truth, (name,), ()) for truth in (True, False)}
            return lambda facts, stated: answers[name in stated]
    raise TypeError("not a condition")


def _tested(name: str, test: Callable[[Value], bool]) -> Evaluator:
    yes: Evaluated = (True, (name,), ())
    no: Evaluated = (False, (name,), ())
    unknown: Evaluated = (None, (name,), ())

    def evaluate(facts: Facts, stated: Facts) -> Evaluated:
        value = facts.get(name)
        if value is None:
            return unknown
        return yes if test(value) else no

    return evaluate


def _rule(inner: Evaluator) -> Evaluator:
    def evaluate(facts: Facts, stated: Facts) -> Evaluated:
        result = inner(facts, stated)
        return result[0], result[1], (result,)

    return evaluate


def _not(inner: Evaluator) -> Evaluator:
    def evaluate(facts: Facts, stated: Facts) -> Evaluated:
        result = inner(facts, stated)
        truth = result[0]
        return (None if truth is None else not truth), result[1], (result,)

    return evaluate


def _supports(parts: tuple[Evaluated, ...], truth: bool | None) -> tuple[str, ...]:
    named = [part[1] for part in parts if part[0] is truth]
    return named[0] if len(named) == 1 else tuple(dict.fromkeys(chain.from_iterable(named)))


def _joined(items: list[Evaluator], absorbing: bool) -> Evaluator:
    """And absorbs on no, or on yes: one such part settles the whole."""

    def evaluate(facts: Facts, stated: Facts) -> Evaluated:
        parts = tuple([item(facts, stated) for item in items])
        truths = [part[0] for part in parts]
        truth = absorbing if absorbing in truths else None if None in truths else not absorbing
        return truth, _supports(parts, truth), parts

    return evaluate


def _at_least(count: int, items: list[Evaluator]) -> Evaluator:
    spare = len(items) - count

    def evaluate(facts: Facts, stated: Facts) -> Evaluated:
        parts = tuple([item(facts, stated) for item in items])
        truths = [part[0] for part in parts]
        truth = True if truths.count(True) >= count else False if truths.count(False) > spare else None
        return truth, _supports(parts, truth), parts

    return evaluate
