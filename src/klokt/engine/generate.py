"""Write a flow as readable Python source and compile it: the fast evaluator for one case.

The function takes the facts (a mapping of plain values; what is unknown is left out) and returns
the id of the outcome. The source is built from the checked tree and from nothing else.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Protocol

from klokt.engine.lower import Scope, lowered, open_facts, read
from klokt.model.expression import Value
from klokt.model.guideline import Flow, Step

OFTEN = 4
"""A fact that a function asks for so many times is read once, at its start."""

_READ = re.compile(r"\bg\('(\w+)'\)")

Facts = Mapping[str, Value]
Settled = Callable[[Facts, str], str | None]
"""Gives the outcome on which all completions of the unknown facts agree from a step on, or None."""


class Decide(Protocol):
    """Gives the outcome of facts, by what the flow knows to be settled unless the caller knows that already."""

    def __call__(self, facts: Facts, settled: Settled = ...) -> str:
        """Return the id of the outcome."""


def source_of(flow: Flow, scope: Scope) -> str:
    """Return the Python source of a flow, one function for each step that is reached in several ways."""
    return _Writer(flow, scope).source()


def compile_flow(flow: Flow, scope: Scope, settled: Settled) -> Decide:
    """Return the flow as a function from facts to the id of an outcome.

    `settled` is asked where a step stays unknown.
    """
    space: dict[str, object] = {"settled": settled}
    exec(compile(source_of(flow, scope), f"<flow {flow.id}>", "exec"), space)  # noqa: S102 - from the checked tree
    decide = space["decide"]
    if not callable(decide):
        raise TypeError("the generated source has no function")
    return decide


class _Writer:
    def __init__(self, flow: Flow, scope: Scope) -> None:
        self.scope = scope
        self.steps = {step.id: step for step in flow.steps}
        self.start = flow.steps[0].id
        self.shared = self._shared()

    def _shared(self) -> set[str]:
        """Steps that are reached from more than one exit, or only when something is unknown."""
        reached = [target for step in self.steps.values() for target in dict.fromkeys((step.yes, step.no))]
        unknown = {step.unknown for step in self.steps.values() if open_facts(step.when, self.scope)}
        many = {target for target in reached if reached.count(target) > 1}
        return {target for target in many | unknown if target in self.steps}

    def source(self) -> str:
        heads = {"def decide(facts, settled=settled):": self.start}
        heads |= {f"def step_{name}(facts, settled):": name for name in sorted(self.shared)}
        return "\n\n".join(self._function(head, start) for head, start in heads.items()) + "\n"

    def _function(self, head: str, start: str) -> str:
        lines: list[str] = []
        self._emit(self.steps[start], 1, lines)
        body, reads = _read_once("\n".join(lines))
        return "\n".join([head, "    g = facts.get", *reads, body])

    def _emit(self, step: Step, depth: int, lines: list[str]) -> None:
        pad = "    " * depth
        lines.append(f"{pad}# {step.id}")
        branches = [(lowered(step.when, self.scope, True), step.yes), (lowered(step.when, self.scope, False), step.no)]
        if open_facts(step.when, self.scope):
            branches.append(("", step.unknown))
        branches.sort(key=lambda branch: (not branch[0], self._continues(branch[1])))
        if branches[-1][0] == "":
            (first, one), (second, other), _ = branches
            for test, target in ((first, one), (self._unless(step, second), other)):
                lines.append(f"{pad}if {test}:")
                self._branch(target, depth + 1, lines)
            lines.append(f"{pad}return settled(facts, {step.id!r}) or {self._call(branches[-1][1])}")
            return
        (test, first), (_, second) = branches
        lines.append(f"{pad}if {test}:")
        self._branch(first, depth + 1, lines)
        self._branch(second, depth, lines)

    def _unless(self, step: Step, second: str) -> str:
        """The second test of a step: where all that can be unknown is known, the first one has said enough."""
        names = open_facts(step.when, self.scope)
        if len(names) >= len(_READ.findall(second)):
            return second
        return f"({' and '.join(f'{read(name)} is not None' for name in names)}) or {second}"

    def _continues(self, target: str) -> bool:
        return target in self.steps and target not in self.shared

    def _branch(self, target: str, depth: int, lines: list[str]) -> None:
        if self._continues(target):
            self._emit(self.steps[target], depth, lines)
        else:
            lines.append(f"{'    ' * depth}return {self._call(target)}")

    def _call(self, target: str) -> str:
        return f"step_{target}(facts, settled)" if target in self.steps else repr(target)


def _read_once(body: str) -> tuple[str, list[str]]:
    """Return the body with each fact that it asks for often in a variable, and the lines that read those."""
    often = [name for name, count in Counter(_READ.findall(body)).items() if count >= OFTEN]
    for name in often:
        body = body.replace(read(name), f"{name}_")
    return body, [f"    {name}_ = {read(name)}" for name in often]
