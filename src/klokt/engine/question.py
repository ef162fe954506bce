"""A step made ready to be answered: its condition, and what it answered to the same facts before."""

from collections.abc import Iterator, Mapping
from typing import Any

from klokt.engine.explain import Evaluated, evaluator
from klokt.engine.lower import Scope
from klokt.model import expression as ex
from klokt.model.expression import Expression, Value
from klokt.model.guideline import Rule, Step

Answer = tuple[Step, Evaluated, tuple[str, ...]]
"""A step, its condition as evaluated, and the facts on whose silence the answer rests."""

REMEMBERED = 4096
"""How many different sets of facts a step remembers its answer to, before it starts afresh."""


class Question:
    """A step of a flow with its condition.

    The answer is a pure function of the few facts that the condition asks for, and most referrals
    say the same about most of them, so answers are remembered by those facts.
    """

    def __init__(self, step: Step, scope: Scope) -> None:
        self.step = step
        self._names = tuple(dict.fromkeys(facts_asked(step.when, scope.rules)))
        self._evaluate = evaluator(step.when, scope)
        self._silences = scope.silences
        self._certain: dict[tuple[Any, ...], Answer] = {}
        self._with_silences: dict[tuple[Any, ...], Answer] = {}

    def answer(self, facts: Mapping[str, Value], silences: Mapping[str, Value]) -> Answer:
        """Return the answer on what is known, or where that is unknown, with the silences read."""
        if silences is self._silences:
            remembered = self._with_silences
        elif not silences:
            remembered = self._certain
        else:
            return self._answer(facts, silences)
        key = tuple(map(facts.get, self._names))
        found = remembered.get(key)
        if found is None:
            if len(remembered) >= REMEMBERED:
                remembered.clear()
            found = remembered[key] = self._answer(facts, silences)
        return found

    def _answer(self, facts: Mapping[str, Value], silences: Mapping[str, Value]) -> Answer:
        evaluated = self._evaluate(facts, facts)
        if evaluated[0] is not None:
            return self.step, evaluated, ()
        silent = {name: silences[name] for name in evaluated[1] if name in silences}
        if not silent:
            return self.step, evaluated, ()
        after = self._evaluate({**facts, **silent}, facts)
        if after[0] is None:
            return self.step, after, ()
        return self.step, after, tuple(name for name in after[1] if name in silent)


def facts_asked(expression: Expression, rules: Mapping[str, Rule]) -> Iterator[str]:
    """Yield the names of the facts that a condition asks for, through the rules that it names."""
    yield from ex.facts_in(expression)
    for node in ex.walk(expression):
        if isinstance(node, ex.RuleRef):
            yield from facts_asked(rules[node.name].when, rules)
