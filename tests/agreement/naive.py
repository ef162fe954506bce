"""A third evaluator, for tests alone: Kleene's tables for a condition, and the definition for a flow.

It is slow and plain on purpose, and shares nothing with the engine but the model.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations, pairwise, product
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from klokt.model import expression as ex
from klokt.model.duration import Duration
from klokt.model.expression import Expression, Value
from klokt.model.fact import FactKind
from klokt.model.guideline import Flow, Guideline, Step

Facts = Mapping[str, Value]
Truth3 = bool | None
"""Yes, no, or None for unknown."""

NOT: dict[Truth3, Truth3] = {True: False, False: True, None: None}
AND: dict[tuple[Truth3, Truth3], Truth3] = {
    (True, True): True,
    (True, False): False,
    (True, None): None,
    (False, True): False,
    (False, False): False,
    (False, None): False,
    (None, True): None,
    (None, False): False,
    (None, None): None,
}
OR: dict[tuple[Truth3, Truth3], Truth3] = {
    (True, True): True,
    (True, False): True,
    (True, None): True,
    (False, True): True,
    (False, False): False,
    (False, None): None,
    (None, True): True,
    (None, False): None,
    (None, None): None,
}
COMPARE: dict[str, Callable[[Any, Any], bool]] = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(frozen=True)
class Naive:
    """A guideline with the values that its parameters have."""

    guideline: Guideline
    parameters: Mapping[str, Value]

    def truth(self, condition: Expression, facts: Facts, stated: Facts) -> Truth3:
        """Decide a condition by the tables. `stated` is what is really known, without assumptions."""
        match condition:
            case ex.Literal(value):
                return value is True
            case ex.ParameterRef(name):
                return self.parameters[name] is True
            case ex.RuleRef(name):
                return self.truth(self.guideline.rules[name].when, facts, stated)
            case ex.Known(ex.FactRef(name)):
                return name in stated
            case ex.Not(operand):
                return NOT[self.truth(operand, facts, stated)]
            case ex.And(operands):
                return self._fold(AND, True, [self.truth(item, facts, stated) for item in operands])
            case ex.Or(operands):
                return self._fold(OR, False, [self.truth(item, facts, stated) for item in operands])
            case ex.AtLeast(count, operands):
                truths = [self.truth(item, facts, stated) for item in operands]
                return self._fold(
                    OR, False, [self._fold(AND, True, list(some)) for some in combinations(truths, count)]
                )
            case ex.FactRef(name):
                return None if name not in facts else facts[name] is True
            case ex.OneOf(ex.FactRef(name), values):
                return None if name not in facts else facts[name] in values
            case ex.Compare(operator, ex.FactRef(name), right):
                return None if name not in facts else COMPARE[operator](facts[name], self._constant(name, right))

    @staticmethod
    def _fold(table: Mapping[tuple[Truth3, Truth3], Truth3], empty: bool, truths: list[Truth3]) -> Truth3:
        start: Truth3 = empty
        return reduce(lambda one, other: table[one, other], truths, start)

    def _constant(self, fact: str, right: ex.Literal | ex.ParameterRef) -> Value:
        value = right.value if isinstance(right, ex.Literal) else self.parameters[right.name]
        unit = self.guideline.facts[fact].unit
        return float(value.to(unit).amount) if isinstance(value, Duration) and unit else value

    def values_of(self, fact: str) -> list[Value]:
        """Return values of a fact, one at least for each way in which the guideline can tell them apart."""
        definition = self.guideline.facts[fact]
        if definition.kind is FactKind.BOOLEAN:
            return [False, True]
        if definition.kind is FactKind.CHOICE:
            return list(definition.choices)
        cuts = sorted({float(cut) for cut in self._cuts(fact) if isinstance(cut, int | float)}) or [1.0]
        between = [(low + high) / 2 for low, high in pairwise(cuts)]
        below = cuts[0] / 2 if definition.kind is FactKind.DURATION else cuts[0] - 1
        return [*sorted({*cuts, *between, below, cuts[-1] + 1})]

    def _cuts(self, fact: str) -> Iterator[Value]:
        conditions = [rule.when for rule in self.guideline.rules.values()]
        conditions += [step.when for flow in self.guideline.flows.values() for step in flow.steps]
        for condition in conditions:
            for node in ex.walk(condition):
                if isinstance(node, ex.Compare) and node.left.name == fact:
                    yield self._constant(fact, node.right)

    def completions(self, facts: Facts) -> Iterator[dict[str, Value]]:
        """Yield every way in which the unknown facts can turn out, beside those that are known."""
        unknown = [name for name in self.guideline.facts if name not in facts]
        for values in product(*(self.values_of(name) for name in unknown)):
            yield {**facts, **dict(zip(unknown, values, strict=True))}

    def end(self, flow: Flow, facts: Facts, stated: Facts) -> str:
        """Follow a flow in which everything is known; what the stated facts are settles known(x)."""
        return self.follow(flow, lambda step: self.truth(step.when, facts, stated))

    def settled(self, flow: Flow, facts: Facts, silences: Facts) -> str | None:
        """Return the outcome of every completion of what is still unknown, or None where two differ."""
        ends = {self.end(flow, completion, facts) for completion in self.completions({**silences, **facts})}
        return ends.pop() if len(ends) == 1 else None

    def settled_lazily(self, flow: Flow, facts: Facts, silences: Facts) -> str | None:
        """Return what `settled` returns, trying only the facts that a step waits for: for whole guidelines."""
        found: set[str] = set()
        open_worlds = [{**silences, **facts}]
        while open_worlds and len(found) < 2:
            world = open_worlds.pop()
            waiting = self._waits_for(flow, world, facts)
            if waiting is None:
                found.add(self.end(flow, world, facts))
            else:
                open_worlds += [{**world, waiting: value} for value in self.values_of(waiting)]
        return found.pop() if len(found) == 1 else None

    def _waits_for(self, flow: Flow, facts: Facts, stated: Facts) -> str | None:
        """The first fact that the first unknown step on the way asks for and nobody has told."""
        waiting: list[Step] = []

        def answer(step: Step) -> Truth3:
            truth = self.truth(step.when, facts, stated)
            if truth is None:
                waiting.append(step)
            return truth

        self.follow(flow, answer)
        return next((name for name in self.asked(waiting[0].when) if name not in facts), None) if waiting else None

    def asked(self, condition: Expression) -> Iterator[str]:
        """Yield the facts whose value a condition asks for, those inside its rules included."""
        for node in ex.walk(condition):
            match node:
                case ex.RuleRef(name):
                    yield from self.asked(self.guideline.rules[name].when)
                case ex.FactRef(name) | ex.Compare(_, ex.FactRef(name), _) | ex.OneOf(ex.FactRef(name), _):
                    yield name

    def outcome(self, flow: Flow, facts: Facts, silences: Facts) -> str:
        """Return the outcome of a flow, step by step as docs/content-format.md says under Silence.

        Where a step stays unknown when the silences are read, the outcome is the one that all
        completions share from there on; only where two differ does the step take its exit for unknown.
        """
        agreed: list[str] = []

        def answer(step: Step) -> Truth3:
            truth = self.read(step, facts, silences)
            if truth is None and not agreed:
                agreed.extend(filter(None, [self.settled_lazily(starting_at(flow, step), facts, silences)]))
            return truth

        end = self.follow(flow, answer)
        return agreed[0] if agreed else end

    def stepwise(self, flow: Flow, facts: Facts, silences: Facts) -> str:
        """Return where the steps lead when each unknown one takes its exit for unknown, whatever completions say."""
        return self.follow(flow, lambda step: self.read(step, facts, silences))

    def read(self, step: Step, facts: Facts, silences: Facts) -> Truth3:
        """Answer a step on what is known, or where that is unknown, with the silences read."""
        certain = self.truth(step.when, facts, facts)
        return self.truth(step.when, {**silences, **facts}, facts) if certain is None else certain

    @staticmethod
    def follow(flow: Flow, answer: Callable[[Step], Truth3]) -> str:
        """Go from step to step as answered, and return where that ends."""
        steps = {step.id: step for step in flow.steps}
        target = flow.steps[0].id
        while target in steps:
            step = steps[target]
            target = {True: step.yes, False: step.no, None: step.unknown}[answer(step)]
        return target


def starting_at(flow: Flow, step: Step) -> Flow:
    """Return the flow with that step as its first."""
    return replace(flow, steps=(step, *(other for other in flow.steps if other != step)))
