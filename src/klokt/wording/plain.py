"""Move every `not` of a condition down to single facts and rules, so that it can be told without double negation."""

from klokt.model import expression as ex
from klokt.model.expression import Expression

_OPPOSITE: dict[ex.Operator, ex.Operator] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def plain(condition: Expression) -> Expression:
    """Return a condition with the same truth for every patient, unknown included, that is easier to tell.

    `not` stands before single conditions alone, or before at_least, where no `and` or `or` says the
    same. Comparisons are turned round, `and` inside `and` is one, and so is `or` inside `or`.
    """
    return _plain(condition, True)


def _plain(condition: Expression, holds: bool) -> Expression:
    match condition:
        case ex.Not(operand):
            return _plain(operand, not holds)
        case ex.And(operands):
            return _all(operands, True) if holds else _any(operands, False)
        case ex.Or(operands):
            return _any(operands, True) if holds else _all(operands, False)
        case ex.AtLeast(1, operands):
            return _plain(ex.Or(operands), holds)
        case ex.AtLeast(count, operands) if count == len(operands):
            return _plain(ex.And(operands), holds)
        case ex.AtLeast(count, operands):
            counted = ex.AtLeast(count, tuple(_plain(operand, True) for operand in operands))
            return counted if holds else ex.Not(counted)
        case ex.Compare(sign, left, right) if not holds:
            return ex.Compare(_OPPOSITE[sign], left, right)
    return condition if holds else ex.Not(condition)


def _all(operands: tuple[Expression, ...], hold: bool) -> Expression:
    parts: list[Expression] = []
    for operand in operands:
        part = _plain(operand, hold)
        parts += part.operands if isinstance(part, ex.And) else (part,)
    return ex.And(tuple(parts))


def _any(operands: tuple[Expression, ...], hold: bool) -> Expression:
    parts: list[Expression] = []
    for operand in operands:
        part = _plain(operand, hold)
        parts += part.operands if isinstance(part, ex.Or) else (part,)
    return ex.Or(tuple(parts))
