"""Whatever is changed in the journal past the program is noticed, and where."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from databases import ANNA, DOOR, NOW, TERMS, UNIT, a_message, take
from klokt.model.decision import Choice, Decision
from klokt.storage.connect import POSTGRESQL
from klokt.storage.store import Store
from klokt.storage.tables import event, seal, subject
from klokt.storage.verify import verify
from klokt.triage.decide import decide


@pytest.fixture
def used(store: Store) -> Store:
    """A journal with three referrals, the first of which was decided."""
    for number in (1, 2, 3):
        take(store.open_for(DOOR), a_message(number))
    anna = store.open_for(ANNA)
    item = anna.worklist(UNIT)[0]
    decided = Decision(Choice.RETURN, item.outcome or "", item.proposal or 0, note="spoke with the practice")
    decide(anna, item.stream, item.version, decided, TERMS, NOW)
    assert verify(store.engine).wrong == []
    return store


def tampered(store: Store, change: Callable[[Connection], object]) -> list[str]:
    """Return where something is found to be wrong, after a change by somebody with full rights on the database."""
    with store.engine.begin() as connection:
        if store.engine.dialect.name == POSTGRESQL:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            for table in ("event", "seal"):
                for act in ("update", "delete"):
                    connection.execute(text(f"DROP TRIGGER {table}_no_{act}"))
        change(connection)
    return [each.where for each in verify(store.engine).wrong]


CHANGED: dict[str, Any] = {
    "position": 1_000,
    "stream": "referral-other-0",
    "version": 9,
    "kind": "released",
    "at": NOW.replace(microsecond=1),
    "actor": "somebody",
    "unit": "unit_b",
    "subject": None,
    "body": b"{}",
    "personal": b"",
    "previous": bytes(32),
    "hash": bytes(32),
}


def test_every_column_of_an_event_is_guarded() -> None:
    assert set(CHANGED) == {column.name for column in event.columns}


@pytest.mark.parametrize("column", CHANGED)
def test_a_changed_event_is_found(used: Store, column: str) -> None:
    at = event.c.position == 3
    assert tampered(used, lambda to: to.execute(update(event).where(at).values({column: CHANGED[column]})))


@pytest.mark.parametrize("column", [column.name for column in seal.columns])
def test_a_changed_seal_is_found(used: Store, column: str) -> None:
    changed = CHANGED["at"] if column == "at" else bytes(32) if column in ("previous", "hash") else 77
    assert tampered(used, lambda to: to.execute(update(seal).where(seal.c.number == 2).values({column: changed})))


def test_a_stream_that_was_removed_is_missed(used: Store) -> None:
    first = select(event.c.stream).where(event.c.position == 3).scalar_subquery()
    assert tampered(used, lambda to: to.execute(delete(event).where(event.c.stream == first)))


def test_an_event_put_in_past_the_program_is_found(used: Store) -> None:
    def add(connection: Connection) -> None:
        row = connection.execute(select(event).order_by(event.c.position.desc()).limit(1)).one()._asdict()
        connection.execute(insert(event), {**row, "position": row["position"] + 1, "version": row["version"] + 1})

    assert tampered(used, add)


def test_a_tail_that_was_cut_off_with_its_seals_is_missed_by_who_noted_the_last_seal(used: Store) -> None:
    noted = verify(used.engine).last

    def cut(connection: Connection) -> None:
        last = connection.execute(select(seal).order_by(seal.c.number.desc()).limit(1)).one()
        connection.execute(delete(event).where(event.c.position >= last.first))
        connection.execute(delete(seal).where(seal.c.number == last.number))

    assert tampered(used, cut) == []
    assert [each.where for each in verify(used.engine, noted).wrong] == ["seal 4"]


def test_a_key_that_was_swapped_is_found_and_an_erased_one_is_not_a_fault(used: Store) -> None:
    assert tampered(used, lambda to: to.execute(update(subject).values(key=bytes(32))))


@pytest.mark.parametrize("table", [event, seal], ids=["event", "seal"])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_itself_refuses_to_change_the_journal(used: Store, table: Any, act: str) -> None:
    statement = delete(table) if act == "delete" else update(table).values(at=NOW)
    with pytest.raises(DatabaseError, match="append-only"), used.engine.begin() as connection:
        connection.execute(statement)
