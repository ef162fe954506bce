"""What a list of a unit shows: each row in words, how many there are, and what a filter leaves out."""

from dataclasses import dataclass
from datetime import timedelta

from klokt.channels.unit.list_asked import LISTS, Narrowed, filter_of, query_of, wanted
from klokt.channels.unit.list_choices import Choices, Counted, choices_of, hidden_acute
from klokt.channels.unit.list_people import Colleagues
from klokt.channels.unit.list_promises import Promises, promises_of
from klokt.channels.unit.told import outcome_word, told_time
from klokt.channels.unit.visit import Visit
from klokt.channels.web.desk import Entry
from klokt.channels.web.page import View
from klokt.channels.web.summary import told_day, told_patient, told_request
from klokt.model.access import DECIDES, SHARES
from klokt.model.guideline import Guideline
from klokt.model.referral import Referral
from klokt.model.worklist import CLOSED, Filter, Item, ItemState, SavedView
from klokt.storage.tallied import Tallied
from klokt.wording.told import told_urgency

PAGE = 50
"""How many rows a page has."""

LONGEST_REST, USUAL_REST = 90, 7
"""Days that a referral may rest at most, and that are suggested."""


@dataclass(frozen=True, slots=True)
class Row:
    """A referral or message of a list, for people."""

    stream: str
    version: int
    title: str
    patient: str
    id: str
    urgency: str
    urgency_word: str
    state: str
    outcome: str
    because: str
    alerts: int
    missing: int
    received: str
    waited: int
    deadline: str
    is_overdue: bool
    assignee: str
    claimed_by: str
    rests_until: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists: how many it holds, and whether it is the one that is shown."""

    id: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Days:
    """Days as a field of a form takes them: the first, the last and the usual one to let a referral rest until."""

    first: str
    last: str
    usual: str


@dataclass(frozen=True, slots=True)
class ListView:
    """A list with its tabs and choices. `hidden_acute` counts the acute ones that a filter leaves out.

    `position` is where the journal stood before the list was read, `query` the list as an address asks for it, and
    `second` counts second readings. `may_drop` are the ids of the kept views that the person may drop.
    """

    unit_name: str
    show: str
    tabs: tuple[Tab, ...]
    rows: tuple[Row, ...]
    promises: Promises | None
    total: int
    choices: Choices
    hidden_acute: int
    second: int
    next: str
    position: int
    query: str
    search: str
    people: tuple[tuple[str, str], ...]
    views: tuple[SavedView, ...]
    may_drop: frozenset[str]
    may_share: bool
    may_decide: bool
    days: Days


def list_view(visit: Visit, asked: Narrowed, people: Colleagues) -> ListView:
    """Return a page of a list. Raises TriageError K703 where the item that it goes on from is not there."""
    journal, now, today = visit.journal, visit.house.now(), visit.house.today(visit.unit)
    position, kept = journal.position(visit.unit), journal.tallied(visit.unit)
    is_promises = asked.show == "promises"
    held = visit.person.access.roles.get(visit.unit, frozenset())
    narrowed = filter_of(asked, journal.who, now, today)
    after = journal.item(asked.after) if asked.after else None
    items = [] if is_promises else list(journal.worklist(visit.unit, narrowed, after, PAGE + 1))
    shown = items[:PAGE]
    referrals = journal.referrals([each.stream for each in shown])
    views = tuple(journal.views(visit.unit))
    promises = promises_of(visit, asked) if is_promises else None
    return ListView(
        unit_name=visit.at_work.settings.name,
        show=asked.show,
        tabs=tabs_of(visit, kept, asked.show),
        rows=tuple(_row(each, referrals.get(each.stream), visit, people) for each in shown),
        promises=promises,
        total=_total(promises, visit, narrowed, kept),
        choices=choices_of(Counted(visit, kept), asked, people),
        hidden_acute=hidden_acute(Counted(visit, kept), asked),
        second=journal.count_second_readings(visit.unit),
        next=shown[-1].stream if len(items) > PAGE else "",
        position=position,
        query=query_of(asked),
        search=asked.search,
        people=people.others,
        views=views,
        may_drop=frozenset(each.id for each in views if each.owner is not None or held & SHARES),
        may_share=bool(held & SHARES),
        may_decide=bool(held & DECIDES),
        days=Days(*((today + timedelta(days=each)).isoformat() for each in (1, LONGEST_REST, USUAL_REST))),
    )


def tabs_of(visit: Visit, kept: Tallied, show: str) -> tuple[Tab, ...]:
    """Return the lists of the unit with what they hold; the one that is shown is chosen."""
    promises, now = visit.journal.count_obligations(visit.unit), visit.house.now()
    counts = (promises if each == "promises" else kept.count(wanted(each, visit.journal.who, now)) for each in LISTS)
    return tuple(Tab(each, count, each == show) for each, count in zip(LISTS, counts, strict=True))


def _total(promises: Promises | None, visit: Visit, narrowed: Filter, kept: Tallied) -> int:
    if promises is not None:
        return promises.total
    return visit.journal.count(visit.unit, narrowed) if narrowed.search else kept.count(narrowed)


def _row(item: Item, referral: Referral | None, visit: Visit, people: Colleagues) -> Row:
    guideline, view = visit.at_work.guides.guidelines.get(item.guideline or ""), visit.view
    zone, now, today = visit.at_work.settings.place, visit.house.now(), visit.house.today(visit.unit)
    entry = Entry(item.stream, referral, guideline) if referral and guideline else None
    claimed = item.claimed_until is not None and item.claimed_until > now
    rests = item.snoozed_until is not None and item.snoozed_until > now
    return Row(
        stream=item.stream,
        version=item.version,
        title=told_request(entry, view.language) if entry else _untold(item, referral, view),
        patient=told_patient(referral, referral.referral_date or today, view.language) if referral else "",
        id=referral.id if referral else "",
        urgency=item.urgency or "",
        urgency_word=told_urgency(item.urgency, view.language).capitalize() if item.urgency else "",
        state=item.state.value,
        outcome=outcome_word(guideline, item.outcome, view),
        because=_because(item, guideline, view),
        alerts=item.alerts,
        missing=item.missing,
        received=told_time(item.received, zone, view.language),
        waited=(today - item.received.astimezone(zone).date()).days,
        deadline=told_day(item.deadline, view.language) if item.deadline else "",
        is_overdue=item.deadline is not None and item.deadline < today and item.state not in CLOSED,
        assignee=people.name(item.assignee),
        claimed_by=people.name(item.claimed_by) if claimed and item.claimed_by != visit.person.who else "",
        rests_until=told_time(item.snoozed_until, zone, view.language) if rests and item.snoozed_until else "",
    )


def _untold(item: Item, referral: Referral | None, view: View) -> str:
    """What stands in the place of a request that no guideline tells."""
    if referral is not None:
        return referral.requested.words or view.word("not_assessed_title")
    return view.word("not_read_title" if item.state in (ItemState.NOT_READ, ItemState.DIFFERS) else "erased")


def _because(item: Item, guideline: Guideline | None, view: View) -> str:
    """Why it stands on its list: an outcome, a rule that raises an alert, or the code of an error."""
    if guideline is not None and item.because in guideline.rules:
        return guideline.rules[item.because].title[view.language]
    if guideline is not None and item.because in guideline.outcomes:
        return outcome_word(guideline, item.because, view)
    return view.code(item.because)
