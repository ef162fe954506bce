"""The outcomes that a diagram leads to from each node, and when one fact is other: the rest is worked out once."""

from collections.abc import Callable, Mapping, Sequence

from klokt.engine.diagram import Diagram
from klokt.engine.generate import Decide
from klokt.model.expression import Value

DIFFER = -1
"""The end of a node from which completions differ."""


class Ends:
    """Where the nodes of a diagram lead by the cell of each variable; an unknown one goes every way."""

    def __init__(self, diagram: Diagram, cells: Sequence[int], last: int, rest: Callable[[int], int]) -> None:
        """Take the cells up to the `last` variable; where nodes lead after that one, `rest` knows."""
        self._diagram = diagram
        self._cells = cells
        self._last = last
        self._rest = rest
        self._known: dict[int, int] = {}

    def settled(self, step: str | None = None) -> str | None:
        """Return the outcome that every completion leads to, from a step on, or None."""
        end = self.at(self._diagram.root if step is None else self._diagram.roots[step])
        return None if end == DIFFER else self._diagram.outcomes[end]

    def at(self, node: int) -> int:
        """Return the node of the outcome that every completion leads to from a node on, or DIFFER."""
        nodes, cells, last = self._diagram.nodes, self._cells, self._last
        while True:
            level, kids = nodes[node]
            if level > last:
                return self._rest(node)
            if (cell := cells[level]) < 0:
                return self._shared(node, kids)
            node = kids[cell]

    def _shared(self, node: int, kids: Sequence[int]) -> int:
        found = self._known.get(node)
        if found is None:
            found = self.at(kids[0])
            if found != DIFFER and any(self.at(kid) != found for kid in kids[1:]):
                found = DIFFER
            self._known[node] = found
        return found


class WhatIf:
    """The facts of a case, and the outcome that it would have if some of them were other."""

    def __init__(
        self, diagram: Diagram, stated: Mapping[str, Value], assumed: Mapping[str, Value], decide: Decide
    ) -> None:
        """Take what is known and assumed; `decide` is asked where completions of the unknown differ."""
        self.diagram = diagram
        self.stated = stated
        self.cells = diagram.cells(stated, assumed)
        self._decide = decide
        self._now = Ends(diagram, self.cells, len(diagram.variables) - 1, lambda node: node)
        self._settled = self._now.settled()
        self._asked = diagram.asked(self.cells)

    def outcome(self, change: Mapping[str, Value]) -> str:
        """Return the outcome with these facts instead."""
        if self._settled is not None and self._asked.isdisjoint(change):
            return self._settled
        cells, last = self.diagram.changed(self.cells, change)
        ends = Ends(self.diagram, cells, last, self._now.at)
        return ends.settled() or self._decide({**self.stated, **change}, lambda _, step: ends.settled(step))
