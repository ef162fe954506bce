"""Tell whether the ordinary path of a pathway can be on time, with the earliest timeline where it cannot."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from klokt.engine.compiled import parameters_on
from klokt.engine.dates import day_after
from klokt.engine.network import Span, contradiction, earliest
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Value
from klokt.model.guideline import Guideline
from klokt.model.pathway import Length

_FOUR_YEARS = [date(2011, 1, 1) + timedelta(days=day) for day in range(4 * 365 + 1)]
"""Every day on which a month can begin, leap years included."""


@dataclass(frozen=True, slots=True)
class Infeasible:
    """Legs that cannot all hold, by how many days they miss, and the earliest day of each point on the path."""

    legs: tuple[str, ...]
    days_missing: int
    timeline: Mapping[str, int]

    def __str__(self) -> str:
        points = ", ".join(f"{point} day {day}" for point, day in self.timeline.items())
        legs = " + ".join(self.legs)
        return (
            f"the ordinary path cannot be on time: {legs} miss by {self.days_missing} days; at the earliest: {points}"
        )


def finding(guideline: Guideline) -> Infeasible | None:
    """Return legs that cannot all hold on the first day of the edition; None where they can, or there are none.

    A month counts as its shortest where it is a least time, and as its longest where it is a most.
    """
    pathway = guideline.pathway
    if pathway is None or not pathway.legs:
        return None
    values = parameters_on(guideline.parameters, guideline.valid_from)
    spans = [
        Span(leg.id, leg.start, leg.end, _days(leg.at_least, values, min), _days(leg.at_most, values, max))
        for leg in pathway.legs
    ]
    missed = contradiction(spans)
    if missed is None:
        return None
    return Infeasible(missed.legs, missed.days_missing, earliest(spans, spans[0].start))


def _days(length: Length | None, values: Mapping[str, Value], bound: Callable[[Iterable[int]], int]) -> int | None:
    """A length in days, its shortest or its longest where the calendar decides."""
    value = values.get(length) if isinstance(length, str) else length
    if not isinstance(value, Duration):
        return None
    if value.unit in (Unit.DAYS, Unit.WEEKS):
        return int(value.to(Unit.DAYS).amount)
    return bound((day_after(start, value) - start).days for start in _FOUR_YEARS)
