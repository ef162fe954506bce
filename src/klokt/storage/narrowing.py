"""What a filter asks of the items, in the order of the worklist."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, true, tuple_, union_all

from klokt.model.guideline import URGENCY_ORDER
from klokt.model.worklist import Filter
from klokt.storage.rows import ITEM
from klokt.storage.tables import NONE, ORDER, item
from klokt.storage.tallied import EQUAL, tallied
from klokt.storage.terms import found_by

MOST_FOUND = 1_000
"""How many of what a search finds are counted: as many stands for that or more."""

Place = tuple[int, date, datetime, str]
"""Where an item stands in the order of the worklist."""


def page(connection: Connection, unit: str, wanted: Filter, after: Place | None, limit: int) -> Select[Any]:
    """Return the question for the wanted items in the order of the worklist, from behind a place in it."""
    found = found_by(connection, unit, wanted.search)
    behind = [] if after is None else [tuple_(*ORDER) > tuple_(*after, types=[column.type for column in ORDER])]
    parts = [
        select(*ITEM).where(*_narrowed(unit, each), *found.held, *behind).order_by(*ORDER).limit(limit)
        for each in ([wanted] if found.is_few else _lists_of(wanted))
    ]
    if len(parts) == 1:
        return parts[0]
    together = union_all(*(select(each.subquery()) for each in parts)).subquery()
    return select(together).order_by(*(together.c[column.name] for column in ORDER)).limit(limit)


def counted(connection: Connection, unit: str, wanted: Filter) -> int:
    """Return how many of the wanted items there are; of what a search finds, at most MOST_FOUND are counted."""
    if not wanted.search:
        return tallied(connection, unit).count(wanted)
    held = (*_narrowed(unit, wanted), *found_by(connection, unit, wanted.search).held)
    found = select(item.c.stream).where(*held).limit(MOST_FOUND).subquery()
    return int(connection.execute(select(func.count()).select_from(found)).scalar_one())


def _narrowed(unit: str, wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """Return what holds for the items of a unit that are wanted, besides the words that find them."""
    yield item.c.unit == unit
    for name in EQUAL:
        if (value := getattr(wanted, name)) is not None:
            yield item.c[name] == value
    if wanted.states:
        yield item.c.state.in_([state.value for state in wanted.states])
    if wanted.urgency is not None:  # the order goes by the rank, and so does its index
        yield item.c.urgency_rank == URGENCY_ORDER.index(wanted.urgency)
    if wanted.has_alerts:
        yield item.c.alerts > NONE
    if wanted.unassigned:
        yield item.c.assignee.is_(None)
    if wanted.overdue_on is not None:
        yield item.c.is_open == true()
        yield item.c.deadline < wanted.overdue_on
    if wanted.awake_at is not None:
        yield or_(item.c.snoozed_until.is_(None), item.c.snoozed_until <= wanted.awake_at)
    if wanted.resting_at is not None:
        yield item.c.snoozed_until > wanted.resting_at


def _lists_of(wanted: Filter) -> list[Filter]:
    """The lists that an index has in order, of which the wanted items are: open or not, and collected or not."""
    if wanted.states:
        return [wanted]
    is_open, collected = ([True, False] if each is None else [each] for each in (wanted.is_open, wanted.collected))
    return [replace(wanted, is_open=one, collected=other) for one in is_open for other in collected]
