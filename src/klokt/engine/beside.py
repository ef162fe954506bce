"""Tell what stands beside the flow: the patient's group, the requirements met, and what each indication lacks."""

from collections.abc import Iterator, Mapping

from klokt.engine.compiled import Compiled
from klokt.engine.explain import Evaluated
from klokt.model import expression as ex
from klokt.model.expression import Expression, Value
from klokt.model.guideline import Requirement, Rule
from klokt.model.proposal import Evidence, Met, RequirementState
from klokt.model.truth import Truth

INDICATION = "indication"
"""The kind of a rule whose evidence every proposal tells."""


def group_of(compiled: Compiled, known: Mapping[str, Value], is_read: bool = True) -> str | None:
    """Return the group of lowest rank whose condition holds on what is known, or None.

    Where nobody has read the words yet, a group that could still go before it leaves the patient in none.
    """
    for group in sorted(compiled.guideline.groups.values(), key=lambda group: group.rank):
        truth = compiled.truth(group.when, known)
        if truth is Truth.YES:
            return group.id
        if truth is Truth.UNKNOWN and not is_read:
            return None
    return None


def requirements_of(compiled: Compiled, known: Mapping[str, Value], is_read: bool = True) -> tuple[Met, ...]:
    """Return what the referral makes of each requirement, in the order of the source; no silence is read.

    What is not told is absent, or open where nobody has read the words yet.
    """
    requirements = sorted(compiled.guideline.requirements.values(), key=_in_order)
    return tuple(Met(each.id, _state(compiled, each, known, is_read)) for each in requirements)


def _in_order(requirement: Requirement) -> tuple[bool, int]:
    return requirement.number is None, requirement.number or 0


def _state(compiled: Compiled, requirement: Requirement, known: Mapping[str, Value], is_read: bool) -> RequirementState:
    if compiled.truth(requirement.met_when, known) is not Truth.YES:
        return "absent" if is_read else "open"
    denied = requirement.denied_when
    return "denied" if denied is not None and compiled.truth(denied, known) is Truth.YES else "answered"


def indications_of(compiled: Compiled, known: Mapping[str, Value]) -> tuple[Evidence, ...]:
    """Return for each indication whether it holds, what could still speak for it, and what speaks against it."""
    rules = compiled.guideline.rules.values()
    return tuple(evidence_of(compiled, rule, known) for rule in rules if rule.kind == INDICATION)


def evidence_of(compiled: Compiled, rule: Rule, known: Mapping[str, Value]) -> Evidence:
    """Return whether a rule holds on what is known, what could still speak for it, and what speaks against it."""
    evaluated = compiled.evaluator(rule.when)(known, known)
    parts = list(_conjuncts(compiled, rule.when, evaluated))
    lacking = [name for truth, rests_on, _ in parts if truth is None for name in rests_on]
    against = [name for truth, rests_on, _ in parts if truth is False for name in rests_on]
    return Evidence(rule.id, Truth.of(evaluated[0]), tuple(dict.fromkeys(lacking)), tuple(dict.fromkeys(against)))


def _conjuncts(compiled: Compiled, condition: Expression, evaluated: Evaluated) -> Iterator[Evaluated]:
    """Yield the parts that must all hold, through the rules that are named."""
    match condition:
        case ex.RuleRef(name):
            yield from _conjuncts(compiled, compiled.guideline.rules[name].when, evaluated[2][0])
        case ex.And(operands):
            for operand, part in zip(operands, evaluated[2], strict=True):
                yield from _conjuncts(compiled, operand, part)
        case _:
            yield evaluated
