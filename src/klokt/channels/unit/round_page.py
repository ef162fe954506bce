"""A round of a person: begin one, go on to the next referral, pass one, see how it went, and end it."""

from datetime import UTC
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect

from klokt.channels.unit.list_page import Form
from klokt.channels.unit.referral_work import CLAIMED_FOR
from klokt.channels.unit.round import COOKIE, SIZES, Round, kept, leave, round_of, take_next
from klokt.channels.unit.round_view import summary, unread
from klokt.channels.unit.visit import Visit
from klokt.channels.web.page import Asked
from klokt.model.access import DECIDES
from klokt.triage.hold import release

PATH = "/{language:str}/units/{unit:str}/round"

LASTS = 12 * 3600
"""How many seconds a round can be gone on with: a working day."""


@post(f"{PATH}/begin", sync_to_thread=True)
def begin(request: Asked, visit: NamedDependency[Visit], data: Form) -> Redirect:
    """Begin a round of so many referrals, and open the first."""
    _may(visit)
    said = data.get("size", "")
    size = int(said) if said in map(str, SIZES) else SIZES[0]
    return _on(request, visit, Round(visit.unit, visit.house.now().astimezone(UTC), size))


@post(f"{PATH}/next", sync_to_thread=True)
def go_on(request: Asked, visit: NamedDependency[Visit], data: Form) -> Redirect:
    """Open the next referral of the round; one that the form passes is left to others, and told at the end."""
    _may(visit)
    going = round_of(request.cookies, visit.person, visit.unit)
    if going is None:
        return Redirect(visit.here(""), status_code=303)
    stream = data.get("pass", "")
    if stream and visit.journal.item(stream).unit == visit.unit:
        release(visit.journal, stream, visit.house.now())
        going = going.without(stream)
    return _on(request, visit, going)


@post(f"{PATH}/end", sync_to_thread=True)
def end(request: Asked, visit: NamedDependency[Visit]) -> Redirect:
    """End the round, leave what was open to others, and lead back to the list."""
    going = round_of(request.cookies, visit.person, visit.unit)
    if going is not None:
        leave(going, visit.journal, visit.house.now())
    answer = Redirect(visit.here(""), status_code=303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


@get(PATH, sync_to_thread=True)
def round_so_far(request: Asked, visit: NamedDependency[Visit]) -> Response[Any]:
    """Show how the round went so far, with each decision; lead to the list where there is none."""
    going = round_of(request.cookies, visit.person, visit.unit)
    if going is None:
        return Redirect(visit.here(""))
    shown = summary(visit, going, request.query_params.get("all") == "yes")
    context = {"round": shown, "unread": unread(visit), "sizes": SIZES, "here": visit.here, "unit": visit.unit}
    return visit.pages.shown(visit.view, "round.html", context)


@get([f"{PATH}/begin", f"{PATH}/next", f"{PATH}/end"], sync_to_thread=False)
def back_to_round(visit: NamedDependency[Visit]) -> Redirect:
    """Lead from the address of a step, which a browser may keep, to the round as it stands."""
    return Redirect(visit.here("round"))


def _on(request: Asked, visit: Visit, going: Round) -> Redirect:
    now = visit.house.now()
    stream = take_next(going, visit.journal, now, now + CLAIMED_FOR)
    answer = Redirect(visit.here("referrals", stream) if stream else f"{visit.here('round')}?all=yes", status_code=303)
    secure = request.url.scheme == "https"
    answer.set_cookie(
        COOKIE, kept(going, visit.person), max_age=LASTS, path="/", httponly=True, samesite="lax", secure=secure
    )
    return answer


def _may(visit: Visit) -> None:
    if not visit.person.access.roles.get(visit.unit, frozenset()) & DECIDES:
        raise PermissionDeniedException


round_routes = (back_to_round, round_so_far, begin, go_on, end)
"""The pages of a round."""
