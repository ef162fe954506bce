"""The journal as one person or door may use it: every query is held to their units."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Engine, Table, func, select

from klokt.model.access import READS, SENDS, Access
from klokt.model.event import Decided, New, Opened, Proposed, Recorded, ReferralReceived
from klokt.model.owed import LetterQueued
from klokt.model.referral import Referral
from klokt.model.second_reading import SecondReading
from klokt.model.worklist import Filter, Item, Outgoing, Promise, SavedView, Taken
from klokt.storage import codec, guard, second_readings, views
from klokt.storage import news as latest
from klokt.storage.connect import at_once, reading, writing
from klokt.storage.courses import CourseLists
from klokt.storage.narrowing import counted, page
from klokt.storage.rows import EVENT, ITEM, Opener, item_row, outgoing_row, promise_row
from klokt.storage.tables import NO_DEADLINE, event, item, obligation, outbox
from klokt.storage.tables import reading as log
from klokt.storage.tallied import Tallied, tallied
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

    @property
    def courses(self) -> CourseLists:
        """The list of courses."""
        return CourseLists(self._engine, self._access)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Let all that is read in this context see the same state, and be asked in one transaction."""
        with at_once(self._engine):
            yield

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
        place = None
        if after is not None:
            place = (after.urgency_rank, after.deadline or NO_DEADLINE, after.received, after.stream)
        with reading(self._engine) as connection:
            query = page(connection, unit, wanted, place, min(limit, LARGEST_PAGE))
            return [item_row(each) for each in connection.execute(query).all()]

    def count(self, unit: str, wanted: Filter = OPEN) -> int:
        """Return how many items of the unit there are, of a search at most 1,000.

        Raises TriageError K702 where the unit is not the caller's.
        """
        guard.require(self._access, unit, READS)
        with reading(self._engine) as connection:
            return counted(connection, unit, wanted)

    def tallied(self, unit: str) -> Tallied:
        """Return how many items of the unit there are of each kind, for many questions at once.

        Raises TriageError K702 where the unit is not the caller's.
        """
        guard.require(self._access, unit, READS)
        with reading(self._engine) as connection:
            return tallied(connection, unit)

    def position(self, unit: str) -> int:
        """Return where the journal of a unit stands: the same as long as nothing happens in it.

        Raises TriageError K702 where the unit is not the caller's.
        """
        guard.require(self._access, unit, READS)
        with reading(self._engine) as connection:
            last = connection.execute(select(func.max(event.c.position)).where(event.c.unit == unit)).scalar_one()
        return int(last or 0)

    def news(self, unit: str, since: int) -> latest.News:
        """Return what happened in a unit after a position; see `klokt.storage.news`."""
        return latest.news(self._engine, self._access, unit, since)

    def item(self, stream: str) -> Item:
        """Return the line of the worklist; raise TriageError K703 where there is none to be seen."""
        with reading(self._engine) as connection:
            found = connection.execute(select(*ITEM).where(item.c.stream == stream, self._seen(item))).first()
            if found is None:
                raise not_there()
            return item_row(found)

    def items(self, streams: Sequence[str]) -> dict[str, Item]:
        """Return lines of the worklist by stream, those of them that may be seen."""
        with reading(self._engine) as connection:
            found = connection.execute(select(*ITEM).where(item.c.stream.in_(streams), self._seen(item)))
            return {each.stream: item_row(each) for each in found}

    def of_subject(self, subject: str) -> Sequence[Item]:
        """Return all that a unit of the caller has of one person, the newest first."""
        query = select(*ITEM).where(item.c.subject == subject, self._seen(item)).order_by(item.c.received.desc())
        with reading(self._engine) as connection:
            return [item_row(each) for each in connection.execute(query).all()]

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
        self, unit: str, states: Sequence[str] = ("open",), due_by: date | None = None, rows: slice = slice(None)
    ) -> Sequence[Promise]:
        """Return obligations of a unit, all or `rows` of them, the first due first; raise TriageError K702."""
        wanted = self._promised(unit, states, due_by)
        ordered = (
            select(obligation).where(*wanted).order_by(obligation.c.due, obligation.c.stream, obligation.c.obligation)
        )
        if rows.stop is not None:
            ordered = ordered.limit(max(rows.stop - (rows.start or 0), 0)).offset(rows.start or 0)
        with reading(self._engine) as connection:
            return [promise_row(each) for each in connection.execute(ordered).all()]

    def count_obligations(self, unit: str, states: Sequence[str] = ("open",), due_by: date | None = None) -> int:
        """Return how many obligations of a unit there are; raise TriageError K702 as others do."""
        query = select(func.count()).where(*self._promised(unit, states, due_by))
        with reading(self._engine) as connection:
            return int(connection.execute(query).scalar_one())

    def _promised(self, unit: str, states: Sequence[str], due_by: date | None) -> Sequence[ColumnElement[bool]]:
        guard.require(self._access, unit, READS)
        wanted = [obligation.c.unit == unit, obligation.c.state.in_(states)]
        return wanted if due_by is None else [*wanted, obligation.c.due <= due_by]

    def letters(self, *streams: str) -> Sequence[Outgoing]:
        """Return the letters of referrals, whatever their state, in the order in which they were queued."""
        query = select(outbox).where(outbox.c.stream.in_(streams), self._seen(outbox)).order_by(outbox.c.position)
        with reading(self._engine) as connection:
            return [outgoing_row(each) for each in connection.execute(query).all()]

    def due_letters(self, unit: str, at: datetime, limit: int = 50) -> Sequence[Outgoing]:
        """Return what is to leave a unit at a moment: what waited long enough, and attempts that nobody ended."""
        guard.require(self._access, unit, SENDS)
        due = (outbox.c.unit == unit, outbox.c.state.in_(("waiting", "sending")), outbox.c.retry_at <= at)
        query = select(outbox).where(*due).order_by(outbox.c.retry_at, outbox.c.position).limit(limit)
        with reading(self._engine) as connection:
            return [outgoing_row(each) for each in connection.execute(query).all()]

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

    def opened(self, stream: str, at: datetime, blind: bool = False) -> None:
        """Record that the caller reads a referral or course; raise TriageError K703 without one to be seen.

        `blind` says that neither what was proposed nor what was decided is shown.
        """
        query = select(event.c.unit).where(event.c.stream == stream, self._seen(event)).limit(1)
        with reading(self._engine) as connection:
            unit = connection.execute(query).scalar()
        if unit is None:
            raise not_there()
        with self.turn(at) as turn:
            turn.note(f"reading-{unit}-{self.who}-{at.astimezone(UTC).date()}", unit, New(Opened(stream, blind)))

    def has_seen(self, stream: str, since: datetime) -> bool:
        """Return whether the caller has read a referral since a moment with what was proposed and decided."""
        mine = (log.c.stream == stream, log.c.who == self.who, log.c.at >= since, log.c.blind.is_(False))
        with reading(self._engine) as connection:
            return connection.execute(select(log.c.position).where(*mine, self._seen(log)).limit(1)).first() is not None

    def second_readings(self, unit: str, limit: int = 50) -> Sequence[SecondReading]:
        """Return what waits in a unit for the caller's second answer, or to be compared; the oldest first.

        Raises TriageError K702 where the unit is not the caller's.
        """
        guard.require(self._access, unit, READS)
        with reading(self._engine) as connection:
            return second_readings.waiting(connection, unit, self.who, limit)

    def count_second_readings(self, unit: str) -> int:
        """Return how many there are of those; raise TriageError K702 as others do."""
        guard.require(self._access, unit, READS)
        with reading(self._engine) as connection:
            return second_readings.count_waiting(connection, unit, self.who)

    def read_twice(self, unit: str, since: datetime) -> Sequence[SecondReading]:
        """Return the second readings that were answered since a moment; raise TriageError K702 as others do."""
        guard.require(self._access, unit, READS)
        with reading(self._engine) as connection:
            return second_readings.answered(connection, unit, since)

    def decisions(self, unit: str, who: str, most: int) -> int:
        """Return how many decisions somebody has made, counted up to `most`; raise TriageError K702 as others do."""
        guard.require(self._access, unit, READS)
        mine = (event.c.unit == unit, event.c.actor == who, event.c.kind == codec.kind_of(Decided))
        with reading(self._engine) as connection:
            found = select(event.c.position).where(*mine).limit(most).subquery()
            return int(connection.execute(select(func.count()).select_from(found)).scalar_one())

    def readings(self, stream: str) -> Sequence[tuple[str, datetime]]:
        """Return who read a referral and when, in order."""
        query = select(log.c.who, log.c.at).where(log.c.stream == stream, self._seen(log)).order_by(log.c.position)
        with reading(self._engine) as connection:
            return [(each.who, each.at) for each in connection.execute(query).all()]

    def done_by_me(self, unit: str, since: datetime) -> Sequence[Recorded]:
        """Return the caller's own decisions in a unit since a moment, the newest first and at most the last 500.

        Raises TriageError K702 where the unit is not the caller's.
        """
        guard.require(self._access, unit, READS)
        mine = (event.c.unit == unit, event.c.actor == self.who, event.c.kind == codec.kind_of(Decided))
        query = select(*EVENT).where(*mine, event.c.at >= since).order_by(event.c.position.desc()).limit(LARGEST_PAGE)
        with reading(self._engine) as connection:
            return Opener(connection).recorded_all(connection.execute(query))

    def views(self, unit: str) -> Sequence[SavedView]:
        """Return the caller's own views of a unit and those that it shares; see `klokt.storage.views`."""
        return views.views(self._engine, self._access, unit)

    def save_view(self, unit: str, name: str, asked: str, shared: bool = False) -> SavedView:
        """Keep a list by name and return it; see `klokt.storage.views`."""
        return views.save_view(self._engine, self._access, unit, name, asked, shared)

    def drop_view(self, view: str) -> None:
        """Drop a view; see `klokt.storage.views`."""
        views.drop_view(self._engine, self._access, view)

    def kept_proposal(self, stream: str) -> Recorded:
        """Return the last proposal of a referral; raise TriageError K703 where there is none to be seen."""
        found = [each for each in self.history(stream) if isinstance(each.what, Proposed)]
        if not found:
            raise not_there()
        return found[-1]

    def _seen(self, table: Table) -> ColumnElement[bool]:
        return guard.visible(table, self._access)
