"""A decision is read by another person too: which, by whom, and what became of it, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from databases import ANNA, BO, DOOR, NOW, TERMS, UNIT, a_message, take
from klokt.errors import TriageError
from klokt.model.decision import Choice, Decision, Override
from klokt.model.second_reading import Settled, Why
from klokt.model.worklist import Item
from klokt.storage.rebuild import rebuild
from klokt.storage.store import Store
from klokt.triage.decide import decide, undo
from klokt.triage.second_reading import NEVER_AGAIN, Answer, ReadAgain, read_second, settle_second

DRAWN, LATER = ReadAgain(drawn=True), NOW + timedelta(hours=1)
OTHERWISE = Answer(Choice.ACCEPT, "assess_individually", blind=True)


def decided(store: Store, again: ReadAgain = DRAWN, outcome: str | None = None) -> Item:
    """A referral on which Anna has decided, as was proposed or otherwise."""
    anna = store.open_for(ANNA)
    item = anna.item(take(store.open_for(DOOR), a_message()).referrals[0])
    told = Decision(
        Choice.RETURN, outcome or item.outcome or "", item.proposal or 0, Override.OTHER if outcome else None
    )
    decide(anna, item.stream, item.version, told, replace(TERMS, again=again), NOW)
    return anna.item(item.stream)


def code_of(told: pytest.ExceptionInfo[TriageError]) -> str:
    return told.value.code


@pytest.mark.parametrize(
    ("again", "outcome", "why"),
    [
        (DRAWN, None, Why.SAMPLED),
        (ReadAgain(drawn=True, departures=True), "refer_elsewhere", Why.SAMPLED),
        (ReadAgain(departures=True), "refer_elsewhere", Why.DEPARTED),
        (ReadAgain(is_new_reader=True), None, Why.NEW_READER),
        (ReadAgain(departures=True), None, None),
        (NEVER_AGAIN, "refer_elsewhere", None),
    ],
)
def test_a_decision_is_read_again_for_the_reasons_that_the_unit_has(
    store: Store, again: ReadAgain, outcome: str | None, why: Why | None
) -> None:
    decided(store, again, outcome)
    assert [each.why for each in store.open_for(BO).second_readings(UNIT)] == ([why] if why else [])


def test_nobody_is_asked_to_read_what_they_decided_themselves(store: Store) -> None:
    item, anna = decided(store), store.open_for(ANNA)
    assert anna.second_readings(UNIT) == []
    assert anna.count_second_readings(UNIT) == 0
    with pytest.raises(TriageError) as told:
        read_second(anna, item.stream, item.version, OTHERWISE, LATER)
    assert code_of(told) == "K704"


def test_the_same_answer_ends_it(store: Store) -> None:
    item, bo = decided(store), store.open_for(BO)
    read_second(bo, item.stream, item.version, Answer(Choice.RETURN, item.outcome or "", blind=True), LATER)
    assert bo.second_readings(UNIT) == []
    (read,) = bo.read_twice(UNIT, NOW)
    assert (read.settled, read.second_by, read.blind, read.agreed) == (Settled.AGREED, "bo", True, True)


def test_another_answer_waits_for_both_until_somebody_says_what_is_to_become_of_it(store: Store) -> None:
    item, anna, bo = decided(store), store.open_for(ANNA), store.open_for(BO)
    version = read_second(bo, item.stream, item.version, OTHERWISE, LATER)
    assert [each.stream for each in anna.second_readings(UNIT)] == [item.stream]
    settle_second(anna, item.stream, version, Settled.KEPT, LATER)
    assert bo.second_readings(UNIT) == []
    assert bo.item(item.stream).decision == "return"


def test_a_second_answer_is_given_once(store: Store) -> None:
    item, bo = decided(store), store.open_for(BO)
    version = read_second(bo, item.stream, item.version, OTHERWISE, LATER)
    with pytest.raises(TriageError) as told:
        read_second(bo, item.stream, version, OTHERWISE, LATER)
    assert code_of(told) == "K704"


def test_before_a_second_answer_there_is_nothing_to_settle_and_nobody_settles_it_as_agreed(store: Store) -> None:
    item, bo = decided(store), store.open_for(BO)
    with pytest.raises(TriageError):
        settle_second(bo, item.stream, item.version, Settled.KEPT, LATER)
    version = read_second(bo, item.stream, item.version, OTHERWISE, LATER)
    with pytest.raises(TriageError):
        settle_second(bo, item.stream, version, Settled.AGREED, LATER)


def test_a_decision_that_was_taken_back_is_read_by_nobody(store: Store) -> None:
    item, anna, bo = decided(store), store.open_for(ANNA), store.open_for(BO)
    version = undo(anna, item.stream, item.version, NOW)
    assert bo.second_readings(UNIT) == []
    with pytest.raises(TriageError):
        read_second(bo, item.stream, version, OTHERWISE, LATER)


def test_who_has_opened_the_decided_referral_is_known_to_have_seen_it(store: Store) -> None:
    item, bo = decided(store), store.open_for(BO)
    bo.opened(item.stream, NOW - timedelta(minutes=1))
    bo.opened(item.stream, LATER, blind=True)
    assert not bo.has_seen(item.stream, NOW)
    bo.opened(item.stream, LATER)
    assert bo.has_seen(item.stream, NOW)


def test_the_second_readings_are_made_again_from_the_events(store: Store) -> None:
    item, bo = decided(store), store.open_for(BO)
    read_second(bo, item.stream, item.version, OTHERWISE, LATER)
    bo.opened(item.stream, LATER, blind=True)
    assert not any(rebuild(store.engine).values())


def test_decisions_are_counted_up_to_a_number(store: Store) -> None:
    decided(store)
    anna = store.open_for(ANNA)
    assert [anna.decisions(UNIT, who, 5) for who in ("anna", "bo")] == [1, 0]
    assert anna.decisions(UNIT, "anna", 1) == 1
