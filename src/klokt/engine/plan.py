"""Follow the planned contacts of a pathway: which are due, which were held, and which were missed."""

from collections.abc import Sequence
from datetime import date

from klokt.engine.dates import day_after
from klokt.engine.record import Record, tells
from klokt.model.duration import Duration, Unit
from klokt.model.episode import DueDate
from klokt.model.pathway import Contact


class Plan:
    """The planned contacts in order, each due so long after the episode began."""

    def __init__(self, contacts: Sequence[Contact], after: Sequence[Duration]) -> None:
        self.contacts = tuple(zip(contacts, after, strict=True))
        self.tolerance = {each.id: each.tolerance.to(Unit.DAYS).amount for each in contacts}

    def days(self, record: Record) -> list[tuple[Contact, date]]:
        """Return each contact with its day; none where the episode has not begun."""
        began = record.began
        return [] if began is None else [(contact, day_after(began, after)) for contact, after in self.contacts]

    def due(self, record: Record) -> tuple[DueDate, ...]:
        """Return the contacts still to be held, with their days: the last that is overdue, and those to come."""
        days = self.days(record)
        passed = [place for place, (_, day) in enumerate(days) if day < record.on]
        open_from = max([self._last(days, record) + 1, passed[-1] if passed else 0])
        return tuple(DueDate(contact.id, day) for contact, day in days[open_from:])

    def overdue(self, record: Record) -> tuple[DueDate, ...]:
        """Return the contact that should have been held by now and is still worth holding, if there is one."""
        return tuple(each for each in self.due(record) if each.on < record.on)

    def missed(self, record: Record) -> tuple[DueDate, ...]:
        """Return every contact whose day has passed and that was not held."""
        days = self.days(record)
        return tuple(
            DueDate(contact.id, day)
            for contact, day in days
            if day < record.on and not self._held(contact, day, record)
        )

    def last_held(self, record: Record) -> str | None:
        """Return the id of the latest planned contact that was held, None where none was."""
        days = self.days(record)
        last = self._last(days, record)
        return None if last < 0 else days[last][0].id

    def _last(self, days: Sequence[tuple[Contact, date]], record: Record) -> int:
        held = [place for place, (contact, day) in enumerate(days) if self._held(contact, day, record)]
        return held[-1] if held else -1

    def _held(self, contact: Contact, day: date, record: Record) -> bool:
        """Whether it was held, no more than its tolerance too early; however late it was, it was held."""
        events = record.of_type.get(contact.held_by.event, ())
        earliest = self.tolerance[contact.id]
        return any(tells(contact.held_by, event) and (day - event.on).days <= earliest for event in events)
