"""What a unit has promised, as a list: what must be done now stands first, and what is waited for after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from klokt.channels.unit.list_asked import Narrowed
from klokt.channels.unit.told import obligation_word, outcome_word
from klokt.channels.unit.visit import Visit
from klokt.channels.web.summary import told_day, told_patient
from klokt.model.worklist import Promise

PAGE = 50
"""How many promises a page has."""

Kind = tuple[tuple[str, ...], date | None]
"""Promises in these states, and due by a day where one is named."""


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise of the unit: what, for which referral, by when, and what is to be done then."""

    stream: str
    obligation: str
    version: int
    told: str
    patient: str
    owner: str
    state: str
    due: str
    is_overdue: bool
    proposes: str


@dataclass(frozen=True, slots=True)
class Promises:
    """A page of promises. `counts` are all that stand by what they can be narrowed to; `next` is a page or 0."""

    rows: tuple[PromiseRow, ...]
    total: int
    counts: tuple[tuple[str, int], ...]
    next: int


def promises_of(visit: Visit, asked: Narrowed) -> Promises:
    """Return a page of what the unit has promised: open before awaited, then the first due first."""
    journal, today = visit.journal, visit.house.today(visit.unit)
    kinds: dict[str, Kind] = {
        "open": (("open",), None),
        "overdue": (("open", "awaited"), today - timedelta(days=1)),
        "awaited": (("awaited",), None),
    }
    counts = {name: journal.count_obligations(visit.unit, *each) for name, each in kinds.items()}
    start = asked.page * PAGE
    if asked.due:
        found, total = journal.obligations(visit.unit, *kinds[asked.due], _rows_of(start, PAGE)), counts[asked.due]
    else:
        first = journal.obligations(visit.unit, *kinds["open"], _rows_of(start, PAGE))
        after = _rows_of(max(start - counts["open"], 0), PAGE - len(first))
        found = [*first, *journal.obligations(visit.unit, *kinds["awaited"], after)]
        total = counts["open"] + counts["awaited"]
    return Promises(
        rows=_told(visit, found, today),
        total=total,
        counts=tuple(counts.items()),
        next=asked.page + 1 if start + PAGE < total else 0,
    )


def _rows_of(start: int, most: int) -> slice:
    return slice(start, start + most)


def _is_overdue(promise: Promise, today: date) -> bool:
    return promise.due is not None and promise.due < today


def _told(visit: Visit, promises: Sequence[Promise], today: date) -> tuple[PromiseRow, ...]:
    view, streams = visit.view, [each.stream for each in promises]
    referrals, items = visit.journal.referrals(streams), visit.journal.items(streams)
    guidelines = visit.at_work.guides.guidelines
    titles = {name: each for each in guidelines.values() for name in each.obligations}
    rows = []
    for each in (one for one in promises if one.stream in items):
        guideline, referral = titles.get(each.obligation), referrals.get(each.stream)
        rows.append(
            PromiseRow(
                stream=each.stream,
                obligation=each.obligation,
                version=items[each.stream].version,
                told=obligation_word(guideline, each.obligation, view),
                patient=told_patient(referral, today, view.language) if referral else view.word("erased"),
                owner=each.owner,
                state=each.state,
                due=told_day(each.due, view.language) if each.due else "",
                is_overdue=_is_overdue(each, today),
                proposes=outcome_word(guideline, each.proposes, view),
            )
        )
    return tuple(rows)
