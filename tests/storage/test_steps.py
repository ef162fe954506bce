"""The steps of a morning: claims, rest, undoing, letters that leave once, and a promise that cannot be lost."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from databases import ANNA, BO, DOOR, NOW, TERMS, TODAY, UNIT, a_message, take
from klokt.errors import SendingError, TriageError
from klokt.model.access import Access, Role
from klokt.model.decision import Choice, Decision, Override
from klokt.model.fact import Audience
from klokt.model.referral import Correction, Referral
from klokt.model.worklist import Filter, Item, ItemState, Outgoing
from klokt.storage.rebuild import rebuild
from klokt.storage.store import Store
from klokt.triage.decide import Draft, decide, undo
from klokt.triage.follow_up import close, correct
from klokt.triage.hold import assign, claim, release, settle, snooze, wake
from klokt.triage.propose import Assessment
from klokt.triage.receive import Incoming
from klokt.triage.send import send, withdraw
from norway import LEFT_KNEE, assessor

LATER = NOW + TERMS.hold + timedelta(minutes=1)
LETTER = Draft("pdf", "practice", b"a letter")


def taken(store: Store, **known: bool) -> Item:
    stream = take(store.open_for(DOOR), a_message(known=known)).referrals[0]
    return store.open_for(ANNA).item(stream)


def decided(store: Store, item: Item, choice: Choice = Choice.RETURN, outcome: str | None = None) -> int:
    answer = Decision(choice, outcome or item.outcome or "", item.proposal or 0, Override.OTHER)
    return decide(store.open_for(ANNA), item.stream, item.version, answer, TERMS, NOW, [LETTER])


def code_of(told: pytest.ExceptionInfo[TriageError]) -> str:
    return told.value.code


def test_a_claim_holds_until_it_ends_or_is_released(store: Store) -> None:
    stream, anna, bo = taken(store).stream, store.open_for(ANNA), store.open_for(BO)
    until = NOW + timedelta(minutes=5)
    claim(anna, stream, NOW, until)
    with pytest.raises(TriageError) as told:
        claim(bo, stream, NOW, until)
    assert code_of(told) == "K707"
    claim(bo, stream, until, until + timedelta(minutes=5))
    release(bo, stream, until)
    assert anna.item(stream).claimed_by is None


def test_a_referral_can_be_given_to_a_person_and_rest_until_a_day(store: Store) -> None:
    item, anna = taken(store), store.open_for(ANNA)
    version = assign(anna, item.stream, item.version, "bo", NOW)
    version = snooze(anna, item.stream, version, LATER, "awaits_images", NOW)
    assert anna.worklist(UNIT, Filter(awake_at=NOW)) == []
    assert [each.stream for each in anna.worklist(UNIT, Filter(assignee="bo", awake_at=LATER))] == [item.stream]
    wake(anna, item.stream, version, NOW)
    assert len(anna.worklist(UNIT, Filter(awake_at=NOW))) == 1


def test_a_message_that_nobody_could_read_cannot_rest_and_is_settled_by_a_person(store: Store) -> None:
    take(store.open_for(DOOR), Incoming(UNIT, "fhir", "practice", "1", b"{"))
    anna = store.open_for(ANNA)
    (item,) = anna.worklist(UNIT)
    with pytest.raises(TriageError):
        snooze(anna, item.stream, item.version, LATER, "later", NOW)
    settle(anna, item.stream, item.version, "entered_by_hand", NOW)
    assert anna.worklist(UNIT) == []


def test_an_alert_must_be_seen_before_anything_is_decided(store: Store) -> None:
    item = taken(store, fever=True, red_swollen_joint=True)
    assert item.alerts
    answer = Decision(Choice.ESCALATE, item.outcome or "", item.proposal or 0)
    with pytest.raises(TriageError) as told:
        decide(store.open_for(ANNA), item.stream, item.version, answer, TERMS, NOW)
    assert code_of(told) == "K705"


def test_a_decision_can_be_taken_back_while_its_letter_is_held(store: Store) -> None:
    item, anna = taken(store), store.open_for(ANNA)
    version = undo(anna, item.stream, decided(store, item), NOW)
    assert (anna.item(item.stream).state, anna.item(item.stream).decision) == (ItemState.NEW, None)
    assert [each.state for each in anna.letters(item.stream)] == ["withdrawn"]
    assert store.open_for(DOOR).due_letters(UNIT, LATER) == []
    with pytest.raises(TriageError):
        undo(anna, item.stream, version, NOW)


@pytest.mark.parametrize(("who", "when"), [(ANNA, LATER), (BO, NOW)], ids=["too late", "by another person"])
def test_a_decision_cannot_be_taken_back(store: Store, who: Access, when: datetime) -> None:
    item = taken(store)
    version = decided(store, item)
    with pytest.raises(TriageError) as told:
        undo(store.open_for(who), item.stream, version, when)
    assert code_of(told) == "K704"


def sent_by(store: Store, fails: int = 0) -> list[str]:
    """Let all letters leave that are due for a day, where the first attempts fail; return what was handed over."""
    door, handed = store.open_for(DOOR), list[str]()

    def hand_over(letter: Outgoing, content: bytes) -> None:
        handed.append(letter.once)
        if len(handed) <= fails:
            raise SendingError("K600", "nobody answers")

    for minutes in range(0, 24 * 60, 20):
        at = LATER + timedelta(minutes=minutes)
        for letter in door.due_letters(UNIT, at):
            send(door, letter, door.letter_bytes(letter), hand_over, at)
    return handed


def test_a_letter_leaves_once_and_not_before_it_was_held(store: Store) -> None:
    item = taken(store)
    decided(store, item)
    assert store.open_for(DOOR).due_letters(UNIT, NOW) == []
    assert len(sent_by(store)) == 1
    assert [each.state for each in store.open_for(ANNA).letters(item.stream)] == ["sent"]


def test_a_letter_that_fails_is_tried_again_under_the_same_name(store: Store) -> None:
    item = taken(store)
    decided(store, item)
    handed = sent_by(store, fails=2)
    assert (len(handed), len(set(handed))) == (3, 1)
    assert [(each.state, each.attempts) for each in store.open_for(ANNA).letters(item.stream)] == [("sent", 3)]


def test_a_letter_that_never_gets_through_stands_before_a_person(store: Store) -> None:
    item = taken(store)
    decided(store, item)
    sent_by(store, fails=99)
    anna = store.open_for(ANNA)
    (letter,) = anna.letters(item.stream)
    assert letter.state == "failed"
    withdraw(anna, item.stream, letter.letter, LATER)
    assert [each.state for each in anna.letters(item.stream)] == ["withdrawn"]


def test_an_attempt_that_nobody_ended_is_made_again(store: Store) -> None:
    item, door = taken(store), store.open_for(DOOR)
    decided(store, item)
    (letter,) = door.due_letters(UNIT, LATER)

    def dies(letter: Outgoing, content: bytes) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(door, letter, b"", dies, LATER)
    with pytest.raises(TriageError):
        send(door, letter, b"", dies, LATER)
    assert len(sent_by(store)) == 1


def reassess(referral: Referral, corrections: Sequence[Correction]) -> Assessment:
    return assessor().propose(referral, Audience.RECEIVER, None, corrections)


def said(store: Store, stream: str, **facts: bool) -> None:
    anna = store.open_for(ANNA)
    corrections = [Correction(name, value, LEFT_KNEE) for name, value in facts.items()]
    correct(anna, stream, anna.item(stream).version, corrections, reassess, TERMS, NOW)


def test_the_promise_of_an_mr_opens_by_itself_and_closes_by_a_person(store: Store) -> None:
    item, anna = taken(store), store.open_for(ANNA)
    decided(store, item, Choice.CHANGE, "change_to_standing_xray")
    assert anna.item(item.stream).state is ItemState.ON_HOLD
    assert anna.obligations(UNIT) == []
    said(store, item.stream, converted_xray_done=True, converted_xray_explains_pain=False)
    (promise,) = anna.obligations(UNIT)
    assert (promise.obligation, promise.proposes) == ("mr_after_unexplained_xray", "call_in_for_mr")
    assert promise.due == TODAY + timedelta(days=14)
    close(anna, item.stream, anna.item(item.stream).version, promise.obligation, "called_in", NOW)
    assert anna.obligations(UNIT) == []
    with pytest.raises(TriageError):
        close(anna, item.stream, anna.item(item.stream).version, promise.obligation, "called_in", NOW)
    assert set(rebuild(store.engine).values()) == {0}


def test_a_report_at_a_door_opens_the_promise_without_a_person(store: Store) -> None:
    item, anna = taken(store), store.open_for(ANNA)
    version = decided(store, item, Choice.CHANGE, "change_to_standing_xray")
    door = store.open_for(Access("reports", {UNIT: frozenset({Role.DOOR, Role.READER})}))
    told = [
        Correction(name, value, LEFT_KNEE)
        for name, value in (("converted_xray_done", True), ("converted_xray_explains_pain", False))
    ]
    correct(door, item.stream, version, told, reassess, TERMS, NOW)
    assert [each.obligation for each in anna.obligations(UNIT)] == ["mr_after_unexplained_xray"]


def test_who_decides_anew_withdraws_the_letter_that_still_waits_and_keeps_the_promise_once(store: Store) -> None:
    item, anna = taken(store), store.open_for(ANNA)
    for _ in range(2):
        decided(store, anna.item(item.stream), Choice.CHANGE, "change_to_standing_xray")
    assert [each.state for each in anna.letters(item.stream)] == ["withdrawn", "waiting"]
    names = [each.obligation for each in anna.obligations(UNIT, ("awaited",))]
    assert sorted(names) == ["earlier_images_after_change", "mr_after_unexplained_xray"]


def test_a_promise_that_was_closed_can_be_made_again(store: Store) -> None:
    item, anna = taken(store), store.open_for(ANNA)
    undo(anna, item.stream, decided(store, item, Choice.CHANGE, "change_to_standing_xray"), NOW)
    decided(store, anna.item(item.stream), Choice.CHANGE, "change_to_standing_xray")
    assert len(anna.obligations(UNIT, ("awaited",))) == 2
    assert set(rebuild(store.engine).values()) == {0}


def test_what_was_promised_with_a_decision_that_is_taken_back_is_closed(store: Store) -> None:
    item, anna = taken(store), store.open_for(ANNA)
    undo(anna, item.stream, decided(store, item, Choice.CHANGE, "change_to_standing_xray"), NOW)
    assert anna.obligations(UNIT, ("awaited", "open")) == []
