"""The worklist of a unit: what is collected and waits, each of its other lists, and what a search finds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body
from litestar.response import Redirect

from klokt.channels.unit.course_list_page import course_tab
from klokt.channels.unit.list_asked import FOUND, LISTS, Narrowed, narrowed_from, query_of
from klokt.channels.unit.list_people import colleagues_of
from klokt.channels.unit.list_view import list_view
from klokt.channels.unit.person import Doorkeeper
from klokt.channels.unit.round_view import beside_list
from klokt.channels.unit.visit import Visit
from klokt.channels.web.page import Asked
from klokt.errors import TriageError

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]

STEPS = ("take", "leave", "give", "rest", "await", "wake", "close", "keep", "drop")
"""What a page of a list can tell that was done just before."""

FAULTS = (
    "none_chosen",
    "no_letters",
    "bad_day",
    "lacks_because",
    "lacks_person",
    "K701",
    "K702",
    "K703",
    "K704",
    "K730",
)
"""Why a step was not taken."""


@dataclass(frozen=True, slots=True)
class Done:
    """The step before: what was done, with how many, how many were left as they are, and why nothing was done."""

    step: str = ""
    done: int = 0
    left: int = 0
    fault: str = ""


@get("/{language:str}/units/{unit:str}/", sync_to_thread=True)
def worklist(request: Asked, visit: NamedDependency[Visit], doorkeeper: NamedDependency[Doorkeeper]) -> Response[str]:
    """Show a page of a list; 404 for a list that there is not."""
    said = {name: value for name, value in request.query_params.items() if isinstance(value, str)}
    return list_shown(visit, doorkeeper, narrowed_from(said), _done(said))


@post("/{language:str}/units/{unit:str}/find", status_code=200, sync_to_thread=True)
def find(visit: NamedDependency[Visit], doorkeeper: NamedDependency[Doorkeeper], data: Form) -> Response[str]:
    """Show what words find in all that the unit has; the words stand in the form alone, never in an address."""
    search = " ".join(data.get("search", "")[:200].split())
    asked = replace(narrowed_from(data), show=FOUND if search else "todo", search=search)
    return list_shown(visit, doorkeeper, asked, Done())


@get("/{language:str}/units/{unit:str}/find", sync_to_thread=False)
def back_to_list(visit: NamedDependency[Visit]) -> Redirect:
    """Lead from the address of a search, which a browser may keep, to the list."""
    return Redirect(visit.here(""))


def list_shown(visit: Visit, doorkeeper: Doorkeeper, asked: Narrowed, done: Done) -> Response[str]:
    """Return a page of a list; raise NotFoundException for a list that there is not."""
    if asked.show not in (*LISTS, *([FOUND] if asked.search else ())):
        raise NotFoundException
    try:
        with visit.journal.at_once():
            shown = list_view(visit, asked, colleagues_of(visit, doorkeeper))
            courses, last = course_tab(visit), beside_list(visit)
    except TriageError:
        raise NotFoundException from None
    context = {"list": shown, "asked": asked, "here": visit.here, "did": done, "courses": courses}
    context |= {**last, "unit": visit.unit}
    return visit.pages.shown(visit.view, "unit_list.html", context)


def back_to(visit: Visit, asked: Narrowed, done: Done) -> Redirect:
    """Lead back to a list, which tells what was done."""
    told = "".join(
        f"&{name}={value}"
        for name, value in (("step", done.step), ("done", done.done), ("left", done.left), ("fault", done.fault))
        if value
    )
    return Redirect(f"{visit.here('')}?{query_of(asked)}{told}", status_code=303)


def _done(said: Mapping[str, str]) -> Done:
    step, fault = said.get("step", ""), said.get("fault", "")
    done, left = _number(said.get("done", "")), _number(said.get("left", ""))
    return Done(step if step in STEPS else "", done, left, fault if fault in FAULTS else "")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
