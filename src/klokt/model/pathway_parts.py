"""The parts of a pathway that checks ask about: what they rest on, their conditions, lengths of time and titles."""

from collections.abc import Iterable, Iterator

from klokt.model.checklist import Actor, Checklist, Item, Task
from klokt.model.expression import Expression
from klokt.model.fact import Texts
from klokt.model.pathway import (
    Caution,
    Clock,
    Contact,
    EventType,
    Length,
    Milestone,
    NextStep,
    Pathway,
    Stage,
    Transition,
)

_Titled = EventType | Contact | Milestone | Clock | Stage | Transition | NextStep | Caution | Checklist | Actor | Task
_KINDS = {Checklist: "checklist", Item: "item", Actor: "actor", Task: "task"}


def pathway_parts(pathway: Pathway) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the kind and id of each part of a pathway that rests on sources, and the sources."""
    yield "pathway", pathway.begins, pathway.source
    for contact in pathway.contacts:
        yield "contact", contact.id, contact.source
    for milestone in pathway.milestones.values():
        yield "milestone", milestone.id, milestone.source
    for clock in pathway.clocks.values():
        yield "clock", clock.id, clock.source
    for stage in pathway.stages.values():
        yield "stage", stage.id, stage.source
    for transition in pathway.transitions:
        yield "transition", transition.id, transition.source
    for step in pathway.next_steps.values():
        yield "next_step", step.id, step.source
    for caution in pathway.cautions:
        yield "caution", caution.id, caution.source
    for leg in pathway.legs:
        yield "leg", leg.id, leg.source
    for listed in (pathway.work.checklists, pathway.work.items, pathway.work.actors, pathway.work.tasks):
        yield from ((_KINDS[type(each)], each.id, each.source) for each in listed)
    if pathway.account is not None:
        yield from (("account_part", part.id, part.source) for part in pathway.account.parts)


def pathway_conditions(pathway: Pathway) -> list[Expression]:
    """Return every condition of a pathway, in the order of its kinds."""
    optional = [
        *(milestone.when for milestone in pathway.milestones.values()),
        *(clock.requires for clock in pathway.clocks.values()),
        *(stage.when for stage in pathway.stages.values()),
    ]
    conditions = [condition for condition in optional if condition is not None]
    conditions += [transition.when for transition in pathway.transitions]
    conditions += [each.when for each in pathway.work.checklists if each.when is not None]
    return conditions + [caution.when for caution in pathway.cautions]


def pathway_lengths(pathway: Pathway) -> Iterator[tuple[str, str, str, Length]]:
    """Yield the kind and id of each part that has a length of time, the key it stands under, and the length."""
    yield "pathway", pathway.begins, "renewed_after", pathway.renewed_after
    for contact in pathway.contacts:
        yield "contact", contact.id, "after", contact.after
    for milestone in pathway.milestones.values():
        if milestone.after is not None:
            yield "milestone", milestone.id, "after", milestone.after
    for clock in pathway.clocks.values():
        yield "clock", clock.id, "budget", clock.budget
        if clock.option is not None:
            yield "clock", clock.id, "option", clock.option[1]
    for leg in pathway.legs:
        for key, length in (("at_least", leg.at_least), ("at_most", leg.at_most)):
            if length is not None:
                yield "leg", leg.id, key, length


def pathway_titles(pathway: Pathway) -> Iterator[tuple[str, str, Texts]]:
    """Yield the kind, id and title of each part of a pathway that has words for people."""
    named: tuple[tuple[str, Iterable[_Titled]], ...] = (
        ("event", pathway.events.values()),
        ("contact", pathway.contacts),
        ("milestone", pathway.milestones.values()),
        ("clock", pathway.clocks.values()),
        ("stage", pathway.stages.values()),
        ("transition", pathway.transitions),
        ("next_step", pathway.next_steps.values()),
        ("caution", pathway.cautions),
        ("checklist", pathway.work.checklists),
        ("actor", pathway.work.actors),
        ("task", pathway.work.tasks),
    )
    for kind, parts in named:
        yield from ((kind, part.id, part.title) for part in parts)
