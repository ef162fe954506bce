"""Compile conditions into functions that say whether they are yes for certain, and which of several is first."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from klokt.engine.lower import Scope, lowered
from klokt.model.expression import Expression, Value

Facts = Mapping[str, Value]
Certain = Callable[[Facts], bool]
First = Callable[[Facts], int]

Branch = tuple[Expression | None, Sequence[tuple[Expression, int]]]
"""A condition that opens a branch (None for always), and its conditions with the number of each."""

NONE_HOLDS = -1


def certain(expression: Expression | None, scope: Scope) -> Certain:
    """Return a function that is true where the condition is yes; no and unknown are alike. None is always yes."""
    condition = "True" if expression is None else lowered(expression, scope, True)
    holds: Certain = _compiled(f"def holds(facts):\n    g = facts.get\n    return bool({condition})", "holds")
    return holds


def first_certain(branches: Sequence[Branch], scope: Scope) -> First:
    """Return a function that gives the number of the first condition that is yes, or NONE_HOLDS.

    A branch is entered where its own condition is yes, and left where none of its conditions is.
    """
    lines = ["def first(facts):", "    g = facts.get"]
    for opens, conditions in branches:
        pad = "    "
        if opens is not None:
            lines.append(f"    if {lowered(opens, scope, True)}:")
            pad = "        "
        lines += [f"{pad}if {lowered(each, scope, True)}:\n{pad}    return {number}" for each, number in conditions]
        if opens is not None:
            lines.append(f"{pad}pass")
    lines.append(f"    return {NONE_HOLDS}")
    first: First = _compiled("\n".join(lines), "first")
    return first


def _compiled(source: str, name: str) -> Any:
    space: dict[str, Any] = {}
    exec(compile(source, "<conditions>", "exec"), space)  # noqa: S102 - from the checked tree
    return space[name]
