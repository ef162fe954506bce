"""How many items are alike, kept in step with them; and what the lists and the audit look things up by."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ALIKE = ("unit", "is_open", "collected", "has_alerts", "state", "urgency", "outcome", "guideline")


def upgrade() -> None:
    """Make the table of counts, count what is there, and make the indexes."""
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
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*ALIKE),
    )
    op.execute(
        "INSERT INTO tally (unit, is_open, collected, has_alerts, state, urgency, outcome, guideline, count) "
        "SELECT unit, is_open, collected, alerts > 0, state, coalesce(urgency, ''), coalesce(outcome, ''), "
        "coalesce(guideline, ''), count(*) FROM item "
        "GROUP BY unit, is_open, collected, alerts > 0, state, coalesce(urgency, ''), coalesce(outcome, ''), "
        "coalesce(guideline, '')"
    )
    listed = ("unit", "is_open", "collected")
    op.create_index("item_resting", "item", ["unit", "snoozed_until"])
    op.create_index("item_deadline", "item", [*listed, "deadline"])
    op.create_index("item_alerts", "item", [*listed, "alerts"])
    op.create_index("event_unit", "event", ["unit", "position"])
    op.create_index("event_actor", "event", ["unit", "actor", "position"])
