"""Every small wrong change of one condition: and/or, not, comparisons, numbers, counts and parts left out."""

from collections.abc import Iterator, Mapping

from klokt.model import expression as ex
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Expression, Operator, Value
from klokt.model.fact import FactDefinition

Changed = tuple[str, Expression]
"""What was changed, in words, and the condition after it."""

_NEIGHBOURS: dict[Operator, tuple[Operator, ...]] = {
    ">=": (">", "<"),
    ">": (">=", "<="),
    "<=": ("<", ">"),
    "<": ("<=", ">="),
    "==": ("!=",),
    "!=": ("==",),
}


def changed_conditions(condition: Expression, facts: Mapping[str, FactDefinition]) -> Iterator[Changed]:
    """Yield the condition with one part changed at a time; parts are counted from 1 in reading order."""
    for index, node in enumerate(ex.walk(condition)):
        for what, other in _changes(node, facts):
            yield f"part {index + 1}: {what}", _with_part(condition, index, other)


def steps_of(value: Value, unit: Unit | None) -> Iterator[Value]:
    """Yield the value one less and one more: of its fact's unit and, where that is weeks, also one day."""
    match value:
        case bool():
            yield not value
        case int() | float():
            yield value - 1
            yield value + 1
        case Duration():
            for length in dict.fromkeys((unit or value.unit, Unit.DAYS if unit is Unit.WEEKS else unit or value.unit)):
                amount = value.to(length).amount
                yield from (Duration(amount + step, length) for step in (-1, 1) if amount + step >= 0)
        case _:
            return


def _changes(node: Expression, facts: Mapping[str, FactDefinition]) -> Iterator[Changed]:
    match node:
        case ex.Not(operand):
            yield "not is dropped", operand
        case ex.And(operands):
            yield "and becomes or", ex.Or(operands)
            yield from _one_left_out(operands, ex.And)
        case ex.Or(operands):
            yield "or becomes and", ex.And(operands)
            yield from _one_left_out(operands, ex.Or)
        case ex.AtLeast(count, operands):
            yield from _counts(count, operands)
        case ex.Literal():
            return
        case _:
            yield f"not is added before {_told(node)}", ex.Not(node)
            yield from _atoms(node, facts)


def _one_left_out(operands: tuple[Expression, ...], kind: type[ex.And] | type[ex.Or]) -> Iterator[Changed]:
    for index, operand in enumerate(operands):
        rest = operands[:index] + operands[index + 1 :]
        yield f"{_told(operand)} is left out", rest[0] if len(rest) == 1 else kind(rest)


def _counts(count: int, operands: tuple[Expression, ...]) -> Iterator[Changed]:
    for other in (count - 1, count + 1):
        if 1 <= other <= len(operands):
            yield f"at_least {count} becomes {other}", ex.AtLeast(other, operands)
    for index, operand in enumerate(operands):
        rest = operands[:index] + operands[index + 1 :]
        if count <= len(rest):
            yield f"{_told(operand)} is left out", ex.AtLeast(count, rest)


def _atoms(node: Expression, facts: Mapping[str, FactDefinition]) -> Iterator[Changed]:
    match node:
        case ex.Compare(operator, left, right):
            for other in _NEIGHBOURS[operator]:
                yield f"{left.name} {operator} becomes {other}", ex.Compare(other, left, right)
            if isinstance(right, ex.Literal):
                for value in steps_of(right.value, facts[left.name].unit):
                    yield f"{right.value} becomes {value}", ex.Compare(operator, left, ex.Literal(value))
        case ex.OneOf(fact, values) if len(values) > 1:
            for value in values:
                rest = tuple(other for other in values if other != value)
                yield f'"{value}" is left out', ex.OneOf(fact, rest)
        case _:
            return


def _told(node: Expression) -> str:
    match node:
        case ex.FactRef(name) | ex.RuleRef(name) | ex.ParameterRef(name):
            return name
        case ex.Compare(operator, ex.FactRef(name)):
            return f"{name} {operator} ..."
        case ex.OneOf(ex.FactRef(name), _):
            return f"{name} in ..."
        case ex.Known(ex.FactRef(name)):
            return f"known({name})"
        case ex.Not(operand):
            return f"not {_told(operand)}"
        case _:
            return f"({' .. '.join(_told(child) for child in ex.children(node))})"


def _with_part(condition: Expression, index: int, part: Expression) -> Expression:
    """Return the condition with the part at a place of its reading order exchanged."""
    if index == 0:
        return part
    index -= 1
    operands = list(ex.children(condition))
    for place, operand in enumerate(operands):
        size = sum(1 for _ in ex.walk(operand))
        if index < size:
            operands[place] = _with_part(operand, index, part)
            break
        index -= size
    match condition:
        case ex.Not():
            return ex.Not(operands[0])
        case ex.And():
            return ex.And(tuple(operands))
        case ex.Or():
            return ex.Or(tuple(operands))
        case ex.AtLeast(count, _):
            return ex.AtLeast(count, tuple(operands))
        case _:
            raise IndexError("the condition has no such part")
