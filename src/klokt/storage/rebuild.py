"""Make the lists again from the events, and tell which of them had been out of step."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, select

from klokt.storage import codec
from klokt.storage.connect import writing
from klokt.storage.lists import Lists
from klokt.storage.projections import project
from klokt.storage.tables import LISTS
from klokt.storage.verify import event_parts


def rebuild(engine: Engine) -> dict[str, int]:
    """Make every list again in one transaction, and return for each how many of its rows were not as they should be.

    The events alone are read, and nothing personal: a person who was erased stays erased.
    """
    with writing(engine) as connection:
        before = rows_of(connection)
        for table in LISTS:
            connection.execute(delete(table))
        lists = Lists(connection)
        for rows in event_parts(connection):
            for row in rows:
                project(lists, row, codec.happening(row.kind, row.body))
            lists.write()
        after = rows_of(connection)
    return {name: _differing(before[name], after[name]) for name in before}


def rows_of(connection: Connection) -> dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]:
    """Return all rows of every list by their keys."""
    return {table.name: _by_key(connection, table) for table in LISTS}


def _by_key(connection: Connection, table: Table) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    keys = list(table.primary_key.columns)
    return {tuple(row._mapping[key] for key in keys): tuple(row) for row in connection.execute(select(table))}


def _differing(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> int:
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())
