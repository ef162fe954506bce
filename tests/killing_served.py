"""The served program, killed again and again while orders arrive, a person decides and letters leave; what is lost."""

import os
import queue
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sized
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import httpx
from sqlalchemy import select

from channels.doors.served import answers, free_port
from klokt.channels.sender import Sender
from klokt.channels.unit.settings import read_units
from klokt.channels.ways import by_way, ways_of
from klokt.content.load import library, load, usable
from klokt.storage.rebuild import rebuild
from klokt.storage.store import Store
from klokt.storage.tables import event
from klokt.storage.verify import verify
from klokt.triage.receive import Incoming, referral_stream, stream_of

UNIT = "killed_imaging"
UNITS = f"""[[unit]]
id = "{UNIT}"
name = "Imaging"
zone = "Europe/Oslo"
hold_minutes = 0
guideline = [{{ id = "no_knee_hip_imaging" }}]
door = [{{ id = "practices", token_sha256 = "d0b6f8ddddbe3977e032f0984052fbd1cc58c1da2d1a8203ae49abc6d9c1c9a4" }}]
way = [{{ id = "letters", kinds = ["letter_pdf", "patient_pdf", "fhir"], folder = "left" }}]
"""
FHIR = {"Authorization": "Bearer demo-door", "Content-Type": "application/fhir+json"}
NUMBERS = "https://practice.example/orders"
NCRP = "urn:oid:2.16.578.1.12.4.1.1.7270"
DOORS = 2
AT_WORK = 0.8
"""How many of the lives last until something more is acknowledged; the others may end while they still begin."""


@dataclass
class Lives:
    """What the server acknowledged in all its lives: orders by number, decisions by stream; and how often it died."""

    kills: int = 0
    taken: list[int] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)

    def wait_for_more(self, decision: bool) -> None:
        """Wait until one more decision, or one more order, is acknowledged; a minute at most."""
        told: Sized = self.decided if decision else self.taken
        before, end = len(told), time.monotonic() + 60
        while len(told) == before and time.monotonic() < end:
            time.sleep(0.01)


def order(number: int) -> dict[str, object]:
    """Return an order of MR of the left knee of somebody made up."""
    return {
        "resourceType": "ServiceRequest",
        "contained": [{"resourceType": "Patient", "id": "p", "birthDate": "1950-02-04"}],
        "identifier": [{"system": NUMBERS, "value": f"order-{number}"}],
        "status": "active",
        "intent": "order",
        "subject": {"reference": "#p"},
        "authoredOn": "2026-11-20",
        "code": {"coding": [{"system": NCRP, "code": "SNG0AG"}, {"system": NCRP, "code": "ZTX0XB"}]},
        "note": [{"text": "Smerter i venstre kne i et år, gradvis verre. Ikke hevelse, ingen låsning, ikke rtg."}],
    }


def stream_for(number: int) -> str:
    """Return the stream of an order's referral."""
    return referral_stream(stream_of(Incoming(UNIT, "", "practices", f"{NUMBERS}|order-{number}", b"")), 0)


class Life:
    """One life of the server: those who use it until nobody answers, and what they were told."""

    def __init__(self, lives: Lives, numbers: Iterator[int], port: int, waiting: "queue.Queue[str]") -> None:
        self._lives, self._numbers, self._waiting = lives, numbers, waiting
        self._base = f"http://127.0.0.1:{port}"
        self._lock = threading.Lock()

    def bring(self) -> None:
        """Bring one order after another, and note each that is acknowledged."""
        with httpx.Client(base_url=self._base, timeout=60) as client, suppress(httpx.HTTPError):
            while True:
                with self._lock:
                    number = next(self._numbers)
                if client.post("/fhir/R4/ServiceRequest", json=order(number), headers=FHIR).status_code == 201:
                    self._lives.taken.append(number)
                    self._waiting.put(stream_for(number))

    def decide(self) -> None:
        """Sign in and decide on one referral after another as is proposed, and note each that is acknowledged."""
        with httpx.Client(base_url=self._base, timeout=60) as client, suppress(httpx.HTTPError, queue.Empty):
            client.post("/en/sign-in", data={"person": "demo-anna", "back": "/en/"})
            while True:
                stream = self._waiting.get(timeout=5)
                page = client.get(f"/en/units/{UNIT}/referrals/{stream}").text
                answer = client.post(f"/en/units/{UNIT}/referrals/{stream}/decide", data=filled(page))
                if answer.status_code == 303:
                    self._lives.decided.append(stream)

    def lived(self) -> list[threading.Thread]:
        """Let everybody begin, and return those who will end when nobody answers."""
        people: list[Callable[[], None]] = [self.bring] * DOORS + [self.decide]
        threads = [threading.Thread(target=each, daemon=True) for each in people]
        for each in threads:
            each.start()
        return threads


def filled(page: str) -> dict[str, str]:
    """Return the form of the decision as a person sends it who sees every alert and does as is proposed."""
    form = re.search(r'<form[^>]* id="decide">.*?</form>', page, re.DOTALL)
    assert form is not None, "the page has no form to decide in"
    boxes = [dict(re.findall(r'([\w-]+)="([^"]*)"', each)) for each in re.findall(r"<input[^>]*>", form[0])]
    hidden = {each["name"]: unescape(each["value"]) for each in boxes}
    button = re.search(r'<button[^>]*data-variant="primary"[^>]*value="(\w+)"', form[0])
    assert button is not None, "nothing was proposed"
    return {**hidden, "choice": button[1]}


@contextmanager
def served(url: str, units: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The program as it is run, once it answers; it is killed at the end."""
    command = "import sys; from klokt.app import main; sys.exit(main())"
    words = [sys.executable, "-c", command, "serve", "--database", url, "--units", str(units), "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, env=dict(os.environ)) as process:  # noqa: S603 (our program)
        try:
            while not answers(port):
                assert process.poll() is None, "the server ended before it answered"
                time.sleep(0.02)
            yield process
        finally:
            process.kill()


def kill_served(url: str, folder: Path, times: int, seed: int, most_seconds: float = 1.0) -> Lives:
    """Let the server live and die so often, at random moments, and return what it acknowledged."""
    dice, lives, waiting = random.Random(seed), Lives(), queue.Queue[str]()  # noqa: S311 (moments, not secrets)
    numbers = iter(range(1, 10_000_000))
    units = folder / "units.toml"
    units.write_text(UNITS, encoding="utf-8")
    for _ in range(times):
        with served(url, units, port := free_port()) as process:
            people = Life(lives, numbers, port, waiting).lived()
            if dice.random() < AT_WORK:
                lives.wait_for_more(bool(dice.getrandbits(1)))
            time.sleep(dice.uniform(0, most_seconds))
            process.kill()
        for each in people:
            each.join()
        lives.kills += 1
    return lives


def faults(url: str, folder: Path, lives: Lives) -> list[str]:
    """Return what is not as it was acknowledged, once the letters that were left have gone."""
    complaints: list[str] = []
    with Store(url) as store:
        _let_leave(store, folder, complaints)
        with store.engine.connect() as connection:
            rows = connection.execute(select(event.c.stream, event.c.kind).where(event.c.unit == UNIT))
            kinds = Counter((each.stream, each.kind) for each in rows)
        found = [*complaints, *_not_once(lives, kinds), *_letters_lost(kinds, folder)]
        found += [f"{each.where}: {each.what}" for each in verify(store.engine).wrong]
        found += [f"{name}: {rows} rows out of step" for name, rows in rebuild(store.engine).items() if rows]
    return found


def _let_leave(store: Store, folder: Path, complaints: list[str]) -> None:
    """Let every letter leave a day later, when no attempt that was cut off holds any of them."""
    folders = library()
    at_work = read_units(folder / "units.toml", [usable(load(each)) for each in folders.values()], dict(folders))[UNIT]
    later = datetime.now(UTC) + timedelta(days=1)
    Sender(store, {UNIT: by_way(ways_of(at_work.settings, folder))}, lambda: later, complaints.append).send_due()


def _not_once(lives: Lives, kinds: Mapping[tuple[str, str], int]) -> Iterator[str]:
    for number in lives.taken:
        if (times := kinds[stream_for(number), "referral_received"]) != 1:
            yield f"order {number} is there {times} times"
    for stream in lives.decided:
        if (times := kinds[stream, "decided"]) != 1:
            yield f"{stream} was decided {times} times"


def _letters_lost(kinds: Mapping[tuple[str, str], int], folder: Path) -> Iterator[str]:
    queued = {stream: count for (stream, kind), count in kinds.items() if kind == "letter_queued"}
    for stream, count in queued.items():
        if (sent := kinds[stream, "letter_sent"]) != count:
            yield f"{stream}: {sent} of {count} letters left"
    left = [each for each in (folder / "left").glob("*") if not each.name.startswith(".")]
    if len(left) != sum(queued.values()):
        yield f"{sum(queued.values())} letters were to leave, and {len(left)} lie in the folder"
