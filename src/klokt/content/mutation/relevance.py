"""Which cases can notice a change: what each case, and each flow, asks for."""

from collections.abc import Iterable

from klokt.content.cases import proposal_of
from klokt.engine.compiled import Compiled
from klokt.model import expression as ex
from klokt.model.expression import Expression, Value
from klokt.model.guideline import Case, Guideline

Subjects = frozenset[str]
"""Rules, steps, facts, parameters, obligations, groups and requirements, each as kind and name."""


def asked_by(conditions: Iterable[Expression], guideline: Guideline) -> set[str]:
    """Return the rules, facts and parameters that some conditions ask for, rules entered."""
    subjects: set[str] = set()
    waiting = list(conditions)
    while waiting:
        for node in ex.walk(waiting.pop()):
            subjects |= {f"fact {name}" for name in ex.facts_in(node)}
            match node:
                case ex.RuleRef(name) if f"rule {name}" not in subjects:
                    subjects.add(f"rule {name}")
                    waiting.append(guideline.rules[name].when)
                case ex.ParameterRef(name) | ex.Compare(_, _, ex.ParameterRef(name)):
                    subjects.add(f"parameter {name}")
    return subjects


def asked_by_case(case: Case, guideline: Guideline) -> Subjects:
    """Return all that can alter what a case expects; nothing else can."""
    if case.rule is not None:
        return frozenset(asked_by([ex.RuleRef(case.rule)], guideline))
    if case.obligation is not None:
        opens = guideline.obligations[case.obligation].opens_when
        return frozenset(asked_by([opens], guideline) | {f"obligation {case.obligation}"})
    steps = guideline.flows[str(case.flow)].steps
    conditions = [step.when for step in steps] + [rule.when for rule in guideline.rules.values() if rule.alert]
    named = {f"step {step.id}" for step in steps}
    if case.group is not None:
        conditions += [group.when for group in guideline.groups.values()]
        named |= {f"group {name}" for name in guideline.groups}
    if case.lacks is not None:
        conditions += [requirement.met_when for requirement in guideline.requirements.values()]
        named |= {f"requirement {name}" for name in guideline.requirements}
    return frozenset(asked_by(conditions, guideline) | named)


def asked_on_the_way(case: Case, facts: dict[str, Value], compiled: Compiled) -> Subjects:
    """Return what the case meets on its own way: a change there is likely to be noticed by it."""
    guideline = compiled.guideline
    if case.flow is None:
        return asked_by_case(case, guideline)
    proposal = proposal_of(compiled, case.flow, facts)
    passed = {step.step for step in proposal.path}
    conditions = [step.when for step in guideline.flows[case.flow].steps if step.id in passed]
    asked = {subject for subject in asked_by(conditions, guideline) if not subject.startswith("fact ")}
    silent = {f"fact {assumption.fact}" for assumption in proposal.assumptions}
    return frozenset(asked | silent | {f"step {name}" for name in passed})
