"""Say of each recorded contact which planned one it was, who held it, and what it answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from klokt.engine.dates import shift
from klokt.engine.pathway import Follower
from klokt.engine.readings import reader
from klokt.engine.record import Record, tells
from klokt.model.checklist import Item, Task
from klokt.model.duration import Unit
from klokt.model.episode import Event
from klokt.model.expression import Value
from klokt.model.guideline import Guideline
from klokt.model.pathway import Contact, Pathway

OF_ONE_EVENT = ("latest", "at_latest", "ever")
"""Readings that one event alone can give."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A contact that was held: the event, and which planned one it was ("" for one in between).

    The first of all is the event that begins the episode, by the id of that event.
    """

    event: Event
    contact: str


@dataclass(frozen=True, slots=True)
class Kept:
    """How a planned contact was kept: its day, and the days on which it was held, none where it was not."""

    contact: Contact
    due: date
    held: tuple[date, ...]


def kept(follower: Follower, record: Record) -> tuple[Kept, ...]:
    """Return how each planned contact was kept, as far as the record goes; nothing before the episode began."""
    if record.began is None:
        return ()
    found = []
    for contact in follower.pathway.contacts:
        due = shift(follower.length(contact.after))(record.began)
        held = tuple(each.on for each in record.of_type.get(contact.held_by.event, ()) if _counts(contact, due, each))
        found.append(Kept(contact, due, held))
    return tuple(found)


def _counts(contact: Contact, due: date, event: Event) -> bool:
    return (due - event.on).days <= contact.tolerance.to(Unit.DAYS).amount and tells(contact.held_by, event)


def visits(follower: Follower, record: Record) -> tuple[Visit, ...]:
    """Return the contacts that were held, in order."""
    pathway = follower.pathway
    planned = kept(follower, record)
    types = (pathway.begins, *dict.fromkeys(each.held_by.event for each in pathway.contacts))
    return tuple(
        Visit(event, pathway.begins if event.type == pathway.begins else _planned(event, planned))
        for event in record.events
        if event.type in types
    )


def _planned(event: Event, planned: tuple[Kept, ...]) -> str:
    """The planned contact that the event was; the latest of them, where it could be several."""
    return next((each.contact.id for each in reversed(planned) if _counts(each.contact, each.due, event)), "")


def answer(guideline: Guideline, item: Item, event: Event, record: Record) -> Value | None:
    """Return what one event says of an item's fact; None where it does not say it itself, or the item has no fact.

    That a patient was placed in a group is no answer to what was asked before.
    """
    pathway = guideline.pathway
    for reading in pathway.readings if pathway and item.fact else ():
        asked = reading.fact == item.fact and reading.take in OF_ONE_EVENT and event.type in reading.events
        if asked and not set(reading.findings).isdisjoint(event.findings):
            read = reader(reading, guideline.facts[reading.fact])
            return None if read is None else read(record, [event])
    return None


def is_answered(guideline: Guideline, item: Item, event: Event, record: Record) -> bool | None:
    """Return whether a contact answers an item; None for an item that nothing in a record can answer."""
    if not (item.findings or item.events or item.fact):
        return None
    told = any(event.findings.get(name) is not None for name in item.findings)
    before = any(each.on <= event.on for kind in item.events for each in record.of_type.get(kind, ()))
    return told or before or answer(guideline, item, event, record) is not None


def not_foreseen(pathway: Pathway, record: Record) -> Iterator[tuple[Event, Task, str]]:
    """Yield the events that somebody else held than the guideline foresees: the event, the task, and who it was.

    Nothing is said of an event that does not tell who held it.
    """
    by_name: Mapping[str, str] = {name: each.id for each in pathway.work.actors for name in each.names}
    for event in record.events:
        for task in pathway.work.tasks:
            who = event.findings.get(task.told_by) if task.event == event.type else None
            if isinstance(who, str) and by_name.get(who) not in task.may:
                yield event, task, who
