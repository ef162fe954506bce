"""Every small wrong change of a guideline: in rules, steps, groups, requirements, exits, order and silences."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from klokt.content.load import Loaded
from klokt.content.mutation.conditions import changed_conditions, steps_of
from klokt.content.mutation.flows import changed_exits, goes_in_a_circle, swapped_steps
from klokt.model import expression as ex
from klokt.model.duration import Unit
from klokt.model.expression import Expression, Literal
from klokt.model.guideline import Guideline, Parameter
from klokt.model.place import Place


@dataclass(frozen=True, slots=True)
class Mutant:
    """A guideline with one wrong change. Its id says what was changed, and stays the same while that text does.

    `subject` is what was changed: a kind and a name, such as `rule red_flag`. `decides` says whether the change
    can alter an outcome where every fact is known.
    """

    id: str
    place: Place
    guideline: Guideline
    subject: str
    decides: bool = True


def mutants_of(loaded: Loaded, guideline: Guideline) -> Iterator[Mutant]:
    """Yield every mutant of a guideline, each once; one whose steps go in a circle is none."""
    seen: set[str] = set()
    for source in (_rules, _steps, _obligations, _groups, _requirements, _exits, _order, _parameters, _silences):
        for mutant in source(loaded, guideline):
            flows = mutant.guideline.flows.values()
            if mutant.id not in seen and mutant.guideline != guideline and not any(map(goes_in_a_circle, flows)):
                seen.add(mutant.id)
                yield mutant


def _rules(loaded: Loaded, guideline: Guideline) -> Iterator[Mutant]:
    for rule in guideline.rules.values():
        changes = [*changed_conditions(rule.when, guideline.facts)]
        changes += [("is always no", Literal(False)), ("is always yes", Literal(True))]
        place = loaded.at("rule", rule.id, "when")
        for what, when in changes:
            rules = {**guideline.rules, rule.id: replace(rule, when=when)}
            yield Mutant(f"rule {rule.id}, {what}", place, replace(guideline, rules=rules), f"rule {rule.id}")


def _steps(loaded: Loaded, guideline: Guideline) -> Iterator[Mutant]:
    for name, when in _step_conditions(guideline).items():
        for what, changed in changed_conditions(when, guideline.facts):
            flows = {
                flow.id: replace(
                    flow,
                    steps=tuple(replace(step, when=changed) if step.id == name else step for step in flow.steps),
                )
                for flow in guideline.flows.values()
            }
            place = loaded.at("step", name, "when")
            yield Mutant(f"step {name}, {what}", place, replace(guideline, flows=flows), f"step {name}")


def _step_conditions(guideline: Guideline) -> dict[str, Expression]:
    return {step.id: step.when for flow in guideline.flows.values() for step in flow.steps}


def _obligations(loaded: Loaded, guideline: Guideline) -> Iterator[Mutant]:
    for obligation in guideline.obligations.values():
        place, subject = loaded.at("obligation", obligation.id, "opens_when"), f"obligation {obligation.id}"
        for what, opens in changed_conditions(obligation.opens_when, guideline.facts):
            changed = {**guideline.obligations, obligation.id: replace(obligation, opens_when=opens)}
            yield Mutant(f"{subject}, {what}", place, replace(guideline, obligations=changed), subject)


def _groups(loaded: Loaded, guideline: Guideline) -> Iterator[Mutant]:
    for group in guideline.groups.values():
        place, subject = loaded.at("group", group.id, "when"), f"group {group.id}"
        for what, when in changed_conditions(group.when, guideline.facts):
            changed = {**guideline.groups, group.id: replace(group, when=when)}
            yield Mutant(f"{subject}, {what}", place, replace(guideline, groups=changed), subject, decides=False)


def _requirements(loaded: Loaded, guideline: Guideline) -> Iterator[Mutant]:
    for each in guideline.requirements.values():
        place, subject = loaded.at("requirement", each.id, "met_when"), f"requirement {each.id}"
        for what, met in changed_conditions(each.met_when, guideline.facts):
            changed = {**guideline.requirements, each.id: replace(each, met_when=met)}
            yield Mutant(f"{subject}, {what}", place, replace(guideline, requirements=changed), subject, decides=False)


def _exits(loaded: Loaded, guideline: Guideline) -> Iterator[Mutant]:
    for name in _step_conditions(guideline):
        for change in changed_exits(guideline, name):
            place = loaded.at("step", name, change.key)
            changed = replace(guideline, flows=change.flows)
            yield Mutant(f"step {name}, {change.what}", place, changed, f"step {name}", change.key != "unknown")


def _order(loaded: Loaded, guideline: Guideline) -> Iterator[Mutant]:
    for flow in guideline.flows.values():
        for one, other, changed in swapped_steps(flow):
            flows = {**guideline.flows, flow.id: changed}
            place = loaded.at("flow", flow.id, "steps")
            what = f"flow {flow.id}, {one} and {other} change places"
            yield Mutant(what, place, replace(guideline, flows=flows), f"step {one}")


def _parameters(loaded: Loaded, guideline: Guideline) -> Iterator[Mutant]:
    for index, parameter in enumerate(guideline.parameters):
        for value in steps_of(parameter.value, _unit_of(guideline, parameter)):
            changed = list(guideline.parameters)
            changed[index] = replace(parameter, value=value)
            what = f"parameter {parameter.name} from {parameter.valid_from}, {parameter.value} becomes {value}"
            yield Mutant(
                what, parameter.place, replace(guideline, parameters=tuple(changed)), f"parameter {parameter.name}"
            )


def _unit_of(guideline: Guideline, parameter: Parameter) -> Unit | None:
    """The unit of the facts that the parameter is compared with."""
    conditions = [rule.when for rule in guideline.rules.values()] + list(_step_conditions(guideline).values())
    for condition in conditions:
        for node in ex.walk(condition):
            match node:
                case ex.Compare(_, ex.FactRef(fact), ex.ParameterRef(name)) if name == parameter.name:
                    return guideline.facts[fact].unit
    return None


def _silences(loaded: Loaded, guideline: Guideline) -> Iterator[Mutant]:
    for fact in guideline.facts.values():
        for audience, silence in fact.silence.items():
            rest = {other: kept for other, kept in fact.silence.items() if other is not audience}
            changes = {"is not read": rest}
            if isinstance(silence.read_as, bool):
                flipped = replace(silence, read_as=not silence.read_as)
                changes["is read the other way"] = {**fact.silence, audience: flipped}
            place = loaded.at("fact", fact.name, f"silence.{audience.value}")
            for what, silences in changes.items():
                facts = {**guideline.facts, fact.name: replace(fact, silence=silences)}
                name = f"fact {fact.name}, silence of the {audience.value} {what}"
                yield Mutant(name, place, replace(guideline, facts=facts), f"fact {fact.name}", decides=False)
