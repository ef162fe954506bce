"""What a person does with rows of a list: take them, give them to all again, let them rest, or wake them."""

from datetime import datetime, time, timedelta
from typing import Annotated, Any

from litestar import post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect

from klokt.channels.unit.visit import Visit
from klokt.errors import TriageError
from klokt.triage.hold import assign, snooze, wake

Rows = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]

ACTS = ("take", "leave", "rest", "wake")
MORNING = time(7)
"""When what rests until a day wakes, in the unit's own time."""

LONGEST_REST = 90
"""Days."""


@post("/{language:str}/units/{unit:str}/rows/{act:str}", sync_to_thread=True)
def row_work(visit: NamedDependency[Visit], act: FromPath[str], data: Rows) -> Redirect:
    """Do one thing with each row that is chosen, and lead back to the list, which tells how many it was done with.

    What is urgent does not rest, and what somebody else changed meanwhile stays as it is: those are counted too.
    """
    if act not in ACTS:
        raise NotFoundException
    done = left = 0
    for name, version in data.items():
        if name.startswith("row.") and str(version).isdecimal():
            try:
                _do(visit, act, name.removeprefix("row."), int(version), data)
            except TriageError:
                left += 1
            else:
                done += 1
    show = str(data.get("show", "todo"))
    return Redirect(
        f"{visit.here('')}?show={show if show.isalpha() else 'todo'}&done={done}&left={left}", status_code=303
    )


def _do(visit: Visit, act: str, stream: str, version: int, data: dict[str, Any]) -> None:
    journal, now = visit.journal, visit.house.now()
    match act:
        case "take":
            assign(journal, stream, version, journal.who, now)
        case "leave":
            assign(journal, stream, version, None, now)
        case "rest":
            snooze(journal, stream, version, _until(visit, str(data.get("days", ""))), "waiting", now)
        case _:
            wake(journal, stream, version, now)


def _until(visit: Visit, days: str) -> datetime:
    """The morning of the day that is so many days from today."""
    if not (days.isdecimal() and 1 <= int(days) <= LONGEST_REST):
        raise TriageError("K705", f"a referral rests from 1 to {LONGEST_REST} days")
    day = visit.house.today(visit.unit) + timedelta(days=int(days))
    return datetime.combine(day, MORNING, visit.at_work.settings.place)
