"""Each test of the journal runs on SQLite and on PostgreSQL, in a database of its own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from databases import REQUIRED, server
from klokt.storage.store import Store


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str | None]:
    """The start of a URL of a server that ends with the run; None where PostgreSQL is not installed."""
    with server() as url:
        if url is not None:
            with Store(url.format(name="template1")) as store:
                store.upgrade()
        yield url


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables and nothing in them."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    with Store(f"sqlite:///{file}") as store:
        store.upgrade()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with the tables and nothing in them."""
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite"), tmp_path / "journal.db")
        yield f"sqlite:///{tmp_path / 'journal.db'}"
        return
    base = request.getfixturevalue("postgresql")
    if base is None:
        if os.environ.get(REQUIRED) == "required":
            pytest.fail("PostgreSQL is not installed, and it is required here")
        pytest.skip("PostgreSQL is not installed")
    engine = create_engine(base.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS journal WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE journal"))
    engine.dispose()
    yield base.format(name="journal")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open database with the tables and nothing in them."""
    with Store(url) as opened:
        yield opened
