"""The house of the units, opened on its database: what a server needs to begin."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from klokt.channels.unit.house import House
from klokt.channels.unit.settings import read_units
from klokt.content.load import library, load, usable
from klokt.storage.store import Store


@contextmanager
def opened(database: str, units: Path, now: Callable[[], datetime]) -> Iterator[House]:
    """Open the units of a file on a database whose tables are up to date, with the guidelines of the library.

    Raises StoreError where the database cannot be used, and UnitError or LetterError where the file cannot.
    """
    folders = library()
    guidelines = [usable(load(folder)) for folder in folders.values()]
    known = read_units(units, guidelines, folders)
    with Store(database) as store:
        store.check_edition()
        yield House(store, known, now)
