"""Look for changes: every event against its hash and its stream, every seal against its events and the one before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select

from klokt.storage.chain import NO_SEAL, NOTHING, Row, Seal, hash_of, seal_hash
from klokt.storage.connect import reading
from klokt.storage.rows import EVENT, SEAL, Opener, event_row, seal_row
from klokt.storage.tables import event, seal

_AT_A_TIME = 2_000


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was found, and where: an event by its position and stream, or a seal by its number. Nothing of a person."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what is wrong. `last` names the newest seal; keep it where this database is not."""

    events: int
    seals: int
    last: str
    wrong: Sequence[Wrong]


def verify(engine: Engine, noted: str | None = None) -> Verified:
    """Return what is wrong with a journal, the whole of it read once.

    `noted` is the `last` of an earlier time: that seal must still be there as it was, or the tail was cut off.
    """
    with reading(engine) as connection:
        look = _Look(connection)
        wrong = list(look.all())
        wrong += _noted_missing(noted, connection)
    return Verified(look.events, look.seals, name_of(look.last), wrong)


def name_of(sealed: Seal) -> str:
    """Return the name of a seal: its number and its hash."""
    return f"{sealed.number}:{sealed.hash.hex()}"


class _Look:
    """One walk over the events and the seals, in step. Of each stream, the last hash is kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._opener = Opener(connection)
        self._heads: dict[str, tuple[int, str, str | None, bytes]] = {}
        self.events = self.seals = 0
        self.last = NO_SEAL

    def all(self) -> Iterator[Wrong]:
        """Yield all that is wrong. A seal covers the rows up to its last position, whatever stands there."""
        rows = self._with_keys()
        row = next(rows, None)
        for sealed in seals_of(self._connection):
            hashes = []
            while row is not None and row.position <= sealed.last:
                yield from self._event(row)
                hashes.append(row.hash)
                row = next(rows, None)
            yield from self._seal(sealed, hashes)
        while row is not None:
            yield from self._event(row)
            yield Wrong(_event_name(row), "no seal is over it: it was added past the program, or its seal was removed")
            row = next(rows, None)

    def _with_keys(self) -> Iterator[Row]:
        """All events, with the keys of each part of them at hand."""
        for rows in event_parts(self._connection):
            self._opener.fetch(rows)
            yield from rows

    def _event(self, row: Row) -> Iterator[Wrong]:
        self.events += 1
        version, unit, subject, previous = self._heads.get(row.stream, (0, row.unit, row.subject, NOTHING))
        self._heads[row.stream] = (row.version, row.unit, row.subject, row.hash)
        if hash_of(row) != row.hash:
            yield Wrong(_event_name(row), "its content does not fit its hash: it was changed")
        if row.version != version + 1:
            yield Wrong(_event_name(row), f"it has the version {row.version} and not {version + 1}: one is missing")
        if row.previous != previous:
            yield Wrong(_event_name(row), "it does not follow the event before it in its stream")
        if (row.unit, row.subject) != (unit, subject):
            yield Wrong(_event_name(row), "it is of another unit or person than its stream")
        if problem := self._unreadable(row):
            yield Wrong(_event_name(row), problem)

    def _unreadable(self, row: Row) -> str | None:
        """A key that was changed, rather than erased, shows when the personal part is decrypted."""
        try:
            self._opener.kept_bytes(row)
        except Exception:  # whatever the cryptography says of a wrong key or a changed text
            return "what it tells of the person cannot be decrypted: the key was changed"
        return None

    def _seal(self, sealed: Seal, hashes: Sequence[bytes]) -> Iterator[Wrong]:
        self.seals += 1
        where, before = f"seal {sealed.number}", self.last
        self.last = sealed
        if sealed.number != before.number + 1 or sealed.previous != before.hash or sealed.first != before.last + 1:
            yield Wrong(where, "it does not follow the seal before it: one was removed, or changed")
        if len(hashes) != sealed.last - sealed.first + 1:
            yield Wrong(where, f"it is over {sealed.last - sealed.first + 1} events, and {len(hashes)} are there")
        elif seal_hash(sealed, hashes) != sealed.hash:
            yield Wrong(where, "it does not fit its events: it or they were changed")


def event_parts(connection: Connection) -> Iterator[list[Row]]:
    """Yield all events in order, a part at a time."""
    after = -(2**63)
    while rows := connection.execute(
        select(*EVENT).where(event.c.position > after).order_by(event.c.position).limit(_AT_A_TIME)
    ).all():
        yield [event_row(row) for row in rows]
        after = rows[-1].position


def seals_of(connection: Connection) -> Iterator[Seal]:
    """Yield all seals in order, a part at a time."""
    after = -(2**63)
    while rows := connection.execute(
        select(*SEAL).where(seal.c.number > after).order_by(seal.c.number).limit(_AT_A_TIME)
    ).all():
        yield from map(seal_row, rows)
        after = rows[-1].number


def _noted_missing(noted: str | None, connection: Connection) -> Iterable[Wrong]:
    if noted is None:
        return
    number, _, _ = noted.partition(":")
    found = connection.execute(select(*SEAL).where(seal.c.number == int(number))).first()
    if int(number) and (found is None or name_of(seal_row(found)) != noted):
        yield Wrong(f"seal {number}", "it is not as it was noted: what follows it was written anew, or is gone")


def _event_name(row: Row) -> str:
    return f"event {row.position} ({row.stream}, {row.version})"
