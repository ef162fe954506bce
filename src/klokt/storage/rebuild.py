"""Make the lists again from the events, and tell which of them had been out of step."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, select

from klokt.model.event import ReferralReceived
from klokt.storage import codec
from klokt.storage.connect import writing
from klokt.storage.lists import Lists
from klokt.storage.projections import project
from klokt.storage.rows import Opener
from klokt.storage.tables import LISTS
from klokt.storage.terms import Terms
from klokt.storage.verify import event_parts


def rebuild(engine: Engine) -> dict[str, int]:
    """Make every list again in one transaction, and return for each how many of its rows were not as they should be.

    What can still be read of persons is read for the words that they are found by: one who was erased stays erased.
    """
    with writing(engine) as connection:
        before = rows_of(connection)
        for table in LISTS:
            connection.execute(delete(table))
        lists, opener = Lists(connection), Opener(connection)
        terms = Terms(connection, lists)
        for rows in event_parts(connection):
            opener.fetch(rows)
            for row in rows:
                what = codec.happening(row.kind, row.body)
                project(lists, row, what)
                if opener.has_key(row):
                    terms.add(row, what, opener.personal(row) if isinstance(what, ReferralReceived) else None)
            lists.write()
        lists.finish()
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
