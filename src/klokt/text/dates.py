"""Read a day, month, season or year as it is told: "4/9-25", "12.01.2025", "mars 25", "i fjor høst", "2013"."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from klokt.text.language import TimeWords
from klokt.text.tokens import Tokens

_CENTURY = 100
_OLDEST = 1900
_DAYS_IN_LONGEST_MONTH = 31
_MONTHS = 12
_DAYS_IN_WEEK = 7
_MARKS = ("-", ".", "/", "'", "’")
"""What may stand between a month and its year."""


@dataclass(frozen=True, slots=True)
class Point:
    """The first and the last day that a point in time may be, and the token after it."""

    early: date
    late: date
    end: int


def point_at(tokens: Tokens, at: int, words: TimeWords, today: date) -> Point | None:
    """Return the point in time that begins at a token, or None; without a year it is the latest one that has begun."""
    return _numeric(tokens, at, today) or _named(tokens, at, words, today)


def _numeric(tokens: Tokens, at: int, today: date) -> Point | None:
    said = tokens.words
    word = said[at]
    if not word[0].isdecimal() or (at and tokens.touches(at) and said[at - 1].isalpha()):  # L3/4 is no day
        return None
    if len(word) == 4 and _is_number(word) and _OLDEST <= int(word) <= today.year:
        return _iso(tokens, at, today) or Point(date(int(word), 1, 1), min(date(int(word), 12, 31), today), at + 1)
    if "." in word:  # 12.01 or 4.9
        day, month = word.split(".")[:2]
        if not (_is_number(day) and _is_number(month)):
            return None
        end, year = _year_after(tokens, at + 1, today)
        return _day(int(day), int(month), year, today, end)
    if _is_number(word) and _follows(tokens, at, "/.") and _is_number(said[at + 2]):
        return _pair(tokens, at, today)
    if _is_number(word) and _follows(tokens, at, "-") and _follows(tokens, at + 2, "-") and len(said[at + 4]) == 4:
        return _pair(tokens, at, today) if _is_number(said[at + 2]) else None
    return None


def _is_number(word: str) -> bool:
    return word.isdecimal() and len(word) <= 4


def _follows(tokens: Tokens, at: int, marks: str) -> bool:
    """Whether one of the marks and something more stand right after a token, without a space."""
    return at + 2 < len(tokens) and tokens.words[at + 1] in marks and tokens.touches(at + 1) and tokens.touches(at + 2)


def _pair(tokens: Tokens, at: int, today: date) -> Point | None:
    """Two numbers with a mark between them: a day and a month, or a month and a year."""
    one, two, written = int(tokens.words[at]), int(tokens.words[at + 2]), tokens.words[at + 2]
    if len(written) == 4:
        return _month(one, two, at + 3, today)
    end, year = _year_after(tokens, at + 3, today)
    if year is None and two > _MONTHS:
        return _month(one, _full(two, today), at + 3, today)
    return _day(one, two, year, today, end)


def _iso(tokens: Tokens, at: int, today: date) -> Point | None:
    said = tokens.words
    if not (_follows(tokens, at, "/-") and at + 4 < len(tokens) and said[at + 3] in ("-", "/")):
        return None
    if not (_is_number(said[at + 2]) and _is_number(said[at + 4])):
        return None
    exact = _date(int(said[at]), int(said[at + 2]), int(said[at + 4]))
    return Point(exact, exact, at + 5) if exact and exact <= today else None


def _year_after(tokens: Tokens, at: int, today: date) -> tuple[int, int | None]:
    """The token after a year written at `at` ("-25", ".2025", " 2025"), and the year; or `at` and None."""
    said, count = tokens.words, len(tokens)
    marks = at
    while marks < count and said[marks] in _MARKS and marks - at < 2:
        marks += 1
    if marks < count and said[marks].isdecimal() and len(said[marks]) in (2, 4):
        full = int(said[marks]) if len(said[marks]) == 4 else _full(int(said[marks]), today)
        if _OLDEST < full <= today.year and (marks > at or len(said[marks]) == 4):
            return marks + 1, full
    return at, None


def _full(year: int, today: date) -> int:
    century = today.year - today.year % _CENTURY
    return century + year if century + year <= today.year else century - _CENTURY + year


def _day(day: int, month: int, year: int | None, today: date, end: int) -> Point | None:
    exact = _date(year or today.year, month, day)
    if year is None and exact is not None and exact > today:
        exact = _date(today.year - 1, month, day)
    return Point(exact, exact, end) if exact else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(month: int, year: int, end: int, today: date) -> Point | None:
    if not 1 <= month <= 12 or not _OLDEST < year <= today.year:
        return None
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return Point(first, min(last, today), end) if first <= today else None


def _named(tokens: Tokens, at: int, words: TimeWords, today: date) -> Point | None:
    """A month or season by name, with its year where one is told; the latest one that has begun otherwise."""
    said, count = tokens.words, len(tokens)
    if said[at] in words.months:
        return _month_named(tokens, at, None, words, today)
    if said[at] in words.points:
        return _season(tokens, at, words, today)
    if said[at] in words.in_days and at + 1 < count:
        return _day_named(said[at + 1], at + 2, words, today)
    if said[at] in words.calendar_week and at + 1 < count and _is_number(said[at + 1]):
        counts = at + 2 < count and said[at + 2] in words.units  # "3x/week, 18 weeks"
        return None if counts else _calendar_week(int(said[at + 1]), at + 2, today)
    if _is_number(said[at]) and int(said[at]) <= _DAYS_IN_LONGEST_MONTH and at + 1 < count:
        month = at + 1 + (said[at + 1] == ".")
        if month < count and said[month] in words.months:
            return _month_named(tokens, month, int(said[at]), words, today)
    return None


def _month_named(tokens: Tokens, at: int, day: int | None, words: TimeWords, today: date) -> Point | None:
    said, count = tokens.words, len(tokens)
    month, after = words.months[said[at]], at + 1
    if after + 1 < count and said[after] == "." and said[after + 1].isdecimal():  # "sept. 25"
        after += 1
    end, year = _year_after(tokens, after, today)
    if year is None and after < count and said[after].isdecimal() and len(said[after]) == 2 and int(said[after]) > 12:
        end, year = after + 1, _full(int(said[after]), today)
    if year is None:
        end = at + 1
    if day is not None:
        if year is None and _is_of_last_year(tokens, end, words):
            year, end = today.year - 1, end + 2
        return _day(day, month, year, today, end)
    if year is None and _is_of_last_year(tokens, end, words):
        year, end = today.year - 1, end + 2
    if year is None:
        year = today.year - (month > today.month) - (end < count and said[end] in words.last)
    return _month(month, year, end, today)


def _is_of_last_year(tokens: Tokens, at: int, words: TimeWords) -> bool:
    """Whether two words at a token say that a month or season is last year's: "i fjor"."""
    return " ".join(tokens.words[at : at + 2]) in words.last_year


def _season(tokens: Tokens, at: int, words: TimeWords, today: date) -> Point | None:
    month, first = words.points[tokens.words[at]]
    end, year = _year_after(tokens, at + 1, today)
    if year is None and _is_of_last_year(tokens, at + 1, words):
        year, end = today.year - 1, at + 3
    elif year is None and _is_of_last_year(tokens, at - 2, words):  # "i fjor sommer"
        year, end = today.year - 1, at + 1
    begun = _date(year or today.year, month, first)
    if begun is not None and begun > today:
        begun = _date(begun.year - 1, month, first)
    return Point(begun, begun, end if year else at + 1) if begun else None


def _day_named(word: str, end: int, words: TimeWords, today: date) -> Point | None:
    """A day told from today ("i forgårs"), or the last such day of the week before today ("i mandags")."""
    days = words.days_ago.get(word)
    if days is None and word in words.weekdays:
        days = (today.weekday() - words.weekdays[word] - 1) % _DAYS_IN_WEEK + 1
    if days is None or today.toordinal() <= days:
        return None
    day = today - timedelta(days=days)
    return Point(day, day, end)


def _calendar_week(week: int, end: int, today: date) -> Point | None:
    """The latest week of that number that has begun (ISO 8601)."""
    for year in (today.isocalendar().year, today.isocalendar().year - 1):
        try:
            first = date.fromisocalendar(year, week, 1)
        except ValueError:
            return None
        if first <= today:
            return Point(first, min(date.fromisocalendar(year, week, 7), today), end)
    return None
