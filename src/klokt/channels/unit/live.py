"""News of a unit: tells a page that its list has changed, so that nobody works on an old one."""

import asyncio
from collections.abc import AsyncIterator

from litestar import get
from litestar.di import NamedDependency
from litestar.response import ServerSentEvent

from klokt.channels.unit.visit import Visit

PAUSE = 2.0
"""Seconds between one look and the next."""

LONGEST = 1800
"""How many looks one connection has: about an hour. The browser then connects again, if its session lasts."""


@get("/{language:str}/units/{unit:str}/live", sync_to_thread=False)
def live(visit: NamedDependency[Visit]) -> ServerSentEvent:
    """Send "changed" whenever something happened in the unit, and nothing else: what it was is for the page to ask."""
    return ServerSentEvent(_news(visit))


async def _news(visit: Visit) -> AsyncIterator[dict[str, str]]:
    before = await asyncio.to_thread(visit.journal.position, visit.unit)
    yield {"event": "begun", "data": ""}
    for _ in range(LONGEST):
        await asyncio.sleep(PAUSE)
        now = await asyncio.to_thread(visit.journal.position, visit.unit)
        if now != before:
            before = now
            yield {"event": "changed", "data": ""}
