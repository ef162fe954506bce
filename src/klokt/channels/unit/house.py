"""What all pages and doors of the units share: the journal, the units with their guidelines, and the clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import SystemRandom

from klokt.channels.unit.person import Person
from klokt.channels.unit.settings import UnitAtWork
from klokt.model.guideline import Guideline
from klokt.storage.journal import UnitJournal
from klokt.storage.store import Store
from klokt.triage.decide import Terms
from klokt.triage.second_reading import ReadAgain


@dataclass(frozen=True, slots=True)
class House:
    """The store, the units by id, `now`, which tells the moment in UTC, and `lot`, which draws from 0 to below 1."""

    store: Store
    units: Mapping[str, UnitAtWork]
    now: Callable[[], datetime]
    lot: Callable[[], float] = SystemRandom().random

    def journal_for(self, person: Person) -> UnitJournal:
        """Return the journal as a person may use it."""
        return self.store.open_for(person.access)

    def today(self, unit: str) -> date:
        """Return the day that it is in a unit."""
        return self.now().astimezone(self.units[unit].settings.place).date()

    def terms(self, unit: str, guideline: Guideline | None) -> Terms:
        """Return what a unit sets for its decisions, today as it is in the unit's zone."""
        settings = self.units[unit].settings
        last = self.today(unit) + timedelta(days=settings.obligation_days)
        return Terms(settings.hold, settings.owner, lambda obligation: last, guideline)

    def read_again(self, unit: str, journal: UnitJournal) -> ReadAgain:
        """Return whether what is decided now is read by another person too; the lot cannot be foreseen."""
        settings = self.units[unit].settings
        drawn = self.lot() * 100 < settings.second_read_percent
        first = settings.second_read_first
        is_new = first > 0 and journal.decisions(unit, journal.who, first) < first
        return ReadAgain(drawn, settings.second_read_departures, is_new)
