"""The tree of a rule's condition: a strict subset of Python expressions with the meaning of CQL.

Conditions yield yes, no or unknown. Values are facts, parameters and literals; there is no null.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as Only

from klokt.model.duration import Duration

Value = bool | int | float | str | Duration
Operator = Only["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that stands in the rule itself: a Boolean, number, word or duration."""

    value: Value


@dataclass(frozen=True, slots=True)
class FactRef:
    """The value of a fact; a Boolean fact is a condition by itself."""

    name: str


@dataclass(frozen=True, slots=True)
class ParameterRef:
    """The value of a dated parameter; a Boolean parameter is a condition by itself."""

    name: str


@dataclass(frozen=True, slots=True)
class RuleRef:
    """The truth of another rule."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """No where the operand is yes, and the other way round."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class And:
    """Yes where all operands are; no where any is no."""

    operands: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Yes where any operand is; no where all are no."""

    operands: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Yes where so many operands are yes; no where too few can be."""

    count: int
    operands: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of a fact with a constant (a literal or a parameter)."""

    operator: Operator
    left: FactRef
    right: Literal | ParameterRef


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether a choice fact has one of the values named."""

    fact: FactRef
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Whether the fact has a value at all; never unknown itself."""

    fact: FactRef


Expression = Literal | FactRef | ParameterRef | RuleRef | Not | And | Or | AtLeast | Compare | OneOf | Known


def children(expression: Expression) -> tuple[Expression, ...]:
    """Return the conditions directly inside a condition."""
    match expression:
        case Not(operand):
            return (operand,)
        case And(operands) | Or(operands) | AtLeast(_, operands):
            return operands
        case _:
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield the condition and every condition inside it, in reading order. Rules are not entered."""
    yield expression
    for child in children(expression):
        yield from walk(child)


def facts_in(expression: Expression) -> list[str]:
    """Return the names of the facts that the condition itself asks for, in reading order."""
    names: dict[str, None] = {}
    for node in walk(expression):
        match node:
            case FactRef(name) | Compare(_, FactRef(name), _) | OneOf(FactRef(name), _) | Known(FactRef(name)):
                names[name] = None
    return list(names)
