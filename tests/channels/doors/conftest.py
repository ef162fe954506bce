"""Each test of the doors runs on SQLite and on PostgreSQL, in a house of its own."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from channels.doors.bringing import serving
from channels.unit.house import NOW, units
from klokt.channels.unit.house import House
from klokt.storage.store import Store
from storage.conftest import postgresql, sqlite, store, url

__all__ = ["postgresql", "sqlite", "store", "url"]


@pytest.fixture
def house(store: Store) -> House:
    """The example units on an empty database, where it is always the same morning."""
    return House(store, units(), lambda: NOW)


@pytest.fixture
def door(house: House) -> Iterator[TestClient[Litestar]]:
    """A client of the doors of that house, which shows no token by itself."""
    with serving(house) as client:
        yield client
