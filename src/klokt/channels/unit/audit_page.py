"""The page of the audit: who opened and did what, and when, for those who answer for the unit."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import FromPath
from litestar.response import Stream

from klokt.channels.unit.house import House
from klokt.channels.unit.person import Doorkeeper, Person
from klokt.channels.web.page import Asked, Pages
from klokt.model.event import ReferralReceived
from klokt.storage.audit import Done, Wanted, audit
from klokt.storage.codec import kind_of
from klokt.storage.people import Known, known_people

A_PAGE = 100
A_PART = 500

CONCERNS = {
    "opened", kind_of(ReferralReceived), "proposed", "corrected", "claimed", "released", "assigned", "snoozed", "woken",
    "decided", "decision_undone", "obligation_awaited", "obligation_opened", "obligation_closed", "letter_queued",
    "letter_sending", "letter_sent", "letter_failed", "letter_withdrawn", "second_reading_wanted", "second_read",
    "second_reading_settled",
}  # fmt: skip
"""The kinds of events that concern a referral, which the page can lead to."""

TOLD = CONCERNS | {
    "message_taken", "message_not_read", "message_differs", "message_settled", "course_recorded", "signed_in",
    "signed_out", "person_erased",
}  # fmt: skip
"""The kinds that the page has words for; one that is newer than the words is told as something else."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the filters of the page ask for, as they stand in its address: a person's id, and days in the unit."""

    who: str = ""
    since: str = ""
    until: str = ""

    def wanted(self, place: ZoneInfo) -> Wanted:
        """Return the moments of the days in a zone, the last day whole; raise ClientException for no day."""
        since, until = _day(self.since), _day(self.until)
        return Wanted(
            self.who or None,
            datetime.combine(since, time(), place) if since else None,
            datetime.combine(until + timedelta(days=1), time(), place) if until else None,
        )

    def query(self, **more: object) -> str:
        """Return what follows the page's address."""
        told = {"who": self.who, "since": self.since, "until": self.until, **more}
        return urlencode({name: value for name, value in told.items() if value})


@get("/{language:str}/units/{unit:str}/audit", sync_to_thread=True)
def audit_page(
    request: Asked,
    language: FromPath[str],
    unit: FromPath[str],
    person: NamedDependency[Person],
    house: NamedDependency[House],
    pages: NamedDependency[Pages],
    doorkeeper: NamedDependency[Doorkeeper],
) -> Response[str]:
    """Show what was done in a unit, the newest first, narrowed by person and days where that is asked."""
    asking, before = _asking(request), _position(request)
    place = _place(house, unit)
    found = audit(house.store.engine, person.access, unit, asking.wanted(place), before, A_PAGE + 1)
    shown, people = found[:A_PAGE], known_people(house.store.engine)
    context = {
        "unit": unit,
        "unit_name": house.units[unit].settings.name,
        "asking": asking,
        "rows": [_row(each, place, people) for each in shown],
        "people": [each for each in people.values() if unit in doorkeeper.roles_of(each.granted)],
        "older": asking.query(before=shown[-1].position) if len(found) > A_PAGE else "",
        "newest": asking.query() if before else None,
        "as_file": asking.query(),
    }
    return pages.page(request, language, "audit.html", **context)


@get("/{language:str}/units/{unit:str}/audit.csv", sync_to_thread=True)
def audit_file(
    request: Asked,
    language: FromPath[str],
    unit: FromPath[str],
    person: NamedDependency[Person],
    house: NamedDependency[House],
) -> Stream:
    """Send the same as a file (RFC 4180), whole: times in UTC, ids beside names."""
    wanted = _asking(request).wanted(_place(house, unit))
    first = audit(house.store.engine, person.access, unit, wanted, None, A_PART)
    headers = {"Content-Disposition": f'attachment; filename="audit-{unit}.csv"', "Cache-Control": "no-store"}
    return Stream(_lines(house, person, unit, wanted, first), media_type="text/csv; charset=utf-8", headers=headers)


audit_routes = (audit_page, audit_file)


def _lines(house: House, person: Person, unit: str, wanted: Wanted, found: list[Done]) -> Iterator[str]:
    people = known_people(house.store.engine)
    yield _line("time", "who", "name", "act", "concerns")
    while found:
        for each in found:
            known = people.get(each.who)
            yield _line(each.at.isoformat(), each.who, known.name if known else "", each.kind, each.stream)
        found = audit(house.store.engine, person.access, unit, wanted, found[-1].position, A_PART)


def _line(*cells: str) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in cells])
    return text.getvalue()


def _row(done: Done, place: ZoneInfo, people: dict[str, Known]) -> dict[str, object]:
    known = people.get(done.who)
    return {
        "at": done.at.astimezone(place),
        "who": done.who,
        "name": known.name if known else done.who,
        "did": f"did_{done.kind}" if done.kind in TOLD else "did_other",
        "stream": done.stream if done.kind in CONCERNS else None,
    }


def _asking(request: Asked) -> Asking:
    told = request.query_params
    return Asking(told.get("who", ""), told.get("since", ""), told.get("until", ""))


def _place(house: House, unit: str) -> ZoneInfo:
    if unit not in house.units:
        raise NotFoundException
    return house.units[unit].settings.place


def _position(request: Asked) -> int | None:
    told = request.query_params.get("before", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ClientException from None
