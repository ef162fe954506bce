"""The kept counts tell whose items are, when they are due and until when they rest; indexes need not count them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ALIKE = ("unit", "is_open", "collected", "has_alerts", "state", "urgency", "outcome", "guideline")
LISTED, ORDER = ("unit", "is_open", "collected"), ("urgency_rank", "deadline", "received", "stream")


def upgrade() -> None:
    """Make the table of counts anew, count what is there, and make both indexes smaller."""
    op.drop_table("tally")
    op.create_table(
        "tally",
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("collected", sa.Boolean(), nullable=False),
        sa.Column("has_alerts", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=120), nullable=False),
        sa.Column("guideline", sa.String(length=120), nullable=False),
        sa.Column("assignee", sa.String(length=120), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("snoozed_until", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*ALIKE, "assignee", "deadline", "snoozed_until"),
    )
    op.execute(
        "INSERT INTO tally SELECT unit, is_open, collected, alerts > 0, state, coalesce(urgency, ''), "
        "coalesce(outcome, ''), coalesce(guideline, ''), coalesce(assignee, ''), "
        "CASE WHEN is_open THEN deadline ELSE '9999-12-31' END, coalesce(snoozed_until, 0), count(*) FROM item "
        "GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"
    )
    rests = sa.text("snoozed_until IS NOT NULL")
    op.drop_index("item_resting", "item")
    op.create_index(
        "item_resting", "item", [*LISTED, *ORDER, "snoozed_until"], postgresql_where=rests, sqlite_where=rests
    )
    op.drop_index("item_deadline", "item")
    op.create_index("item_deadline", "item", [*LISTED, "deadline"])
