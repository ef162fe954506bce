"""Whom a referral tells of, and how much else the unit has of that person: what an erasure would reach."""

from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from klokt.model.access import ERASES, Access
from klokt.storage import guard
from klokt.storage.connect import reading
from klokt.storage.tables import event, subject
from klokt.triage.ports import not_there


@dataclass(frozen=True, slots=True)
class Reach:
    """A person by the id of its key, and how many streams of the unit tell of it; `is_erased` where it is done."""

    subject: str
    streams: int
    is_erased: bool


def reach_of(engine: Engine, access: Access, unit: str, stream: str) -> Reach:
    """Return what the erasure of the person behind a stream reaches.

    Raises TriageError K702 where the caller may not erase in the unit, K703 where there is no such stream there.
    """
    guard.require(access, unit, ERASES)
    query = select(event.c.subject).where(event.c.stream == stream, event.c.unit == unit, event.c.subject.is_not(None))
    with reading(engine) as connection:
        found = connection.execute(query.limit(1)).scalar()
        if found is None:
            raise not_there()
        streams = select(func.count(event.c.stream.distinct())).where(event.c.subject == found, event.c.unit == unit)
        key = connection.execute(select(subject.c.key).where(subject.c.id == found)).scalar()
        return Reach(found, int(connection.execute(streams).scalar_one()), key is None)
