"""A unit finds its referrals by what people know of them, and nothing of those words stands in the database."""

import json

import pytest
from sqlalchemy import select

from databases import ADMINISTRATOR, ANNA, DOOR, ELSEWHERE, NOW, UNIT, a_message, take
from intake.samples import FNR, bundle, patient, request
from klokt.model.access import Access, Role
from klokt.model.person_number import as_person
from klokt.model.worklist import Filter
from klokt.storage.erase import erase
from klokt.storage.rebuild import rebuild
from klokt.storage.store import Store
from klokt.storage.tables import term
from klokt.storage.verify import verify
from klokt.triage.receive import Incoming

NUMBER = "01016012345"
BOTH = Access("door", {UNIT: frozenset({Role.DOOR}), ELSEWHERE: frozenset({Role.DOOR})})


def of(name: str, unit: str = UNIT, id_: str = "order-7", number: str | None = None) -> Incoming:
    """Return a message about somebody of a name, born on 1 January 1960."""
    told = bundle(request(id=id_), patient(birthDate="1960-01-01", name=[{"text": name}]))
    person = as_person(FNR, number) if number else None
    return Incoming(unit, "fhir", "Legekontoret Eksempel", id_, json.dumps(told).encode(), person)


def found(store: Store, words: str, unit: str = UNIT) -> list[str]:
    """Return the ids of what a search finds, by somebody who reads in both units."""
    reader = Access("eva", {UNIT: frozenset({Role.READER}), ELSEWHERE: frozenset({Role.READER})})
    journal = store.open_for(reader)
    wanted = Filter(is_open=None, collected=None, search=words)
    streams = [each.stream for each in journal.worklist(unit, wanted)]
    assert journal.count(unit, wanted) == len(streams)
    return sorted(referral.id for referral in journal.referrals(streams).values())


@pytest.fixture
def two(store: Store) -> Store:
    """A unit with referrals of two persons."""
    take(store.open_for(DOOR), of("Åse Testesen-Bjørnsrud", number=NUMBER))
    take(store.open_for(DOOR), of("Prøve Eksempelsen", id_="order-8"))
    return store


@pytest.mark.parametrize(
    "words",
    [
        *("Åse", "AASE", "ase", "Testesen", "tes", "Testesen-Bjørnsrud", "bjoernsrud", "björn", "bjørnsrud, åse"),
        *(NUMBER, "010160 12345", "010160-12345", "order-7", "ORDER-7", "åse 01.01.1960 legekontoret"),
    ],
)
def test_one_person_is_found_by_name_number_or_referral_however_it_is_written(two: Store, words: str) -> None:
    assert found(two, words) == ["order-7"]


@pytest.mark.parametrize(
    "words", ["1960-01-01", "01.01.1960", "1.1.1960", "1/1-1960", "010160", "01011960", "19600101", "legekontoret"]
)
def test_all_who_share_a_day_of_birth_or_a_sender_are_found_by_it(two: Store, words: str) -> None:
    assert found(two, words) == ["order-7", "order-8"]


@pytest.mark.parametrize("words", ["te", "stesen", "åse prøve", "02.01.1960", "01016012346", "åse order-8", "-", " , "])
def test_what_does_not_fit_all_the_words_is_not_found(two: Store, words: str) -> None:
    assert found(two, words) == []


def test_a_short_name_is_found_whole(store: Store) -> None:
    take(store.open_for(DOOR), of("Bo Li"))
    assert found(store, "li bo") == ["order-7"]


def test_words_find_in_the_unit_that_is_asked_and_in_no_other(two: Store) -> None:
    take(two.open_for(BOTH), of("Åse Annensteds", ELSEWHERE, id_="order-9"))
    assert found(two, "åse") == ["order-7"]
    assert found(two, "åse", ELSEWHERE) == ["order-9"]


def test_a_message_that_cannot_be_read_is_found_by_its_sender_and_id(store: Store) -> None:
    take(store.open_for(DOOR), Incoming(UNIT, "fhir", "Legekontoret Eksempel", "broken-77", b"{"))
    (item,) = store.open_for(ANNA).worklist(UNIT, Filter(search="legekontoret broken-77"))
    assert store.open_for(ANNA).count(UNIT, Filter(search="legekontoret broken-78")) == 0
    assert item.because == "K301"


def test_a_referral_of_a_form_without_a_name_is_found_by_its_id(store: Store) -> None:
    take(store.open_for(DOOR), a_message(12))
    assert found(store, "made-up-12") == ["made-up-12"]


def test_nobody_finds_an_erased_person_again_not_even_after_a_rebuild(two: Store) -> None:
    (theirs,) = two.open_for(ANNA).worklist(UNIT, Filter(search="åse"))
    erase(two.engine, ADMINISTRATOR, theirs.subject or "", "patient_request", NOW)
    for _ in range(2):
        for words in ("åse", NUMBER, "order-7"):
            assert two.open_for(ANNA).count(UNIT, Filter(search=words)) == 0
        assert found(two, "01.01.1960") == ["order-8"]
        assert set(rebuild(two.engine).values()) == {0}


def test_the_words_made_again_from_the_events_are_those_that_were_kept(two: Store) -> None:
    take(two.open_for(DOOR), Incoming(UNIT, "fhir", "practice", "broken", b"{"))
    assert rebuild(two.engine)["term"] == 0
    with two.engine.begin() as connection:
        lost = connection.execute(term.delete()).rowcount
    assert rebuild(two.engine)["term"] == lost > 0
    assert found(two, "åse") == ["order-7"]
    assert verify(two.engine).wrong == []


def test_the_same_word_has_another_digest_in_another_database_and_in_another_unit(store: Store) -> None:
    take(store.open_for(BOTH), of("Prøve"))
    take(store.open_for(BOTH), of("Prøve", ELSEWHERE))
    with store.engine.connect() as connection:
        kept = connection.execute(select(term.c.unit, term.c.digest)).all()
    here, there = ({each.digest for each in kept if each.unit == unit} for unit in (UNIT, ELSEWHERE))
    assert here
    assert not here & there


def test_what_is_searched_for_is_not_in_the_filter_s_text() -> None:
    assert "hemmelig" not in repr(Filter(search="hemmelig"))
