"""Changes to the lists, gathered and written together: what is new in one statement a table, and one change an item."""

from typing import Any

from sqlalchemy import Connection, Delete, Table, Update, insert, select, update

from klokt.storage.tables import LISTS, item
from klokt.storage.tallies import Tallies

Values = dict[str, Any]


class Lists:
    """The lists on one connection. What was gathered is in the database after `write`, and not before."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._items: dict[str, Values] = {}
        self._changes: dict[str, Values] = {}
        self._new: dict[str, list[Values]] = {table.name: [] for table in LISTS}
        self._tallies = Tallies(connection)

    def add(self, table: Table, values: Values) -> None:
        """Add a row."""
        self._new[table.name].append(values)
        if table is item:
            self._items[values["stream"]] = values

    def change_item(self, stream: str, values: Values) -> None:
        """Change a line of the worklist, where there is one."""
        new = self._items.get(stream)
        if new is not None:
            new.update(values)
        else:
            self._changes.setdefault(stream, {}).update(values)

    def change(self, statement: Update | Delete) -> None:
        """Change rows of another list."""
        self.write()
        self._connection.execute(statement)

    def has_item(self, stream: str) -> bool:
        """Return whether there is a line of the worklist for a stream."""
        if stream in self._items:
            return True
        return self._connection.execute(select(item.c.stream).where(item.c.stream == stream)).first() is not None

    def finish(self) -> None:
        """Write what was gathered, and how many items are alike now."""
        self.write()
        self._tallies.write()

    def write(self) -> None:
        """Write what was gathered; the counts are written once, by `finish`."""
        self._tallies.add(self._items.values())
        if self._changes:
            self._tallies.change(self._changes)
        for table in LISTS:
            if rows := self._new[table.name]:
                self._connection.execute(insert(table), rows)
                self._new[table.name] = []
        for stream, values in self._changes.items():
            self._connection.execute(update(item).where(item.c.stream == stream).values(values))
        self._items.clear()
        self._changes.clear()
