"""Counts of items that are alike: kept in step with the items, in the same transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, update

from klokt.storage.tables import EPOCH, NO_DEADLINE, item, tally

ALIKE = tuple(column.name for column in tally.primary_key.columns)
"""What items of one count have in common."""

_OF_ITEM = tuple(item.c["alerts" if name == "has_alerts" else name] for name in ALIKE)
Alike = tuple[Any, ...]


class Tallies:
    """Changes to the counts on one connection, gathered and written together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changed: Counter[Alike] = Counter()

    def add(self, items: Iterable[Mapping[str, Any]]) -> None:
        """Count new items."""
        self._changed.update(_alike(each) for each in items)

    def change(self, changes: Mapping[str, Mapping[str, Any]]) -> None:
        """Count items otherwise that are about to change as told, by their streams."""
        query = select(item.c.stream, *_OF_ITEM).where(item.c.stream.in_(changes))
        for found in self._connection.execute(query):
            before = dict(found._mapping)
            self._changed[_alike(before)] -= 1
            self._changed[_alike({**before, **changes[before["stream"]]})] += 1

    def write(self) -> None:
        """Write what changed; a count of none is no row."""
        for alike, more in self._changed.items():
            if more:
                self._write(alike, more)
        self._changed.clear()

    def _write(self, alike: Alike, more: int) -> None:
        here = and_(*(tally.c[name] == value for name, value in zip(ALIKE, alike, strict=True)))
        changed = self._connection.execute(update(tally).where(here).values(count=tally.c.count + more))
        if not changed.rowcount:
            self._connection.execute(insert(tally), {**dict(zip(ALIKE, alike, strict=True)), "count": more})
        elif more < 0:
            self._connection.execute(delete(tally).where(here, tally.c.count == 0))


def _alike(values: Mapping[str, Any]) -> Alike:
    """What an item has in common with others: see `klokt.storage.tables.tally`."""
    told = {
        **values,
        "has_alerts": values["alerts"] > 0,
        "deadline": values["deadline"] if values["is_open"] else NO_DEADLINE,
        "snoozed_until": values["snoozed_until"] or EPOCH,
    }
    return tuple("" if told[name] is None else told[name] for name in ALIKE)
