"""Take in referrals with their proposals, and decide on them, each durable on the disk; print how many a second."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from databases import ANNA, DOOR, NOW, TERMS, TODAY, UNIT, a_message, assess, server
from klokt.intake.reader import read
from klokt.model.decision import Choice, Decision
from klokt.model.referral import Referral
from klokt.storage.store import Store
from klokt.storage.verify import verify
from klokt.triage.decide import Draft, decide
from klokt.triage.ports import Assess
from klokt.triage.receive import receive, receive_all

REFERRALS = 500
BATCH = 50
DECISIONS = 200


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


def measure(name: str, store: Store) -> None:
    """Print the lines of one database."""
    kept = [assess(each, TODAY) for each in read(a_message(0).raw) if isinstance(each, Referral)]
    taken_in(f"{name} | with their proposals", store, assess, 0)
    taken_in(f"{name} | with a proposal made before", store, lambda referral, on: kept[0], 10_000)
    decided(name, store)


def taken_in(name: str, store: Store, assess_one: Assess, first: int) -> None:
    """Take in referrals one by one and many together, and print how many a second."""
    door, number = store.open_for(DOOR), count(first)
    alone = timed(lambda: receive(door, a_message(next(number)), read, assess_one, NOW, TODAY), REFERRALS)
    batches = [[a_message(next(number)) for _ in range(BATCH)] for _ in range(REFERRALS // BATCH)]
    waiting, started = iter(batches), time.process_time()
    together = timed(lambda: receive_all(door, next(waiting), read, assess_one, NOW, TODAY), len(batches))
    spent = 1000 * (time.process_time() - started) / REFERRALS
    cells = [f"{1000 * REFERRALS / sum(alone):.0f}", f"{p95(alone):.1f}", f"{1000 * REFERRALS / sum(together):.0f}"]
    print(f"| {name} | {' | '.join(cells)} | {spent:.1f} |")


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
