"""Make the lists again from the events, and tell which of them had been out of step."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine, delete, select

from klokt.storage import codec
from klokt.storage.connect import writing
from klokt.storage.projections import project
from klokt.storage.tables import LISTS
from klokt.storage.verify import events_of


def rebuild(engine: Engine) -> dict[str, int]:
    """Make every list again in one transaction, and return for each how many of its rows were not as they should be.

    The events alone are read, and nothing personal: a person who was erased stays erased.
    """
    with writing(engine) as connection:
        before = rows_of(connection)
        for table in LISTS:
            connection.execute(delete(table))
        for row in events_of(connection):
            project(connection, row, codec.happening(row.kind, row.body))
        after = rows_of(connection)
    return {name: len(set(before[name]) ^ set(after[name])) for name in before}


def rows_of(connection: Connection) -> dict[str, Sequence[tuple[Any, ...]]]:
    """Return all rows of every list."""
    return {table.name: [tuple(each) for each in connection.execute(select(table))] for table in LISTS}
