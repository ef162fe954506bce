"""A person who is erased can be read by nobody, and the journal is whole all the same."""

import pytest
from sqlalchemy import select

from databases import ADMINISTRATOR, ANNA, BO, DOOR, NOW, STRANGER, UNIT, a_message, take
from klokt.errors import TriageError
from klokt.model.access import Access
from klokt.storage.erase import erase
from klokt.storage.rebuild import rebuild
from klokt.storage.store import Store
from klokt.storage.tables import event
from klokt.storage.verify import verify


def test_an_erased_person_is_unreadable_and_the_chain_is_whole(store: Store) -> None:
    stream = take(store.open_for(DOOR), a_message()).referrals[0]
    anna = store.open_for(ANNA)
    erase(store.engine, ADMINISTRATOR, anna.item(stream).subject or "", "patient_request", NOW)
    assert all(each.personal is None for each in anna.history(stream))
    assert anna.referrals([stream]) == {}
    assert verify(store.engine).wrong == []
    assert set(rebuild(store.engine).values()) == {0}
    assert anna.item(stream).outcome


@pytest.mark.parametrize("who", [ANNA, DOOR, STRANGER])
def test_nobody_but_an_administrator_of_the_unit_erases(store: Store, who: Access) -> None:
    stream = take(store.open_for(DOOR), a_message()).referrals[0]
    subject = store.open_for(ANNA).item(stream).subject or ""
    with pytest.raises(TriageError):
        erase(store.engine, who, subject, "patient_request", NOW)
    assert store.open_for(ANNA).referrals([stream])


def test_two_referrals_of_one_person_share_a_key_and_other_persons_do_not(store: Store) -> None:
    door, anna = store.open_for(DOOR), store.open_for(ANNA)
    for number, person in ((1, "one"), (2, "one"), (3, "two")):
        take(door, a_message(number, person=person))
    subjects = [each.subject for each in anna.worklist(UNIT)]
    assert sorted(subjects.count(each) for each in set(subjects)) == [1, 2]


def test_nothing_of_a_referral_stands_readable_in_the_database(store: Store) -> None:
    take(store.open_for(DOOR), a_message(born="1961-02-03", person="identifier-of-somebody"))
    with store.engine.connect() as connection:
        rows = connection.execute(select(event.c.body, event.c.personal)).all()
    kept = b"".join(bytes(part) for row in rows for part in row if part is not None)
    assert b"1961-02-03" not in kept
    assert b"identifier-of-somebody" not in kept


def test_who_opened_a_referral_is_kept_and_told(store: Store) -> None:
    stream = take(store.open_for(DOOR), a_message()).referrals[0]
    for who in (ANNA, BO, ANNA):
        store.open_for(who).opened(stream, NOW)
    assert [who for who, _ in store.open_for(ANNA).readings(stream)] == ["anna", "bo", "anna"]
    assert set(rebuild(store.engine).values()) == {0}
