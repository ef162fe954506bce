"""What all pages and doors of the units share: the journal, the units with their guidelines, and the clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from klokt.channels.unit.person import Person
from klokt.channels.unit.settings import UnitAtWork
from klokt.model.guideline import Guideline
from klokt.storage.journal import UnitJournal
from klokt.storage.store import Store
from klokt.triage.decide import Terms


@dataclass(frozen=True, slots=True)
class House:
    """The store, the units by id, and `now`, which tells the moment in UTC."""

    store: Store
    units: Mapping[str, UnitAtWork]
    now: Callable[[], datetime]

    def journal_for(self, person: Person) -> UnitJournal:
        """Return the journal as a person may use it."""
        return self.store.open_for(person.access)

    def terms(self, unit: str, guideline: Guideline | None) -> Terms:
        """Return what a unit sets for its decisions, today as it is in the unit's zone."""
        settings = self.units[unit].settings
        today = self.now().astimezone(settings.place).date()
        last = today + timedelta(days=settings.obligation_days)
        return Terms(settings.hold, settings.owner, lambda obligation: last, guideline)
