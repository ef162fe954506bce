"""Cases that must be there: each rule both ways, each threshold on both sides, each count just reached and missed."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from klokt.content.cases import facts_of, run
from klokt.content.load import Loaded
from klokt.content.problem import Problem, found
from klokt.engine.compiled import Compiled
from klokt.model.expression import AtLeast, Compare, Value, walk
from klokt.model.guideline import Case, Guideline, Rule
from klokt.model.truth import Truth

Prepared = tuple[Compiled, Mapping[str, Value]]
"""A guideline ready for a case's day, and the facts of the case."""


def both_answers(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Rules without a case where they are yes, or without one where they are no."""
    shown = {(case.rule, case.expect) for case in guideline.cases}
    for rule in guideline.rules:
        for answer in ("yes", "no"):
            if (rule, answer) not in shown:
                hint = f'add a case with rule = "{rule}" and expect = "{answer}"'
                yield found("K140", loaded.at("rule", rule, "id"), f'no case shows rule "{rule}" as {answer}', hint)


def thresholds(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Comparisons of a rule without a case at the value itself, and one within a unit on the other side."""
    prepared = _Prepared(guideline)
    for rule in guideline.rules.values():
        for node in walk(rule.when):
            if isinstance(node, Compare) and _is_number(prepared.first.scope.constant(node)):
                for lacking in _lacking_sides(node, prepared.of(rule)):
                    message = f'no case of rule "{rule.id}" shows {lacking}'
                    yield found("K141", loaded.at("rule", rule.id, "when"), message, "a threshold needs both sides")


def counts(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Counts of a rule without a case that just reaches them, and one that misses them by one."""
    prepared = _Prepared(guideline)
    for rule in guideline.rules.values():
        for node in walk(rule.when):
            if isinstance(node, AtLeast):
                shown = {_number_of_yes(node, *each) for each in prepared.of(rule)}
                for number in sorted({node.count, node.count - 1} - shown):
                    message = f'no case of rule "{rule.id}" shows exactly {number} of {len(node.operands)}'
                    hint = f"at_least({node.count}, ...) needs a case with {node.count} and one with {node.count - 1}"
                    yield found("K142", loaded.at("rule", rule.id, "when"), message, hint)


def groups_and_requirements(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Groups that no case is sorted into, and requirements that no case lacks, or that none meets."""
    sorted_into = {case.group for case in guideline.cases}
    for group in guideline.groups:
        if group not in sorted_into:
            place = loaded.at("group", group, "id")
            yield found("K144", place, f'no case is sorted into "{group}"', f'add a case with group = "{group}"')
    told = [case.lacks for case in guideline.cases if case.lacks is not None]
    for name in guideline.requirements:
        for wanted, answer in ((True, "lacks"), (False, "meets")):
            if not any((name in lacks) is wanted for lacks in told):
                place = loaded.at("requirement", name, "id")
                yield found("K144", place, f'no case {answer} requirement "{name}"', "see lacks = [...] of a case")


def failing_cases(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Cases that do not come out as they say, each with the reason."""
    for result in run(guideline):
        if not result.passed:
            yield found("K143", result.case.place, str(result))


class _Prepared:
    """The cases of each rule, with what they need to be evaluated."""

    def __init__(self, guideline: Guideline) -> None:
        self._guideline = guideline

    @cached_property
    def first(self) -> Compiled:
        return Compiled(self._guideline, self._guideline.valid_from)

    def of(self, rule: Rule) -> list[Prepared]:
        return [self._one(case) for case in self._guideline.cases if case.rule == rule.id]

    def _one(self, case: Case) -> Prepared:
        compiled = Compiled(self._guideline, case.on) if case.on else self.first
        return compiled, facts_of(self._guideline, case)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _lacking_sides(compare: Compare, cases: list[Prepared]) -> Iterator[str]:
    name, gaps = compare.left.name, []
    for compiled, facts in cases:
        value, constant = facts.get(name), compiled.scope.constant(compare)
        if isinstance(value, int | float) and isinstance(constant, int | float):
            gaps.append(value - constant)
    if 0 not in gaps:
        yield f"{name} at the limit itself"
    if compare.operator in (">=", "<", "==", "!=") and not any(-1 <= gap < 0 for gap in gaps):
        yield f"{name} just below the limit"
    if compare.operator in (">", "<=", "==", "!=") and not any(0 < gap <= 1 for gap in gaps):
        yield f"{name} just above the limit"


def _number_of_yes(count: AtLeast, compiled: Compiled, facts: Mapping[str, Value]) -> int | None:
    """Return how many conditions are yes; None where one that is unknown could still settle the count."""
    truths = [compiled.truth(condition, facts) for condition in count.operands]
    number = truths.count(Truth.YES)
    return None if number < count.count and Truth.UNKNOWN in truths else number
