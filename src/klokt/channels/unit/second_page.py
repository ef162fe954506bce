"""Second readings of a unit: those that wait, the referral without what was decided, and both answers compared."""

from dataclasses import dataclass
from typing import Annotated

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect

from klokt.channels.unit.agreement_page import agreement_page
from klokt.channels.unit.case import Case, CaseHere
from klokt.channels.unit.second_view import answer_in, blind_view, compared_view
from klokt.channels.unit.told import told_time
from klokt.channels.unit.visit import Visit
from klokt.channels.web.page import Asked, Pages, address
from klokt.channels.web.summary import told_patient
from klokt.errors import TriageError
from klokt.model.second_reading import Settled
from klokt.triage.second_reading import Answer, asked, read_second, settle_second

LONGEST_NOTE = 2000
PATH = "/{language:str}/units/{unit:str}/second/{stream:str}"

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A second reading that waits: whose, why, since when, and whether both answers are there to be compared."""

    stream: str
    patient: str
    why: str
    since: str
    is_answered: bool


@get("/{language:str}/units/{unit:str}/second/", sync_to_thread=True)
def second_readings(visit: NamedDependency[Visit], agreed: FromQuery[bool] = False) -> Response[str]:
    """Show what waits for the reader's second answer, or for both answers to be compared; the oldest first."""
    journal, language, place = visit.journal, visit.view.language, visit.at_work.settings.place
    found = journal.second_readings(visit.unit)
    referrals, today = journal.referrals([each.stream for each in found]), visit.house.today(visit.unit)
    rows = [
        WaitingRow(
            each.stream,
            told_patient(referrals[each.stream], today, language) if each.stream in referrals else "",
            each.why.value,
            told_time(each.first_at, place, language),
            each.second_by is not None,
        )
        for each in found
    ]
    context = {"rows": rows, "here": visit.here, "unit_name": visit.at_work.settings.name, "agreed": agreed}
    context["total"] = journal.count_second_readings(visit.unit)
    return visit.pages.shown(visit.view, "second_list.html", context)


@get(PATH, sync_to_thread=True)
def second_reading(
    request: Asked, language: FromPath[str], case: CaseHere, pages: NamedDependency[Pages]
) -> Response[str] | Redirect:
    """Show a referral to a second reader without what was decided, or both answers; where neither waits, lead to it."""
    found = asked(case.history)
    mine = found is not None and found.first.actor == case.person.who
    if found is None or not case.may_decide or (found.second is None and mine):
        return Redirect(address(language, "units", case.item.unit, "referrals", case.stream), status_code=303)
    return _shown(request, language, case, pages)


@post(f"{PATH}/answer", sync_to_thread=True, status_code=200)
def answer_second(
    request: Asked, language: FromPath[str], data: Form, case: CaseHere, pages: NamedDependency[Pages]
) -> Response[str] | Redirect:
    """Keep a second answer. Where it is the first one too, that is the end of it; else both are shown."""
    found = asked(case.history)
    chosen = data.get("choice", "")
    told = answer_in(case, chosen, data.get(f"outcome.{chosen}", ""))
    if found is None:
        return Redirect(address(language, "units", case.item.unit, "referrals", case.stream), status_code=303)
    if told is None:
        return _shown(request, language, case, pages, "lacks_choice")
    note = data.get("note", "").strip()[:LONGEST_NOTE] or None
    blind = not case.journal.has_seen(case.stream, found.first.at)
    try:
        read_second(case.journal, case.stream, _version(data), Answer(*told, blind, note), case.at)
    except TriageError as error:
        return _shown(request, language, case, pages, error.code)
    if (found.wish.choice, found.wish.outcome) == told:
        return Redirect(f"{address(language, 'units', case.item.unit, 'second', '')}?agreed=true", status_code=303)
    return Redirect(address(language, "units", case.item.unit, "second", case.stream), status_code=303)


@post(f"{PATH}/settle", sync_to_thread=True, status_code=200)
def settle_it_twice(
    request: Asked, language: FromPath[str], data: Form, case: CaseHere, pages: NamedDependency[Pages]
) -> Response[str] | Redirect:
    """Keep what is to become of the first answer; whoever changes it is led to the referral, to decide anew."""
    how = data.get("how", "")
    if how not in {each.value for each in Settled}:
        raise ClientException
    try:
        settle_second(case.journal, case.stream, _version(data), Settled(how), case.at)
    except TriageError as error:
        return _shown(request, language, case, pages, error.code)
    kept = Settled(how) is Settled.KEPT
    where = ("second", "") if kept else ("referrals", case.stream)
    return Redirect(address(language, "units", case.item.unit, *where), status_code=303)


def _shown(request: Asked, language: str, case: Case, pages: Pages, fault: str = "") -> Response[str]:
    """The page as it stands: the referral alone until there is a second answer, then both; `fault` is why not."""
    if not case.may_decide:
        raise PermissionDeniedException
    found = asked(case.history)
    compared = compared_view(case, found, language) if found else None
    case.journal.opened(case.stream, case.at, blind=compared is None)
    if compared is not None:
        answer = pages.page(request, language, "second_compare.html", it=compared, fault=fault)
    else:
        answer = pages.page(request, language, "second_read.html", it=blind_view(case, language), fault=fault)
    answer.status_code = (409 if fault.startswith("K") else 422) if fault else 200
    return answer


def _version(form: dict[str, str]) -> int:
    said = form.get("version", "")
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise ClientException
    return int(said)


second_routes = (second_readings, second_reading, answer_second, settle_it_twice, agreement_page)
"""The pages of second readings, and of what they tell."""
