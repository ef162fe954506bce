"""Read lengths of time and dates as the text tells them, as intervals of days before the day of the referral."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from klokt.text.tokens import Tokens

DAYS_IN_MONTH = 30.4375
"""A month is 4.345 weeks (rulings: how weeks are counted)."""

_UNIT_DAYS = {"days": 1.0, "weeks": 7.0, "months": DAYS_IN_MONTH, "years": 365.25}
_CENTURY = 100


@dataclass(frozen=True, slots=True)
class TimeTold:
    """A time told by the tokens from `first` to before `end`: between `least` and `most` days, most likely `days`.

    `is_date` tells days back to a point in time from a length. `until_now` says that it is told to
    last until the referral ("since March").
    """

    first: int
    end: int
    least: float
    most: float
    days: float
    is_date: bool = False
    until_now: bool = False


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of a language for time: units, numbers, months (1 to 12), seasons (month and day), and fixed lengths.

    `since` are words that make of a point in time a length until now; `until` joins two points.
    """

    units: dict[str, str]
    numbers: dict[str, float]
    months: dict[str, int]
    points: dict[str, tuple[int, int]]
    lengths: dict[str, tuple[float, float]]
    since: frozenset[str]
    until: frozenset[str]
    nearly: frozenset[str]
    over: frozenset[str]
    last: frozenset[str]
    ago: frozenset[str]
    now: frozenset[str]
    near: frozenset[str]


def times_in(tokens: Tokens, words: TimeWords, today: date | None) -> list[TimeTold]:
    """Return the times of a text in order; dates only where the day of the referral is known."""
    found: list[TimeTold] = []
    index, count = 0, len(tokens)
    while index < count:
        told = _length(tokens, index, words) or (_point(tokens, index, words, today) if today else None)
        if told is None:
            index += 1
        else:
            found.append(told)
            index = told.end
    return _joined(tokens, found, words)


def _number(word: str, words: TimeWords) -> float | None:
    if word[0].isdigit():
        value = float(word.replace(",", "."))
        return value if value < 1000 else None
    return words.numbers.get(word)


def _length(tokens: Tokens, at: int, words: TimeWords) -> TimeTold | None:
    """A length of time that begins at a token: "3 mnd", "4-5 mnd", "et halvt år", "snart 12 uker"."""
    said = tokens.words
    count = len(said)
    if said[at] in words.lengths:
        low, high = words.lengths[said[at]]
        return _told(tokens, at, at + 1, low, high, words)
    low = _number(said[at], words)
    if low is None or at + 1 >= count:
        return None
    high, end = low, at + 1
    if end + 1 < count and said[end] in ("-", "–", "til", "to", "a", "à", "/") and (second := _number(said[end + 1], words)):
        if second >= low:
            high, end = second, end + 2
    if end < count and said[end] in ("+",):
        end += 1
    if end < count and said[end] == "-":
        end += 1
    if end + 2 < count and said[end] in ("og", "och", "and") and words.numbers.get(said[end + 2]) == 0.5:
        low, high, end = low + 0.5, high + 0.5, end + 3  # to og en halv
    elif end < count and said[end] in words.numbers and words.numbers[said[end]] == 0.5:
        low, high, end = low * 0.5, high * 0.5, end + 1  # et halvt
    if end < count and said[end] == "." and end + 1 < count and said[end + 1] in words.units:
        return None  # an ordinal
    unit = words.units.get(said[end]) if end < count else None
    if unit is None:
        return None
    factor = _UNIT_DAYS[unit]
    return _told(tokens, at, end + 1, low * factor, high * factor, words)


def _told(tokens: Tokens, at: int, end: int, low: float, high: float, words: TimeWords) -> TimeTold:
    """A length with the words before it that loosen it: "snart", "over", "siste"."""
    likely = (low + high) / 2
    first = at
    while first > 0 and tokens.words[first - 1] in words.near and tokens.sentence[first - 1] == tokens.sentence[at]:
        before = tokens.words[first - 1]
        if before in words.nearly:
            low, likely = low * 0.85, likely * 0.94
            high = min(high, likely)
        elif before in words.over:
            high, likely = high * 1.5, likely * 1.02
        first -= 1
    if end < len(tokens) and tokens.words[end] in words.ago:
        return TimeTold(first, end + 1, low, high, likely, is_date=True)
    return TimeTold(first, end, low, high, likely)


def _point(tokens: Tokens, at: int, words: TimeWords, today: date) -> TimeTold | None:
    """A point in time that begins at a token: "mars 25", "4/9-25", "12.01.2025", "2013", "i fjor høst", "jul"."""
    parsed = _numeric(tokens, at, today) or _named(tokens, at, words, today)
    if parsed is None:
        return None
    early, late, end = parsed
    if early > today:
        return None
    least, most = max(0, (today - late).days), (today - early).days
    since = at > 0 and tokens.words[at - 1] in words.since
    said = tokens.words
    if end + 1 < len(tokens) and said[end] in words.until and said[end + 1] in words.now:
        since, end = True, end + 2
    first = at - (at > 0 and said[at - 1] in words.since)
    return TimeTold(first, end, least, most, (least + most) / 2, True, since)


def _numeric(tokens: Tokens, at: int, today: date) -> tuple[date, date, int] | None:
    said, count = tokens.words, len(tokens)
    word = said[at]
    if not word[0].isdigit():
        return None
    if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20") and int(word) <= today.year:
        if at + 1 < count and said[at + 1] in ("/", "-") and tokens.touches(at + 1) and at + 3 < count:
            iso = _iso(said, at, count)
            if iso:
                return iso
        year = int(word)
        return date(year, 1, 1), min(date(year, 12, 31), today), at + 1
    if "." in word:  # 12.01 or 4.9
        day, month = word.split(".")[:2]
        end, year = _year_after(tokens, at + 1, today)
        return _day(int(day), int(month), year, today, end) if month.isdigit() and day.isdigit() else None
    if at + 2 < count and said[at + 1] in ("/", ".") and tokens.touches(at + 1) and tokens.touches(at + 2):
        if not (word.isdigit() and said[at + 2].isdigit()):
            return None
        one, two = int(word), int(said[at + 2])
        end, year = _year_after(tokens, at + 3, today)
        if len(said[at + 2]) == 4:
            return _month(one, two, at + 3, today)
        if year is None and (two > 12 or (len(said[at + 2]) == 2 and len(word) == 2)):
            return _month(one, _full(two, today), at + 3, today)
        return _day(one, two, year, today, end)
    return None


def _iso(said: list[str], at: int, count: int) -> tuple[date, date, int] | None:
    year, month = int(said[at]), said[at + 2]
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return None
    if at + 4 < count and said[at + 3] in ("-", "/") and said[at + 4].isdigit():
        try:
            exact = date(year, int(month), int(said[at + 4]))
        except ValueError:
            return None
        return exact, exact, at + 5
    return None


def _year_after(tokens: Tokens, at: int, today: date) -> tuple[int, int | None]:
    """The token after a year written at `at` ("-25", ".2025", " 25"), and the year; or `at` and None."""
    said, count = tokens.words, len(tokens)
    marks = at
    while marks < count and said[marks] in ("-", ".", "/", "'", "’") and marks - at < 2:
        marks += 1
    if marks < count and said[marks].isdigit() and len(said[marks]) in (2, 4):
        number = int(said[marks])
        full = number if len(said[marks]) == 4 else _full(number, today)
        if 1900 < full <= today.year and (marks > at or len(said[marks]) == 4):
            return marks + 1, full
    return at, None


def _full(year: int, today: date) -> int:
    century = today.year - today.year % _CENTURY
    return century + year if century + year <= today.year else century - _CENTURY + year


def _day(day: int, month: int, year: int | None, today: date, end: int) -> tuple[date, date, int] | None:
    try:
        exact = date(year or today.year, month, day)
        if year is None and exact > today:
            exact = date(today.year - 1, month, day)
    except ValueError:
        return None
    return exact, exact, end


def _month(month: int, year: int, end: int, today: date) -> tuple[date, date, int] | None:
    if not 1 <= month <= 12 or not 1900 < year <= today.year:
        return None
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return (first, min(last, today), end) if first <= today else None


def _named(tokens: Tokens, at: int, words: TimeWords, today: date) -> tuple[date, date, int] | None:
    """A month or season by name, with its year where one is told; the latest one that has begun otherwise."""
    said, count = tokens.words, len(tokens)
    index, day = at, None
    if said[at].isdigit() and len(said[at]) <= 2 and at + 1 < count:
        step = at + 1 + (said[at + 1] == ".")
        if step < count and said[step] in words.months:
            index, day = step, int(said[at])
    word = said[index]
    if word in words.months:
        end = index + 1
        if end < count and said[end] == "." and end + 1 < count and said[end + 1].isdigit():
            end += 1
        year_end, year = _year_after(tokens, end, today)
        if year is None and end < count and said[end].isdigit() and len(said[end]) == 2 and int(said[end]) > 12:
            year_end, year = end + 1, _full(int(said[end]), today)
        year_end = max(year_end, index + 1) if year else index + 1
        month = words.months[word]
        if day is not None:
            return _day(day, month, year, today, year_end)
        if year is None:
            year = today.year - (month > today.month) - (year_end < count and said[year_end] in words.last)
        return _month(month, year, year_end, today)
    if day is None and word in words.points:
        month, first = words.points[word]
        year_end, year = _year_after(tokens, index + 1, today)
        begun = date(year or today.year, month, first)
        if begun > today:
            begun = date(begun.year - 1, month, first)
        return begun, begun, year_end if year else index + 1
    return None


def _joined(tokens: Tokens, found: list[TimeTold], words: TimeWords) -> list[TimeTold]:
    """Two points in time with "to" between them are one length."""
    joined: list[TimeTold] = []
    for told in found:
        before = joined[-1] if joined else None
        if before and before.is_date and told.is_date and told.first - before.end <= 3:
            between = tokens.words[before.end : told.first]
            if between and any(word in words.until for word in between) and before.days >= told.days:
                whole = "ut" in between
                length = before.most - told.least if whole else before.days - told.days
                joined[-1] = TimeTold(before.first, told.end, max(0, before.least - told.most), before.most - told.least, length)
                continue
        joined.append(told)
    return joined


def in_weeks(days: float) -> int:
    """Return days as whole weeks, rounded to the nearest."""
    return floor(days / 7 + 0.5)
