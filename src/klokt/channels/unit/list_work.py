"""What a person does with rows of a list: take them, give them on or back, let them rest, wake them, print letters."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from klokt.channels.unit.happened import CLOSING
from klokt.channels.unit.list_asked import FOUND, Narrowed, asked_again
from klokt.channels.unit.list_page import Done, Form, back_to, list_shown
from klokt.channels.unit.list_people import colleagues_of
from klokt.channels.unit.list_view import LONGEST_REST
from klokt.channels.unit.person import Doorkeeper
from klokt.channels.unit.visit import Visit
from klokt.errors import TriageError
from klokt.letters.bundle import bundle
from klokt.model.worklist import Outgoing
from klokt.triage.follow_up import close
from klokt.triage.hold import assign, snooze, wake

ACTS = ("take", "leave", "give", "rest", "await", "wake")
MORNING = time(7)
"""When what rests until a day wakes, in the unit's own time."""

ON_PAPER = ("letter_pdf", "patient_pdf")
"""The kinds of letters that can be printed."""

PRINTED = ("waiting", "sending", "sent", "failed")
"""Where a letter may stand that is printed: one that was withdrawn is nobody's letter."""


@post("/{language:str}/units/{unit:str}/rows/{act:str}", status_code=200, sync_to_thread=True)
def row_work(
    visit: NamedDependency[Visit], doorkeeper: NamedDependency[Doorkeeper], act: FromPath[str], data: Form
) -> Response[Any]:
    """Do one thing with each row that is chosen, and show the list again, which tells how many it was done with.

    What is urgent does not rest, and what somebody else changed meanwhile stays as it is: those are counted too.
    """
    if act not in ACTS:
        raise NotFoundException
    rows, fault = chosen_rows(data), _lacks(visit, doorkeeper, act, data)
    if fault or not rows:
        return _again(visit, doorkeeper, data, Done(fault=fault or "none_chosen"))
    left = sum(not _did(visit, act, stream, version, data) for stream, version in rows.items())
    return _again(visit, doorkeeper, data, Done(act, len(rows) - left, left))


@post("/{language:str}/units/{unit:str}/print", status_code=200, sync_to_thread=True)
def print_rows(visit: NamedDependency[Visit], doorkeeper: NamedDependency[Doorkeeper], data: Form) -> Response[Any]:
    """Send the letters of the chosen rows as one PDF to print; that they were read is recorded for each referral."""
    rows = chosen_rows(data)
    kept = [letter for stream in rows for letter in _letters(visit, stream)]
    pages = [each for each in map(visit.journal.letter_bytes, kept) if each is not None]
    if not pages:
        return _again(visit, doorkeeper, data, Done(fault="no_letters" if rows else "none_chosen"))
    for stream in dict.fromkeys(each.stream for each in kept):
        visit.journal.opened(stream, visit.house.now())
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'inline; filename="letters.pdf"'}
    return Response(bundle(pages), media_type="application/pdf", headers=headers)


@post("/{language:str}/units/{unit:str}/promises/close", status_code=303, sync_to_thread=True)
def close_promise(visit: NamedDependency[Visit], data: Form) -> Response[Any]:
    """Close what the unit owes for one of the reasons, and lead back to the list."""
    asked = replace(asked_again(data.get("asked", "")), show="promises")
    because, version = data.get("because", ""), data.get("version", "")
    if because not in CLOSING or not _is_number(version):
        return back_to(visit, asked, Done(fault="lacks_because"))
    stream = data.get("stream", "")
    try:
        if visit.journal.item(stream).unit != visit.unit:
            raise NotFoundException
        close(visit.journal, stream, int(version), data.get("obligation", ""), because, visit.house.now())
    except TriageError as error:
        return back_to(visit, asked, Done(fault=error.code))
    return back_to(visit, asked, Done("close", 1))


def chosen_rows(data: Mapping[str, str]) -> dict[str, int]:
    """Return the rows that a form chooses, each with the version that the person saw."""
    chosen = ((name.removeprefix("row."), value) for name, value in data.items() if name.startswith("row."))
    return {stream: int(version) for stream, version in chosen if _is_number(version)}


def _again(visit: Visit, doorkeeper: Doorkeeper, data: Mapping[str, str], done: Done) -> Response[Any]:
    """The list that the form was sent from: by its address, or, where words were searched for, as the answer itself."""
    asked: Narrowed = asked_again(data.get("asked", ""))
    if search := data.get("search", ""):
        return list_shown(visit, doorkeeper, replace(asked, show=FOUND, search=search), done)
    return back_to(visit, asked, done)


def _lacks(visit: Visit, doorkeeper: Doorkeeper, act: str, data: Mapping[str, str]) -> str:
    """What a form lacks for a step; empty where it lacks nothing."""
    if act == "give" and data.get("to") not in {who for who, _ in colleagues_of(visit, doorkeeper).others}:
        return "lacks_person"
    return "bad_day" if act == "rest" and _until(visit, data.get("until", "")) is None else ""


def _did(visit: Visit, act: str, stream: str, version: int, data: Mapping[str, str]) -> bool:
    """Do it with one row, and return whether it was done."""
    journal, now = visit.journal, visit.house.now()
    try:
        if journal.item(stream).unit != visit.unit:
            return False
        match act:
            case "take":
                assign(journal, stream, version, journal.who, now)
            case "leave":
                assign(journal, stream, version, None, now)
            case "give":
                assign(journal, stream, version, data["to"], now)
            case "rest":
                snooze(journal, stream, version, _until(visit, data["until"]) or now, "waiting", now)
            case "await":
                snooze(journal, stream, version, _morning(visit, LONGEST_REST), "answer", now)
            case _:
                wake(journal, stream, version, now)
    except TriageError:
        return False
    return True


def _until(visit: Visit, day: str) -> datetime | None:
    """The morning of a day from tomorrow on that is not too far off; None for anything else."""
    try:
        days = (date.fromisoformat(day) - visit.house.today(visit.unit)).days
    except ValueError:
        return None
    return _morning(visit, days) if 1 <= days <= LONGEST_REST else None


def _morning(visit: Visit, days: int) -> datetime:
    day = visit.house.today(visit.unit) + timedelta(days=days)
    return datetime.combine(day, MORNING, visit.at_work.settings.place)


def _letters(visit: Visit, stream: str) -> list[Outgoing]:
    """The letters of a referral of the unit that can be printed."""
    found = visit.journal.letters(stream)
    return [each for each in found if each.unit == visit.unit and each.kind in ON_PAPER and each.state in PRINTED]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


list_steps = (row_work, print_rows, close_promise)
"""The steps that a person takes with rows of a list."""
