"""The outcomes that a diagram leads to from each node, and when one fact is other: the rest is worked out once."""

from collections.abc import Callable, Sequence

from klokt.engine.diagram import Diagram

DIFFER = -1
"""The end of a node from which completions differ."""


class Ends:
    """Where the nodes of a diagram lead by the cell of each variable; an unknown one goes every way."""

    def __init__(self, diagram: Diagram, cells: Sequence[int]) -> None:
        self._diagram = diagram
        self._cells = cells
        self._last = len(diagram.variables) - 1
        self._rest: Callable[[int], int] = lambda node: node
        self._known: dict[int, int] = {}

    def changed(self, cells: Sequence[int], last: int) -> "Ends":
        """Return the ends for other cells: none of them is other than here after the variable with number `last`."""
        other = Ends(self._diagram, cells)
        other._last, other._rest = last, self.at
        return other

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
