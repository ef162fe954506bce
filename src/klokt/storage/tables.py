"""The tables of the journal: events and their seals, the keys of persons, and the lists that are made from events."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    false,
    literal_column,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_DEADLINE = date(9999, 12, 31)
"""Stands for "no deadline" in the list, so that it comes last in every order and index."""


class Instant(TypeDecorator[datetime]):
    """A moment in UTC as whole microseconds since 1970: the same number in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the microseconds of a moment; one without a zone is an error of the caller."""
        return None if value is None else (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


metadata = MetaData()

event = Table(
    "event",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("stream", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(120), nullable=False),
    Column("unit", String(80), nullable=False),
    Column("subject", String(64)),
    Column("body", LargeBinary, nullable=False),
    Column("personal", LargeBinary),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    UniqueConstraint("stream", "version", name="event_version"),
)
"""The journal itself: no row is ever changed. `personal` is encrypted with the key of the subject."""

Index("event_unit", event.c.unit, event.c.position)
Index("event_actor", event.c.unit, event.c.actor, event.c.position)

seal = Table(
    "seal",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
"""One for each transaction, over the events that it wrote and the seal before it."""

subject = Table(
    "subject",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("unit", String(80), nullable=False),
    Column("person", LargeBinary),
    Column("key", LargeBinary),
    UniqueConstraint("unit", "person", name="subject_person"),
)
"""A person in one unit: the key of all that tells of it. `person` is a keyed digest of its identifier."""

secret = Table(
    "secret",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""What this database alone knows: the key of the digests of persons."""

message = Table(
    "message",
    metadata,
    Column("stream", String(80), primary_key=True),
    Column("unit", String(80), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("door", String(40), nullable=False),
    Column("received", Instant, nullable=False),
)
"""Made from events: what came in, so that the same message is taken once; its stream is named by sender and id."""

item = Table(
    "item",
    metadata,
    Column("stream", String(80), primary_key=True),
    Column("unit", String(80), nullable=False),
    Column("subject", String(64)),
    Column("version", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("is_open", Boolean(create_constraint=False), nullable=False),
    Column("received", Instant, nullable=False),
    Column("collected", Boolean(create_constraint=False), nullable=False),
    Column("because", String(120), nullable=False),
    Column("urgency", String(20)),
    Column("urgency_rank", Integer, nullable=False),
    Column("deadline", Date, nullable=False),
    Column("outcome", String(120)),
    Column("effect", String(20)),
    Column("guideline", String(120)),
    Column("edition", String(40)),
    Column("content_hash", String(128)),
    Column("proposal", Integer),
    Column("alerts", Integer, nullable=False),
    Column("missing", Integer, nullable=False),
    Column("assignee", String(120)),
    Column("claimed_by", String(120)),
    Column("claimed_until", Instant),
    Column("snoozed_until", Instant),
    Column("decision", String(20)),
    Column("decided_by", String(120)),
    Column("decided_at", Instant),
)
"""Made from events: a line of the worklist for each referral, and for each message that a person must look at."""

ORDER = (item.c.urgency_rank, item.c.deadline, item.c.received, item.c.stream)
"""The order of the worklist: most urgent, then what is due first, then what has waited longest."""

_LISTED = (item.c.unit, item.c.is_open, item.c.collected)
Index("item_list", *_LISTED, *ORDER)
Index("item_outcome", *_LISTED, item.c.outcome, *ORDER)
Index("item_assignee", *_LISTED, item.c.assignee, *ORDER)
Index("item_guideline", *_LISTED, item.c.guideline, *ORDER)
Index("item_state", item.c.unit, item.c.state, *ORDER)
Index("item_subject", item.c.subject, item.c.unit)

NONE = literal_column("0", Integer)
"""No alerts: written out, so that an index of those that have some is used."""

_RESTS = item.c.snoozed_until.is_not(None)
_ALERTS = item.c.alerts > NONE
Index("item_resting", *_LISTED, *ORDER, item.c.snoozed_until, postgresql_where=_RESTS, sqlite_where=_RESTS)
Index("item_deadline", *_LISTED, item.c.deadline)
Index("item_alerts", *_LISTED, *ORDER, postgresql_where=_ALERTS, sqlite_where=_ALERTS)


tally = Table(
    "tally",
    metadata,
    Column("unit", String(80), primary_key=True),
    Column("is_open", Boolean(create_constraint=False), primary_key=True),
    Column("collected", Boolean(create_constraint=False), primary_key=True),
    Column("has_alerts", Boolean(create_constraint=False), primary_key=True),
    Column("state", String(20), primary_key=True),
    Column("urgency", String(20), primary_key=True),
    Column("outcome", String(120), primary_key=True),
    Column("guideline", String(120), primary_key=True),
    Column("assignee", String(120), primary_key=True),
    Column("deadline", Date, primary_key=True),
    Column("snoozed_until", Instant, primary_key=True),
    Column("count", BigInteger, nullable=False),
)
"""Made from events: how many items of a unit are alike, so that nobody counts a million. "" stands for none.

`deadline` is NO_DEADLINE for what is not open: such rows would grow with the years. `snoozed_until` is EPOCH for what
does not rest.
"""

term = Table(
    "term",
    metadata,
    Column("unit", String(80), primary_key=True),
    Column("digest", BigInteger, primary_key=True, autoincrement=False),
    Column("stream", String(80), primary_key=True),
    Index("term_stream", "stream"),
)
"""Made from events and what they tell of persons: keyed digests of the words that an item is found by."""

obligation = Table(
    "obligation",
    metadata,
    Column("stream", String(80), primary_key=True),
    Column("obligation", String(120), primary_key=True),
    Column("unit", String(80), nullable=False),
    Column("owner", String(120), nullable=False),
    Column("state", String(20), nullable=False),
    Column("due", Date),
    Column("proposes", String(120)),
    Column("closed_because", String(120)),
    Index("obligation_due", "unit", "state", "due"),
)
"""Made from events: what the unit must do, and by when."""

outbox = Table(
    "outbox",
    metadata,
    Column("stream", String(80), primary_key=True),
    Column("letter", String(120), primary_key=True),
    Column("unit", String(80), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("to", String, nullable=False),
    Column("once", String(120), nullable=False, unique=True),
    Column("state", String(20), nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("retry_at", Instant),
    Column("position", BigInteger, nullable=False),
    Index("outbox_due", "unit", "state", "retry_at"),
)
"""Made from events: what is to leave, and how often that was tried."""

reading = Table(
    "reading",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("stream", String(80), nullable=False),
    Column("unit", String(80), nullable=False),
    Column("who", String(120), nullable=False),
    Column("at", Instant, nullable=False),
    Column("blind", Boolean(create_constraint=False), nullable=False, server_default=false()),
    Index("reading_stream", "stream", "unit"),
)
"""Made from events: who opened which referral, and when; `blind` where no proposal and no decision was shown."""

second_reading = Table(
    "second_reading",
    metadata,
    Column("stream", String(80), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("unit", String(80), nullable=False),
    Column("why", String(20), nullable=False),
    Column("first_by", String(120), nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("first_choice", String(20), nullable=False),
    Column("first_outcome", String(120), nullable=False),
    Column("proposed", String(120), nullable=False),
    Column("second_by", String(120)),
    Column("second_at", Instant),
    Column("second_choice", String(20)),
    Column("second_outcome", String(120)),
    Column("blind", Boolean(create_constraint=False)),
    Column("settled", String(20)),
    Index("second_reading_waiting", "unit", "settled", "first_at"),
)
"""Made from events: decisions that another person reads too, with both answers, so that they can be compared."""

person = Table(
    "person",
    metadata,
    Column("who", String(120), primary_key=True),
    Column("name", String, nullable=False),
    Column("granted", String, nullable=False),
    Column("seen", Instant, nullable=False),
)
"""Those who have signed in: what they are called, and what their provider grants them, as a JSON list."""

ended_session = Table(
    "ended_session",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("until", Instant, nullable=False),
)
"""Sessions that were ended before their time, until that time."""

saved_view = Table(
    "saved_view",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("unit", String(80), nullable=False),
    Column("owner", String(120)),
    Column("name", String(80), nullable=False),
    Column("asked", String(1000), nullable=False),
    Index("saved_view_unit", "unit", "owner"),
)
"""Lists that people keep by name, as the query string of what they asked; without an owner it is the whole unit's."""

course = Table(
    "course",
    metadata,
    Column("stream", String(80), primary_key=True),
    Column("unit", String(80), nullable=False),
    Column("subject", String(64)),
    Column("episode", String, nullable=False),
    Column("guideline", String(120), nullable=False),
    Column("edition", String(40), nullable=False),
    Column("basis", String(64), nullable=False),
    Column("closed", String(40), nullable=False),
    Column("told_clock", String(120)),
    Column("told_from", Date),
    Column("told_by", String(120)),
    Index("course_unit", "unit", "closed"),
    Index("course_subject", "subject", "unit"),
)
"""Made from events: the courses of patients, and the right that a letter tells of. `closed` is "" while it is open."""

spell = Table(
    "spell",
    metadata,
    Column("stream", String(80), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("until", Date, nullable=False),
    Column("next_step", String(120), nullable=False),
    Column("urgency", String(20)),
    Column("urgency_rank", Integer, nullable=False),
    Column("what", String(120)),
    Column("due", Date, nullable=False),
    Column("missed", Date),
    Column("deadline", Date),
    Column("clock", String(120)),
    Column("right_from", Date),
    Column("has_letter", Boolean(create_constraint=False), nullable=False),
)
"""Made from events: how each course stands from a day until before another. What is overdue follows from the day."""

LISTS = (message, item, tally, term, obligation, outbox, reading, second_reading, course, spell)
"""The tables that can be made again from the events."""
