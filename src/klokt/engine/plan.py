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
        days, missed = [], []
        last, passed = -1, 0
        for place, (contact, after) in enumerate(self.contacts):
            day = DueDate(contact.id, after(record.began))
            days.append(day)
            if self._held(contact, day.on, record):
                last = place
            elif day.on < on:
                missed.append(day)
            if day.on < on:
                passed = place
        due = tuple(days[max(last + 1, passed) :])
        return Planned(
            due=due,
            missed=tuple(missed),
            last_held=days[last].what if last >= 0 else None,
            overdue=bool(due) and due[0].on < on,
        )

    def _held(self, contact: Contact, day: date, record: Record) -> bool:
        """Whether it was held, no more than its tolerance too early; however late it was, it was held."""
        events = record.of_type.get(contact.held_by.event)
        if events is None:
            return False
        earliest = self.tolerance[contact.id]
        return any((day - event.on).days <= earliest and tells(contact.held_by, event) for event in events)
