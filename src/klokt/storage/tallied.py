"""How many items a filter takes, told from the kept counts alone: read once, they answer any number of questions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, select

from klokt.model.worklist import Filter
from klokt.storage.tables import tally
from klokt.storage.tallies import ALIKE

By = Literal["state", "urgency", "outcome", "guideline"]
"""What items can be counted by."""

EQUAL = ("is_open", "collected", "urgency", "outcome", "guideline", "assignee")
"""What a filter asks to be the same in an item."""

_TOLD = tuple(name for name in ALIKE if name != "unit")
_PLACE = {name: place for place, name in enumerate(_TOLD)}
_KEPT = tuple(tally.c[name] for name in (*_TOLD, "count"))  # in the order of _PLACE, the count last
_IS_OPEN, _STATE, _HAS_ALERTS, _ASSIGNEE, _DEADLINE, _SNOOZED_UNTIL = (
    _PLACE[name] for name in ("is_open", "state", "has_alerts", "assignee", "deadline", "snoozed_until")
)
_Rows = Sequence[Sequence[Any]]


class Tallied:
    """The counts of a unit as they stood when they were read."""

    def __init__(self, rows: _Rows) -> None:
        self._rows = rows

    def count(self, wanted: Filter) -> int:
        """Return how many items a filter takes, whatever words it searches for."""
        return sum(each[-1] for each in _taken(self._rows, wanted))

    def counts(self, wanted: Filter, by: By) -> Mapping[str, int]:
        """Return how many items a filter takes by one of their values, whatever words it searches for; "" is none."""
        told: Counter[str] = Counter()
        for each in _taken(self._rows, wanted):
            told[each[_PLACE[by]]] += each[-1]
        return told


def tallied(connection: Connection, unit: str) -> Tallied:
    """Return the counts of a unit."""
    return Tallied(connection.execute(select(*_KEPT).where(tally.c.unit == unit)).all())


def _taken(rows: _Rows, wanted: Filter) -> _Rows:
    """The rows that a filter takes; see `klokt.storage.narrowing`, which asks the same of the items."""
    for name in EQUAL:
        if (value := getattr(wanted, name)) is not None:
            place = _PLACE[name]
            rows = [each for each in rows if each[place] == value]
    if wanted.states:
        states = {each.value for each in wanted.states}
        rows = [each for each in rows if each[_STATE] in states]
    if wanted.has_alerts:
        rows = [each for each in rows if each[_HAS_ALERTS]]
    if wanted.unassigned:
        rows = [each for each in rows if not each[_ASSIGNEE]]
    if wanted.overdue_on is not None:
        rows = [each for each in rows if each[_IS_OPEN] and each[_DEADLINE] < wanted.overdue_on]
    if wanted.awake_at is not None:
        rows = [each for each in rows if each[_SNOOZED_UNTIL] <= wanted.awake_at]
    if wanted.resting_at is not None:
        rows = [each for each in rows if each[_SNOOZED_UNTIL] > wanted.resting_at]
    return rows
