"""The journal as one person or door may use it: every query is held to their units."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, Table, func, or_, select, tuple_

from klokt.model.access import READS, SENDS, Access
from klokt.model.event import New, Opened, Proposed, Recorded, ReferralReceived
from klokt.model.guideline import URGENCY_ORDER
from klokt.model.owed import LetterQueued
from klokt.model.referral import Referral
from klokt.model.worklist import Filter, Item, Outgoing, Promise, Taken
from klokt.storage import codec, guard
from klokt.storage.connect import reading, writing
from klokt.storage.rows import EVENT, ITEM, Opener, item_row, outgoing_row, promise_row
from klokt.storage.tables import NO_DEADLINE, ORDER, event, item, obligation, outbox
from klokt.storage.tables import reading as log
from klokt.storage.turn import WriteTurn, taken
from klokt.triage.ports import not_there

LARGEST_PAGE = 500
"""How many items a page may have at most."""

OPEN = Filter()
"""What is collected and open: what a unit sees first."""


class UnitJournal:
    """What somebody may see and record. It satisfies the port of the use cases."""

    def __init__(self, engine: Engine, access: Access) -> None:
        self._engine = engine
        self._access = access

    @property
    def who(self) -> str:
        """The id of that person or door."""
        return self._access.who

    @contextmanager
    def turn(self, at: datetime) -> Iterator[WriteTurn]:
        """Begin a transaction at a moment in UTC; it is durable when the context has ended without an error."""
        if at.tzinfo is None:
            raise ValueError("a moment of the journal needs a zone")
        with writing(self._engine) as connection:
            turn = WriteTurn(connection, self._access, at.astimezone(UTC))
            yield turn
            turn.seal()

    def taken(self, unit: str, streams: Sequence[str]) -> Sequence[Taken]:
        """Return those messages of a unit that were taken before, of those with these streams."""
        with reading(self._engine) as connection:
            return taken(connection, self._access, unit, streams)

    def worklist(self, unit: str, wanted: Filter = OPEN, after: Item | None = None, limit: int = 50) -> Sequence[Item]:
        """Return a page of the unit's items: most urgent, then due first, then longest waiting.

        `after` is the last item of the page before. Raises TriageError K702 where the unit is not the caller's.
        """
        guard.require(self._access, unit, READS)
        query = _narrowed(select(*ITEM).where(item.c.unit == unit), wanted).order_by(*ORDER)
        if after is not None:
            place = (after.urgency_rank, after.deadline or NO_DEADLINE, after.received, after.stream)
            query = query.where(tuple_(*ORDER) > tuple_(*place, types=[column.type for column in ORDER]))
        with reading(self._engine) as connection:
            return [item_row(each) for each in connection.execute(query.limit(min(limit, LARGEST_PAGE)))]

    def count(self, unit: str, wanted: Filter = OPEN) -> int:
        """Return how many items of the unit there are; raise TriageError K702 where the unit is not the caller's."""
        guard.require(self._access, unit, READS)
        query = _narrowed(select(func.count()).select_from(item).where(item.c.unit == unit), wanted)
        with reading(self._engine) as connection:
            return int(connection.execute(query).scalar_one())

    def position(self, unit: str) -> int:
        """Return where the journal of a unit stands: the same as long as nothing happens in it.

        Raises TriageError K702 where the unit is not the caller's.
        """
        guard.require(self._access, unit, READS)
        with reading(self._engine) as connection:
            last = connection.execute(select(func.max(event.c.position)).where(event.c.unit == unit)).scalar_one()
        return int(last or 0)

    def item(self, stream: str) -> Item:
        """Return the line of the worklist; raise TriageError K703 where there is none to be seen."""
        with reading(self._engine) as connection:
            found = connection.execute(select(*ITEM).where(item.c.stream == stream, self._seen(item))).first()
            if found is None:
                raise not_there()
            return item_row(found)

    def of_subject(self, subject: str) -> Sequence[Item]:
        """Return all that a unit of the caller has of one person, the newest first."""
        query = select(*ITEM).where(item.c.subject == subject, self._seen(item)).order_by(item.c.received.desc())
        with reading(self._engine) as connection:
            return [item_row(each) for each in connection.execute(query)]

    def history(self, stream: str) -> Sequence[Recorded]:
        """Return the events of a stream in order; raise TriageError K703 where there is none to be seen."""
        query = select(*EVENT).where(event.c.stream == stream, self._seen(event)).order_by(event.c.version)
        with reading(self._engine) as connection:
            found = Opener(connection).recorded_all(connection.execute(query))
        if not found:
            raise not_there()
        return found

    def referrals(self, streams: Sequence[str]) -> dict[str, Referral]:
        """Return the referrals of a page of the worklist by stream, without those of erased persons."""
        kind = codec.kind_of(ReferralReceived)
        query = select(*EVENT).where(event.c.stream.in_(streams), event.c.kind == kind, self._seen(event))
        with reading(self._engine) as connection:
            found = Opener(connection).recorded_all(connection.execute(query))
        return {each.stream: each.personal for each in found if isinstance(each.personal, Referral)}

    def obligations(
        self, unit: str, states: Sequence[str] = ("open",), due_by: date | None = None
    ) -> Sequence[Promise]:
        """Return the obligations of a unit, the first due first; raise TriageError K702 as others do."""
        guard.require(self._access, unit, READS)
        query = select(obligation).where(obligation.c.unit == unit, obligation.c.state.in_(states))
        if due_by is not None:
            query = query.where(obligation.c.due <= due_by)
        with reading(self._engine) as connection:
            ordered = query.order_by(obligation.c.due, obligation.c.stream, obligation.c.obligation)
            return [promise_row(each) for each in connection.execute(ordered)]

    def letters(self, stream: str) -> Sequence[Outgoing]:
        """Return the letters of a referral, whatever their state."""
        query = select(outbox).where(outbox.c.stream == stream, self._seen(outbox)).order_by(outbox.c.position)
        with reading(self._engine) as connection:
            return [outgoing_row(each) for each in connection.execute(query)]

    def due_letters(self, unit: str, at: datetime, limit: int = 50) -> Sequence[Outgoing]:
        """Return what is to leave a unit at a moment: what waited long enough, and attempts that nobody ended."""
        guard.require(self._access, unit, SENDS)
        due = (outbox.c.unit == unit, outbox.c.state.in_(("waiting", "sending")), outbox.c.retry_at <= at)
        query = select(outbox).where(*due).order_by(outbox.c.retry_at, outbox.c.position).limit(limit)
        with reading(self._engine) as connection:
            return [outgoing_row(each) for each in connection.execute(query)]

    def letter_bytes(self, letter: Outgoing) -> bytes | None:
        """Return what a letter says, None where the person was erased; raise TriageError K703 where there is none."""
        seen = guard.visible(event, self._access, frozenset({*READS, *SENDS}))
        query = select(*EVENT).where(event.c.position == letter.position, event.c.stream == letter.stream, seen)
        with reading(self._engine) as connection:
            found = connection.execute(query.where(event.c.kind == codec.kind_of(LetterQueued))).first()
            if found is None:
                raise not_there()
            kept = Opener(connection).recorded_all([found])[0].personal
        return kept if isinstance(kept, bytes) else None

    def opened(self, stream: str, at: datetime) -> None:
        """Record that the caller reads a referral; raise TriageError K703 where there is none to be seen."""
        unit = self.item(stream).unit
        with self.turn(at) as turn:
            turn.note(f"reading-{unit}-{self.who}-{at.astimezone(UTC).date()}", unit, New(Opened(stream)))

    def readings(self, stream: str) -> Sequence[tuple[str, datetime]]:
        """Return who read a referral and when, in order."""
        query = select(log.c.who, log.c.at).where(log.c.stream == stream, self._seen(log)).order_by(log.c.position)
        with reading(self._engine) as connection:
            return [(each.who, each.at) for each in connection.execute(query)]

    def kept_proposal(self, stream: str) -> Recorded:
        """Return the last proposal of a referral; raise TriageError K703 where there is none to be seen."""
        found = [each for each in self.history(stream) if isinstance(each.what, Proposed)]
        if not found:
            raise not_there()
        return found[-1]

    def _seen(self, table: Table) -> ColumnElement[bool]:
        return guard.visible(table, self._access)


def _narrowed(query: Select[Any], wanted: Filter) -> Select[Any]:
    """Only the items that are wanted."""
    for name in ("is_open", "collected", "urgency", "outcome", "assignee", "guideline"):
        value = getattr(wanted, name)
        if value is not None:
            query = query.where(item.c[name] == value)
    if wanted.urgency is not None:  # the order goes by the rank, and so does its index
        query = query.where(item.c.urgency_rank == URGENCY_ORDER.index(wanted.urgency))
    if wanted.states:
        query = query.where(item.c.state.in_([state.value for state in wanted.states]))
    if wanted.awake_at is not None:
        query = query.where(or_(item.c.snoozed_until.is_(None), item.c.snoozed_until <= wanted.awake_at))
    return query
