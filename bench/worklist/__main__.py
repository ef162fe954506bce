"""Ask the pages and the journal of a unit with 1,000,000 referrals in PostgreSQL, decide, and take in; print tables."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count, cycle, islice

import httpx

from bench.worklist.fill import fill, person_of
from channels.doors.served import answers, free_port
from channels.unit.house import DOOR, IMAGING, ROOT, units
from channels.web.browsing import Json, Page, a_referral
from databases import server
from klokt.channels.unit.house import House
from klokt.intake.reader import read
from klokt.model.access import Access, Role
from klokt.model.worklist import Filter, ItemState
from klokt.storage.journal import UnitJournal
from klokt.storage.store import Store
from klokt.storage.tallied import By
from klokt.triage.receive import Incoming, receive_all

ROUNDS, BATCH = 40, 50
PAGES = f"/nb/units/{IMAGING}/"
ANNA = Access("demo-anna", {IMAGING: frozenset({Role.ASSESSOR})})
CODE = "import sys; from klokt.app import main; sys.exit(main(sys.argv[1:]))"
COLUMNS = "| p50 ms | p95 ms |\n| --- | ---: | ---: | ---: |"

Question = Callable[[], int]


def main(items: int) -> None:
    """Fill the journal, then measure."""
    with server(durable=True) as base:
        if base is None:
            sys.exit("PostgreSQL is not installed")
        url = base.format(name="postgres")
        with Store(url) as store:
            store.upgrade()
            started, now = time.perf_counter(), datetime.now(UTC)
            fill(store, House(store, units(), lambda: now), items, now)
            print(f"{items:,} referrals made up in {time.perf_counter() - started:.0f} s", flush=True)
            measure(store, url)


def measure(store: Store, url: str) -> None:
    """Print what each question, decision and intake takes."""
    numbers, now = count(), datetime.now(UTC)
    house = House(store, units(), lambda: datetime.now(UTC))
    taken_in(house, numbers)
    told("of the journal", in_turns(of_the_journal(store.open_for(ANNA), now)))
    with served(url) as client:
        told("of a page over HTTP", in_turns(of_the_pages(client, store.open_for(ANNA))))
        decided = [decision(client, house, next(numbers)) for _ in range(ROUNDS)]
    told("of a person over HTTP", {name: (1, list(times)) for name, times in _by_step(decided)})


def of_the_journal(anna: UnitJournal, now: datetime) -> dict[str, Question]:
    """Every filter, count and search."""
    every, one = Filter(is_open=None, collected=None), person_of(700)
    first, last = str(one.name).split()
    filters = {
        "first page of 50": Filter(),
        "not collected": Filter(collected=False),
        "decided": Filter(is_open=False),
        "on hold": Filter(collected=None, states=(ItemState.ON_HOLD,)),
        "awake": Filter(awake_at=now),
        "resting": Filter(resting_at=now),
        "one urgency": Filter(urgency="routine"),
        "with alerts": Filter(has_alerts=True),
        "overdue": Filter(overdue_on=now.date()),
        "mine": Filter(assignee="demo-anna"),
        "nobody's": Filter(unassigned=True),
        "an outcome that nobody has": Filter(outcome="none"),
        "search: a whole name": replace(every, search=str(one.name)),
        "search: a given name": replace(every, search=first),
        "search: the beginning that most family names share": replace(every, search="test"),
        "search: two beginnings": replace(every, search=f"{first[:3]} {last[:6]}"),
        "search: a day of birth": replace(every, search=f"{one.birth_date:%d.%m.%Y}"),
        "search: the id of a referral": replace(every, search="made-up-700"),
        "search: a person number that nobody has": replace(every, search="01016012345"),
        "search: a sender, among the open": Filter(search="practice"),
    }
    asked: dict[str, Question] = {}
    for name, wanted in filters.items():
        asked[name] = _page(anna, wanted)
        asked[f"{name}: how many"] = _count(anna, wanted)
    tenth = anna.worklist(IMAGING, limit=450)[-1]
    asked["tenth page"] = lambda: len(anna.worklist(IMAGING, after=tenth))
    for by in BYS:
        asked[f"counts by {by}, of what is awake"] = _counts(anna, Filter(awake_at=now), by)
    asked["position of the journal"] = lambda: anna.position(IMAGING)
    asked["open obligations: how many"] = lambda: anna.count_obligations(IMAGING)
    asked["own decisions of a day"] = lambda: len(anna.done_by_me(IMAGING, now - timedelta(days=1)))
    return asked


def _page(anna: UnitJournal, wanted: Filter) -> Question:
    return lambda: len(anna.worklist(IMAGING, wanted))


def _count(anna: UnitJournal, wanted: Filter) -> Question:
    return lambda: anna.count(IMAGING, wanted)


def _counts(anna: UnitJournal, wanted: Filter, by: By) -> Question:
    return lambda: len(anna.tallied(IMAGING).counts(wanted, by))


def of_the_pages(client: httpx.Client, anna: UnitJournal) -> dict[str, Question]:
    """Every list of the unit, each narrowed by all that it can be, and what words find."""
    outcome = max(counts := anna.tallied(IMAGING).counts(Filter(), "outcome"), key=lambda each: counts[each])
    guideline = max(anna.tallied(IMAGING).counts(Filter(), "guideline"))
    tenth = anna.worklist(IMAGING, limit=450)[-1].stream
    one = person_of(700)
    queries = [f"?show={each}" for each in ("todo", "mine", "hold", "resting", "promises", "decided", "left")]
    queries += [f"?urgency={each}" for each in ("acute", "routine")]
    queries += [f"?outcome={outcome}", f"?guideline={guideline}", "?state=waiting", "?alerts=yes", "?overdue=yes"]
    queries += [f"?assignee={each}" for each in ("me", "nobody", "demo-bjorn")]
    queries += [f"?urgency=routine&outcome={outcome}", "?overdue=yes&assignee=nobody&alerts=yes"]
    queries += ["?show=decided&urgency=routine", "?show=decided&alerts=yes", "?show=promises&due=overdue"]
    queries += [f"?after={tenth}"]
    asked = {f"`{query}`": _shown(client, query) for query in queries}
    asked |= {
        f"search: {name}": _found(client, words)
        for name, words in {
            "a whole name": str(one.name),
            "a given name": str(one.name).split()[0],
            "the beginning that most family names share": "test",
            "a day of birth": f"{one.birth_date:%d.%m.%Y}",
        }.items()
    }
    return asked


def _shown(client: httpx.Client, query: str) -> Question:
    return lambda: _size(client.get(PAGES + query))


def _found(client: httpx.Client, words: str) -> Question:
    token = Page(client.get(PAGES)).form
    return lambda: _size(client.post(f"{PAGES}find", data={**token, "search": words}))


def _size(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.status_code
    return len(answer.content)


BYS: tuple[By, ...] = ("state", "urgency", "outcome", "guideline")
STEPS = ("the page of a referral", "a decision", "the decision taken back")


def _by_step(decided: list[list[float]]) -> Iterator[tuple[str, list[float]]]:
    for place, name in enumerate(STEPS):
        yield name, [times[place] for times in decided]


def decision(client: httpx.Client, house: House, number: int) -> list[float]:
    """Take in a referral, then open it, decide on it and take that back; return how long each took, in milliseconds."""
    door, assess = house.store.open_for(DOOR), house.units[IMAGING].guides.assess
    taken = receive_all(door, [a_message(number, a_referral())], read, assess, house.now(), house.today(IMAGING))
    stream = taken[0].referrals[0]
    url, times = f"{PAGES}referrals/{stream}", []
    for act, fields in (("", {}), ("decide", {"choice": "return"}), ("undo", {})):
        if act:
            form = {**Page(client.get(url)).form, **fields}
        started = time.perf_counter()
        answer = client.post(f"{url}/{act}", data=form) if act else client.get(url)
        times.append(1000 * (time.perf_counter() - started))
        assert answer.status_code in (200, 303), (act, answer.status_code)
    return times


def taken_in(house: House, numbers: Iterator[int]) -> None:
    """Take in referrals with their texts read and proposed for, alone and together, and print how many a second."""
    door, unit = house.store.open_for(DOOR), house.units[IMAGING]

    def take(messages: list[Incoming]) -> Question:
        return lambda: len(receive_all(door, messages, read, unit.guides.assess, house.now(), house.today(IMAGING)))

    forms = cycle(map(json.loads, (ROOT / "examples" / "web_referrals.jsonl").read_text(encoding="utf-8").splitlines()))
    made = (a_message(number, form) for number, form in zip(numbers, forms, strict=False))
    timed(take([*islice(made, BATCH)]))
    alone = [timed(take([*islice(made, 1)])) for _ in range(200)]
    together = [timed(take([*islice(made, BATCH)])) for _ in range(20)]
    pace = [1000 * len(alone) / sum(alone), 1000 * BATCH * len(together) / sum(together)]
    print(f"\ntaken in a second, with text and proposal: {pace[0]:.0f} one by one (p95 {p95(alone):.0f} ms), ", end="")
    print(f"{pace[1]:.0f} in parts of {BATCH} (p95 {p95(together):.0f} ms)", flush=True)


def a_message(number: int, form: Json) -> Incoming:
    """Return a message with a referral, under an id of its own and of today."""
    form = {**form, "id": f"new-{number}", "referral_date": f"{datetime.now(UTC):%Y-%m-%d}"}
    return Incoming(IMAGING, "practices", "a practice", f"new-{number}-{os.getpid()}", json.dumps(form).encode())


@contextmanager
def served(url: str) -> Iterator[httpx.Client]:
    """A browser that Anna of the demo is signed in with, at a server of its own on this machine."""
    port = free_port()
    command = [sys.executable, "-c", CODE, "serve", "--database", url, "--units", str(ROOT / "examples" / "units.toml")]
    with subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            while not answers(port):
                assert process.poll() is None, "the server ended before it answered"
                time.sleep(0.1)
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                form = Page(client.get("/nb/sign-in")).form
                signed = client.post("/nb/sign-in", data={**form, "person": "demo-anna"})
                assert signed.status_code == 303
                yield client
        finally:
            process.terminate()


def in_turns(asked: dict[str, Question]) -> dict[str, tuple[int, list[float]]]:
    """Ask every question in turns; return the last answer and the times of each, in milliseconds."""
    found: dict[str, tuple[int, list[float]]] = {name: (ask(), []) for name, ask in asked.items()}
    for _ in range(ROUNDS):
        for name, ask in asked.items():
            found[name][1].append(timed(ask))
    return found


def told(of: str, found: dict[str, tuple[int, list[float]]]) -> None:
    """Print a table."""
    print(f"\n| asked {of} | answer {COLUMNS}")
    for name, (answer, times) in found.items():
        print(f"| {name} | {answer:,} | {statistics.median(times):.1f} | {p95(times):.1f} |", flush=True)


def timed(act: Question) -> float:
    """Return how long it takes, in milliseconds."""
    started = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - started)


def p95(times: list[float]) -> float:
    """Return the time that 95 in 100 stay below."""
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
