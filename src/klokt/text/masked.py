"""Mask what in a text may tell who somebody is: person numbers, other long numbers, days of the calendar, addresses.

Names and places cannot be told from other words, and stay: whoever keeps a text must look at it first.
"""

import re
from functools import cache

from klokt.text.language import LANGUAGES, language_words

MASK = "*"
_BLANK = r"[^\S\n]"
_APART = rf"{_BLANK}?[-./+()\u2010-\u2015]?{_BLANK}?"
"""What may stand between two digits of one number: a mark, with a blank on either side of it."""
_EMAIL = r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+"
_LONG = r"\d{5,}"
"""No number that a referral tells of an illness has five digits; half a person number has."""
_IN_PARTS = rf"\d(?:{_APART}\d){{7,}}"
"""Eight digits or more, in whatever parts: a telephone number, a person number, a day with its year."""
_DAY = rf"(?<!\d)\d{{1,2}}{_BLANK}?[./-]{_BLANK}?\d{{1,2}}{_BLANK}?[./ -]{_BLANK}?(?:\d{{4}}|\d{{2}})(?!\d)"
_BORN = r"(?<!\w)(?:fødd|født|född|fødselsår|fødselsdato|fødselsdag|f\.?dato|født dato|born|dob)\b[.:,]*"
_BEFORE = r"(?:\s*(?:i|in|on|den|d|år)\b\.?)?\s*"
_BORN_SHORT = r"(?<!\w)f\b\.?\s*(\d{4}(?!\d)|\d{2}(?=\s*(?:[.,;:)]|$)))"
"""The Norwegian "f." before a year; before a length of time it stands for "for"."""
_MORE_MONTHS = ("mar", "januari", "februari", "augusti")
"""Names of months beside those that are read as times."""


def masked(text: str) -> str:
    """Return a text with a star for each character that may tell who somebody is; it is as long as before.

    >>> masked("Ola, f. 1956, tlf 912 34 567. Feber 39 i 12 uker.")
    'Ola, f. ****, tlf **********. Feber 39 i 12 uker.'
    """
    for pattern in _patterns():
        text = pattern.sub(_stars, text)
    return text


def shortened(text: str) -> str:
    """Return a masked text with three stars for whatever was masked, so that its length is not told, on one line."""
    return " ".join(re.sub(r"\*{2,}", MASK * 3, text).split())


def _stars(match: re.Match[str]) -> str:
    """Stars for the last group of the match, or for all of it; what stands before the group stays."""
    start = match.start(match.lastindex or 0) - match.start()
    return match[0][:start] + MASK * (len(match[0]) - start)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    named = {*language_words(LANGUAGES).time.months, *_MORE_MONTHS}
    months = "|".join(sorted(map(re.escape, named), key=len, reverse=True))
    month = rf"(?:{months})\b\.?{_BLANK}?,?{_BLANK}?"
    day_of_month = rf"(?<!\d)\d{{1,2}}{_BLANK}?\.?{_BLANK}?{month}(?:\d{{4}}|\d{{2}})(?!\d)"
    month_day = rf"\b{month}\d{{1,2}}{_BLANK}?,?{_BLANK}\d{{4}}(?!\d)"
    born = rf"{_BORN}{_BEFORE}(\d{{1,2}}{_BLANK}?\.?{_BLANK}?(?:{months})\b|\d{{1,2}}[./]\d{{1,2}}|\d{{2,4}})"
    told = (_EMAIL, day_of_month, month_day, _IN_PARTS, _DAY, _LONG, born, _BORN_SHORT)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in told)
