"""What can be reached and what is used: exits, steps, outcomes, facts, rules and sources."""

from collections.abc import Iterable, Iterator

from klokt.content.checks.references import cited
from klokt.content.load import Loaded
from klokt.content.problem import Problem, found
from klokt.engine.parse import nearest
from klokt.model.expression import Compare, Expression, ParameterRef, RuleRef, facts_in, walk
from klokt.model.guideline import Flow, Guideline, Step
from klokt.model.pathway_parts import pathway_conditions, pathway_lengths


def exits(step: Step) -> tuple[tuple[str, str], ...]:
    """Return the exits of a step by key: yes, no, unknown."""
    return ("yes", step.yes), ("no", step.no), ("unknown", step.unknown)


def exits_that_lead_nowhere(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Exits that name neither a step of the flow nor an outcome."""
    for flow in guideline.flows.values():
        known = [step.id for step in flow.steps] + list(guideline.outcomes)
        for step in flow.steps:
            for key, end in exits(step):
                if end not in known:
                    hint = "the step is the last of the flow" if end == "next" else nearest(end, known)
                    message = f'step "{step.id}" of flow "{flow.id}" leads to "{end}", which is not there'
                    yield found("K130", loaded.at("step", step.id, key), message, hint)


def circles(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Exits that lead back to a step that was already asked."""
    for flow in guideline.flows.values():
        steps = {step.id: step for step in flow.steps}
        done: set[str] = set()
        for name in steps:
            yield from _circle(loaded, steps, name, (), done)


def _circle(
    loaded: Loaded, steps: dict[str, Step], name: str, path: tuple[str, ...], done: set[str]
) -> Iterator[Problem]:
    if name in path:
        circle = " -> ".join((*path[path.index(name) :], name))
        yield found("K131", loaded.at("step", path[-1], "id"), f"steps go in a circle: {circle}")
    elif name in steps and name not in done:
        for end in dict.fromkeys(end for _, end in exits(steps[name])):
            yield from _circle(loaded, steps, end, (*path, name), done)
        done.add(name)


def steps_never_reached(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Steps of a flow that no way from its first step leads to; a flow without steps."""
    for flow in guideline.flows.values():
        if not flow.steps:
            yield found("K130", loaded.at("flow", flow.id, "steps"), f'flow "{flow.id}" has no steps')
        for step in flow.steps:
            if step.id not in _reached(flow):
                message = f'no exit of flow "{flow.id}" leads to step "{step.id}"'
                yield found("K132", loaded.at("step", step.id, "id"), message)


def _reached(flow: Flow) -> set[str]:
    steps = {step.id: step for step in flow.steps}
    reached: set[str] = set()
    waiting = [step.id for step in flow.steps[:1]]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [end for _, end in exits(steps[name])] if name in steps else []
    return reached


def outcomes_never_reached(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Outcomes that no flow and no obligation leads to."""
    reached = {name for flow in guideline.flows.values() for name in _reached(flow)}
    reached |= {obligation.proposes for obligation in guideline.obligations.values()}
    for outcome in guideline.outcomes:
        if outcome not in reached:
            yield found("K133", loaded.at("outcome", outcome, "id"), f'no exit leads to outcome "{outcome}"')


def ranks(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Outcomes and groups with the rank of another, and requirements with its number: which leads, nobody has said."""
    requirements = [each for each in guideline.requirements.values() if each.number is not None]
    yield from _alike(loaded, "outcome", "rank", ((each.id, each.rank) for each in guideline.outcomes.values()))
    yield from _alike(loaded, "group", "rank", ((each.id, each.rank) for each in guideline.groups.values()))
    yield from _alike(loaded, "requirement", "number", ((each.id, each.number) for each in requirements))


def _alike(loaded: Loaded, kind: str, key: str, places: Iterable[tuple[str, int | None]]) -> Iterator[Problem]:
    first: dict[int | None, str] = {}
    for name, place in places:
        leading = first.setdefault(place, name)
        if leading != name:
            message = f'{kind} "{name}" has the {key} of "{leading}"'
            yield found("K135", loaded.at(kind, name, key), message, "give each its own: 1 leads")


def unused(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Facts, rules and parameters that no condition asks for, and sources and documents that nothing rests on."""
    conditions = _conditions(guideline)
    nodes = [node for condition in conditions for node in walk(condition)]
    rules = {node.name for node in nodes if isinstance(node, RuleRef)}
    rules |= {rule.id for rule in guideline.rules.values() if rule.alert or rule.kind in ("conflict", "indication")}
    facts = {name for condition in conditions for name in facts_in(condition)}
    facts |= {name for obligation in guideline.obligations.values() for name in obligation.asks}
    parameters = {node.name for node in nodes if isinstance(node, ParameterRef)}
    parameters |= {
        node.right.name for node in nodes if isinstance(node, Compare) and isinstance(node.right, ParameterRef)
    }
    if guideline.pathway is not None:
        parameters |= {length for *_, length in pathway_lengths(guideline.pathway) if isinstance(length, str)}
        parameters |= {clock.option[0] for clock in guideline.pathway.clocks.values() if clock.option}
    sources = {source for _, _, named in cited(guideline) for source in named}
    sources |= {silence.source for fact in guideline.facts.values() for silence in fact.silence.values()}
    documents = {each.document for each in guideline.sources.values()}
    documents |= {each.document for each in guideline.not_rules}
    for kind, defined, used in (
        ("fact", guideline.facts, facts),
        ("rule", guideline.rules, rules),
        ("parameter", dict.fromkeys(parameter.name for parameter in guideline.parameters), parameters),
        ("source", guideline.sources, sources),
        ("interpretation", guideline.interpretations, sources),
        ("document", guideline.documents, documents),
    ):
        for name in defined:
            if name not in used:
                yield found("K134", loaded.at(kind, name, "id"), f'nothing uses {kind} "{name}"')


def _conditions(guideline: Guideline) -> list[Expression]:
    steps = [step.when for flow in guideline.flows.values() for step in flow.steps]
    opening = [obligation.opens_when for obligation in guideline.obligations.values()]
    beside = [group.when for group in guideline.groups.values()]
    for requirement in guideline.requirements.values():
        beside += [requirement.met_when, *([] if requirement.denied_when is None else [requirement.denied_when])]
    letters = [letter.when for letter in guideline.letters.values() if letter.when is not None]
    letters += [paragraph.when for paragraph in guideline.paragraphs if paragraph.when is not None]
    pathway = [] if guideline.pathway is None else pathway_conditions(guideline.pathway)
    return [rule.when for rule in guideline.rules.values()] + steps + opening + beside + letters + pathway
