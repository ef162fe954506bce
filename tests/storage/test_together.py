"""Many at once: every message is taken once, one of many decisions wins, and the order of events is one order."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from databases import DOOR, NOW, TERMS, UNIT, a_message, take
from klokt.errors import TriageError
from klokt.model.access import Access, Role
from klokt.model.decision import Choice, Decision
from klokt.model.event import MessageNotRead, New
from klokt.model.worklist import Item
from klokt.storage.rebuild import rebuild
from klokt.storage.store import Store
from klokt.storage.tables import event
from klokt.storage.turn import WriteTurn
from klokt.storage.verify import verify
from klokt.triage.decide import decide
from klokt.triage.hold import assign, claim, release, snooze, wake

ASSESSORS = [Access(f"assessor_{number}", {UNIT: frozenset({Role.ASSESSOR})}) for number in range(6)]


def decided_by(url: str, who: Access, item: Item) -> str:
    """Decide with a connection of one's own; return what became of it."""
    with Store(url) as store:
        try:
            answer = Decision(Choice.RETURN, item.outcome or "", item.proposal or 0)
            decide(store.open_for(who), item.stream, item.version, answer, TERMS, NOW)
        except TriageError as error:
            return error.code
        return "won"


def test_of_six_who_decide_at_once_one_wins_and_five_are_told(url: str, store: Store) -> None:
    take(store.open_for(DOOR), a_message())
    (item,) = store.open_for(ASSESSORS[0]).worklist(UNIT)
    with ThreadPoolExecutor(6) as pool:
        told = Counter(pool.map(lambda who: decided_by(url, who, item), ASSESSORS))
    assert told["won"] == 1
    assert told["K701"] + told["K704"] == 5


def test_a_message_that_comes_in_at_six_doors_at_once_is_taken_once(url: str, store: Store) -> None:
    def bring(_: int) -> bool:
        with Store(url) as own:
            return take(own.open_for(DOOR), a_message()).repeated

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(bring, range(6))) == [False, *[True] * 5]
    assert len(store.open_for(ASSESSORS[0]).worklist(UNIT)) == 1
    assert verify(store.engine).wrong == []


def test_what_is_read_at_once_sees_nothing_of_what_came_in_meanwhile(url: str, store: Store) -> None:
    anna = store.open_for(ASSESSORS[0])
    take(store.open_for(DOOR), a_message(1))
    with anna.at_once():
        before = anna.count(UNIT)
        with Store(url) as own:
            take(own.open_for(DOOR), a_message(2))
        assert (before, anna.count(UNIT), len(anna.worklist(UNIT))) == (1, 1, 1)
    assert (anna.count(UNIT), len(anna.worklist(UNIT))) == (2, 2)


STEPS = st.lists(st.tuples(st.sampled_from(["claim", "release", "assign", "snooze", "wake"]), st.integers(0, 1)))


@given(steps=STEPS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_positions_have_no_gap_and_lists_follow_from_events(
    store: Store, steps: list[tuple[str, int]]
) -> None:
    done_on(store, take(store.open_for(DOOR), a_message()).message.replace("message", "referral") + "-0", steps)
    with store.engine.connect() as connection:
        count, last = connection.execute(select(func.count(), func.max(event.c.position))).one()
    assert count == last
    assert verify(store.engine).wrong == []
    assert set(rebuild(store.engine).values()) == {0}


def done_on(store: Store, stream: str, steps: list[tuple[str, int]]) -> None:
    """Do steps on a referral, where they are allowed."""
    until = NOW + timedelta(minutes=5)
    for step, number in steps:
        journal = store.open_for(ASSESSORS[number])
        version = journal.item(stream).version
        try:
            match step:
                case "claim":
                    claim(journal, stream, NOW, until)
                case "release":
                    release(journal, stream, NOW)
                case "assign":
                    assign(journal, stream, version, ASSESSORS[number].who, NOW)
                case "snooze":
                    snooze(journal, stream, version, until, "awaits_images", NOW)
                case _:
                    wake(journal, stream, version, NOW)
        except TriageError as error:
            if error.code != "K707":
                raise


def test_a_turn_that_fails_leaves_nothing(store: Store) -> None:
    journal = store.open_for(DOOR)
    with pytest.raises(TriageError), journal.turn(NOW) as turn:
        note_and_fail(turn)
    assert verify(store.engine).events == 0
    take(journal, a_message())


def note_and_fail(turn: WriteTurn) -> None:
    """Begin a stream, and fail at the next step of the same turn."""
    turn.begin("message-1", UNIT, None, [New(MessageNotRead("K301", "not JSON"))])
    turn.append("message-2", 1, [])
