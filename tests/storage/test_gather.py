"""Messages that arrive together are taken in together, and each is told what became of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from databases import ANNA, DOOR, ELSEWHERE, NOW, TODAY, UNIT, a_message, assess
from klokt.errors import TriageError
from klokt.intake.reader import read
from klokt.storage.store import Store
from klokt.storage.verify import verify
from klokt.triage.gather import Gatherer
from klokt.triage.receive import Incoming, stream_of

MANY = 12


def brought(store: Store, messages: list[Incoming]) -> list[str]:
    """Bring messages at the same moment, each from a thread of its own; return each one's stream or error code."""
    gatherer, gate = Gatherer(store.open_for(DOOR), read, assess), Barrier(len(messages))

    def bring(number: int) -> str:
        gate.wait()
        try:
            return gatherer.receive(messages[number], NOW, TODAY + timedelta(days=number % 2)).message
        except TriageError as error:
            return error.code

    with ThreadPoolExecutor(len(messages)) as pool:
        return list(pool.map(bring, range(len(messages))))


def test_each_gets_the_receipt_of_its_own_message(store: Store) -> None:
    messages = [a_message(number) for number in range(MANY)]
    assert brought(store, messages) == [stream_of(each) for each in messages]
    assert len(store.open_for(ANNA).worklist(UNIT)) == MANY
    assert verify(store.engine).wrong == []


def test_one_that_may_not_come_in_does_not_keep_the_others_out(store: Store) -> None:
    messages = [a_message(number) for number in range(MANY)]
    messages[3] = a_message(3, unit=ELSEWHERE)
    told = brought(store, messages)
    assert told[3] == "K702"
    assert len(store.open_for(ANNA).worklist(UNIT)) == MANY - 1


def test_messages_that_wait_share_a_transaction(store: Store) -> None:
    brought(store, [a_message(number) for number in range(MANY)])
    assert verify(store.engine).seals < MANY
