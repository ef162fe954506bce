"""A flow as one reduced decision diagram: exact answers about everything that is not known.

Each node asks one fact and has a child for each cell of its values (no/yes, each choice, or the
intervals between the constants it is compared with); equal sub-diagrams are one node. Walking it
answers what enumerating all completions would: is the outcome settled, and which facts can still
change it.
"""

from collections.abc import Callable, Mapping, Sequence

from klokt.engine.lower import Scope
from klokt.engine.variables import passes, variables_of
from klokt.model import expression as ex
from klokt.model.expression import Expression, Value
from klokt.model.guideline import Flow


class Diagram:
    """The diagram of one flow. Nodes are numbers; the first ones are the outcomes."""

    def __init__(self, flow: Flow, scope: Scope) -> None:
        self.scope = scope
        steps = {step.id: step for step in flow.steps}
        self.outcomes = tuple(sorted({end for step in flow.steps for end in (step.yes, step.no)} - steps.keys()))
        self.variables = tuple(variables_of(flow, scope))
        self._readers = [(each.name, each.asks_if_known, each.reader()) for each in self.variables]
        self._places: dict[str, list[tuple[int, Callable[[Value], int]]]] = {}
        for level, (name, asks_if_known, cell_of) in enumerate(self._readers):
            self._places.setdefault(name, []).append((level, _of_what_is_known if asks_if_known else cell_of))
        self._levels = {(each.name, each.asks_if_known): index for index, each in enumerate(self.variables)}
        self.nodes: list[tuple[int, tuple[int, ...]]] = [(len(self.variables), ()) for _ in (*self.outcomes, 0, 1)]
        self._no, self._yes = len(self.outcomes), len(self.outcomes) + 1
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._chosen: dict[tuple[int, int, int], int] = {}
        self.roots: dict[str, int] = {}

        def node_of(target: str) -> int:
            if target not in steps:
                return self.outcomes.index(target)
            if target not in self.roots:
                step = steps[target]
                self.roots[target] = self._choose(self._condition(step.when), node_of(step.yes), node_of(step.no))
            return self.roots[target]

        self.root = node_of(flow.steps[0].id)
        for step in flow.steps:
            node_of(step.id)
        everywhere = self._reached(self.root, [-1] * len(self.variables))
        self.order = tuple(sorted(everywhere, reverse=True))
        """The nodes below the root, each before its children, which have smaller numbers."""

    def settled(self, facts: Mapping[str, Value], silences: Mapping[str, Value], step: str | None = None) -> str | None:
        """Return the outcome that every completion of the unknown facts leads to, or None.

        `step` is where to start, when all steps before it are answered or have taken their exits.
        """
        cells, nodes = self.cells(facts, silences), self.nodes
        root = self.root if step is None else self.roots[step]
        found, stack, seen = -1, [root], {root}
        while stack:
            level, kids = nodes[node := stack.pop()]
            if not kids:
                if found not in (-1, node):
                    return None
                found = node
            elif (cell := cells[level]) >= 0:
                stack.append(kids[cell])
            else:
                stack.extend([kid for kid in kids if kid not in seen])
                seen.update(kids)
        return self.outcomes[found]

    def relevant(self, facts: Mapping[str, Value], step: str | None = None) -> list[str]:
        """Return the unknown facts that can still change the outcome, from a step on, in the order of the flow."""
        start = self.root if step is None else self.roots[step]
        known = [
            cell if variable.name in facts else -1
            for variable, cell in zip(self.variables, self.cells(facts, {}), strict=True)
        ]
        restricted: dict[int, int] = {}
        local: dict[tuple[int, tuple[int, ...]], int] = {}
        for node in sorted(self._reached(start, known)):  # children have smaller numbers
            level, kids = self.nodes[node]
            if not kids:
                restricted[node] = node
            elif (cell := known[level]) >= 0:
                restricted[node] = restricted[kids[cell]]
            else:
                inner = tuple([restricted[kid] for kid in kids])
                is_one = inner.count(inner[0]) == len(inner)
                restricted[node] = inner[0] if is_one else local.setdefault((level, inner), -1 - len(local))
        nodes = {number: key for key, number in local.items()}
        levels, stack, seen = set[int](), [restricted[start]], {restricted[start]}
        while stack:
            if (key := nodes.get(stack.pop())) is not None:
                levels.add(key[0])
                fresh = set(key[1]) - seen
                seen |= fresh
                stack.extend(fresh)
        return list(dict.fromkeys(self.variables[level].name for level in sorted(levels)))

    def cells(self, facts: Mapping[str, Value], silences: Mapping[str, Value]) -> list[int]:
        """Return the cell that each variable is in, or -1 where it is unknown and no silence is read."""
        told, silent, found = facts.get, silences.get, []
        for name, asks_if_known, cell_of in self._readers:
            value = told(name)
            if asks_if_known:
                found.append(0 if value is None else 1)
                continue
            if value is None:
                value = silent(name)
            found.append(-1 if value is None else cell_of(value))
        return found

    def asked(self, cells: Sequence[int]) -> set[str]:
        """Return the facts that are asked for on the way that goes by the cells; unknown ones go every way."""
        levels = {self.nodes[node][0] for node in self._reached(self.root, cells)}
        return {self.variables[level].name for level in levels if level < len(self.variables)}

    def changed(self, cells: Sequence[int], facts: Mapping[str, Value]) -> tuple[list[int], int]:
        """Return the cells with some facts given other values, and the last variable that these can change."""
        other, last = list(cells), -1
        for name, value in facts.items():
            for level, cell_of in self._places.get(name, ()):
                other[level] = cell_of(value)
                last = max(last, level)
        return other, last

    def _reached(self, start: int, cells: Sequence[int]) -> set[int]:
        """The nodes on the ways from one that go by the cells; unknown ones go every way."""
        nodes, stack, found = self.nodes, [start], {start}
        while stack:
            level, kids = nodes[stack.pop()]
            if kids and (cell := cells[level]) >= 0:
                kids = (kids[cell],)
            for kid in kids:
                if kid not in found:
                    found.add(kid)
                    stack.append(kid)
        return found

    def _node(self, level: int, kids: tuple[int, ...]) -> int:
        if len(set(kids)) == 1:
            return kids[0]
        key = (level, kids)
        if key not in self._unique:
            self._unique[key] = len(self.nodes)
            self.nodes.append(key)
        return self._unique[key]

    def _choose(self, condition: int, yes: int, no: int) -> int:
        """Return the diagram that is `yes` where the condition is yes, and `no` elsewhere."""
        if condition == self._yes or yes == no:
            return yes
        if condition == self._no:
            return no
        key = (condition, yes, no)
        if key not in self._chosen:
            level = min(self.nodes[node][0] for node in key)
            width = len(self.variables[level].values)
            kids = tuple(self._choose(*(self._child(node, level, cell) for node in key)) for cell in range(width))
            self._chosen[key] = self._node(level, kids)
        return self._chosen[key]

    def _child(self, node: int, level: int, cell: int) -> int:
        own, kids = self.nodes[node]
        return kids[cell] if own == level else node

    def _condition(self, expression: Expression) -> int:
        match expression:
            case ex.Literal(value):
                return self._yes if value is True else self._no
            case ex.ParameterRef(name):
                return self._yes if self.scope.parameters[name] is True else self._no
            case ex.RuleRef(name):
                return self._condition(self.scope.rules[name].when)
            case ex.Not(operand):
                return self._choose(self._condition(operand), self._no, self._yes)
            case ex.And(operands):
                return self._count(len(operands), [self._condition(item) for item in operands])
            case ex.Or(operands):
                return self._count(1, [self._condition(item) for item in operands])
            case ex.AtLeast(count, operands):
                return self._count(count, [self._condition(item) for item in operands])
            case _:
                return self._atom(expression)

    def _count(self, needed: int, conditions: list[int]) -> int:
        """Return the diagram of "at least `needed` of these hold"."""
        if needed <= 0:
            return self._yes
        if needed > len(conditions):
            return self._no
        first, rest = conditions[0], conditions[1:]
        return self._choose(first, self._count(needed - 1, rest), self._count(needed, rest))

    def _atom(self, expression: Expression) -> int:
        name = ex.facts_in(expression)[0]
        level = self._levels[name, isinstance(expression, ex.Known)]
        cells = [passes(expression, value, self.scope) for value in self.variables[level].values]
        return self._node(level, tuple(self._yes if cell else self._no for cell in cells))


def _of_what_is_known(_value: Value) -> int:
    """The cell of the question whether a fact is known, where it has a value."""
    return 1
