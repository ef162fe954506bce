"""Fill the worklist of PostgreSQL with made-up items and time its pages, filters, counts and a decision."""

import statistics
import sys
import time
from collections.abc import Callable

from sqlalchemy import text

from databases import ANNA, DOOR, NOW, TERMS, UNIT, a_message, server, take
from klokt.model.decision import Choice, Decision
from klokt.model.worklist import Filter, ItemState
from klokt.storage.journal import UnitJournal
from klokt.storage.store import Store
from klokt.triage.decide import decide

ROUNDS = 40
FILL = """
INSERT INTO item (stream, unit, subject, version, state, is_open, received, collected, because, urgency, urgency_rank,
                  deadline, outcome, effect, guideline, edition, content_hash, proposal, alerts, missing, assignee)
SELECT 'made-up-' || n, CASE WHEN n % 20 = 0 THEN 'unit_b' ELSE 'unit_a' END, md5(n::text), 2,
       CASE WHEN n % 10 = 0 THEN (ARRAY['new', 'waiting', 'on_hold'])[1 + n / 10 % 3] ELSE 'decided' END,
       n % 10 = 0 OR n % 37 = 0, 1756713600000000 + n * 1000000::bigint, n % 4 < 3, 'made_up',
       (ARRAY['acute', 'subacute', 'prioritised', 'routine', 'elective'])[1 + n % 5], n % 5,
       CASE WHEN n % 3 = 0 THEN DATE '2025-09-01' + n % 90 ELSE DATE '9999-12-31' END,
       'outcome_' || n % 12, 'return', 'a_guideline', '2025', 'hash', 2, 0, n % 4,
       CASE WHEN n % 50 = 0 THEN 'person_' || n % 7 END
FROM generate_series(1, :items) AS n
"""


def main(items: int) -> None:
    """Fill the list, and print a line for each question."""
    with server(durable=True) as base:
        if base is None:
            sys.exit("PostgreSQL is not installed")
        with Store(base.format(name="postgres")) as store:
            store.upgrade()
            started = time.perf_counter()
            with store.engine.begin() as connection:
                connection.execute(text(FILL), {"items": items})
            with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))
            print(f"{items:,} items made up in {time.perf_counter() - started:.0f} s\n")
            print("| question | answers | p50 ms | p95 ms |\n| --- | ---: | ---: | ---: |")
            asked(store)


def asked(store: Store) -> None:
    """Ask every question in turns and print how long the answers took."""
    anna = store.open_for(ANNA)
    tenth = anna.worklist(UNIT, limit=450)[-1]
    questions: dict[str, Callable[[], int]] = {
        "first page of 50": lambda: len(anna.worklist(UNIT)),
        "tenth page": lambda: len(anna.worklist(UNIT, after=tenth)),
        "not collected": lambda: len(anna.worklist(UNIT, Filter(collected=False))),
        "one urgency": lambda: len(anna.worklist(UNIT, Filter(urgency="routine"))),
        "one outcome": lambda: len(anna.worklist(UNIT, Filter(outcome="outcome_6"))),
        "mine": lambda: len(anna.worklist(UNIT, Filter(assignee="person_1"))),
        "an outcome that nobody has": lambda: len(anna.worklist(UNIT, Filter(outcome="none"))),
        "a guideline that nobody has": lambda: len(anna.worklist(UNIT, Filter(guideline="none"))),
        "on hold": lambda: len(anna.worklist(UNIT, Filter(collected=None, states=(ItemState.ON_HOLD,)))),
        "awake": lambda: len(anna.worklist(UNIT, Filter(awake_at=NOW))),
        "decided": lambda: len(anna.worklist(UNIT, Filter(is_open=False))),
        "count of the open": lambda: anna.count(UNIT),
    }
    times: dict[str, list[float]] = {name: [] for name in (*questions, "decision")}
    answers = dict.fromkeys(times, 1)
    for number in range(ROUNDS):
        for name, ask in questions.items():
            started = time.perf_counter()
            answers[name] = ask()
            times[name].append(1000 * (time.perf_counter() - started))
        times["decision"].append(decision(store, anna, number))
    for name, taken in times.items():
        p95 = statistics.quantiles(taken, n=20)[-1]
        print(f"| {name} | {answers[name]:,} | {statistics.median(taken):.1f} | {p95:.1f} |")


def decision(store: Store, anna: UnitJournal, number: int) -> float:
    """Take in a referral, and return how long it takes to decide on it, in milliseconds."""
    item = anna.item(take(store.open_for(DOOR), a_message(number)).referrals[0])
    answer = Decision(Choice.RETURN, item.outcome or "", item.proposal or 0)
    started = time.perf_counter()
    decide(anna, item.stream, item.version, answer, TERMS, NOW)
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
