"""Connections to SQLite and PostgreSQL, set so that what was committed is on the disk, and writers take turns."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from klokt.errors import StoreError
from klokt.triage.ports import moved_on

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_WAIT_SECONDS = 30
MASTER = "klokt_master"
"""The execution option of an engine that holds the master key of its database, where there is one."""

_WRITES = "klokt_writes"
_AT_ONCE: ContextVar[Connection | None] = ContextVar("klokt_at_once", default=None)
_TURN = 0x6B6C6F6B74
"""The number of the advisory lock that a writer holds in PostgreSQL, until its transaction ends: "klokt" in ASCII."""

_ON_CONNECT = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is erased is overwritten, not only marked as free
    f"PRAGMA busy_timeout={_WAIT_SECONDS * 1000}",
)


def engine_for(address: str, master: object = None) -> Engine:
    """Return the engine of a database by its URL: sqlite:///file.db or postgresql://host/name.

    `master` is the master key of what is kept there, for those who read it from the engine's options.
    Raises StoreError K801 where the URL is neither, or the package for it is missing.
    """
    try:
        engine = create_engine(_with_driver(make_url(address)), pool_pre_ping=True, execution_options={MASTER: master})
    except (ArgumentError, NoSuchModuleError):
        raise _unknown() from None
    except ModuleNotFoundError as error:
        raise StoreError("K801", f"the database needs {error.name}: pip install 'klokt[postgres]'") from None
    if engine.dialect.name == SQLITE:
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def is_missing(engine: Engine) -> bool:
    """Return whether a database of SQLite is not there: to connect would make an empty one."""
    name = engine.url.database or ""
    return engine.dialect.name == SQLITE and not name.startswith("file:") and not Path(name).exists()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads; all its queries see the same state. Nobody waits for it."""
    shared = _AT_ONCE.get()
    if shared is not None and shared.engine is engine:
        with _errors_told():
            yield shared
        return
    with _errors_told(), engine.connect() as connection:
        if engine.dialect.name == POSTGRESQL:
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def at_once(engine: Engine) -> Iterator[None]:
    """Let all that is read in this context, and in this thread, share one transaction: a page of many questions."""
    with reading(engine) as connection:
        before = _AT_ONCE.set(connection)
        try:
            yield
        finally:
            _AT_ONCE.reset(before)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes, begun when it is its turn; it is durable when the context has ended.

    Raises TriageError K701 where another was there first, StoreError K802 where the turn does not come.
    """
    with _errors_told(), engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        if engine.dialect.name == POSTGRESQL:
            connection.execute(text(f"SET LOCAL lock_timeout = '{_WAIT_SECONDS}s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
        yield connection


@contextmanager
def _errors_told() -> Iterator[None]:
    """Errors of a database name tables, addresses and values: they stay here."""
    try:
        yield
    except IntegrityError:
        raise moved_on() from None
    except OperationalError:
        raise StoreError("K802", "the database cannot be reached, or was busy for too long; try again") from None


def _with_driver(url: URL) -> URL:
    if url.drivername == POSTGRESQL:
        return url.set(drivername=f"{POSTGRESQL}+psycopg")
    if url.drivername not in (SQLITE, f"{POSTGRESQL}+psycopg") or not url.database or url.database == ":memory:":
        raise _unknown()
    return url


def _unknown() -> StoreError:
    return StoreError("K801", "name a database as sqlite:///file.db or postgresql://user@host/name")


def _on_sqlite_connect(connection: Any, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, see below
    cursor = connection.cursor()
    for statement in _ON_CONNECT:
        cursor.execute(statement)
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    """A writer takes its turn at once: one that only read so far could not become a writer without a failure."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
