"""The list of courses as one person or door may see it: where each stands on a day, and what is overdue then."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, Select, and_, case, func, or_, select, tuple_

from klokt.model.access import BRINGS, READS, Access
from klokt.model.course_list import CourseCounts, CourseFilter, CourseItem, Narrow
from klokt.model.followed import Spell
from klokt.model.guideline import URGENCY_ORDER
from klokt.storage import guard
from klokt.storage.connect import reading
from klokt.storage.course_rows import OPEN, rank_of
from klokt.storage.tables import NO_DEADLINE, course, spell
from klokt.triage.ports import not_there

_COURSE = ("stream", "unit", "subject", "episode", "guideline", "edition", "closed")
_SPELL = ("since", "next_step", "urgency", "what", "missed", "deadline", "clock", "right_from", "has_letter")
_TOLD = func.coalesce(and_(course.c.told_clock == spell.c.clock, course.c.told_from == spell.c.right_from), False)
_COLUMNS = (*(course.c[name] for name in _COURSE), *(spell.c[name] for name in _SPELL), spell.c.due)
_ITEM = (*_COLUMNS, _TOLD.label("told"))

LARGEST_PAGE = 500
"""How many courses a page may have at most."""

PRESSING = URGENCY_ORDER.index("subacute") + 1
"""What is more urgent than this place in the order stands before what is overdue."""


class CourseLists:
    """The courses of the units of somebody. What depends on the day is told for the day that is asked about."""

    def __init__(self, engine: Engine, access: Access) -> None:
        self._engine = engine
        self._access = access

    def page(
        self, unit: str, wanted: CourseFilter, after: CourseItem | None = None, limit: int = 50
    ) -> Sequence[CourseItem]:
        """Return a page of the courses of a unit: what is acute or subacute first, then what was due first.

        `after` is the last course of the page before. Raises TriageError K702 where the unit is not the caller's.
        """
        guard.require(self._access, unit, READS)
        query = _items(wanted.day).where(course.c.unit == unit, *_narrowed(wanted)).order_by(*_order())
        if after is not None:
            query = query.where(tuple_(*_order()) > tuple_(*_place(after)))
        with reading(self._engine) as connection:
            return [_item(each) for each in connection.execute(query.limit(min(limit, LARGEST_PAGE)))]

    def counts(self, unit: str, day: date, within: int = 7) -> CourseCounts:
        """Return how many open courses there are on a day, in all and for each narrowing, in one query.

        Raises TriageError K702 where the unit is not the caller's.
        """
        guard.require(self._access, unit, READS)
        asked: dict[str, ColumnElement[bool]] = {
            **{name: _holds(name, day, within) for name in ("missed", "ending", "right", "untold")},
            "overdue": spell.c.due < day,
        }
        sums = [func.coalesce(func.sum(case((each, 1), else_=0)), 0).label(name) for name, each in asked.items()]
        query = select(func.count().label("all"), *sums).select_from(_standing(day))
        with reading(self._engine) as connection:
            found = connection.execute(query.where(course.c.unit == unit, course.c.closed == OPEN)).one()
        return CourseCounts(**{name: int(value) for name, value in found._mapping.items()})

    def course(self, stream: str, day: date) -> CourseItem:
        """Return a course as it stands on a day; raise TriageError K703 where there is none to be seen."""
        query = _items(day).where(course.c.stream == stream, guard.visible(course, self._access))
        with reading(self._engine) as connection:
            found = connection.execute(query).first()
        if found is None:
            raise not_there()
        return _item(found)

    def of_subject(self, subject: str, unit: str, day: date) -> Sequence[CourseItem]:
        """Return the courses of a person in a unit of the caller, as they stand on a day."""
        seen = guard.visible(course, self._access)
        query = _items(day).where(course.c.subject == subject, course.c.unit == unit, seen)
        with reading(self._engine) as connection:
            return [_item(each) for each in connection.execute(query.order_by(course.c.stream))]

    def to_follow(self, unit: str, basis: str, by: date) -> Sequence[str]:
        """Return the streams of a unit's courses that stand by another basis, or whose spells all began before a day.

        Raises TriageError K702 where the caller brings nothing to the unit.
        """
        guard.require(self._access, unit, BRINGS)
        began = select(func.min(spell.c.since)).where(spell.c.stream == course.c.stream).scalar_subquery()
        query = select(course.c.stream).where(course.c.unit == unit, or_(course.c.basis != basis, began < by))
        with reading(self._engine) as connection:
            return list(connection.execute(query.order_by(course.c.stream)).scalars())


def _standing(day: date) -> Any:
    """Courses with the one spell of each that holds on a day."""
    return course.join(spell, and_(spell.c.stream == course.c.stream, spell.c.since <= day, spell.c.until > day))


def _items(day: date) -> Select[Any]:
    return select(*_ITEM).select_from(_standing(day))


def _narrowed(wanted: CourseFilter) -> tuple[ColumnElement[bool], ...]:
    is_open = course.c.closed == OPEN
    return (is_open if not wanted.closed else ~is_open, _holds(wanted.narrow, wanted.day, wanted.within))


def _holds(narrow: Narrow | str, day: date, within: int) -> ColumnElement[bool]:
    match narrow:
        case "missed":
            return spell.c.missed.is_not(None)
        case "ending":
            return spell.c.deadline.between(day, day + timedelta(days=within))
        case "right":
            return spell.c.right_from.is_not(None)
        case "untold":
            return and_(spell.c.right_from.is_not(None), spell.c.has_letter, ~_TOLD)
    return course.c.stream.is_not(None)


def _order() -> tuple[ColumnElement[Any], ...]:
    pressing = case((spell.c.urgency_rank < PRESSING, spell.c.urgency_rank), else_=PRESSING)
    return pressing, spell.c.due, spell.c.urgency_rank, course.c.stream


def _place(after: CourseItem) -> tuple[Any, ...]:
    rank = rank_of(after.spell)
    return (min(rank, PRESSING), after.spell.due or NO_DEADLINE, rank, after.stream)


def _item(found: Row[Any]) -> CourseItem:
    told = found._mapping
    due = None if told["due"] == NO_DEADLINE else told["due"]
    named = {name: told[name] for name in _COURSE}
    return CourseItem(
        **{**named, "closed": named["closed"] or None},
        told=bool(told["told"]),
        spell=Spell(**{name: told[name] for name in _SPELL}, due=due),
    )
