"""The example units on a database of their own, with Anna signed in, for the tests of the units' pages."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from litestar import Litestar, Router
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler
from litestar.testing import TestClient
from msgspec import structs

from klokt.channels.unit.app import unit_app
from klokt.channels.unit.house import House
from klokt.channels.unit.person import Left, Person
from klokt.channels.unit.settings import UnitAtWork, read_units
from klokt.channels.web.desk import Desk
from klokt.channels.web.page import Asked
from klokt.content.load import library, load, usable
from klokt.intake.reader import read
from klokt.model.access import Access, Role
from klokt.storage.store import Store
from klokt.triage.receive import Incoming, Receipt, receive

ROOT = Path(__file__).resolve().parents[3]
NEVER = {"second_read_percent": 0, "second_read_departures": False, "second_read_first": 0}
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
IMAGING, SPINE = "granvik_imaging", "sundby_spine"
DOOR = Access("practices", {IMAGING: frozenset({Role.DOOR, Role.READER}), SPINE: frozenset({Role.DOOR, Role.READER})})
ANNA = Person("Anna Eksempel", Access("anna", dict.fromkeys((IMAGING, SPINE), frozenset({Role.ASSESSOR}))), "token")


class SignedIn:
    """A doorkeeper who knows one person only."""

    handlers: tuple[HTTPRouteHandler | Router, ...] = ()
    is_demo = False

    def __init__(self, person: Person | None) -> None:
        self._person = person

    def person_of(self, request: Asked) -> Person | None:
        """Return that person, whoever asks."""
        return self._person

    def roles_of(self, granted: tuple[str, ...]) -> Mapping[str, frozenset[Role]]:
        """Return no roles: nobody signs in here."""
        return {}

    def left(self, request: Asked) -> Left:
        """Return that there is no end to tell of."""
        return Left(timedelta(0), stays=True)

    def renewed(self, request: Asked) -> Cookie | None:
        """Return nothing: this session never ends."""
        return None


@cache
def units() -> dict[str, UnitAtWork]:
    """The units of the examples, with both guidelines; no decision is read twice, so that none is by chance."""
    folders = library()
    guidelines = [usable(load(folder)) for folder in folders.values()]
    found = read_units(ROOT / "examples" / "units.toml", guidelines, folders)
    return {name: replace(each, settings=structs.replace(each.settings, **NEVER)) for name, each in found.items()}


@contextmanager
def a_house(folder: Path) -> Iterator[House]:
    """The units on an empty SQLite database in a folder, where it is always the same morning."""
    with Store(f"sqlite:///{folder / 'unit.db'}") as store:
        store.upgrade()
        yield House(store, units(), lambda: NOW)


def bring(house: House, unit: str, raw: bytes, id: str, person: str | None = None) -> Receipt:
    """Bring a message to a unit."""
    message = Incoming(unit, "practices", "a practice", id, raw, person)
    at_work = house.units[unit]
    within = at_work.settings.triage_days
    return receive(house.store.open_for(DOOR), message, read, at_work.guides.assess, NOW, TODAY, within)


def bring_lines(house: House, unit: str, file: str) -> list[Receipt]:
    """Bring each line of an example file to a unit as a message of its own."""
    lines = (ROOT / "examples" / file).read_bytes().splitlines()
    return [bring(house, unit, line, f"{file}-{number}") for number, line in enumerate(lines) if line.strip()]


def app_of(house: House, person: Person | None = ANNA) -> Litestar:
    """Return the pages as one person sees them."""
    guidelines = {name: each for unit in house.units.values() for name, each in unit.guides.guidelines.items()}
    return unit_app(house, SignedIn(person), Desk(list(guidelines.values()), []))


@contextmanager
def browsing(house: House, person: Person | None = ANNA) -> Iterator[TestClient[Litestar]]:
    """A client that follows no redirect by itself."""
    with TestClient(app_of(house, person), raise_server_exceptions=False) as client:
        client.follow_redirects = False
        yield client
