"""Find the smallest changes of the facts that would lead to another outcome."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from klokt.engine.diagram import Diagram
from klokt.engine.ends import WhatIf
from klokt.engine.variables import Variable
from klokt.model.expression import Value

CHANGE, CONTRADICT = 100, 101
"""Cost of learning or changing a fact; slightly more where it contradicts what was stated."""

NOT_REACHED = 1 << 30
"""The cost of a node that no way leads to."""

Moves = tuple[tuple[int, int], ...]
"""The cells that a variable may be given, the preferred ones first, each with what that costs."""

KNOWN: Moves = ((1, 0),)
MAY_BE_LEARNT: Moves = ((0, 0), (1, 0))
"""The moves of a question whether a fact is known."""


def smallest_changes(
    diagram: Diagram, stated: Mapping[str, Value], assumed: Mapping[str, Value], fixed: Collection[str]
) -> dict[str, dict[str, Value]]:
    """Return, for each outcome that can be reached, a small set of facts that leads there.

    It is a smallest one where every fact is known or read from a silence; an open fact on the way
    gets a value although the outcome may not need it. `fixed` facts are left as they are. What was
    stated is contradicted only where nothing cheaper does. The outcome of the present facts comes
    with nothing to change.
    """
    search = Search(diagram, diagram.cells(stated, assumed), stated, fixed)
    return {outcome: search.change(outcome) for outcome in search.outcomes()}


def single_changes(case: WhatIf, fixed: Collection[str]) -> dict[str, dict[str, Value]]:
    """Return, for each outcome that one fact alone leads to, that fact; what was stated is changed last."""
    found: dict[str, dict[str, Value]] = {}
    levels = [level for level, each in enumerate(case.diagram.variables) if not each.asks_if_known]
    for level in sorted(levels, key=lambda level: case.diagram.variables[level].name in case.stated):
        variable, current = case.diagram.variables[level], case.cells[level]
        if variable.name not in fixed:
            for cell in _nearest_first(len(variable.values), bool(variable.cuts), current):
                if cell != current:
                    change = {variable.name: variable.values[cell]}
                    found.setdefault(case.outcome(change), change)
    return found


def needed(case: WhatIf, facts: Mapping[str, Value], outcome: str) -> dict[str, Value] | None:
    """Return the facts without those that the outcome does not need, or None where they do not lead there.

    The diagram gives every fact on its way a value; a flow may be content not to know some of them.
    """
    kept = dict(facts)
    for name in facts:
        fewer = {other: value for other, value in kept.items() if other != name}
        if case.outcome(fewer) == outcome:
            kept = fewer
    return kept if case.outcome(kept) == outcome else None


@cache
def _nearest_first(width: int, is_cut: bool, current: int) -> tuple[int, ...]:
    """The present cell first, then the constants themselves, then the intervals between, nearest first."""
    return tuple(
        sorted(range(width), key=lambda cell: (cell != current, is_cut and cell % 2 == 0, abs(cell - current)))
    )


@cache
def _moves(width: int, is_cut: bool, current: int, price: int) -> Moves:
    return tuple((cell, 0 if cell == current else price) for cell in _nearest_first(width, is_cut, current))


class Search:
    """The cheapest ways from the root of a diagram to each of its nodes.

    Of ways to an outcome that cost the same, that one counts which takes the preferred cell first.
    """

    def __init__(self, diagram: Diagram, cells: Sequence[int], stated: Collection[str], fixed: Collection[str]) -> None:
        self._diagram = diagram
        self._cells = cells
        pairs = zip(diagram.variables, cells, strict=True)
        self._moves = [_allowed(variable, cell, stated, fixed) for variable, cell in pairs]
        self._cost = [NOT_REACHED] * len(diagram.nodes)
        self._before: dict[int, list[int]] = {}
        self._reach()

    def _reach(self) -> None:
        """Price the nodes, in an order in which none is left before it is reached in its cheapest way."""
        nodes, moves, cost, before = self._diagram.nodes, self._moves, self._cost, self._before
        cost[self._diagram.root] = 0
        for node in self._diagram.order:
            level, kids = nodes[node]
            here = cost[node]
            if kids and here < NOT_REACHED:
                for cell, price in moves[level]:
                    kid = kids[cell]
                    if here + price < cost[kid]:
                        cost[kid], before[kid] = here + price, [node]
                    elif here + price == cost[kid]:
                        before[kid].append(node)

    def outcomes(self) -> list[str]:
        """Return the outcomes that can be reached."""
        outcomes = self._diagram.outcomes
        return [outcome for end, outcome in enumerate(outcomes) if self._cost[end] < NOT_REACHED]

    def change(self, outcome: str) -> dict[str, Value]:
        """Return the facts that are changed on the cheapest way to an outcome that can be reached."""
        node, changed = self._diagram.root, dict[str, Value]()
        on_the_way = self._leading_to(self._diagram.outcomes.index(outcome))
        while kids := self._diagram.nodes[node][1]:
            level = self._diagram.nodes[node][0]
            cell = next(each for each in self._cheapest(node) if kids[each] in on_the_way)
            variable = self._diagram.variables[level]
            if cell != self._cells[level]:
                changed[variable.name] = variable.sample if variable.asks_if_known else variable.values[cell]
            node = kids[cell]
        return changed

    def _leading_to(self, end: int) -> set[int]:
        """The nodes on the cheapest ways to an end."""
        found, stack = {end}, [end]
        while stack:
            fresh = set(self._before.get(stack.pop(), ())) - found
            found |= fresh
            stack.extend(fresh)
        return found

    def _cheapest(self, node: int) -> Iterator[int]:
        """The cells of a node, in order, whose child is reached in no cheaper way."""
        level, kids = self._diagram.nodes[node]
        here = self._cost[node]
        return (cell for cell, price in self._moves[level] if here + price == self._cost[kids[cell]])


def _allowed(variable: Variable, current: int, stated: Collection[str], fixed: Collection[str]) -> Moves:
    """The cells that may be taken. What is known cannot become unknown; a fixed fact stays as it is."""
    if variable.asks_if_known:
        return KNOWN if current else MAY_BE_LEARNT
    if current >= 0 and variable.name in fixed:
        return ((current, 0),)
    price = CONTRADICT if variable.name in stated else CHANGE
    return _moves(len(variable.values), bool(variable.cuts), current, price)
