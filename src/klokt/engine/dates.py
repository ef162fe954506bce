"""Calendar arithmetic with declared rules: birthdays, whole months, and the day so long after another."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from klokt.model.duration import Duration, Unit


def completed_years(born: date, on: date) -> int:
    """Return the age in completed years on a day.

    A birthday counts from its first hour. Someone born on 29 February has their birthday on
    1 March in years without that day.

    >>> completed_years(date(1975, 3, 2), date(2025, 3, 1)), completed_years(date(1975, 3, 2), date(2025, 3, 2))
    (49, 50)
    """
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def completed_months(since: date, on: date) -> int:
    """Return the number of whole months from one day to another; none where the other is earlier.

    A month is full on the same day-number of the next month, or on the first day of the month after
    where there is none.

    >>> completed_months(date(2025, 1, 31), date(2025, 2, 28)), completed_months(date(2025, 1, 31), date(2025, 3, 1))
    (0, 1)
    """
    months = (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)
    return max(months, 0)


def day_after(start: date, length: Duration) -> date:
    """Return the day so long after another.

    Months and years keep the number of the day, or fall on the last day of a month that is too short;
    holidays move nothing. Raises ValueError for a part of a day or month.

    >>> day_after(date(2011, 1, 31), Duration(1, Unit.MONTHS)), day_after(date(2011, 1, 31), Duration(2, Unit.WEEKS))
    (datetime.date(2011, 2, 28), datetime.date(2011, 2, 14))
    """
    return shift(length)(start)


def shift(length: Duration) -> Callable[[date], date]:
    """Return the function that gives the day so long after a day, as day_after does; raise ValueError as it does."""
    base = Unit.DAYS if length.unit in (Unit.DAYS, Unit.WEEKS) else Unit.MONTHS
    amount = length.to(base).amount
    if not isinstance(amount, int):
        raise ValueError(f"{length} is no whole number of {base.value}")
    if base is Unit.DAYS:
        step = timedelta(days=amount)
        return lambda start: start + step
    return lambda start: _months_after(start, amount)


def _months_after(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
