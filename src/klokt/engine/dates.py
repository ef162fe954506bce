"""Calendar arithmetic with declared rules: birthdays and whole months."""

from datetime import date


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
