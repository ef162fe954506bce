"""A flow as one reduced decision diagram: exact answers about everything that is not known.

Each node asks one fact and has a child for each cell of its values (no/yes, each choice, or the
intervals between the constants it is compared with); equal sub-diagrams are one node. Walking it
answers what enumerating all completions would: is the outcome settled, which facts can still
change it, and what is the smallest change that leads elsewhere.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from klokt.engine.lower import Scope, holds
from klokt.model import expression as ex
from klokt.model.expression import Expression, Value
from klokt.model.fact import FactKind
from klokt.model.guideline import Flow, Rule

Key = tuple[str, bool]
"""A variable of the diagram: a fact's name, and whether the question is if it is known at all."""

CHANGE, CONTRADICT = 100, 101
"""Cost of learning or changing a fact; slightly more where it contradicts what was stated."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A fact with one representative value for each cell; `cuts` are the constants of a number.

    Where the question is only if the fact is known, `sample` is some value that it may have.
    """

    name: str
    asks_if_known: bool
    values: tuple[Value, ...]
    cuts: tuple[float, ...] = ()
    sample: Value = False

    def cell(self, value: Value) -> int:
        """Return the index of the cell that a value lies in."""
        if self.cuts and isinstance(value, int | float):
            index = bisect_left(self.cuts, value)
            return 2 * index + (index < len(self.cuts) and self.cuts[index] == value)
        return self.values.index(value)


class Diagram:
    """The diagram of one flow. Nodes are numbers; the first ones are the outcomes."""

    def __init__(self, flow: Flow, scope: Scope) -> None:
        self.scope = scope
        steps = {step.id: step for step in flow.steps}
        self.outcomes = tuple(sorted({end for step in flow.steps for end in (step.yes, step.no)} - steps.keys()))
        self.variables = tuple(_variables(flow, scope))
        self._order = {(each.name, each.asks_if_known): index for index, each in enumerate(self.variables)}
        self._nodes: list[tuple[int, tuple[int, ...]]] = [(len(self.variables), ()) for _ in (*self.outcomes, 0, 1)]
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

    def settled(self, facts: Mapping[str, Value], silences: Mapping[str, Value], step: str | None = None) -> str | None:
        """Return the outcome that every completion of the unknown facts leads to, or None.

        `step` is where to start, when all steps before it are answered.
        """
        root = self.root if step is None else self.roots[step]
        found, stack, seen = -1, [root], {root}
        while stack:
            node = stack.pop()
            level, kids = self._nodes[node]
            if not kids:
                if found not in (-1, node):
                    return None
                found = node
                continue
            cell = self._cell(level, facts, silences)
            for kid in kids if cell < 0 else (kids[cell],):
                if kid not in seen:
                    seen.add(kid)
                    stack.append(kid)
        return self.outcomes[found]

    def relevant(self, facts: Mapping[str, Value]) -> list[str]:
        """Return the unknown facts that can still change the outcome, in the order of the flow."""
        restricted: dict[int, int] = {}
        local: dict[tuple[int, tuple[int, ...]], int] = {}
        levels: dict[int, None] = {}

        def restrict(node: int) -> int:
            if node in restricted:
                return restricted[node]
            level, kids = self._nodes[node]
            if not kids:
                result = node
            elif (cell := self._cell(level, facts, {})) >= 0 and self.variables[level].name in facts:
                result = restrict(kids[cell])
            else:
                inner = tuple([restrict(kid) for kid in kids])
                result = inner[0] if len(set(inner)) == 1 else local.setdefault((level, inner), -1 - len(local))
            restricted[node] = result
            return result

        root = restrict(self.root)
        nodes = {number: key for key, number in local.items()}
        stack, seen = [root], {root}
        while stack:
            if (key := nodes.get(stack.pop())) is not None:
                levels[key[0]] = None
                fresh = set(key[1]) - seen
                seen |= fresh
                stack.extend(fresh)
        return list(dict.fromkeys(self.variables[level].name for level in sorted(levels)))

    def changes(
        self, stated: Mapping[str, Value], assumed: Mapping[str, Value], fixed: frozenset[str]
    ) -> dict[str, dict[str, Value]]:
        """Return, for each outcome that can be reached, a smallest set of facts that leads there.

        `fixed` facts are left as they are. What was stated is contradicted only where nothing
        cheaper does.
        """
        best: dict[int, dict[int, tuple[int, int]]] = {}
        self._reach(self.root, stated, assumed, fixed, best)
        return {
            self.outcomes[outcome]: self._trace(outcome, stated, assumed, best) for outcome in sorted(best[self.root])
        }

    def _reach(
        self,
        node: int,
        stated: Mapping[str, Value],
        assumed: Mapping[str, Value],
        fixed: frozenset[str],
        best: dict[int, dict[int, tuple[int, int]]],
    ) -> dict[int, tuple[int, int]]:
        """For a node: each outcome that can be reached, with its cost and the cell to take."""
        if node in best:
            return best[node]
        level, kids = self._nodes[node]
        if not kids:
            best[node] = {node: (0, 0)}
            return best[node]
        variable = self.variables[level]
        current = self._cell(level, stated, assumed)
        cost = CONTRADICT if variable.name in stated else CHANGE
        locked = current >= 0 and variable.name in fixed
        if variable.asks_if_known:
            locked, cost = bool(current), 0
        reached: dict[int, tuple[int, int]] = {}
        for cell in (current,) if locked else _preferred(len(kids), current):
            step = 0 if cell == current else cost
            for outcome, (rest, _) in self._reach(kids[cell], stated, assumed, fixed, best).items():
                if outcome not in reached or rest + step < reached[outcome][0]:
                    reached[outcome] = (rest + step, cell)
        best[node] = reached
        return reached

    def _trace(
        self,
        outcome: int,
        stated: Mapping[str, Value],
        assumed: Mapping[str, Value],
        best: Mapping[int, Mapping[int, tuple[int, int]]],
    ) -> dict[str, Value]:
        node = self.root
        changed: dict[str, Value] = {}
        while True:
            level, kids = self._nodes[node]
            if not kids:
                return changed
            cell = best[node][outcome][1]
            variable = self.variables[level]
            if cell != self._cell(level, stated, assumed):
                changed[variable.name] = variable.sample if variable.asks_if_known else variable.values[cell]
            node = kids[cell]

    def _cell(self, level: int, facts: Mapping[str, Value], silences: Mapping[str, Value]) -> int:
        variable = self.variables[level]
        value = facts.get(variable.name)
        if variable.asks_if_known:
            return int(value is not None)
        if value is None:
            value = silences.get(variable.name)
        return -1 if value is None else variable.cell(value)

    def _node(self, level: int, kids: tuple[int, ...]) -> int:
        if len(set(kids)) == 1:
            return kids[0]
        key = (level, kids)
        if key not in self._unique:
            self._unique[key] = len(self._nodes)
            self._nodes.append(key)
        return self._unique[key]

    def _choose(self, condition: int, yes: int, no: int) -> int:
        """Return the diagram that is `yes` where the condition is yes, and `no` elsewhere."""
        if condition == self._yes or yes == no:
            return yes
        if condition == self._no:
            return no
        key = (condition, yes, no)
        if key not in self._chosen:
            level = min(self._nodes[node][0] for node in key)
            width = len(self.variables[level].values)
            kids = tuple(self._choose(*(self._child(node, level, cell) for node in key)) for cell in range(width))
            self._chosen[key] = self._node(level, kids)
        return self._chosen[key]

    def _child(self, node: int, level: int, cell: int) -> int:
        own, kids = self._nodes[node]
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
        level = self._order[name, isinstance(expression, ex.Known)]
        cells = [_test(expression, value, self.scope) for value in self.variables[level].values]
        return self._node(level, tuple(self._yes if cell else self._no for cell in cells))


def _preferred(width: int, current: int) -> list[int]:
    """The present cell first, then the constants themselves, then the open intervals, nearest first."""
    return sorted(range(width), key=lambda cell: (cell != current, width > 2 and cell % 2 == 0, abs(cell - current)))


def _test(expression: Expression, value: Value, scope: Scope) -> bool:
    match expression:
        case ex.Compare(operator, _):
            return holds(operator, value, scope.constant(expression))
        case ex.OneOf(_, values):
            return value in values
        case _:
            return value is True


def _variables(flow: Flow, scope: Scope) -> list[Variable]:
    """The variables in the order in which the flow asks for them."""
    cuts: dict[Key, set[float]] = {}
    rules: dict[str, Rule] = {}

    def visit(expression: Expression) -> None:
        for node in ex.walk(expression):
            match node:
                case ex.RuleRef(name) if name not in rules:
                    rules[name] = scope.rules[name]
                    visit(rules[name].when)
                case ex.Compare(_, ex.FactRef(name)):
                    constant, found = scope.constant(node), cuts.setdefault((name, False), set())
                    if not isinstance(constant, str):
                        found.add(constant)
                case ex.FactRef(name) | ex.OneOf(ex.FactRef(name), _):
                    cuts.setdefault((name, False), set())
                case ex.Known(ex.FactRef(name)):
                    cuts.setdefault((name, True), set())

    for step in flow.steps:
        visit(step.when)
    return [_variable(key, sorted(found), scope) for key, found in cuts.items()]


def _variable(key: Key, cuts: list[float], scope: Scope) -> Variable:
    name, asks_if_known = key
    definition = scope.facts[name]
    if asks_if_known:
        samples = {FactKind.BOOLEAN: False, FactKind.CHOICE: (*definition.choices, "")[0]}
        return Variable(name, True, (False, True), sample=samples.get(definition.kind, 0))
    if definition.kind is FactKind.BOOLEAN:
        return Variable(name, False, (False, True))
    if definition.kind is FactKind.CHOICE:
        return Variable(name, False, definition.choices)
    values: list[Value] = [max(cuts[0] - 1, 0) if definition.kind is FactKind.DURATION else cuts[0] - 1]
    for cut, after in zip(cuts, [*cuts[1:], cuts[-1] + 2], strict=True):
        values += [cut, after - 1 if after - 1 > cut else (cut + after) / 2]
    return Variable(name, False, tuple(values), tuple(cuts))
