"""News of a unit: tells a page what came in, that its list has changed, and which rows somebody looks at now."""

import asyncio
import json
from collections.abc import AsyncIterator

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import ServerSentEvent

from klokt.channels.unit.list_people import Colleagues, colleagues_of
from klokt.channels.unit.person import Doorkeeper
from klokt.channels.unit.visit import Visit
from klokt.channels.web.page import Asked
from klokt.errors import TriageError

PAUSE = 2.0
"""Seconds between one look and the next."""

LONGEST = 1800
"""How many looks one connection has: about an hour. The browser then connects again, if its session lasts."""


@get("/{language:str}/units/{unit:str}/live", sync_to_thread=False)
def live(
    request: Asked,
    visit: NamedDependency[Visit],
    doorkeeper: NamedDependency[Doorkeeper],
    since: FromQuery[int] = 0,
) -> ServerSentEvent:
    """Send news as they come, each event telling all that happened since the list was read at the place `since`.

    "news" tells how many came in (`new`), whether anything else changed (`changed`), and of the rows that somebody
    else looks at, or no longer does, in words and for how many seconds (`rows`). When the session ends, so do they.
    """
    return ServerSentEvent(_news(request, visit, doorkeeper, since))


async def _news(request: Asked, visit: Visit, doorkeeper: Doorkeeper, since: int) -> AsyncIterator[dict[str, str]]:
    before = since or await asyncio.to_thread(visit.journal.position, visit.unit)
    first = before
    yield {"event": "begun", "data": ""}
    for _ in range(LONGEST):
        now = await asyncio.to_thread(visit.journal.position, visit.unit)
        if now != before:
            told = await asyncio.to_thread(news_since, visit, doorkeeper, first, before)
            before = now
            yield {"event": "news", "data": json.dumps(told)}
        await asyncio.sleep(PAUSE)
        if await asyncio.to_thread(doorkeeper.person_of, request) is None:
            return


def news_since(visit: Visit, doorkeeper: Doorkeeper, first: int, before: int) -> dict[str, object]:
    """Return what to tell: what came in and changed since `first`, and who looks at what since `before`."""
    found = visit.journal.news(visit.unit, first)
    latest = visit.journal.news(visit.unit, before) if before != first else found
    people = colleagues_of(visit, doorkeeper)
    rows = {stream: told for stream in latest.looked_at if (told := _claim(visit, people, stream)) is not None}
    return {"new": found.arrived, "changed": found.changed, "rows": rows}


def _claim(visit: Visit, people: Colleagues, stream: str) -> dict[str, object] | None:
    try:
        item = visit.journal.item(stream)
    except TriageError:
        return None
    now, until = visit.house.now(), item.claimed_until
    if until is None or until <= now or item.claimed_by in (None, visit.person.who):
        return {"told": "", "seconds": 0}
    told = visit.view.word("claimed_now", who=people.name(item.claimed_by))
    return {"told": told, "seconds": (until - now).total_seconds()}
