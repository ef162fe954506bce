"""The units opened on their database, with who may enter and what lets the letters leave: all that a server begins."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from litestar import Litestar

from klokt.channels.sender import Sender
from klokt.channels.unit.app import unit_app
from klokt.channels.unit.bring import Brought, bring, keep_up
from klokt.channels.unit.doorkeepers import at_provider, in_demo
from klokt.channels.unit.house import House
from klokt.channels.unit.settings import read_units
from klokt.channels.ways import by_way, ways_of
from klokt.channels.web.desk import Desk
from klokt.content.load import library, load, usable
from klokt.storage.store import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """The pages of a house, and what was brought in before they were opened."""

    app: Litestar
    brought: Brought


@contextmanager
def opened(
    store: Store,
    units: Path,
    provider: Path | None,
    host: str,
    files: Sequence[tuple[str, bytes]],
    now: Callable[[], datetime],
    complain: Callable[[str], None],
) -> Iterator[Opened]:
    """Open the units of a file on a database whose tables are up to date, and send their letters meanwhile.

    Without a provider's file anyone signs in as one of the made-up people, where the server is for this machine
    alone. The files, by name and content, are brought in first. Raises StoreError, UnitError, LetterError or
    SignInError where one of them cannot be used.
    """
    folders = library()
    guidelines = [usable(load(folder)) for folder in folders.values()]
    known = read_units(units, guidelines, folders)
    store.check_edition()
    house = House(store, known, now)
    doorkeeper = at_provider(house, provider) if provider else in_demo(house, host)
    by = {name: by_way(ways_of(each.settings, units.parent)) for name, each in known.items()}
    sender = Sender(store, by, now, complain)
    sender.start()
    try:
        brought = bring(house, files)
        keep_up(house)
        yield Opened(unit_app(house, doorkeeper, Desk(guidelines, (), folders)), brought)
    finally:
        sender.stop()
