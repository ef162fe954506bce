"""The doors over real HTTP: what docs/doors.md shows works, and a server that is killed loses nothing."""

import json
import random
import re
import shlex
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from channels.doors.bringing import EXAMPLES, FHIR, items, order, promises, put_on_hold
from channels.doors.served import free_port, server
from channels.unit.house import NOW, units
from klokt.channels.unit.house import House
from klokt.storage.store import Store
from klokt.storage.verify import verify
from klokt.triage.receive import Incoming, referral_stream, stream_of

PAGE = (EXAMPLES.parent / "docs" / "doors.md").read_text("utf-8")
COMMANDS = re.findall(r"^curl .+$", PAGE, re.MULTILINE)
KILLS = 3


def run(command: str, port: int) -> str:
    """Run a command of the page against a port, and return what it wrote."""
    words = shlex.split(command.replace("8000", str(port)))
    done = subprocess.run(words, cwd=EXAMPLES.parent, capture_output=True, text=True, check=True)  # noqa: S603 (our page)
    return done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_commands_of_the_page_do_what_it_says(url: str) -> None:
    port = free_port()
    with Store(url) as store, server(url, port):
        house = House(store, units(), lambda: NOW)
        metadata, an_order, a_report, xml = COMMANDS
        assert '"CapabilityStatement"' in run(metadata, port)
        assert '"informational"' in run(an_order, port)
        put_on_hold(house, items(house)[0].stream)
        assert '"informational"' in run(a_report, port)
        assert promises(house)["mr_after_unexplained_xray"] == "open"
        assert '<Status V="1"' in run(xml, port)


def orders() -> Iterator[int]:
    """Numbers of orders, without end."""
    number = 0
    while True:
        yield (number := number + 1)


def bring_until_killed(port: int, numbers: Iterator[int], lock: threading.Lock, told: list[int]) -> None:
    """Bring one order after another, and note each that is acknowledged, until nobody answers."""
    with httpx.Client() as client:
        while True:
            with lock:
                number = next(numbers)
            body = json.dumps(order(f"order-{number}"))
            try:
                answer = client.post(f"http://127.0.0.1:{port}/fhir/R4/ServiceRequest", content=body, headers=FHIR)
            except httpx.HTTPError:
                return
            if answer.status_code == 201:
                told.append(number)


def test_an_order_that_was_acknowledged_is_there_once_when_the_server_is_killed(url: str) -> None:
    dice, numbers, lock, told = random.Random(6), orders(), threading.Lock(), list[int]()  # noqa: S311 (moments)
    for _ in range(KILLS):
        port, before = free_port(), len(told)
        with server(url, port) as process, ThreadPoolExecutor(3) as pool:
            for _ in range(3):
                pool.submit(bring_until_killed, port, numbers, lock, told)
            while len(told) < before + dice.randint(1, 8):
                time.sleep(0.01)
            process.kill()
    with Store(url) as store:
        found = [each.stream for each in items(House(store, units(), lambda: NOW))]
        named = (Incoming("granvik_imaging", "", "practices", name(number), b"") for number in told)
        assert [found.count(referral_stream(stream_of(each), 0)) for each in named] == [1] * len(told)
        assert len(found) == len(set(found))
        assert verify(store.engine).wrong == []


def name(number: int) -> str:
    """Return the name by which an order is known."""
    return f"https://practice.example/orders|order-{number}"
