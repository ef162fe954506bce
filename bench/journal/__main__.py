"""Take in referrals with their proposals, and decide on them, each durable on the disk; print how many a second."""

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from bench.text.__main__ import labelled_texts
from databases import ANNA, DOOR, NOW, TERMS, TODAY, UNIT, a_message, assess, server
from klokt.content.load import find
from klokt.intake.reader import read
from klokt.model.decision import Choice, Decision
from klokt.model.fact import Audience
from klokt.model.referral import Referral
from klokt.storage.store import Store
from klokt.storage.verify import verify
from klokt.text.reader import TextReader
from klokt.triage.decide import Draft, decide
from klokt.triage.ports import Assess
from klokt.triage.propose import Assessment
from klokt.triage.receive import Incoming, receive, receive_all
from norway import assessor

REFERRALS = 500
BATCH = 50
DECISIONS = 200
PARTS = 20
MET, TEXTS = labelled_texts()[:200], labelled_texts()[200:]
"""Texts that were read before the time is taken, for a door that is open has met most words; and those that come in."""
READER = TextReader(find("no_knee_hip_imaging"), assessor())

Message = Callable[[int], Incoming]


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """The URLs of an empty database of each kind, both set as they are in use: what is committed is on the disk."""
    with tempfile.TemporaryDirectory() as folder, server(durable=True) as base:
        found = {"SQLite": f"sqlite:///{Path(folder) / 'journal.db'}"}
        if base is not None:
            found["PostgreSQL"] = base.format(name="postgres")
        yield found


def main() -> None:
    """Measure on each database."""
    print("| database | referrals | one by one, a second | p95 ms | 50 together, a second | processor, ms each |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    with databases() as found:
        for name, url in found.items():
            with Store(url) as store:
                store.upgrade()
                measure(name, store)
            print(f"| {name} | the same, by two processes side by side | | | {side_by_side(url):.0f} | |", flush=True)


def side_by_side(url: str) -> float:
    """Return how many referrals a second two processes take in, each in parts of fifty with texts and proposals."""
    with ProcessPoolExecutor(2, get_context("fork")) as takers:
        list(takers.map(take_parts, (url, url), (30_000, 40_000), (1, 1)))
        started = time.perf_counter()
        list(takers.map(take_parts, (url, url), (50_000, 60_000), (PARTS, PARTS)))
        return 2 * PARTS * BATCH / (time.perf_counter() - started)


def take_parts(url: str, first: int, parts: int) -> None:
    """Take in so many parts of fifty referrals."""
    with Store(url) as store:
        door, number = store.open_for(DOOR), count(first)
        for _ in range(parts):
            receive_all(door, [with_a_text(next(number)) for _ in range(BATCH)], read, read_and_assess, NOW, TODAY)


def measure(name: str, store: Store) -> None:
    """Print the lines of one database."""
    made_up = next(each for each in read(a_message(0).raw) if isinstance(each, Referral))
    kept = assess(made_up, TODAY)
    for text in MET:
        read_and_assess(replace(made_up, text=text, statements=()), TODAY)
    taken_in(f"{name} | without texts, with their proposals", store, a_message, assess, 0)
    taken_in(f"{name} | with a proposal made before", store, a_message, lambda referral, on: kept, 10_000)
    decided(name, store)
    taken_in(f"{name} | with their texts read and their proposals", store, with_a_text, read_and_assess, 20_000)


def with_a_text(number: int) -> Incoming:
    """Return a message with a text that was written for the tests of reading."""
    message = a_message(number)
    form = {**json.loads(message.raw), "text": TEXTS[number % len(TEXTS)]}
    del form["known_facts"]
    return replace(message, raw=json.dumps(form).encode())


def read_and_assess(referral: Referral, on: date) -> tuple[Referral, Assessment]:
    """Return the referral with what its text says, and what is proposed for it."""
    whole = READER.with_text(referral, on)
    return whole, assessor().propose(whole, Audience.RECEIVER, on)


def taken_in(name: str, store: Store, message: Message, assess_one: Assess, first: int) -> None:
    """Take in referrals one by one and many together, and print how many a second."""
    door, number = store.open_for(DOOR), count(first)
    alone = timed(lambda: receive(door, message(next(number)), read, assess_one, NOW, TODAY), REFERRALS)
    batches = [[message(next(number)) for _ in range(BATCH)] for _ in range(REFERRALS // BATCH)]
    waiting, started = iter(batches), time.process_time()
    together = timed(lambda: receive_all(door, next(waiting), read, assess_one, NOW, TODAY), len(batches))
    spent = 1000 * (time.process_time() - started) / REFERRALS
    cells = [f"{1000 * REFERRALS / sum(alone):.0f}", f"{p95(alone):.1f}", f"{1000 * REFERRALS / sum(together):.0f}"]
    print(f"| {name} | {' | '.join(cells)} | {spent:.1f} |", flush=True)


def decided(name: str, store: Store) -> None:
    """Decide on referrals, each with a letter of 40 kB, then verify the journal; print how long that takes."""
    anna = store.open_for(ANNA)
    items = iter(anna.worklist(UNIT, limit=DECISIONS))

    def one() -> None:
        item = next(items)
        answer = Decision(Choice.RETURN, item.outcome or "", item.proposal or 0)
        decide(anna, item.stream, item.version, answer, TERMS, NOW, [Draft("pdf", "practice", bytes(40_000))])

    taken = timed(one, DECISIONS)
    started = time.perf_counter()
    looked = verify(store.engine)
    pace = looked.events / (time.perf_counter() - started)
    assert looked.wrong == []
    told = f"a decision takes {statistics.median(taken):.1f} ms, {p95(taken):.1f} at p95"
    print(f"| {name} | {told}; {pace:,.0f} events are verified a second | | | | |")


def timed(act: Callable[[], object], times: int) -> list[float]:
    """Return how long each call took, in milliseconds."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        found.append(1000 * (time.perf_counter() - started))
    return found


def p95(times: list[float]) -> float:
    """Return the time that 95 in 100 stay below."""
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
