"""The courses of a unit: where each stands today, narrowed to what was missed, what runs out, and rights that stand."""

from dataclasses import dataclass
from datetime import date
from typing import get_args

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery

from klokt.channels.unit.list_view import tabs_of
from klokt.channels.unit.visit import Visit
from klokt.channels.web.letter_offers import spoken_in
from klokt.errors import TriageError
from klokt.model.course_list import CourseFilter, CourseItem, Narrow
from klokt.model.guideline import Guideline
from klokt.wording.pathway import told_day, told_due, told_next_step
from klokt.wording.told import told_urgency

PAGE = 50
"""How many rows a page has."""

NARROWS: tuple[Narrow, ...] = get_args(Narrow)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course on the list in words. `due` is what is due first; `ends` the last day of the guarantee that runs."""

    stream: str
    episode: str
    urgency: str
    urgency_word: str
    next_step: str
    due: str
    due_day: str
    is_overdue: bool
    missed: str
    ends: str
    ends_in: int
    right: str
    owes_letter: bool
    told: bool


@dataclass(frozen=True, slots=True)
class CourseTab:
    """What the tabs of a unit say of its courses: how many there are, and how many are owed a letter of a right."""

    count: int
    untold: int
    chosen: bool = False


def course_tab(visit: Visit) -> CourseTab | None:
    """Return what the tabs say of the courses, None where the unit follows none."""
    if visit.at_work.courses is None:
        return None
    counts = visit.journal.courses.counts(visit.unit, visit.house.today(visit.unit))
    return CourseTab(counts.all, counts.untold)


@get("/{language:str}/units/{unit:str}/courses/", sync_to_thread=True)
def unit_courses(
    visit: NamedDependency[Visit],
    show: FromQuery[str] = "all",
    closed: FromQuery[bool] = False,
    after: FromQuery[str] = "",
) -> Response[str]:
    """Show a page of the courses as they stand today; 404 where the unit follows none, or for an unknown narrowing."""
    narrow = next((each for each in NARROWS if each == show), None)
    guide, today, courses = visit.at_work.courses, visit.house.today(visit.unit), visit.journal.courses
    if guide is None or narrow is None:
        raise NotFoundException
    try:
        last = courses.course(after, today) if after else None
    except TriageError:
        raise NotFoundException from None
    items = courses.page(visit.unit, CourseFilter(today, narrow, closed), last, PAGE)
    counts = courses.counts(visit.unit, today)
    spoken = spoken_in(guide.guideline.languages, visit.view.language)
    context = {
        "unit_name": visit.at_work.settings.name,
        "tabs": tabs_of(visit, visit.journal.tallied(visit.unit), ""),
        "second": visit.journal.count_second_readings(visit.unit),
        "courses": CourseTab(counts.all, counts.untold, chosen=True),
        "rows": [_row(each, guide.guideline, today, spoken) for each in items],
        "narrows": [(each, getattr(counts, each)) for each in NARROWS],
        "show": narrow,
        "closed": closed,
        "overdue": counts.overdue,
        "next": items[-1].stream if len(items) == PAGE else "",
        "here": visit.here,
        "spoken": spoken,
    }
    return visit.pages.shown(visit.view, "unit_courses.html", context)


def _row(item: CourseItem, guideline: Guideline, today: date, language: str) -> CourseRow:
    spell, pathway = item.spell, guideline.pathway
    if pathway is None:
        raise NotFoundException
    clock = pathway.clocks.get(spell.clock or "")
    right = told_due(pathway, clock.right_from, language) if clock else ""
    return CourseRow(
        stream=item.stream,
        episode=item.episode,
        urgency=spell.urgency or "",
        urgency_word=told_urgency(spell.urgency, language).capitalize() if spell.urgency else "",
        next_step=told_next_step(guideline, spell.next_step, language),
        due=told_due(pathway, spell.what, language) if spell.what else "",
        due_day=told_day(spell.due, language) if spell.due else "",
        is_overdue=spell.due is not None and spell.due < today,
        missed=told_day(spell.missed, language) if spell.missed else "",
        ends=told_day(spell.deadline, language) if spell.deadline else "",
        ends_in=(spell.deadline - today).days if spell.deadline else 0,
        right=f"{told_due(pathway, right, language)} {told_day(spell.right_from, language)}"
        if spell.right_from
        else "",
        owes_letter=item.owes_letter,
        told=item.told,
    )
