"""What everybody in a unit did and read, for those who answer for it; nothing of it tells of a patient."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from klokt.model.access import AUDITS, Access
from klokt.model.event import Opened
from klokt.storage import codec, guard
from klokt.storage.connect import reading
from klokt.storage.rows import EVENT, Opener
from klokt.storage.tables import event


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that somebody did: `kind` is that of the event, `stream` the referral or course that it concerns."""

    position: int
    at: datetime
    who: str
    kind: str
    stream: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show: one person's doings, from one moment until before another."""

    who: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def audit(
    engine: Engine, access: Access, unit: str, wanted: Wanted, before: int | None = None, limit: int = 100
) -> list[Done]:
    """Return a page of what was done in a unit, the newest first; `before` is the last position of the page before.

    Raises TriageError K702 where the caller may not audit the unit.
    """
    guard.require(access, unit, AUDITS)
    query = select(*EVENT).where(event.c.unit == unit)
    if wanted.who is not None:
        query = query.where(event.c.actor == wanted.who)
    if wanted.since is not None:
        query = query.where(event.c.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(event.c.at < wanted.until)
    if before is not None:
        query = query.where(event.c.position < before)
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(event.c.position.desc()).limit(limit))
        found = Opener(connection).recorded_all(rows)
    return [
        Done(
            each.position,
            each.at,
            each.actor,
            codec.kind_of(each.what),
            each.what.stream if isinstance(each.what, Opened) else each.stream,
        )
        for each in found
    ]
