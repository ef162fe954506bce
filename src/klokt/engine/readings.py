"""Make facts of what an episode holds: the latest finding, whether something happened, how long ago, what was lost."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

from klokt.engine.dates import completed_months
from klokt.engine.record import Record, holds_any
from klokt.model.duration import Duration, Unit
from klokt.model.episode import Event, Finding
from klokt.model.expression import Value
from klokt.model.fact import FactDefinition, FactKind
from klokt.model.pathway import Pathway, Reading

Read = Callable[[Record, Sequence[Event]], Value | None]
"""Gives the value of a fact from the events that a reading looks at, None where they do not tell it."""

_GRADE = re.compile(r"(-?\d+(?:[.,]\d+)?)([+-]?)")
_THIRD = {"+": 1 / 3, "-": -1 / 3, "": 0}
_OF_A_FORM = ("latest", "at_latest", "fell", "share_lost")
"""Readings that want a finding in a form of its own."""
_WORD = re.compile(r"[^\W\d]\w*")


def reader(reading: Reading, fact: FactDefinition) -> Read | None:
    """Return the function that makes the fact of a record; None for a reading of the plan or of a clock."""
    match reading.take:
        case "happened":
            return _happened(reading)
        case "latest":
            return _latest(reading, fact)
        case "at_latest":
            return _at_latest(reading, fact)
        case "ever":
            return _ever(reading)
        case "fell" | "share_lost":
            return _fallen(reading)
        case "told_at_latest":
            return _told_at_latest(reading)
        case "time_since" | "time_since_last":
            return _time_since(reading, fact)
        case "time_between":
            return _time_between(reading, fact)
        case _:
            return None


def value_of(fact: FactDefinition, found: Finding) -> Value | None:
    """Return a finding as a value of the fact, None where it is none.

    A choice may be followed by other words ("mild, stable"). A number may carry a sign, which is a third of
    a step ("4-" is a little below 4), a scale ("4/5") and, after an arrow, what it became ("4+ -> 4-").
    """
    if isinstance(found, str) and found in fact.choices:
        return found
    match fact.kind, found:
        case FactKind.CHOICE, str():
            first = _WORD.match(found.strip())
            return first.group() if first and first.group() in fact.choices else None
        case FactKind.BOOLEAN, bool():
            return found
        case FactKind.NUMBER, int() | float() | str():
            amounts = numbers(found)
            return amounts[-1] if amounts else None
        case _:
            return None


def numbers(found: Finding | None) -> list[float]:
    """Return the numbers that a finding tells, in the order in which they came true.

    >>> numbers("4+ -> 3"), numbers("2/5, left"), numbers(200)
    ([4.333333333333333, 3.0], [2.0], [200])
    """
    if isinstance(found, int | float) and not isinstance(found, bool):
        return [found]
    parts = (_GRADE.search(part) for part in found.split("->")) if isinstance(found, str) else ()
    return [float(part.group(1).replace(",", ".")) + _THIRD[part.group(2)] for part in parts if part]


def _happened(reading: Reading) -> Read:
    if not reading.findings:
        return lambda record, events: bool(events)
    finding = reading.findings[0]
    return lambda record, events: any(holds_any(e.findings.get(finding), reading.values) for e in events)


def _latest(reading: Reading, fact: FactDefinition) -> Read:
    told_by = _told_by(reading, fact)
    telling = frozenset((*reading.findings, *reading.restated_by))

    def read(record: Record, events: Sequence[Event]) -> Value | None:
        for event in reversed(events):
            if not telling.isdisjoint(event.findings):
                return told_by(event.findings)
        return None

    return read


def _at_latest(reading: Reading, fact: FactDefinition) -> Read:
    told_by = _told_by(reading, fact)
    return lambda record, events: told_by(events[-1].findings) if events else None


def _told_at_latest(reading: Reading) -> Read:
    """Yes where the latest event tells all the findings."""

    def read(record: Record, events: Sequence[Event]) -> Value | None:
        return all(name in events[-1].findings for name in reading.findings) if events else None

    return read


def _told_by(reading: Reading, fact: FactDefinition) -> Callable[[Mapping[str, Finding]], Value | None]:
    """What one event says of the fact; a list or word against the reading's values, or the value itself."""
    names, values, restated_by = reading.findings[::-1], reading.values, frozenset(reading.restated_by)

    def told_by(findings: Mapping[str, Finding]) -> Value | None:
        for name in names:
            found = findings.get(name)
            if found is not None:
                return holds_any(found, values) if values else value_of(fact, found)
        return None if restated_by.isdisjoint(findings) else False

    return told_by


def _ever(reading: Reading) -> Read:
    """Yes where any event holds one of the values, no where some were told and none did."""

    def read(record: Record, events: Sequence[Event]) -> Value | None:
        told = [event.findings[name] for event in events for name in _names(reading, event)]
        return any(holds_any(found, reading.values) for found in told) if told else None

    return read


def _names(reading: Reading, event: Event) -> Iterator[str]:
    return (name for name in reading.findings if name in event.findings)


def _fallen(reading: Reading) -> Read:
    """Whether the latest number is below an earlier one, or by how many per cent of the highest one."""
    as_share = reading.take == "share_lost"

    def read(record: Record, events: Sequence[Event]) -> Value | None:
        series = [n for e in events for name in _names(reading, e) for n in numbers(e.findings[name])]
        if len(series) < 2 or max(series) <= 0:
            return None
        return 100 * (max(series) - series[-1]) / max(series) if as_share else series[-1] < max(series)

    return read


def _time_since(reading: Reading, fact: FactDefinition) -> Read:
    between = _between(fact)
    which = -1 if reading.take == "time_since_last" else 0

    def read(record: Record, events: Sequence[Event]) -> Value | None:
        return between(events[which].on, record.on) if events else None

    return read


def _time_between(reading: Reading, fact: FactDefinition) -> Read:
    between = _between(fact)

    def read(record: Record, events: Sequence[Event]) -> Value | None:
        first = record.of(reading.since)
        return between(first[0].on, events[-1].on) if first and events else None

    return read


def _between(fact: FactDefinition) -> Callable[[date, date], Value]:
    """The time from one day to another in the fact's unit; whole months are counted, days and weeks are exact."""
    if fact.unit is Unit.MONTHS:
        return completed_months
    in_unit = _in_unit(fact.unit or Unit.DAYS)
    return lambda first, last: in_unit((last - first).days)


@cache
def _in_unit(unit: Unit) -> Callable[[int], Value]:
    """A number of days in another unit; the same numbers come again and again."""
    return lru_cache(10_000)(lambda days: Duration(days, Unit.DAYS).to(unit).amount)


def unread(record: Record, pathway: Pathway, facts: Mapping[str, FactDefinition]) -> tuple[str, ...]:
    """Return what was told and is not understood: types of events, and as event.finding what no reading can read."""
    strange = {
        f"{event.type}.{name}"
        for event in record.events
        for name in event.findings
        if name not in pathway.events[event.type].findings
    }
    understood: dict[str, bool] = {}
    for reading in pathway.readings:
        if reading.take in _OF_A_FORM and not reading.values:
            for event in record.of(reading.events):
                for name in _names(reading, event):
                    told = f"{event.type}.{name}"
                    ok = _understands(reading, facts[reading.fact], event.findings[name])
                    understood[told] = understood.get(told, False) or ok
    return tuple(sorted({*record.unknown, *strange, *(told for told, ok in understood.items() if not ok)}))


def _understands(reading: Reading, fact: FactDefinition, found: Finding) -> bool:
    if reading.take in ("fell", "share_lost"):
        return bool(numbers(found))
    return value_of(fact, found) is not None
