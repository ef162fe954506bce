"""What somebody asks of a list: read from an address or a form, and told as an address again or as a filter."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import parse_qsl, urlencode

from klokt.model.guideline import URGENCY_ORDER
from klokt.model.worklist import Filter, ItemState

LISTS = ("todo", "mine", "hold", "resting", "promises", "decided", "left")
"""The lists of a unit, in the order that they are offered in."""

FOUND = "found"
"""The list of what a search finds: of all that the unit has, wherever it stands."""

ME, NOBODY = "me", "nobody"
"""Whose a referral may be, beside a person by id."""

DUTIES = ("open", "overdue", "awaited")
"""What the obligations can be narrowed to."""

_KEPT = ("urgency", "outcome", "state", "guideline", "assignee", "due")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is asked: which list, what of it, and from behind which item; `due` and `page` are for obligations.

    `search` are words about a person: they stand in a form alone, never in an address.
    """

    show: str = "todo"
    urgency: str = ""
    outcome: str = ""
    state: str = ""
    guideline: str = ""
    assignee: str = ""
    due: str = ""
    overdue: bool = False
    alerts: bool = False
    page: int = 0
    after: str = ""
    search: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything of the list is left out."""
        return any(getattr(self, name) for name in (*_KEPT, "overdue", "alerts"))


def narrowed_from(said: Mapping[str, str]) -> Narrowed:
    """Return what an address or a form asks; what there is no such thing as counts as not said."""
    told = {name: said.get(name, "")[:_LONGEST] for name in (*_KEPT, "after")}
    told["urgency"] = told["urgency"] if told["urgency"] in URGENCY_ORDER else ""
    told["state"] = told["state"] if told["state"] in {each.value for each in ItemState} else ""
    told["due"] = told["due"] if told["due"] in DUTIES else ""
    page = said.get("page", "")
    return Narrowed(
        show=said.get("show", "todo"),
        **told,
        overdue=said.get("overdue") == "yes",
        alerts=said.get("alerts") == "yes",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 0,
    )


def asked_again(query: str) -> Narrowed:
    """Return what a query string asks, as `query_of` made it."""
    return narrowed_from(dict(parse_qsl(query)))


def query_of(asked: Narrowed) -> str:
    """Return what is asked as a query string, without the place in the list and without any words of a search."""
    told = [("show", asked.show), *((name, getattr(asked, name)) for name in _KEPT)]
    told += [("overdue", "yes" if asked.overdue else ""), ("alerts", "yes" if asked.alerts else "")]
    return urlencode([(name, value) for name, value in told if value])


def wanted(show: str, who: str, now: datetime) -> Filter:
    """Return what a list holds; `who` is the person whose own list it may be."""
    match show:
        case "mine":
            return Filter(assignee=who)
        case "hold":
            return Filter(states=(ItemState.ON_HOLD,))
        case "decided":
            return Filter(is_open=False)
        case "left":
            return Filter(collected=False)
        case "resting":
            return Filter(resting_at=now)
    return Filter(awake_at=now)


def filter_of(asked: Narrowed, who: str, now: datetime, today: date) -> Filter:
    """Return what is asked as a filter of the journal."""
    if asked.show == FOUND:
        return Filter(is_open=None, collected=None, search=asked.search)
    plain = wanted(asked.show, who, now)
    person = {ME: who, NOBODY: ""}.get(asked.assignee, asked.assignee)
    return replace(
        plain,
        urgency=asked.urgency or None,
        outcome=asked.outcome or None,
        guideline=asked.guideline or None,
        states=(ItemState(asked.state),) if asked.state else plain.states,
        assignee=person or plain.assignee,
        unassigned=asked.assignee == NOBODY,
        overdue_on=today if asked.overdue else None,
        has_alerts=asked.alerts,
    )
