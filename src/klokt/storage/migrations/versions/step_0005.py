"""The digests of words that items are found by, lists that people keep by name, and what few items are counted by."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables and the indexes; klokt journal rebuild fills the first with what came in before."""
    op.create_table(
        "term",
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("stream", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("unit", "digest", "stream"),
    )
    op.create_index("term_stream", "term", ["stream"])
    op.create_table(
        "saved_view",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("owner", sa.String(length=120)),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("asked", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("saved_view_unit", "saved_view", ["unit", "owner"])
    listed, order = ("unit", "is_open", "collected"), ("urgency_rank", "deadline", "received", "stream")
    counted = ("state", "urgency", "outcome", "guideline")
    for name in ("item_resting", "item_deadline", "item_alerts"):
        op.drop_index(name, "item")
    rests, alerts = sa.text("snoozed_until IS NOT NULL"), sa.text("alerts > 0")
    columns = [*listed, *order, "snoozed_until", *counted]
    op.create_index("item_resting", "item", columns, postgresql_where=rests, sqlite_where=rests)
    op.create_index("item_deadline", "item", [*listed, "deadline", "snoozed_until", "assignee", *counted])
    op.create_index("item_alerts", "item", [*listed, *order], postgresql_where=alerts, sqlite_where=alerts)
