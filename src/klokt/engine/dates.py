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
