"""Time each page of the demo in one process, without a network, and print a table and what a first view weighs."""

import asyncio
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from litestar import Litestar
from litestar.testing import TestClient

from channels.web.browsing import Page
from klokt.channels.web.app import web_app
from klokt.channels.web.assets import Assets
from klokt.channels.web.desk import Desk
from klokt.content.load import library, load, usable

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = ("web_referrals.jsonl", "web_episodes.jsonl")
ROUNDS = 100
ONE, TWO = "/nb/referrals/w-05", "/nb/referrals/w-11"


@dataclass(frozen=True)
class Request:
    """A page, how it is asked for, and words that its answer must hold."""

    name: str
    url: str
    words: str
    form: tuple[tuple[str, str], ...] = ()


def main() -> None:
    """Check every page, then time them in turns."""
    files = [(name, (EXAMPLES / name).read_bytes()) for name in FILES]
    app = web_app(Desk([usable(load(folder)) for folder in library().values()], files))
    requests = [
        Request("sign of life", "/healthz", "ok"),
        Request("list of 21", "/nb/", "21 av 21"),
        Request("referral, one joint", ONE, "Returneres"),
        Request("the same with an answer", ONE, "Haster", _answered(app, ONE)),
        Request("referral, two joints", TWO, "Prioriteres"),
        Request("the same with an answer", TWO, "Haster", _answered(app, TWO)),
        Request("list of 10 courses", "/en/courses/", "10 courses"),
        Request("one course", "/en/courses/c-05", "Next step"),
    ]
    asyncio.run(_measure(app, requests))
    weights = [asset.zipped or asset.plain for name, asset in Assets().assets.items() if not name.endswith("woff2")]
    print(
        f"\nstyle and script, in gzip, without fonts: {sum(map(len, weights)) / 1000:.0f} kB, kept after the first view"
    )


def _answered(app: Litestar, url: str) -> tuple[tuple[str, str], ...]:
    """The whole form of a page with one red flag answered, as a browser sends it."""
    with TestClient(app) as client:
        form = Page(client.get(url)).form
    return tuple((form | {"0.septic_arthritis_suspected": "yes"}).items())


async def _measure(app: Litestar, requests: list[Request]) -> None:
    times: dict[int, list[float]] = {number: [] for number in range(len(requests))}
    sizes: dict[int, int] = {}
    for number, request in enumerate(requests):
        plain = await _sent(app, request, zipped=False)
        assert request.words in plain.decode(), request.name
        sizes[number] = len(await _sent(app, request, zipped=True))
    for _ in range(ROUNDS):
        for number, request in enumerate(requests):
            start = time.perf_counter()
            await _sent(app, request, zipped=True)
            times[number].append((time.perf_counter() - start) * 1000)
    print("| page | min ms | p50 ms | p95 ms | kB sent |\n| --- | ---: | ---: | ---: | ---: |")
    for number, request in enumerate(requests):
        ordered = sorted(times[number])
        least, most = ordered[0], ordered[int(ROUNDS * 0.95)]
        told = f"{least:.1f} | {statistics.median(ordered):.1f} | {most:.1f} | {sizes[number] / 1000:.1f}"
        print(f"| {request.name} | {told} |")


async def _sent(app: Litestar, request: Request, zipped: bool) -> bytes:
    """What the application sends for a request."""
    body = urlencode(request.form).encode()
    headers = [(b"host", b"localhost"), (b"accept-encoding", b"gzip" if zipped else b"identity")]
    if body:
        headers += [
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"content-length", str(len(body)).encode()),
        ]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST" if body else "GET",
        "scheme": "http",
        "path": request.url,
        "raw_path": request.url.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
        "extensions": {},
    }
    parts: list[bytes] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.body":
            parts.append(message["body"])

    called: Any = app  # a bare ASGI call, with plain dicts
    await called(scope, receive, send)
    return b"".join(parts)


main()
