"""Take in referrals with their proposals, and decide on them, each durable on the disk; print how many a second."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from databases import ANNA, DOOR, NOW, TERMS, UNIT, a_message, server, take, take_all
from klokt.model.decision import Choice, Decision
from klokt.model.worklist import Filter
from klokt.storage.store import Store
from klokt.storage.verify import verify
from klokt.triage.decide import Draft, decide

REFERRALS = 500
DECISIONS = 300


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
    print("| database | one by one, a second | p95 ms | 50 together, a second | decision, p50 ms | p95 ms | verified |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with databases() as found:
        for name, url in found.items():
            with Store(url) as store:
                store.upgrade()
                measure(name, store)


def measure(name: str, store: Store) -> None:
    """Print one line of the table."""
    door, anna = store.open_for(DOOR), store.open_for(ANNA)
    take(door, a_message(0))
    taken = timed(lambda number: take(door, a_message(number + 1)), REFERRALS)
    batches = [[a_message(10_000 + 50 * batch + number) for number in range(50)] for batch in range(REFERRALS // 50)]
    together = timed(lambda number: take_all(door, batches[number]), len(batches))
    items = anna.worklist(UNIT, Filter(), limit=DECISIONS)

    def decided(number: int) -> None:
        item = items[number]
        answer = Decision(Choice.RETURN, item.outcome or "", item.proposal or 0)
        decide(anna, item.stream, item.version, answer, TERMS, NOW, [Draft("pdf", "practice", bytes(40_000))])

    decisions = timed(decided, len(items))
    started = time.perf_counter()
    looked = verify(store.engine)
    pace = looked.events / (time.perf_counter() - started)
    assert looked.wrong == []
    cells = [f"{1000 * REFERRALS / sum(taken):.0f}", f"{p95(taken):.1f}", f"{1000 * REFERRALS / sum(together):.0f}"]
    cells += [f"{statistics.median(decisions):.1f}", f"{p95(decisions):.1f}", f"{pace:,.0f} events a second"]
    print(f"| {name} | {' | '.join(cells)} |")


def timed(act: Callable[[int], object], times: int) -> list[float]:
    """Return how long each call took, in milliseconds."""
    found = []
    for number in range(times):
        started = time.perf_counter()
        act(number)
        found.append(1000 * (time.perf_counter() - started))
    return found


def p95(times: list[float]) -> float:
    """Return the time that 95 in 100 stay below."""
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
