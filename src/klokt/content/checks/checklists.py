"""Checklists: what they name is there, every contact asks about red flags, and findings have words to be told in."""

from collections.abc import Iterator

from klokt.content.checks.references import missing
from klokt.content.load import Loaded
from klokt.content.problem import Problem, found
from klokt.model.checklist import ANSWERED
from klokt.model.guideline import Guideline
from klokt.model.pathway import Pathway

RED_FLAGS = "red_flags"


def names(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Contacts, next steps, checklists, findings, facts, events, actors and rules that are named and not there."""
    pathway = guideline.pathway
    if pathway is None:
        return
    work, contacts = pathway.work, _contacts(pathway)
    told = {name for event in pathway.events.values() for name in event.findings}
    lists = [each.id for each in work.checklists]
    yield from missing(loaded, ("pathway", "", "indications"), "rule", pathway.indications, guideline.rules)
    for checklist in work.checklists:
        at = ("checklist", checklist.id)
        yield from missing(loaded, (*at, "contacts"), "contact", checklist.contacts, contacts)
        yield from missing(loaded, (*at, "next_steps"), "next step", checklist.next_steps, pathway.next_steps)
    given = {reading.fact for reading in pathway.readings}
    for item in work.items:
        at = ("item", item.id)
        yield from missing(loaded, (*at, "checklist"), "checklist", item.checklists, lists)
        yield from missing(loaded, (*at, "findings"), "finding of an event", item.findings, told)
        yield from missing(loaded, (*at, "events"), "event", item.events, pathway.events)
        yield from missing(loaded, (*at, "fact"), "fact that events give", [item.fact] if item.fact else [], given)
    yield from _names_of_tasks(loaded, pathway)
    yield from _names_of_the_account(loaded, pathway)
    answered = [pathway.account.answers] if pathway.account and pathway.account.answers else []
    yield from missing(loaded, ("account", "", "answers"), "fact", answered, guideline.facts)


def _contacts(pathway: Pathway) -> list[str]:
    """The contacts that a checklist can belong to: the one that begins the episode, and those that are planned."""
    return [pathway.begins, *(contact.id for contact in pathway.contacts)]


def _names_of_tasks(loaded: Loaded, pathway: Pathway) -> Iterator[Problem]:
    actors = [actor.id for actor in pathway.work.actors]
    for task in pathway.work.tasks:
        at = ("task", task.id)
        if task.event or task.told_by:
            yield from missing(loaded, (*at, "event"), "event", [task.event], pathway.events)
            told = pathway.events[task.event].findings if task.event in pathway.events else ()
            yield from missing(loaded, (*at, "told_by"), f'finding of "{task.event}"', [task.told_by], told)
        yield from missing(loaded, (*at, "may"), "actor", task.may, actors)
        yield from missing(loaded, (*at, "next_steps"), "next step", task.next_steps, pathway.next_steps)


def _names_of_the_account(loaded: Loaded, pathway: Pathway) -> Iterator[Problem]:
    told = {name for event in pathway.events.values() for name in event.findings}
    lists = [each.id for each in pathway.work.checklists]
    for part in pathway.account.parts if pathway.account else ():
        at = ("account_part", part.id)
        yield from missing(loaded, (*at, "events"), "event", part.events, pathway.events)
        yield from missing(loaded, (*at, "findings"), "finding of an event", part.findings, told)
        yield from missing(loaded, (*at, "checklists"), "checklist", part.checklists, lists)


def every_contact(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Contacts at which no red flag is asked about, lists without items, and additions that nobody answers for."""
    pathway = guideline.pathway
    lists = pathway.work.checklists if pathway else ()
    asked = {contact for each in lists if each.kind == RED_FLAGS for contact in each.contacts}
    for contact in _contacts(pathway) if pathway and lists else ():
        if contact not in asked:
            kind = "event" if pathway and contact == pathway.begins else "contact"
            message = f'{kind} "{contact}" asks about no red flag'
            yield found("K224", loaded.at(kind, contact, "id"), message, 'a checklist of the kind "red_flags"')
    having = {name for item in (pathway.work.items if pathway else ()) for name in item.checklists}
    for each in lists:
        place = loaded.at("checklist", each.id, "id")
        if each.id not in having:
            yield found("K224", place, f'checklist "{each.id}" has no items')
        if each.addition and not set(each.source) & set(guideline.interpretations):
            message = f'checklist "{each.id}" adds to the source, and rests on no interpretation'
            yield found("K224", place, message, "name the interpretation that says why")


def words_for_findings(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Findings without words, where the guideline accounts for a course and would tell them."""
    pathway = guideline.pathway
    if pathway is None or pathway.account is None:
        return
    worded = {finding.id for finding in pathway.work.findings}
    for event in pathway.events.values():
        for name in event.findings:
            if name not in worded:
                message = f'finding "{name}" of event "{event.id}" has no words'
                yield found("K225", loaded.at("event", event.id, "findings"), message, f'a block [[finding]] "{name}"')


def shown(loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    """Checklists with a condition that no episode names among what it advises."""
    pathway = guideline.pathway
    named = {name for each in (pathway.examples if pathway else ()) for name in each.advises or ()}
    for checklist in pathway.work.checklists if pathway else ():
        if checklist.when is not None and checklist.kind not in ANSWERED and checklist.id not in named:
            message = f'no episode shows checklist "{checklist.id}"'
            yield found("K221", loaded.at("checklist", checklist.id, "id"), message, 'name it in "advises"')
