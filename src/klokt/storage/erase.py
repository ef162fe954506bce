"""Erase a person: destroy the key and the words to find it by, and keep who did so and why."""

from datetime import datetime

from sqlalchemy import Engine, delete, select, update

from klokt.model.access import ERASES, Access
from klokt.model.event import New, PersonErased
from klokt.storage import guard
from klokt.storage.connect import writing
from klokt.storage.tables import item, subject, term
from klokt.storage.turn import WriteTurn
from klokt.triage.ports import not_there


def erase(engine: Engine, access: Access, subject_id: str, because: str, at: datetime) -> None:
    """Make all that tells of a person unreadable for ever; the hashes stay whole, as they are over what is encrypted.

    Backups and free pages of the database still hold the key until they are overwritten: see docs/storage.md.
    Raises TriageError K703 where there is no such person in a unit that the caller may erase in.
    """
    with writing(engine) as connection:
        seen = guard.visible(subject, access, ERASES)
        unit = connection.execute(select(subject.c.unit).where(subject.c.id == subject_id, seen)).scalar()
        if unit is None:
            raise not_there()
        connection.execute(update(subject).where(subject.c.id == subject_id).values(key=None, person=None))
        theirs = select(item.c.stream).where(item.c.subject == subject_id)
        connection.execute(delete(term).where(term.c.stream.in_(theirs)))
        turn = WriteTurn(connection, access, at)
        turn.note(f"erased-{subject_id}", unit, New(PersonErased(subject_id, because)))
        turn.seal()
