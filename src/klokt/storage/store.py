"""The database of the journal: open it, bring its tables up to date, and give each person their own view of it."""

from pathlib import Path
from types import TracebackType
from typing import Self

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from klokt.errors import StoreError
from klokt.model.access import Access
from klokt.storage.connect import engine_for, is_missing, reading, writing
from klokt.storage.journal import UnitJournal
from klokt.storage.master import Master, check_master

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"


class Store:
    """A database by its URL. Close it, or use it as a context, so that its connections end.

    With a master key, the keys that lie in it are wrapped by that. Raises StoreError K801 where the URL names no
    database that can be used.
    """

    def __init__(self, url: str, master: Master | None = None) -> None:
        self.engine = engine_for(url, master)

    def upgrade(self) -> None:
        """Make the tables, or bring them up to date, one step after another in one transaction."""
        with writing(self.engine) as connection:
            command.upgrade(_config(connection), "head")

    def check_edition(self) -> None:
        """Raise StoreError K803 where the tables are older or newer than this program.

        K801 where a file of SQLite is not there at all, and K804 where its keys need another master key.
        """
        if is_missing(self.engine):
            raise StoreError("K801", "there is no such file; check its name, or make it with klokt journal upgrade")
        with reading(self.engine) as connection:
            found = MigrationContext.configure(connection).get_current_revision()
        if found != ScriptDirectory.from_config(_config()).get_current_head():
            raise StoreError("K803", "the tables are of another edition of klokt; run klokt journal upgrade")
        check_master(self.engine)

    def open_for(self, access: Access) -> UnitJournal:
        """Return the journal as somebody may use it: the rows of their units, and no others."""
        return UnitJournal(self.engine, access)

    def close(self) -> None:
        """End all connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config
