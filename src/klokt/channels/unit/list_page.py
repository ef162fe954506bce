"""The worklist of a unit: what is collected and waits, and each of its other lists, narrowed as the reader asks."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery

from klokt.channels.unit.list_view import LISTS, Narrowed, list_view
from klokt.channels.unit.visit import Visit
from klokt.errors import TriageError


@get("/{language:str}/units/{unit:str}/", sync_to_thread=True)
def worklist(
    visit: NamedDependency[Visit],
    show: FromQuery[str] = "todo",
    urgency: FromQuery[str] = "",
    outcome: FromQuery[str] = "",
    after: FromQuery[str] = "",
    done: FromQuery[int] = 0,
    left: FromQuery[int] = 0,
) -> Response[str]:
    """Show a page of a list; 404 for a list that there is not. `done` and `left` tell of the step before."""
    if show not in LISTS:
        raise NotFoundException
    try:
        shown = list_view(visit, Narrowed(show, urgency, outcome, after))
    except TriageError:
        raise NotFoundException from None
    context = {"list": shown, "here": visit.here, "done": done, "left": left}
    return visit.pages.shown(visit.view, "unit_list.html", context)
