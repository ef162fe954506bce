"""Second readings as a list: kept in step with the events, and asked for by the units."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, update

from klokt.model.decision import Choice
from klokt.model.second_reading import (
    SecondRead,
    SecondReading,
    SecondReadingSettled,
    SecondReadingWanted,
    Settled,
    Why,
)
from klokt.storage.chain import Row
from klokt.storage.lists import Lists
from klokt.storage.tables import second_reading

_NAMES = tuple(SecondReading.__dataclass_fields__)
_ALL = tuple(second_reading.c[name] for name in _NAMES)


def read_again(lists: Lists, row: Row, what: SecondReadingWanted | SecondRead | SecondReadingSettled) -> None:
    """Change the list as one event says."""
    if isinstance(what, SecondReadingWanted):
        where = {"stream": row.stream, "version": what.version, "unit": row.unit}
        first = {"first_by": row.actor, "first_at": row.at, "first_choice": what.choice.value}
        told = {"why": what.why.value, "first_outcome": what.outcome, "proposed": what.proposed}
        lists.add(second_reading, {**where, **first, **told})
        return
    if isinstance(what, SecondRead):
        values: dict[str, object] = {"second_by": row.actor, "second_at": row.at, "blind": what.blind}
        values |= {"second_choice": what.choice.value, "second_outcome": what.outcome}
    else:
        values = {"settled": what.how.value}
    here = (second_reading.c.stream == row.stream, second_reading.c.version == what.version)
    lists.change(update(second_reading).where(*here).values(values))


def waiting(connection: Connection, unit: str, who: str, limit: int) -> Sequence[SecondReading]:
    """Return what waits in a unit for a second answer of somebody, or for both to be compared; the oldest first."""
    query = select(*_ALL).where(*_open(unit, who)).order_by(second_reading.c.first_at, second_reading.c.stream)
    return _found(connection, query.limit(limit))


def count_waiting(connection: Connection, unit: str, who: str) -> int:
    """Return how many there are of those."""
    return int(connection.execute(select(func.count()).where(*_open(unit, who))).scalar_one())


def answered(connection: Connection, unit: str, since: datetime) -> Sequence[SecondReading]:
    """Return those of a unit whose second answer was given since a moment, in the order of the first answers."""
    given = (second_reading.c.unit == unit, second_reading.c.second_at >= since)
    return _found(connection, select(*_ALL).where(*given).order_by(second_reading.c.first_at, second_reading.c.stream))


def _open(unit: str, who: str) -> tuple[ColumnElement[bool], ...]:
    others = or_(second_reading.c.second_by.is_not(None), second_reading.c.first_by != who)
    return second_reading.c.unit == unit, second_reading.c.settled.is_(None), others


def _found(connection: Connection, query: Select[Any]) -> list[SecondReading]:
    return [_reading(dict(each._mapping)) for each in connection.execute(query)]


def _reading(values: dict[str, Any]) -> SecondReading:
    choice, settled = values["second_choice"], values["settled"]
    values |= {"why": Why(values["why"]), "first_choice": Choice(values["first_choice"])}
    values |= {"second_choice": choice and Choice(choice), "settled": settled and Settled(settled)}
    return SecondReading(**values)
