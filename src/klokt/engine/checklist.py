"""Say what belongs to the contact that is held or due: what to ask, examine, weigh, tell and do, and who may."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from klokt.engine.pathway import Follower
from klokt.engine.record import Record
from klokt.engine.visits import Visit, is_answered, visits
from klokt.model.checklist import ANSWERED, Checklist, Item, Task
from klokt.model.episode import State
from klokt.model.truth import Truth

URGENT = ("acute", "subacute")
"""How urgent a next step is beside which no ordinary advice is given."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An item, and whether the contact answered it; None where it is advice, or the contact is yet to come."""

    item: Item
    answered: bool | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A checklist with its items."""

    checklist: Checklist
    items: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class AtContact:
    """What belongs to a contact: which it is, its day, whether it has been held, and its checklists."""

    contact: str
    on: date
    held: bool
    lists: tuple[Listed, ...]


def at_contact(follower: Follower, record: Record, state: State) -> AtContact | None:
    """Return what belongs to the contact that was held on the state's day, or else to the one that is due.

    None where neither is. Of a contact that was held, a list is left out whose condition is no of what was found.
    Advice is left out where the patient is referred at once: it would speak against the next step.
    """
    today = [visit for visit in visits(follower, record) if visit.event.on == state.on]
    due = [each for each in state.due if each.what in {contact.id for contact in follower.pathway.contacts}]
    if today:
        name = today[-1].contact or _between(follower, state)
        return AtContact(name, state.on, True, _lists(follower, record, state, name, today[-1]))
    if due:
        return AtContact(due[0].what, due[0].on, False, _lists(follower, record, state, due[0].what, None))
    return None


def _between(follower: Follower, state: State) -> str:
    """The planned contact whose lists a contact in between borrows: the next to come, or the last of all."""
    planned = [contact.id for contact in follower.pathway.contacts]
    return next((each.what for each in state.due if each.what in planned), planned[-1])


def _lists(follower: Follower, record: Record, state: State, contact: str, held: Visit | None) -> tuple[Listed, ...]:
    work = follower.pathway.work
    chosen = [each for each in work.checklists if contact in each.contacts]
    if held is not None:
        chosen = [each for each in chosen if _may_hold(follower, each, state)]
    if state.urgency in URGENT:
        chosen = [each for each in chosen if each.kind in ANSWERED]
    return tuple(Listed(each, _items(follower, each, record, held)) for each in chosen)


def _may_hold(follower: Follower, checklist: Checklist, state: State) -> bool:
    return checklist.when is None or follower.compiled.truth(checklist.when, state.facts) is not Truth.NO


def _items(follower: Follower, checklist: Checklist, record: Record, held: Visit | None) -> tuple[Asked, ...]:
    asks = checklist.kind in ANSWERED and held is not None
    return tuple(
        Asked(each, is_answered(follower.guideline, each, held.event, record) if asks and held else None)
        for each in follower.pathway.work.items
        if checklist.id in each.checklists
    )


def with_next_step(follower: Follower, record: Record, state: State) -> tuple[Listed, ...]:
    """Return the checklists that belong to the next step, such as what is settled before it."""
    chosen = [each for each in follower.pathway.work.checklists if state.next_step in each.next_steps]
    return tuple(
        Listed(each, _items(follower, each, record, None)) for each in chosen if _may_hold(follower, each, state)
    )


def who_may(tasks: Iterable[Task], next_step: str) -> tuple[str, ...]:
    """Return the actors who may take a next step, none where nothing is said of it."""
    return tuple(dict.fromkeys(actor for task in tasks if next_step in task.next_steps for actor in task.may))
