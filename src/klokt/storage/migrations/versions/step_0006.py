"""The courses of patients in the lists of a unit, and how each stands from day to day."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make both tables, with the courses that were recorded before; how they stand is told when they are followed."""
    course = op.create_table(
        "course",
        sa.Column("stream", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=64)),
        sa.Column("episode", sa.String(), nullable=False),
        sa.Column("guideline", sa.String(length=120), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.String(length=64), nullable=False),
        sa.Column("closed", sa.String(length=40), nullable=False),
        sa.Column("told_clock", sa.String(length=120)),
        sa.Column("told_from", sa.Date()),
        sa.Column("told_by", sa.String(length=120)),
        sa.PrimaryKeyConstraint("stream"),
    )
    op.create_index("course_unit", "course", ["unit", "closed"])
    op.create_index("course_subject", "course", ["subject", "unit"])
    op.create_table(
        "spell",
        sa.Column("stream", sa.String(length=80), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("next_step", sa.String(length=120), nullable=False),
        sa.Column("urgency", sa.String(length=20)),
        sa.Column("urgency_rank", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=120)),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("missed", sa.Date()),
        sa.Column("deadline", sa.Date()),
        sa.Column("clock", sa.String(length=120)),
        sa.Column("right_from", sa.Date()),
        sa.Column("has_letter", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "since"),
    )
    event = sa.table("event", *(sa.column(name) for name in ("stream", "unit", "subject", "body", "kind", "version")))
    first = sa.select(event).where(event.c.kind == "course_recorded", event.c.version == 1)
    nothing = {"guideline": "", "edition": "", "basis": "", "closed": ""}
    rows = [
        {"stream": each.stream, "unit": each.unit, "subject": each.subject, **nothing, **_episode(each.body)}
        for each in op.get_bind().execute(first)
    ]
    op.bulk_insert(course, rows)


def _episode(body: bytes) -> dict[str, str]:
    return {"episode": json.loads(bytes(body))["episode"]}
