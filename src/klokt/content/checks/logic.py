"""Conditions that hold a statement and its opposite side by side."""

from collections.abc import Iterator

from klokt.content.load import Loaded
from klokt.content.problem import Problem, found
from klokt.model.expression import And, Expression, Not, Or, walk
from klokt.model.guideline import Guideline


def opposites(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Conditions such as `fever or not fever`, which are unknown where they look always true."""
    for rule in guideline.rules.values():
        if _holds_opposites(rule.when):
            message = f'rule "{rule.id}" holds a statement and its opposite'
            yield found("K170", loaded.at("rule", rule.id, "when"), message, "drop it: it is unknown, not certain")


def _holds_opposites(condition: Expression) -> bool:
    groups = [_parts(node, type(node)) for node in walk(condition) if isinstance(node, And | Or)]
    return any(isinstance(part, Not) and part.operand in parts for parts in groups for part in parts)


def _parts(node: Expression, kind: type[Expression]) -> list[Expression]:
    if isinstance(node, And | Or) and isinstance(node, kind):
        return [part for operand in node.operands for part in _parts(operand, kind)]
    return [node]
