"""The first tables of the journal, and guards that keep events and seals from being changed."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEPT = ("event", "seal")


def upgrade() -> None:
    """Make the tables from nothing."""
    _make_journal()
    _make_items()
    _make_lists()
    if op.get_bind().dialect.name == "postgresql":
        _guard_in_postgresql()
    else:
        _guard_in_sqlite()


def _guard_in_sqlite() -> None:
    for table in _KEPT:
        for act in ("UPDATE", "DELETE"):
            told = f"SELECT RAISE(ABORT, '{table} is append-only')"
            op.execute(f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} BEGIN {told}; END")


def _guard_in_postgresql() -> None:
    told = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"
    op.execute(f"CREATE FUNCTION klokt_append_only() RETURNS trigger LANGUAGE plpgsql AS $${told}$$")
    for table in _KEPT:
        when = f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"
        op.execute(f"CREATE TRIGGER {table}_append_only {when} EXECUTE FUNCTION klokt_append_only()")


def _make_journal() -> None:
    op.create_table(
        "event",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("stream", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("personal", sa.LargeBinary(), nullable=True),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("stream", "version", name="event_version"),
    )
    op.create_table(
        "seal",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "secret",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "subject",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("unit", "person", name="subject_person"),
    )
    # ### end Alembic commands ###


def _make_items() -> None:
    op.create_table(
        "item",
        sa.Column("stream", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("collected", sa.Boolean(), nullable=False),
        sa.Column("because", sa.String(length=120), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=True),
        sa.Column("urgency_rank", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=120), nullable=True),
        sa.Column("effect", sa.String(length=20), nullable=True),
        sa.Column("guideline", sa.String(length=120), nullable=True),
        sa.Column("edition", sa.String(length=40), nullable=True),
        sa.Column("content_hash", sa.String(length=128), nullable=True),
        sa.Column("proposal", sa.Integer(), nullable=True),
        sa.Column("alerts", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("assignee", sa.String(length=120), nullable=True),
        sa.Column("claimed_by", sa.String(length=120), nullable=True),
        sa.Column("claimed_until", sa.BigInteger(), nullable=True),
        sa.Column("snoozed_until", sa.BigInteger(), nullable=True),
        sa.Column("decision", sa.String(length=20), nullable=True),
        sa.Column("decided_by", sa.String(length=120), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("stream"),
    )
    op.create_index(
        "item_assignee",
        "item",
        ["unit", "is_open", "collected", "assignee", "urgency_rank", "deadline", "received", "stream"],
    )
    op.create_index(
        "item_list", "item", ["unit", "is_open", "collected", "urgency_rank", "deadline", "received", "stream"]
    )
    op.create_index(
        "item_outcome",
        "item",
        ["unit", "is_open", "collected", "outcome", "urgency_rank", "deadline", "received", "stream"],
    )
    op.create_index(
        "item_guideline",
        "item",
        ["unit", "is_open", "collected", "guideline", "urgency_rank", "deadline", "received", "stream"],
    )
    op.create_index("item_state", "item", ["unit", "state", "urgency_rank", "deadline", "received", "stream"])
    op.create_index("item_subject", "item", ["subject", "unit"])


def _make_lists() -> None:
    op.create_table(
        "message",
        sa.Column("stream", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("door", sa.String(length=40), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream"),
    )
    op.create_table(
        "obligation",
        sa.Column("stream", sa.String(length=80), nullable=False),
        sa.Column("obligation", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("proposes", sa.String(length=120), nullable=True),
        sa.Column("closed_because", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("stream", "obligation"),
    )
    op.create_index("obligation_due", "obligation", ["unit", "state", "due"])
    op.create_table(
        "outbox",
        sa.Column("stream", sa.String(length=80), nullable=False),
        sa.Column("letter", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("once", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "letter"),
        sa.UniqueConstraint("once"),
    )
    op.create_index("outbox_due", "outbox", ["unit", "state", "retry_at"])
    op.create_table(
        "reading",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("stream", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
    )
    op.create_index("reading_stream", "reading", ["stream", "unit"])
