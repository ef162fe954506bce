"""What a list of a unit shows: each row in words, what is counted, and what a filter leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from klokt.channels.unit.told import obligation_word, outcome_word, told_time
from klokt.channels.unit.visit import Visit
from klokt.channels.web.desk import Entry
from klokt.channels.web.page import View
from klokt.channels.web.summary import told_day, told_patient, told_request
from klokt.model.guideline import URGENCY_ORDER, Guideline
from klokt.model.referral import Referral
from klokt.model.worklist import CLOSED, Filter, Item, ItemState, Promise
from klokt.wording.told import told_urgency

LISTS = ("todo", "mine", "hold", "resting", "promises", "decided", "left")
"""The lists of a unit, in the order that they are offered in."""


PAGE = 50
"""How many rows a page has."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the reader asks of a list: which one, of what urgency and outcome, and from behind which item."""

    show: str
    urgency: str = ""
    outcome: str = ""
    after: str = ""


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
class PromiseRow:
    """A promise of the unit: what, for which referral, by when."""

    stream: str
    told: str
    patient: str
    owner: str
    state: str
    due: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists: how many it holds, and whether it is the one that is shown."""

    id: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class ListView:
    """A list with its tabs. `hidden_acute` counts the acute ones that a filter leaves out."""

    unit_name: str
    show: str
    tabs: tuple[Tab, ...]
    rows: tuple[Row, ...]
    promises: tuple[PromiseRow, ...]
    total: int
    urgency: str
    outcome: str
    urgencies: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    hidden_acute: int
    next: str


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
            return Filter(awake_at=None)
    return Filter(awake_at=now)


def list_view(visit: Visit, asked: Narrowed) -> ListView:
    """Return a page of a list. Raises TriageError K703 where the item that it goes on from is not there."""
    journal, view, now = visit.journal, visit.view, visit.house.now()
    plain = wanted(asked.show, journal.who, now)
    narrowed = replace(plain, urgency=asked.urgency or None, outcome=asked.outcome or None)
    after = journal.item(asked.after) if asked.after else None
    items = [] if asked.show == "promises" else list(journal.worklist(visit.unit, narrowed, after, PAGE))
    shown = [each for each in items if asked.show != "resting" or (each.snoozed_until and each.snoozed_until > now)]
    referrals = journal.referrals([each.stream for each in shown])
    return ListView(
        unit_name=visit.at_work.settings.name,
        show=asked.show,
        tabs=tuple(Tab(each, _count(visit, each), each == asked.show) for each in LISTS),
        rows=tuple(_row(each, referrals.get(each.stream), visit) for each in shown),
        promises=tuple(_promises(visit)) if asked.show == "promises" else (),
        total=0 if asked.show == "promises" else journal.count(visit.unit, narrowed),
        urgency=asked.urgency,
        outcome=asked.outcome,
        urgencies=tuple((each, told_urgency(each, view.language).capitalize()) for each in URGENCY_ORDER),
        outcomes=_outcomes(visit),
        hidden_acute=_hidden_acute(visit, plain, asked),
        next=items[-1].stream if len(items) == PAGE else "",
    )


def _outcomes(visit: Visit) -> tuple[tuple[str, str], ...]:
    """Every outcome of the unit's guidelines, in words."""
    told = [
        (each, outcome_word(guideline, each, visit.view))
        for guideline in visit.at_work.guides.guidelines.values()
        for each in guideline.outcomes
    ]
    return tuple(sorted(told, key=lambda each: each[1]))


def _hidden_acute(visit: Visit, plain: Filter, asked: Narrowed) -> int:
    """How many acute ones of the list a filter leaves out: they are never hidden without a word."""
    if asked.show == "promises" or not (asked.urgency or asked.outcome):
        return 0
    every = visit.journal.count(visit.unit, replace(plain, urgency="acute"))
    if asked.urgency not in ("", "acute"):
        return every
    return every - visit.journal.count(visit.unit, replace(plain, urgency="acute", outcome=asked.outcome or None))


def _count(visit: Visit, show: str) -> int:
    journal, unit, now = visit.journal, visit.unit, visit.house.now()
    if show == "promises":
        return len(journal.obligations(unit, ("open",)))
    if show == "resting":
        return journal.count(unit) - journal.count(unit, Filter(awake_at=now))
    return journal.count(unit, wanted(show, journal.who, now))


def _row(item: Item, referral: Referral | None, visit: Visit) -> Row:
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
        assignee=item.assignee or "",
        claimed_by=item.claimed_by or "" if claimed else "",
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


def _promises(visit: Visit) -> list[PromiseRow]:
    journal, view, today = visit.journal, visit.view, visit.house.today(visit.unit)
    found: Sequence[Promise] = journal.obligations(visit.unit, ("open", "awaited"))
    referrals = journal.referrals([each.stream for each in found])
    guidelines = visit.at_work.guides.guidelines.values()
    told = {name: obligation_word(each, name, view) for each in guidelines for name in each.obligations}
    return [
        PromiseRow(
            stream=each.stream,
            told=told.get(each.obligation, each.obligation),
            patient=told_patient(referrals[each.stream], today, view.language) if each.stream in referrals else "",
            owner=each.owner,
            state=each.state,
            due=told_day(each.due, view.language) if each.due else "",
            is_overdue=each.due is not None and each.due < today,
        )
        for each in sorted(found, key=lambda each: (each.state != "open", each.due or date.max))
    ]
