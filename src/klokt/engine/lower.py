"""Write a three-valued condition as two ordinary ones: is it yes, is it no.

No null is left in what comes out, so it runs anywhere with the same meaning. Facts are read with
`g`, a dictionary's `get`; a silence that may be read as a value is folded into the test itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from klokt.model import expression as ex
from klokt.model.duration import Duration
from klokt.model.expression import Expression, Value
from klokt.model.fact import FactDefinition
from klokt.model.guideline import Rule

_INVERSE: dict[str, str] = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What names in a condition stand for, and which silences are read as a value."""

    facts: Mapping[str, FactDefinition]
    parameters: Mapping[str, Value]
    rules: Mapping[str, Rule]
    silences: Mapping[str, Value] = field(default_factory=dict)

    def constant(self, compare: ex.Compare) -> int | float | str:
        """Return the right side of a comparison in the unit of its fact."""
        value = compare.right.value if isinstance(compare.right, ex.Literal) else self.parameters[compare.right.name]
        unit = self.facts[compare.left.name].unit
        if isinstance(value, Duration) and unit is not None:
            amount = value.to(unit).amount
            return amount if isinstance(amount, int) else float(amount)
        if isinstance(value, Duration):
            raise TypeError("a duration meets a fact without a unit")
        return value


def holds(operator: str, left: Value, right: Value) -> bool:
    """Return whether a comparison of two plain values is true.

    >>> holds(">=", 12, 12), holds("<", 12, 12)
    (True, False)
    """
    if operator in ("==", "!="):
        return (left == right) is (operator == "==")
    if isinstance(left, int | float) and isinstance(right, int | float):
        below = left < right
        return {"<": below, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]
    raise TypeError(f"{operator} needs two numbers")


def lowered(expression: Expression, scope: Scope, truth: bool) -> str:
    """Return Python source that is true exactly when the condition is yes (or no, for truth False)."""
    match expression:
        case ex.Literal(value):
            return str(value is truth)
        case ex.FactRef(name):
            return _boolean_fact(name, scope, truth)
        case ex.ParameterRef(name):
            return str(scope.parameters[name] is truth)
        case ex.RuleRef(name):
            return lowered(scope.rules[name].when, scope, truth)
        case ex.Not(operand):
            return lowered(operand, scope, not truth)
        case ex.And(operands) | ex.Or(operands):
            word = " and " if isinstance(expression, ex.And) is truth else " or "
            return "(" + word.join(lowered(item, scope, truth) for item in operands) + ")"
        case ex.AtLeast(count, operands):
            return _counted(count if truth else len(operands) - count + 1, operands, scope, truth)
        case ex.Compare(operator, ex.FactRef(name)):
            return _comparison(name, operator, scope.constant(expression), scope, truth)
        case ex.OneOf(ex.FactRef(name), values):
            return _membership(name, values, scope, truth)
        case ex.Known(ex.FactRef(name)):
            return f"({read(name)} is {'not ' if truth else ''}None)"


def read(name: str) -> str:
    """Return the source that reads a fact, None where it is left out."""
    return f"g({name!r})"


def _boolean_fact(name: str, scope: Scope, truth: bool) -> str:
    silence = scope.silences.get(name)
    if silence is truth:
        return f"({read(name)} is not {not truth})"
    return f"({read(name)} is {truth})"


def _counted(needed: int, operands: tuple[Expression, ...], scope: Scope, truth: bool) -> str:
    word = {1: " or ", len(operands): " and "}.get(needed, " + ")
    joined = word.join(lowered(item, scope, truth) for item in operands)
    return f"({joined} >= {needed})" if word == " + " else f"({joined})"


def _comparison(name: str, operator: str, constant: Value, scope: Scope, truth: bool) -> str:
    sign = operator if truth else _INVERSE[operator]
    silence = scope.silences.get(name)
    return _guarded(name, sign, repr(constant), silence is not None and holds(sign, silence, constant))


def _membership(name: str, values: tuple[str, ...], scope: Scope, truth: bool) -> str:
    silence = scope.silences.get(name)
    return _guarded(
        name, "in" if truth else "not in", repr(values), silence is not None and (silence in values) is truth
    )


def _guarded(name: str, sign: str, right: str, silence_passes: bool) -> str:
    """The test of a value that may be left out: None passes only where a silence would."""
    if silence_passes is (sign in ("!=", "not in")) and sign in ("==", "!=", "in", "not in"):
        return f"({read(name)} {sign} {right})"  # what Python says of None is what is meant
    if silence_passes:
        return f"((v := {read(name)}) is None or v {sign} {right})"
    return f"((v := {read(name)}) is not None and v {sign} {right})"


def open_facts(expression: Expression, scope: Scope) -> list[str]:
    """Return the facts whose absence can leave the condition unknown.

    Not those whose silence is read, nor those that stand beside a `known` which settles it without them.
    """
    match expression:
        case ex.RuleRef(name):
            names = open_facts(scope.rules[name].when, scope)
        case ex.FactRef(name) | ex.Compare(_, ex.FactRef(name), _) | ex.OneOf(ex.FactRef(name), _):
            names = [] if name in scope.silences else [name]
        case _:
            inside = [name for child in ex.children(expression) for name in open_facts(child, scope)]
            names = [name for name in inside if name not in _settled_without(expression)]
    return list(dict.fromkeys(names))


def _settled_without(expression: Expression) -> set[str]:
    """The facts without which the whole is settled: of `known(x) and ...`, and of `not known(x) or ...`."""
    match expression:
        case ex.And(operands):
            return {operand.fact.name for operand in operands if isinstance(operand, ex.Known)}
        case ex.Or(operands):
            negated = (operand.operand for operand in operands if isinstance(operand, ex.Not))
            return {operand.fact.name for operand in negated if isinstance(operand, ex.Known)}
        case _:
            return set()
