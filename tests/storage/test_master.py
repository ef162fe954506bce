"""With a master key that is kept elsewhere, whoever copies the database reads of nobody and tries nothing out."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from databases import ANNA, DOOR, UNIT, a_message, take
from klokt.errors import StoreError
from klokt.model.worklist import Filter
from klokt.storage.master import Master, count_bare, wrap_all
from klokt.storage.people import id_of, session_key
from klokt.storage.store import Store
from klokt.storage.tables import secret, subject
from klokt.storage.verify import verify

MASTER, OTHER = Master("ab" * 32), Master("cd" * 32)


@pytest.fixture
def locked(url: str) -> Iterator[Store]:
    """A database that was opened with a master key before anything came in, with a referral of a known person."""
    with Store(url, MASTER) as store:
        take(store.open_for(DOOR), a_message(person="one"))
        yield store


def test_no_key_in_the_database_can_be_used_as_it_lies(locked: Store) -> None:
    session_key(locked.engine)
    with locked.engine.connect() as connection:
        kept = [each for of in (subject.c.key, secret.c.value) for each in connection.execute(select(of)).scalars()]
    assert len(kept) == 4
    assert all(len(each) > 32 for each in kept)
    assert count_bare(locked.engine) == 0


def test_with_the_master_key_everything_is_as_without_one(locked: Store, url: str) -> None:
    take(locked.open_for(DOOR), a_message(2, person="one"))
    with Store(url, MASTER) as again:
        again.check_edition()
        items = again.open_for(ANNA).worklist(UNIT, Filter(search="made-up"))
        assert len(again.open_for(ANNA).referrals([each.stream for each in items])) == 2
        assert len({each.subject for each in items}) == 1
        assert id_of(again.engine, "issuer", "somebody") == id_of(locked.engine, "issuer", "somebody")
        assert verify(again.engine).wrong == []


@pytest.mark.parametrize("master", [None, OTHER])
def test_without_the_right_master_key_nothing_is_read_or_taken_in(
    locked: Store, url: str, master: Master | None
) -> None:
    stream = locked.open_for(ANNA).worklist(UNIT)[0].stream
    with Store(url, master) as store:
        for step in (
            store.check_edition,
            lambda: store.open_for(ANNA).history(stream),
            lambda: store.open_for(ANNA).referrals([stream]),
            lambda: take(store.open_for(DOOR), a_message(2, person="one")),
        ):
            with pytest.raises(StoreError) as told:
                step()
            assert told.value.code == "K804"


def test_a_key_that_was_put_in_the_place_of_another_is_not_taken(locked: Store) -> None:
    take(locked.open_for(DOOR), a_message(2, person="two"))
    with locked.engine.begin() as connection:
        first = connection.execute(select(subject).order_by(subject.c.id)).first()
        assert first is not None
        connection.execute(subject.update().values(key=first.key))
    streams = [each.stream for each in locked.open_for(ANNA).worklist(UNIT)]
    with pytest.raises(StoreError):
        locked.open_for(ANNA).referrals(streams)


def test_keys_from_before_there_was_a_master_key_are_read_and_wrapped_with_the_others(url: str) -> None:
    with Store(url) as store:
        take(store.open_for(DOOR), a_message(1))
    with Store(url, MASTER) as store:
        take(store.open_for(DOOR), a_message(2))
        assert count_bare(store.engine) == 1
        assert wrap_all(store.engine) == 3
        assert count_bare(store.engine) == 0
        streams = [each.stream for each in store.open_for(ANNA).worklist(UNIT)]
        assert len(store.open_for(ANNA).referrals(streams)) == 2
