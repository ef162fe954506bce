"""Messages are taken in once, decisions are made once, and what a unit has is for that unit alone."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pytest

from databases import ANNA, BO, DOOR, NOW, STRANGER, TERMS, TODAY, UNIT, a_message, assess, take, take_all
from klokt.errors import IntakeError, SelectionError, TriageError
from klokt.intake.reader import read
from klokt.model.decision import Choice, Decision, Override
from klokt.model.event import Decided
from klokt.model.referral import Referral
from klokt.model.worklist import Filter, Item, ItemState
from klokt.storage.rebuild import rebuild
from klokt.storage.store import Store
from klokt.storage.verify import verify
from klokt.triage.decide import decide
from klokt.triage.propose import Assessment
from klokt.triage.receive import Incoming, receive


def only_item(store: Store) -> Item:
    (found,) = store.open_for(ANNA).worklist(UNIT, Filter(collected=None))
    return found


def as_proposed(item: Item) -> Decision:
    return Decision(Choice.RETURN, item.outcome or "", item.proposal or 0)


def test_a_referral_that_came_in_is_on_the_list_with_its_proposal(store: Store) -> None:
    take(store.open_for(DOOR), a_message())
    item = only_item(store)
    assert (item.state, item.collected, item.guideline) == (ItemState.NEW, True, "no_knee_hip_imaging")
    assert item.outcome


def test_the_same_message_again_changes_nothing(store: Store) -> None:
    first = take(store.open_for(DOOR), a_message())
    again = take(store.open_for(DOOR), a_message())
    assert (again.message, again.repeated, again.differs) == (first.message, True, False)
    assert verify(store.engine).seals == 1


def test_other_content_under_the_same_id_is_kept_for_a_person_once(store: Store) -> None:
    first = take(store.open_for(DOOR), a_message())
    other = Incoming(UNIT, "fhir", "practice", "message-1", b"something else")
    assert take(store.open_for(DOOR), other).differs
    assert take(store.open_for(DOOR), other).repeated
    (shown,) = store.open_for(ANNA).worklist(UNIT, Filter(states=(ItemState.DIFFERS,)))
    assert [each.personal for each in store.open_for(ANNA).history(shown.stream)] == [b"something else"]
    assert only_one_referral(store) == first.referrals[0]


def only_one_referral(store: Store) -> str:
    (found,) = store.open_for(ANNA).worklist(UNIT, Filter(states=(ItemState.NEW,)))
    return found.stream


def test_of_messages_that_come_in_together_each_id_is_taken_once(store: Store) -> None:
    other = Incoming(UNIT, "fhir", "practice", "message-1", b"something else")
    told = take_all(store.open_for(DOOR), [a_message(1), a_message(2), a_message(1), other])
    assert [(each.repeated, each.differs) for each in told] == [
        (False, False),
        (False, False),
        (True, False),
        (False, True),
    ]
    assert len(store.open_for(ANNA).worklist(UNIT, Filter(states=(ItemState.NEW,)))) == 2
    assert verify(store.engine).wrong == []


def test_what_cannot_be_read_is_kept_as_it_came_and_stands_on_the_list(store: Store) -> None:
    take(store.open_for(DOOR), Incoming(UNIT, "fhir", "practice", "1", b"{ not json"))
    item = only_item(store)
    assert (item.state, item.because) == (ItemState.NOT_READ, "K301")
    assert store.open_for(ANNA).history(item.stream)[0].personal == b"{ not json"


def test_a_message_without_any_referral_stands_before_a_person(store: Store) -> None:
    receive(store.open_for(DOOR), a_message(), lambda raw: (), assess, NOW, TODAY)
    assert (only_item(store).state, only_item(store).because) == (ItemState.NOT_READ, "K302")


def test_a_message_on_which_the_program_fails_is_kept_and_shown_without_its_words(store: Store) -> None:
    def fails(raw: bytes) -> Iterator[Referral]:
        raise RuntimeError(raw.decode())
        yield

    receive(store.open_for(DOOR), a_message(), fails, assess, NOW, TODAY)
    taken, not_read = store.open_for(ANNA).history(only_item(store).stream)
    assert taken.personal == a_message().raw
    assert "RuntimeError" in str(not_read.what)
    assert "1960" not in str(not_read.what)


def test_a_referral_that_no_guideline_serves_is_not_collected_and_says_why(store: Store) -> None:
    def nobody(referral: Referral, on: date) -> tuple[Referral, Assessment]:
        raise SelectionError("no guideline serves it")

    receive(store.open_for(DOOR), a_message(), read, nobody, NOW, TODAY)
    item = only_item(store)
    assert (item.collected, item.because, item.state) == (False, "K400", ItemState.NEW)


def test_a_referral_that_cannot_be_assessed_stands_first(store: Store) -> None:
    def cannot(referral: Referral, on: date) -> tuple[Referral, Assessment]:
        raise IntakeError("K303", "a fact cannot be read")

    take(store.open_for(DOOR), a_message(1, known={"fever": True, "red_swollen_joint": True}))
    receive(store.open_for(DOOR), a_message(2), read, cannot, NOW - timedelta(hours=1), TODAY)
    first = store.open_for(ANNA).worklist(UNIT)[0]
    assert (first.collected, first.because, first.proposal) == (True, "K303", None)
    told = Decision(Choice.INDIVIDUAL, "read_by_hand", 0)
    decide(store.open_for(ANNA), first.stream, first.version, told, TERMS, NOW)


def test_a_referral_out_of_scope_is_not_collected_unless_an_alert_of_haste_stands(store: Store) -> None:
    take(store.open_for(DOOR), a_message(1, born="2000-01-01", known={"minor_trauma": True}))
    take(store.open_for(DOOR), a_message(2, born="2000-01-01", known={"fever": True, "red_swollen_joint": True}))
    every = store.open_for(ANNA).worklist(UNIT, Filter(collected=None))
    assert [(each.collected, each.alerts > 0) for each in every] == [(True, True), (False, True)]


def test_one_of_two_assessors_wins_and_the_other_is_told(store: Store) -> None:
    take(store.open_for(DOOR), a_message())
    item = only_item(store)
    decide(store.open_for(ANNA), item.stream, item.version, as_proposed(item), TERMS, NOW)
    with pytest.raises(TriageError) as told:
        decide(store.open_for(BO), item.stream, item.version, as_proposed(item), TERMS, NOW)
    assert told.value.code in ("K701", "K704")
    assert only_decision(store, item.stream) == "anna"


def only_decision(store: Store, stream: str) -> str:
    (decided,) = [each for each in store.open_for(ANNA).history(stream) if isinstance(each.what, Decided)]
    return decided.actor


def test_another_outcome_than_was_proposed_needs_a_reason(store: Store) -> None:
    take(store.open_for(DOOR), a_message())
    item = only_item(store)
    other = Decision(Choice.ACCEPT, "accept", item.proposal or 0)
    with pytest.raises(TriageError, match="needs a reason"):
        decide(store.open_for(ANNA), item.stream, item.version, other, TERMS, NOW)
    because = Decision(Choice.ACCEPT, "accept", item.proposal or 0, Override.AGREED_WITH_REFERRER)
    decide(store.open_for(ANNA), item.stream, item.version, because, TERMS, NOW)
    assert store.open_for(ANNA).item(item.stream).state is ItemState.DECIDED


def test_pages_put_together_are_the_whole_list_in_its_order(store: Store) -> None:
    known: list[Mapping[str, bool]] = [{}, {"fever": True, "red_swollen_joint": True}]
    messages = [a_message(number, known=known[number % 3 == 0]) for number in range(7)]
    for number, message in enumerate(messages):
        take(store.open_for(DOOR), message, NOW + timedelta(seconds=-number))
    take(store.open_for(DOOR), Incoming(UNIT, "fhir", "practice", "unread", b"{"))
    anna, found = store.open_for(ANNA), list[Item]()
    while page := anna.worklist(UNIT, after=found[-1] if found else None, limit=3):
        found += page
    assert [each.stream for each in found] == [each.stream for each in anna.worklist(UNIT)]
    assert len(found) == anna.count(UNIT) == 8
    assert [(each.urgency_rank, each.received) for each in found] == sorted(
        (each.urgency_rank, each.received) for each in found
    )
    assert len({each.urgency_rank for each in found}) > 1


def test_another_unit_sees_nothing(store: Store) -> None:
    stream = take(store.open_for(DOOR), a_message()).referrals[0]
    stranger = store.open_for(STRANGER)
    for ask in (lambda: stranger.item(stream), lambda: stranger.history(stream), lambda: stranger.worklist(UNIT)):
        with pytest.raises(TriageError) as told:
            ask()
        assert told.value.code in ("K702", "K703")
    assert stranger.referrals([stream]) == {}


def test_the_lists_made_again_are_the_lists_that_were_kept(store: Store) -> None:
    take(store.open_for(DOOR), a_message())
    item = only_item(store)
    decide(store.open_for(ANNA), item.stream, item.version, as_proposed(item), TERMS, NOW)
    assert set(rebuild(store.engine).values()) == {0}
    assert verify(store.engine).wrong == []
