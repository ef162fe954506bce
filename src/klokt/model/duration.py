"""Durations that keep the unit of the source: 12 weeks is never quietly read as 3 months."""

import re
from dataclasses import dataclass
from enum import Enum

Amount = int | float


class Unit(Enum):
    """A unit of time. Days and weeks convert exactly, months and years too; nothing else does."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_FAMILY = {Unit.DAYS: "days", Unit.WEEKS: "days", Unit.MONTHS: "months", Unit.YEARS: "months"}
_BASE = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 1, Unit.YEARS: 12}
_PART = re.compile(r"\s*(\d+(?:\.\d+)?)\s+(day|week|month|year)s?\b")


class UnitMismatchError(ValueError):
    """Two durations cannot be compared without a calendar: weeks against months."""


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount in a unit of the calendar.

    >>> Duration(84, Unit.DAYS) == Duration(12, Unit.WEEKS).to(Unit.DAYS)
    True
    """

    amount: Amount
    unit: Unit

    @staticmethod
    def parse(text: str) -> "Duration":
        """Read "12 weeks", "11 weeks 6 days" or "1 month"; raise ValueError for anything else.

        >>> Duration.parse("11 weeks 6 days")
        Duration(amount=83, unit=<Unit.DAYS: 'days'>)
        """
        parts, position = [], 0
        while position < len(text.rstrip()):
            match = _PART.match(text, position)
            if match is None:
                raise ValueError(f'"{text}" is not a duration such as "12 weeks" or "11 weeks 6 days"')
            number = match.group(1)
            parts.append(Duration(float(number) if "." in number else int(number), Unit(match.group(2) + "s")))
            position = match.end()
        if not parts:
            raise ValueError("a duration is empty")
        total = parts[0]
        for part in parts[1:]:
            smaller = min(total.unit, part.unit, key=lambda unit: _BASE[unit])
            total = Duration(total.to(smaller).amount + part.to(smaller).amount, smaller)
        return total

    def to(self, unit: Unit) -> "Duration":
        """Return the same length in another unit; raise UnitMismatchError between weeks and months."""
        if _FAMILY[self.unit] != _FAMILY[unit]:
            raise UnitMismatchError(f"{self} cannot be told in {unit.value} without a calendar")
        total = self.amount * _BASE[self.unit]
        divisor = _BASE[unit]
        if divisor == 1 or (isinstance(total, int) and total % divisor == 0):
            return Duration(total if divisor == 1 else int(total) // divisor, unit)
        return Duration(total / divisor, unit)

    def __str__(self) -> str:
        number = f"{float(self.amount):g}" if not isinstance(self.amount, int) else str(self.amount)
        return f"{number} {self.unit.value[:-1] if self.amount == 1 else self.unit.value}"


def comparable(one: Unit, other: Unit) -> bool:
    """Return whether durations in the two units can be compared exactly."""
    return _FAMILY[one] == _FAMILY[other]
