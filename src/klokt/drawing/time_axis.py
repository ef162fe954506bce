"""Where each day stands on an axis: in proportion to time, with long stretches in which nothing happens folded."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

LONGEST_STRETCH = 42
"""How many days a stretch without anything takes on the axis at most."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A stretch that is drawn shorter than it is: where its middle stands, and how many days it has."""

    at: float
    days: int


class Axis:
    """An axis from the first of some days (at 0) to the last (at `length`); of one day alone all stands at 0."""

    def __init__(self, days: Iterable[date], length: float) -> None:
        self._days = sorted(set(days))
        gaps = [(after - before).days for before, after in pairwise(self._days)]
        shown = [min(gap, LONGEST_STRETCH) for gap in gaps]
        per_day = length / (sum(shown) or 1)
        self._places = [0.0]
        for part in shown:
            self._places.append(self._places[-1] + part * per_day)
        self.length = self._places[-1]
        self.folds = tuple(
            Fold((self._places[number] + self._places[number + 1]) / 2, gap)
            for number, gap in enumerate(gaps)
            if gap > LONGEST_STRETCH
        )

    def at(self, day: date) -> float:
        """Return where a day stands; one outside the axis stands at its end."""
        number = bisect_right(self._days, day) - 1
        if number < 0 or number == len(self._days) - 1:
            return self._places[max(number, 0)]
        before, after = self._days[number], self._days[number + 1]
        share = (day - before).days / (after - before).days
        return self._places[number] + share * (self._places[number + 1] - self._places[number])
