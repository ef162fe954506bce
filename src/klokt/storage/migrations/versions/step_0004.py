"""Second readings, and whether a referral was read without its proposal and decision."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table, and add what is told of each reading."""
    op.create_table(
        "second_reading",
        sa.Column("stream", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("first_by", sa.String(length=120), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("first_choice", sa.String(length=20), nullable=False),
        sa.Column("first_outcome", sa.String(length=120), nullable=False),
        sa.Column("proposed", sa.String(length=120), nullable=False),
        sa.Column("second_by", sa.String(length=120)),
        sa.Column("second_at", sa.BigInteger()),
        sa.Column("second_choice", sa.String(length=20)),
        sa.Column("second_outcome", sa.String(length=120)),
        sa.Column("blind", sa.Boolean()),
        sa.Column("settled", sa.String(length=20)),
        sa.PrimaryKeyConstraint("stream", "version"),
    )
    op.create_index("second_reading_waiting", "second_reading", ["unit", "settled", "first_at"])
    op.add_column("reading", sa.Column("blind", sa.Boolean(), nullable=False, server_default=sa.false()))
