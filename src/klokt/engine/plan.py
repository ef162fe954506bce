"""Follow the planned contacts of a pathway: which are due, which were held, and which were missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from klokt.engine.dates import shift
from klokt.engine.record import Record, tells
from klokt.model.duration import Duration, Unit
from klokt.model.episode import DueDate
from klokt.model.pathway import Contact


@dataclass(frozen=True, slots=True)
class Planned:
    """How the plan stands: contacts still to be held (the last that is overdue, and those to come), those missed.

    `last_held` is the id of the latest planned contact that was held, None where none was.
    """

    due: tuple[DueDate, ...] = ()
    missed: tuple[DueDate, ...] = ()
    last_held: str | None = None
    overdue: bool = False


NOTHING_PLANNED = Planned()


class Plan:
    """The planned contacts in order, each due so long after the episode began."""

    def __init__(self, contacts: Sequence[Contact], after: Sequence[Duration]) -> None:
        self.contacts = tuple(zip(contacts, map(shift, after), strict=True))
        self.tolerance = {each.id: each.tolerance.to(Unit.DAYS).amount for each in contacts}

    def planned(self, record: Record) -> Planned:
        """Return how the plan stands on the record's day; nothing is planned where the episode has not begun."""
        if record.began is None:
            return NOTHING_PLANNED
        on = record.on
        days = [DueDate(contact.id, after(record.began)) for contact, after in self.contacts]
        held = [self._held(contact, due.on, record) for (contact, _), due in zip(self.contacts, days, strict=True)]
        last = max((place for place, was_held in enumerate(held) if was_held), default=-1)
        passed = max((place for place, due in enumerate(days) if due.on < on), default=0)
        due = tuple(days[max(last + 1, passed) :])
        return Planned(
            due=due,
            missed=tuple(each for each, was_held in zip(days, held, strict=True) if each.on < on and not was_held),
            last_held=days[last].what if last >= 0 else None,
            overdue=bool(due) and due[0].on < on,
        )

    def _held(self, contact: Contact, day: date, record: Record) -> bool:
        """Whether it was held, no more than its tolerance too early; however late it was, it was held."""
        earliest = self.tolerance[contact.id]
        return any(
            (day - event.on).days <= earliest and tells(contact.held_by, event)
            for event in record.of_type.get(contact.held_by.event, ())
        )
