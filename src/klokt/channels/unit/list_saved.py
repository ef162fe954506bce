"""Lists that people keep by name: keep the one that is shown, or drop one."""

from dataclasses import replace

from litestar import post
from litestar.di import NamedDependency
from litestar.response import Redirect

from klokt.channels.unit.list_asked import asked_again, query_of
from klokt.channels.unit.list_page import Done, Form, back_to
from klokt.channels.unit.visit import Visit
from klokt.errors import TriageError


@post("/{language:str}/units/{unit:str}/views", status_code=303, sync_to_thread=True)
def keep_view(visit: NamedDependency[Visit], data: Form) -> Redirect:
    """Keep the list that is shown by a name, for oneself or, as a lead, for everybody in the unit."""
    asked = asked_again(data.get("asked", ""))
    try:
        visit.journal.save_view(visit.unit, data.get("name", ""), query_of(asked), data.get("shared") == "yes")
    except TriageError as error:
        return back_to(visit, asked, Done(fault=error.code))
    return back_to(visit, asked, Done("keep", 1))


@post("/{language:str}/units/{unit:str}/views/drop", status_code=303, sync_to_thread=True)
def drop_view(visit: NamedDependency[Visit], data: Form) -> Redirect:
    """Drop a view, where it is the person's own or they may share; the list stays as it is."""
    asked = replace(asked_again(data.get("asked", "")), page=0)
    try:
        visit.journal.drop_view(data.get("view", ""))
    except TriageError as error:
        return back_to(visit, asked, Done(fault=error.code))
    return back_to(visit, asked, Done("drop", 1))


view_routes = (keep_view, drop_view)
