"""Bring orders to the FHIR door of the served program, several at once, on SQLite and on PostgreSQL; print a table."""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count, cycle

import httpx

from browser.arriving import as_fhir, imaging_rows
from channels.doors.served import answers, free_port
from channels.unit.house import ROOT
from databases import server
from klokt.storage.store import Store

ORDERS, FIRST = 600, 100
AT_ONCE = (1, 8, 32)
CODE = "import sys; from klokt.app import main; sys.exit(main(sys.argv[1:]))"
HEADERS = {"Authorization": "Bearer demo-door", "Content-Type": "application/fhir+json"}


def main() -> None:
    """Measure both databases."""
    print("| database | at once | orders a second | p50 ms | p95 ms |\n| --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", f"sqlite:///{folder}/unit.db")
    with server(durable=True) as base:
        if base is None:
            sys.exit("PostgreSQL is not installed")
        measure("PostgreSQL", base.format(name="postgres"))


def measure(name: str, url: str) -> None:
    """Serve a new journal, and bring orders by ever more clients; the first are not counted."""
    with Store(url) as store:
        store.upgrade()
    port, orders = free_port(), made_up()
    command = [sys.executable, "-c", CODE, "serve", "--database", url, "--units", str(ROOT / "examples" / "units.toml")]
    with subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            while not answers(port):
                assert process.poll() is None, "the server ended before it answered"
                time.sleep(0.1)
            asyncio.run(bring(port, [next(orders) for _ in range(FIRST)], 1))
            for at_once in AT_ONCE:
                whole, times = asyncio.run(bring(port, [next(orders) for _ in range(ORDERS)], at_once))
                p95 = statistics.quantiles(times, n=20)[-1]
                print(f"| {name} | {at_once} | {ORDERS / whole:.0f} | {statistics.median(times):.0f} | {p95:.0f} |")
        finally:
            process.terminate()


def made_up() -> Iterator[bytes]:
    """Yield orders, each with a number of its own and the words of a labelled referral."""
    for number, row in zip(count(), cycle(imaging_rows()), strict=False):
        yield as_fhir({**row, "id": f"{row['id']}-{number}"})


async def bring(port: int, orders: list[bytes], at_once: int) -> tuple[float, list[float]]:
    """Bring orders by so many clients; return the seconds they took together, and the milliseconds of each."""
    left, times = iter(orders), list[float]()
    limits = httpx.Limits(max_connections=at_once)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60, limits=limits) as client:

        async def works() -> None:
            for order in left:
                started = time.perf_counter()
                answer = await client.post("/fhir/R4/ServiceRequest", content=order, headers=HEADERS)
                times.append(1000 * (time.perf_counter() - started))
                assert answer.status_code == 201, (answer.status_code, json.loads(answer.content))

        started = time.perf_counter()
        await asyncio.gather(*(works() for _ in range(at_once)))
        return time.perf_counter() - started, times


if __name__ == "__main__":
    main()
