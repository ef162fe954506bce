"""Rows of the tables as nouns of the model, and back."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import Row as Fetched

from klokt.model.event import Personal, Recorded
from klokt.model.worklist import Item, ItemState, Outgoing, Promise
from klokt.storage import codec
from klokt.storage.chain import Row, Seal
from klokt.storage.cipher import decrypted
from klokt.storage.keys import keys_of
from klokt.storage.tables import NO_DEADLINE, event, item, seal

_ITEM = tuple(Item.__dataclass_fields__)
_PROMISE = tuple(Promise.__dataclass_fields__)
_OUTGOING = tuple(Outgoing.__dataclass_fields__)
EVENT = tuple(event.c[name] for name in Row.__dataclass_fields__)
ITEM = tuple(item.c[name] for name in _ITEM)
SEAL = tuple(seal.c[name] for name in Seal.__dataclass_fields__)


def event_row(fetched: Fetched[Any]) -> Row:
    """Return an event as it is kept."""
    return Row(*map(_plain, fetched))


def seal_row(fetched: Fetched[Any]) -> Seal:
    """Return a seal."""
    return Seal(*map(_plain, fetched))


def item_row(fetched: Fetched[Any]) -> Item:
    """Return a line of the worklist."""
    values: dict[str, Any] = dict(zip(_ITEM, fetched, strict=True))
    values["state"] = ItemState(values["state"])
    values["deadline"] = None if values["deadline"] == NO_DEADLINE else values["deadline"]
    return Item(**values)


def promise_row(fetched: Fetched[Any]) -> Promise:
    """Return an obligation."""
    return Promise(**{name: fetched._mapping[name] for name in _PROMISE})


def outgoing_row(fetched: Fetched[Any]) -> Outgoing:
    """Return a letter on its way out."""
    return Outgoing(**{name: fetched._mapping[name] for name in _OUTGOING})


def about(row: Row) -> str:
    """Return the one place for which the personal part of an event is encrypted."""
    return f"{row.stream}/{row.version}/{row.kind}"


class Opener:
    """Reads the personal parts of events, with the keys of their persons fetched together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._keys: dict[str, bytes | None] = {}

    def fetch(self, rows: Sequence[Row]) -> None:
        """Fetch the keys of these events, and forget all others."""
        wanted = {row.subject for row in rows if row.subject is not None}
        self._keys = keys_of(self._connection, wanted - self._keys.keys()) | {
            name: key for name, key in self._keys.items() if name in wanted
        }

    def has_key(self, row: Row) -> bool:
        """Return whether an event tells of a person, and that person was not erased."""
        return row.subject is not None and self._keys.get(row.subject) is not None

    def personal(self, row: Row) -> Personal | None:
        """Return the personal part of an event whose key was fetched; None as for `kept_bytes`."""
        kept = self.kept_bytes(row)
        return None if kept is None else codec.personal(row.kind, kept)

    def kept_bytes(self, row: Row) -> bytes | None:
        """Return the canonical bytes of the personal part; None where there is none, or the person was erased."""
        key = None if row.subject is None else self._keys.get(row.subject)
        if row.personal is None or key is None:
            return None
        return codec.unpacked(decrypted(key, row.personal, about(row)))

    def recorded_all(self, fetched: Iterable[Fetched[Any]]) -> list[Recorded]:
        """Return events with their personal parts, where those can still be read."""
        rows = [event_row(each) for each in fetched]
        self.fetch(rows)
        return [self.recorded(row) for row in rows]

    def recorded(self, row: Row) -> Recorded:
        """Return an event whose key was fetched, with its personal part, where that can still be read."""
        personal = self.personal(row)
        return Recorded(
            position=row.position,
            stream=row.stream,
            version=row.version,
            at=row.at,
            actor=row.actor,
            unit=row.unit,
            subject=row.subject,
            what=codec.happening(row.kind, row.body),
            personal=personal,
            erased=row.personal is not None and personal is None,
        )


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
