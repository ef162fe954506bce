"""Pathways: what they name is there, every transition is shown by an episode, and the plan can be kept."""

from collections.abc import Iterable, Iterator

from klokt.content.checks.references import missing
from klokt.content.episodes import run_examples
from klokt.content.feasibility import finding
from klokt.content.load import Loaded
from klokt.content.problem import Problem, found
from klokt.engine.parse import nearest
from klokt.model.duration import Duration
from klokt.model.expression import RuleRef, facts_in, walk
from klokt.model.guideline import Guideline
from klokt.model.pathway import Clock, Pathway, Pattern
from klokt.model.pathway_parts import pathway_conditions, pathway_lengths


def names(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Events, facts, stages, next steps, days, clocks and lengths that a pathway names, and that are not there."""
    pathway = guideline.pathway
    if pathway is None:
        return
    frame = ("pathway", "", "begins")
    events = [pathway.begins, *pathway.continues, *pathway.foregoing]
    yield from missing(loaded, frame, "event", events, pathway.events)
    yield from missing(loaded, frame, "next step", [pathway.default], pathway.next_steps)
    for event in pathway.events.values():
        yield from missing(loaded, ("event", event.id, "not_before"), "event", event.not_before, pathway.events)
    for transition in pathway.transitions:
        at = ("transition", transition.id)
        yield from missing(loaded, (*at, "stage"), "stage", [transition.stage], pathway.stages)
        yield from missing(loaded, (*at, "leads_to"), "next step", [transition.leads_to], pathway.next_steps)
    for step in pathway.next_steps.values():
        yield from missing(loaded, ("next_step", step.id, "shows"), "day", step.shows, _days(pathway))
    yield from _names_of_readings(loaded, guideline, pathway)
    yield from _names_of_days(loaded, pathway)


def _days(pathway: Pathway) -> list[str]:
    clocks = pathway.clocks.values()
    days = [contact.id for contact in pathway.contacts] + [clock.deadline for clock in clocks]
    return [*days, *(clock.right_from for clock in clocks), *pathway.milestones]


def _names_of_readings(loaded: Loaded, guideline: Guideline, pathway: Pathway) -> Iterator[Problem]:
    for reading in pathway.readings:
        at = ("reading", reading.fact)
        yield from missing(loaded, (*at, "fact"), "fact", [reading.fact], guideline.facts)
        yield from missing(loaded, (*at, "events"), "event", (*reading.events, *reading.since), pathway.events)
        named = [reading.of] if reading.take.startswith("clock_") else []
        yield from missing(loaded, (*at, "of"), "clock", named, pathway.clocks)
        named = [reading.of] if reading.take == "milestone_passed" else []
        yield from missing(loaded, (*at, "of"), "milestone", named, pathway.milestones)


def _names_of_days(loaded: Loaded, pathway: Pathway) -> Iterator[Problem]:
    for milestone in pathway.milestones.values():
        at = ("milestone", milestone.id)
        yield from missing(loaded, (*at, "events"), "event", milestone.events, pathway.events)
        named = [milestone.until] if milestone.until else []
        yield from missing(loaded, (*at, "until"), "milestone", named, pathway.milestones)
    for contact in pathway.contacts:
        yield from missing(loaded, ("contact", contact.id, "held_by"), "event", [contact.held_by.event], pathway.events)
    for clock in pathway.clocks.values():
        named = [pattern.event for pattern in _patterns(clock)]
        yield from missing(loaded, ("clock", clock.id, "starts"), "event", named, pathway.events)


def _patterns(clock: Clock) -> tuple[Pattern, ...]:
    return (
        *clock.starts,
        *clock.met_by,
        *clock.voided_by,
        *clock.promised_by,
        *clock.postponed_by,
        *clock.waived_by,
    )


def lengths(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Lengths of time that name a parameter which is not there, or is no length of time."""
    if guideline.pathway is None:
        return
    parameters = {parameter.name: parameter.value for parameter in guideline.parameters}
    for kind, name, key, length in pathway_lengths(guideline.pathway):
        if isinstance(length, str) and not isinstance(parameters.get(length), Duration):
            place = loaded.at(kind, name, key)
            yield found("K120", place, f'"{length}" is no length of time', nearest(length, parameters))


def facts_given(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Facts that the conditions of a pathway ask for, by themselves or through rules, and that no reading gives."""
    if guideline.pathway is None:
        return
    given = {reading.fact for reading in guideline.pathway.readings}
    for name in dict.fromkeys(_asked(guideline, guideline.pathway)):
        if name not in given:
            hint = f'add a reading with fact = "{name}"'
            yield found("K220", loaded.at("fact", name, "id"), f'no reading gives fact "{name}"', hint)


def _asked(guideline: Guideline, pathway: Pathway) -> Iterator[str]:
    waiting, met = pathway_conditions(pathway), set()
    while waiting:
        condition = waiting.pop()
        yield from facts_in(condition)
        for node in walk(condition):
            if isinstance(node, RuleRef) and node.name not in met:
                met.add(node.name)
                waiting.append(guideline.rules[node.name].when)


def shown(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Episodes that do not come out as they say, and transitions and cautions that none of them shows."""
    if guideline.pathway is None:
        return
    taken: set[str | None] = set()
    told: set[str] = set()
    for example, state, mismatches in run_examples(guideline):
        taken.add(state.transition)
        told.update(state.cautions)
        if mismatches:
            said = "; ".join(str(mismatch) for mismatch in mismatches)
            message = f'episode "{example.name}": {said}\n    taken: {state.transition} on {", ".join(state.rests_on)}'
            yield found("K143", example.place, message)
    yield from _not_shown(loaded, "transition", (each.id for each in guideline.pathway.transitions), taken)
    yield from _not_shown(loaded, "caution", (each.id for each in guideline.pathway.cautions), told)


def _not_shown(loaded: Loaded, kind: str, ids: Iterable[str], seen: set[str | None] | set[str]) -> Iterator[Problem]:
    for name in ids:
        if name not in seen:
            yield found("K221", loaded.at(kind, name, "id"), f'no episode shows {kind} "{name}"', "add one")


def clocks(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Clocks without an episode on the last day, where there is no right, or without one on the day after."""
    if guideline.pathway is None:
        return
    seen = {
        (run.clock, run.right, (state.on - run.deadline).days)
        for _, state, _ in run_examples(guideline)
        for run in state.clocks
    }
    for clock in guideline.pathway.clocks:
        for right, days, when in ((False, 0, "on its last day"), (True, 1, "with the right on the day after")):
            if (clock, right, days) not in seen:
                message = f'no episode shows clock "{clock}" {when}'
                yield found("K222", loaded.at("clock", clock, "id"), message, "a deadline needs both days")


def feasible(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Legs of the ordinary path that cannot all hold: a finding about the guideline, not a fault of the folder."""
    told = finding(guideline)
    if told is not None:
        yield found("K223", loaded.at("leg", told.legs[-1], "id"), str(told))
