"""Find the smallest changes of the facts that would lead to another outcome."""

from collections.abc import Callable, Mapping

from klokt.engine.diagram import Diagram
from klokt.engine.variables import Variable
from klokt.model.expression import Value

CHANGE, CONTRADICT = 100, 101
"""Cost of learning or changing a fact; slightly more where it contradicts what was stated."""


def smallest_changes(
    diagram: Diagram, stated: Mapping[str, Value], assumed: Mapping[str, Value], fixed: frozenset[str]
) -> dict[str, dict[str, Value]]:
    """Return, for each outcome that can be reached, a small set of facts that leads there.

    It is a smallest one where every fact is known or read from a silence; an open fact on the way
    gets a value although the outcome may not need it. `fixed` facts are left as they are. What was
    stated is contradicted only where nothing cheaper does. The outcome of the present facts comes
    with nothing to change.
    """
    search = _Search(diagram, stated, assumed, fixed)
    ends = search.reach(diagram.root)
    return {diagram.outcomes[end]: search.trace(end) for end in sorted(ends)}


def single_changes(
    diagram: Diagram,
    stated: Mapping[str, Value],
    assumed: Mapping[str, Value],
    fixed: frozenset[str],
    outcome_of: Callable[[Mapping[str, Value]], str],
) -> dict[str, dict[str, Value]]:
    """Return, for each outcome that one fact alone leads to, that fact; what was stated is changed last."""
    found: dict[str, dict[str, Value]] = {}
    variables = [each for each in diagram.variables if not each.asks_if_known and each.name not in fixed]
    for variable in sorted(variables, key=lambda each: each.name in stated):
        present = stated.get(variable.name, assumed.get(variable.name))
        current = -1 if present is None else variable.cell(present)
        for cell in _preferred(variable, current):
            if cell != current:
                change = {variable.name: variable.values[cell]}
                found.setdefault(outcome_of({**stated, **change}), change)
    return found


def _preferred(variable: Variable, current: int) -> list[int]:
    """The present cell first, then the constants themselves, then the intervals between, nearest first."""
    intervals = [cell for cell in range(len(variable.values)) if variable.cuts and cell % 2 == 0]
    return sorted(
        range(len(variable.values)), key=lambda cell: (cell != current, cell in intervals, abs(cell - current))
    )


class _Search:
    """Dynamic programming over the nodes of a diagram: each is priced once."""

    def __init__(
        self, diagram: Diagram, stated: Mapping[str, Value], assumed: Mapping[str, Value], fixed: frozenset[str]
    ) -> None:
        self.diagram = diagram
        self.stated = stated
        self.assumed = assumed
        self.fixed = fixed
        self.best: dict[int, dict[int, tuple[int, int]]] = {}

    def reach(self, node: int) -> dict[int, tuple[int, int]]:
        """For a node: each outcome that can be reached from it, with the cost and the cell to take."""
        if node in self.best:
            return self.best[node]
        level, kids = self.diagram.nodes[node]
        if not kids:
            self.best[node] = {node: (0, 0)}
            return self.best[node]
        current = self.diagram.cell(level, self.stated, self.assumed)
        cells, cost = self._options(self.diagram.variables[level], current)
        reached: dict[int, tuple[int, int]] = {}
        for cell in cells:
            price = 0 if cell == current else cost
            for end, (rest, _) in self.reach(kids[cell]).items():
                if end not in reached or rest + price < reached[end][0]:
                    reached[end] = (rest + price, cell)
        self.best[node] = reached
        return reached

    def _options(self, variable: Variable, current: int) -> tuple[list[int], int]:
        """The cells that may be taken, the preferred ones first, and what it costs to leave the present one."""
        if variable.asks_if_known:
            return ([1] if current else [0, 1]), 0
        if current >= 0 and variable.name in self.fixed:
            return [current], 0
        return _preferred(variable, current), CONTRADICT if variable.name in self.stated else CHANGE

    def trace(self, end: int) -> dict[str, Value]:
        """The facts that are changed on the cheapest way to an outcome."""
        node = self.diagram.root
        changed: dict[str, Value] = {}
        while True:
            level, kids = self.diagram.nodes[node]
            if not kids:
                return changed
            cell = self.best[node][end][1]
            variable = self.diagram.variables[level]
            if cell != self.diagram.cell(level, self.stated, self.assumed):
                changed[variable.name] = variable.sample if variable.asks_if_known else variable.values[cell]
            node = kids[cell]
