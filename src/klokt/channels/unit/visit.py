"""One visit of a person to a page of a unit: who, where, in which language, and the journal as they may use it."""

from collections.abc import Mapping
from dataclasses import dataclass

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from klokt.channels.unit.house import House
from klokt.channels.unit.person import Person
from klokt.channels.unit.settings import UnitAtWork
from klokt.channels.web.page import Asked, Pages, View
from klokt.model.access import READS
from klokt.storage.journal import UnitJournal
from klokt.words import LANGUAGES


@dataclass(frozen=True, slots=True)
class Visit:
    """What every page of a unit needs. `journal` is held to the person's units, whatever a page asks of it."""

    unit: str
    person: Person
    house: House
    journal: UnitJournal
    pages: Pages
    view: View
    cookies: Mapping[str, str]

    @property
    def at_work(self) -> UnitAtWork:
        """The unit's settings and guidelines."""
        return self.house.units[self.unit]

    def here(self, *parts: str) -> str:
        """Return an address below the unit's."""
        return self.view.to("units", self.unit, *parts)


def visit_of(
    request: Asked,
    language: FromPath[str],
    unit: FromPath[str],
    house: NamedDependency[House],
    person: NamedDependency[Person],
    pages: NamedDependency[Pages],
) -> Visit:
    """Return the visit to a unit; raise NotFoundException where there is none that the person may see."""
    if language not in LANGUAGES or unit not in house.units or unit not in person.access.units(READS):
        raise NotFoundException
    return Visit(unit, person, house, house.journal_for(person), pages, pages.view(request, language), request.cookies)
