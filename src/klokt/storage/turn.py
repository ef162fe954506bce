"""One transaction of the journal: events, the lists that follow from them, and the seal over them, or nothing.

Writers take turns: whoever writes waits for who began before, so that positions have no gaps and seals make one chain.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import Connection, insert, select

from klokt.errors import TriageError
from klokt.model.access import BRINGS, Access
from klokt.model.event import New, Recorded
from klokt.model.worklist import Item, Outgoing, Taken
from klokt.storage import codec, guard, keys
from klokt.storage.chain import NO_SEAL, NOTHING, Row, Seal, hash_of, seal_hash
from klokt.storage.cipher import encrypted
from klokt.storage.lists import Lists
from klokt.storage.projections import project
from klokt.storage.rows import EVENT, ITEM, SEAL, Opener, about, event_row, item_row, outgoing_row, seal_row
from klokt.storage.tables import course, event, item, message, outbox, seal
from klokt.storage.terms import Terms
from klokt.triage.ports import moved_on, not_there


class WriteTurn:
    """A transaction of somebody at a moment. What it appends is visible to its own reads."""

    def __init__(self, connection: Connection, access: Access, at: datetime) -> None:
        self.at = at
        self._connection = connection
        self._access = access
        self._lists = Lists(connection)
        self._terms = Terms(connection, self._lists)
        self._written: list[Row] = []
        self._out = 0
        self._keys: dict[str, bytes | None] = {}
        self._persons: dict[tuple[str, str], str] = {}
        self._new_subjects: list[keys.Subject] = []
        last = connection.execute(select(*SEAL).order_by(seal.c.number.desc()).limit(1)).first()
        self._last = NO_SEAL if last is None else seal_row(last)

    def taken(self, unit: str, streams: Sequence[str]) -> Sequence[Taken]:
        """Return those messages of a unit that were taken before, of those with these streams."""
        self._write_out()
        return taken(self._connection, self._access, unit, streams)

    def is_there(self, stream: str) -> bool:
        """Return whether a stream has begun, in a unit of the caller."""
        return self._head(stream) is not None

    def version(self, stream: str) -> int:
        """Return where a stream stands; raise TriageError K703 where there is none to be seen."""
        head = self._head(stream)
        if head is None:
            raise not_there()
        return head.version

    def item(self, stream: str) -> Item:
        """Return the line of the worklist; raise TriageError K703 where there is none to be seen."""
        self._write_out()
        seen = guard.seen_in_a_turn(item, self._access)
        found = self._connection.execute(select(*ITEM).where(item.c.stream == stream, seen)).first()
        if found is None:
            raise not_there()
        return item_row(found)

    def letters(self, stream: str) -> Sequence[Outgoing]:
        """Return the letters of a referral, whatever their state."""
        self._write_out()
        seen = guard.seen_in_a_turn(outbox, self._access)
        found = self._connection.execute(select(outbox).where(outbox.c.stream == stream, seen))
        return [outgoing_row(each) for each in found]

    def history(self, stream: str) -> Sequence[Recorded]:
        """Return the events of a stream in order; raise TriageError K703 where there is none to be seen."""
        self._write_out()
        seen = guard.seen_in_a_turn(event, self._access)
        query = select(*EVENT).where(event.c.stream == stream, seen).order_by(event.c.version)
        found = Opener(self._connection).recorded_all(self._connection.execute(query))
        if not found:
            raise not_there()
        return found

    def courses_of(self, unit: str, subject: str) -> Sequence[str]:
        """Return the streams of the courses of a person in a unit."""
        self._write_out()
        seen = guard.seen_in_a_turn(course, self._access)
        query = select(course.c.stream).where(course.c.subject == subject, course.c.unit == unit, seen)
        return list(self._connection.execute(query.order_by(course.c.stream)).scalars())

    def subject_for(self, unit: str, person: str | None) -> str:
        """Return the id of a person in a unit, by an identifier that is not kept; None is always somebody new."""
        guard.require(self._access, unit, BRINGS)
        named = None if person is None else (unit, person)
        if named is None or named not in self._persons:
            found = keys.subject_for(self._connection, unit, person)
            self._keys[found.id] = found.key
            if found.is_new:
                self._new_subjects.append(found)
            if named is None:
                return found.id
            self._persons[named] = found.id
        return self._persons[named]

    def begin(self, stream: str, unit: str, subject: str | None, events: Sequence[New]) -> int:
        """Begin a stream with these events, and return its version.

        Where it is there already the turn fails, as a whole and at the latest at its end, with TriageError K701.
        """
        return self._write(stream, 0, unit, subject, NOTHING, events)

    def append(self, stream: str, version: int, events: Sequence[New]) -> int:
        """Append to a stream and return its new version; see the port for what is raised."""
        head = self._head(stream)
        if head is None:
            raise not_there()
        if head.version != version:
            raise moved_on()
        return self._write(stream, version, head.unit, head.subject, head.hash, events)

    def note(self, stream: str, unit: str, new: New) -> int:
        """Add to a stream wherever it stands, and begin it where it is not there; return its new version."""
        head = self._head(stream)
        if head is None:
            return self.begin(stream, unit, None, [new])
        return self._write(stream, head.version, head.unit, head.subject, head.hash, [new])

    def seal(self) -> None:
        """Write what was gathered and seal it; a turn that wrote nothing leaves no trace."""
        self._write_out()
        if not self._written:
            return
        self._lists.finish()
        new = Seal(
            self._last.number + 1, self.at, self._last.last + 1, self._last.last + len(self._written), self._last.hash
        )
        sealed = replace(new, hash=seal_hash(new, (row.hash for row in self._written)))
        self._connection.execute(insert(seal), asdict(sealed))

    def _head(self, stream: str) -> Row | None:
        self._write_out()
        seen = guard.seen_in_a_turn(event, self._access)
        query = select(*EVENT).where(event.c.stream == stream, seen).order_by(event.c.version.desc()).limit(1)
        found = self._connection.execute(query).first()
        return None if found is None else event_row(found)

    def _write(
        self, stream: str, version: int, unit: str, subject: str | None, previous: bytes, events: Sequence[New]
    ) -> int:
        key = self._key(subject) if any(new.personal is not None for new in events) else None
        for new in events:
            guard.require_for(self._access, unit, new.what)
            version += 1
            row = self._row(stream, version, unit, subject, previous, new, key)
            previous = row.hash
            self._written.append(row)
            project(self._lists, row, new.what)
            if key is not None:
                self._terms.add(row, new.what, new.personal)
        return version

    def _key(self, subject: str | None) -> bytes | None:
        if subject is None:
            return None
        if subject not in self._keys:
            self._keys[subject] = keys.key_of(self._connection, subject)
        return self._keys[subject]

    def _write_out(self) -> None:
        """Write what was gathered, so that it can be read in this turn."""
        keys.write_subjects(self._connection, self._new_subjects)
        self._new_subjects.clear()
        if rows := self._written[self._out :]:
            self._connection.execute(insert(event), [_values(row) for row in rows])
        self._out = len(self._written)
        self._lists.write()

    def _row(
        self,
        stream: str,
        version: int,
        unit: str,
        subject: str | None,
        previous: bytes,
        new: New,
        key: bytes | None,
    ) -> Row:
        position = self._last.last + len(self._written) + 1
        kind, body = codec.kind_of(new.what), codec.canonical(new.what)
        row = Row(position, stream, version, kind, self.at, self._access.who, unit, subject, body, None, previous)
        if new.personal is not None:
            if key is None:
                raise TriageError("K706", "the person was erased: nothing more can be kept of it")
            row = replace(row, personal=encrypted(key, codec.packed(new.personal), about(row)))
        return replace(row, hash=hash_of(row))


def taken(connection: Connection, access: Access, unit: str, streams: Sequence[str]) -> Sequence[Taken]:
    """Return those messages of a unit, to which somebody may bring some, that were taken before."""
    guard.require(access, unit, BRINGS)
    query = select(message.c.stream, message.c.sha256).where(message.c.stream.in_(streams), message.c.unit == unit)
    return [Taken(each.stream, each.sha256) for each in connection.execute(query)]


def _values(row: Row) -> dict[str, object]:
    return {name: getattr(row, name) for name in Row.__dataclass_fields__}
