"""Read lengths of time and dates as the text tells them, as intervals of days before the day of the referral."""

from dataclasses import dataclass, replace
from datetime import date
from math import floor

from klokt.model.duration import Unit
from klokt.text.dates import point_at
from klokt.text.language import TimeWords
from klokt.text.tokens import Tokens

DAYS_IN_WEEK = 7
DAYS_IN_MONTH = 30.4375
"""A month is 4.345 weeks."""
_UNIT_DAYS = {"hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": DAYS_IN_MONTH, "years": 365.25}
_MOST_TOLD = 1000
"""A number of units as large as this is no length of time."""
_WEEKS_IN_YEAR = "52"
"""Doctors write seven weeks as 7/52."""
_HALF = 0.5
_NEARLY = (0.85, 0.94)
"""What "nearly 12 weeks" is at least, and most likely, as shares of what is said."""
_OVER = (1.02, 1.5)
"""What "over 12 weeks" is most likely, and at most."""
_BEGUN_BEFORE = 8
"""How many words may stand between the word that something began and the day."""
_BEGUN_AFTER = 3
"""How many words behind the day may hold that word."""
_AGE = 18
"""As many years told without a word such as "for" before them are somebody's age."""
_HALF_SIGN = "½"
_FEW_WEEKS = 3
"""Fewer weeks than this are told to a hundredth: nine days are not two weeks."""
_ORDINAL = ("days", "weeks", "months")
"""The units that are counted through: "on the 12. day"."""
_PART = 0.35
"""How far the beginning and the end of a month lie from its middle, as a share of it."""
_BETWEEN_POINTS = 5
"""How many words may stand between the two points in time of one length."""


@dataclass(slots=True)
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


def times_in(tokens: Tokens, words: TimeWords, today: date | None) -> list[TimeTold]:
    """Return the times of a text in order; dates only where the day of the referral is known."""
    found: list[TimeTold] = []
    upto = 0
    openings = words.openings
    for index in [at for at, word in enumerate(tokens.words) if word in openings or word[0].isdecimal()]:
        if index < upto:
            continue
        told = _length(tokens, index, words) or (_point(tokens, index, words, today) if today else None)
        if told is not None:
            found.append(told)
            upto = told.end
    return [_since_then(tokens, told, words) for told in _joined(tokens, found, words)]


def _since_then(tokens: Tokens, told: TimeTold, words: TimeWords) -> TimeTold:
    """A point in time at which something began, and which so lasts until now: "startet for 5 uker siden"."""
    if not told.is_date or told.until_now:
        return told
    last = min(len(tokens), told.end + _BEGUN_AFTER)
    around = (*range(max(0, told.first - _BEGUN_BEFORE), told.first), *range(told.end, last))
    began = [at for at in around if tokens.words[at] in words.began]
    return replace(told, until_now=True) if any(_is_beginning(tokens, at, told, words) for at in began) else told


def _is_beginning(tokens: Tokens, at: int, told: TimeTold, words: TimeWords) -> bool:
    """Whether a word for a beginning is about the day told; a "since" is so only within its clause."""
    if tokens.words[at] in words.since:
        is_ago = at > 0 and tokens.words[at - 1] in words.units
        return not is_ago and tokens.clause[at] == tokens.clause[told.first]
    return tokens.sentence[at] == tokens.sentence[told.first]


def in_weeks(days: float) -> int | float:
    """Return days as weeks: a few to the nearest hundredth, many to the nearest whole."""
    weeks = round(days / DAYS_IN_WEEK, 2)
    return weeks if weeks < _FEW_WEEKS and not weeks.is_integer() else floor(weeks + _HALF)


def in_unit(days: float, unit: Unit) -> int | float:
    """Return days in the unit of a fact: weeks as in_weeks does, else in completed days, months or years."""
    return in_weeks(days) if unit is Unit.WEEKS else int(days // _UNIT_DAYS[unit.value])


def _number(word: str, words: TimeWords) -> float | None:
    if word[0].isdecimal():
        value = float(word.replace(",", "."))
        return value if value < _MOST_TOLD else None
    return words.numbers.get(word)


def _length(tokens: Tokens, at: int, words: TimeWords) -> TimeTold | None:
    """A length of time that begins at a token: "3 mnd", "4-5 mnd", "et halvt år", "snart 12 uker", "7/52"."""
    said, count = tokens.words, len(tokens)
    if said[at + 1 : at + 3] == ["/", _WEEKS_IN_YEAR] and said[at].isdecimal():
        days = float(said[at]) * DAYS_IN_WEEK
        return TimeTold(at, at + 3, days, days, days)
    if said[at] in words.lengths:
        low, high = words.lengths[said[at]]
        return _loosened(tokens, at, at + 1, low, high, words)
    if said[at] in words.latest and at + 1 < count and said[at + 1] in words.whole:  # the last month
        days = _UNIT_DAYS[words.units[said[at + 1]]]
        return TimeTold(at, at + 2, days, days, days)
    first = _number(said[at], words)
    if first is None or at + 1 >= count:
        return None
    low, high, end = _amount(tokens, at, first, words)
    unit = words.units.get(said[end]) if end < count else None
    before = said[at - 1] if at else ""
    if unit is None or before in words.ahead or (unit == "years" and low >= _AGE and before not in words.near):
        return None
    if end + 1 < count and said[end + 1] in words.later:  # two days later
        return None
    days = _UNIT_DAYS[unit]
    return _loosened(tokens, at, end + 1, low * days, high * days, words)


def _amount(tokens: Tokens, at: int, first: float, words: TimeWords) -> tuple[float, float, int]:
    """The least and the greatest number that are told from a token on, and the token after them."""
    said, count = tokens.words, len(tokens)
    low, high, end = first, first, at + 1
    if said[at : at + 3] == ["1", "/", "2"] and tokens.touches(at + 1) and tokens.touches(at + 2):
        return _HALF, _HALF, at + 3
    if end < count and said[end] == _HALF_SIGN:  # 3½
        low, high, end = low + _HALF, high + _HALF, end + 1
    if end + 1 < count and said[end] in words.span:
        second = _number(said[end + 1], words)
        if second and second >= low:
            high, end = second, end + 2
    if low >= _FEW_WEEKS and end + 1 < count and said[end] == "." and words.units.get(said[end + 1]) in _ORDINAL:
        end += 1  # in the 8. week; every second one is no length
    for mark in "+-":
        if end < count and said[end] == mark:
            end += 1
    if end + 2 < count and said[end] in words.additions and words.numbers.get(said[end + 2]) == _HALF:
        return low + _HALF, high + _HALF, end + 3  # to og en halv
    if end < count and words.numbers.get(said[end]) == _HALF:
        return low * _HALF, high * _HALF, end + 1  # et halvt
    return low, high, end


def _loosened(tokens: Tokens, at: int, end: int, low: float, high: float, words: TimeWords) -> TimeTold:
    """A length with the words before it that loosen it: "snart", "over", "siste"."""
    likely = (low + high) / 2
    first = at
    while first > 0 and tokens.words[first - 1] in words.near and tokens.sentence[first - 1] == tokens.sentence[at]:
        before = tokens.words[first - 1]
        if before in words.nearly:
            low, likely = low * _NEARLY[0], likely * _NEARLY[1]
            high = min(high, likely)
        elif before in words.over:
            high, likely = high * _OVER[1], likely * _OVER[0]
        first -= 1
    if end < len(tokens) and tokens.words[end] in words.ago:
        return TimeTold(first, end + 1, low, high, likely, is_date=True)
    return TimeTold(first, end, low, high, likely)


def _point(tokens: Tokens, at: int, words: TimeWords, today: date) -> TimeTold | None:
    """A point in time that begins at a token, with "since" before it or "until now" behind it."""
    point = point_at(tokens, at, words, today)
    if point is None or point.early > today:
        return None
    said, end = tokens.words, point.end
    least, most = max(0, (today - point.late).days), (today - point.early).days
    first, sentence = at, tokens.sentence[at]
    while _goes_before(tokens, first, sentence, words.near | words.about):
        first -= 1
    days = _part_of(most, least, frozenset(said[first:at]), words)
    since = _goes_before(tokens, first, sentence, words.since)
    first = first - 1 if since else at
    if end + 1 < len(tokens) and said[end] in words.until and said[end + 1] in words.now:
        since, end = True, end + 2
    since = since or _goes_on_till_now(tokens, end, words)
    return TimeTold(first, end, least, most, days, True, since)


def _goes_on_till_now(tokens: Tokens, end: int, words: TimeWords) -> bool:
    """Whether "until now" stands a few words behind a point in time, in its sentence: "i mai og fram til nå"."""
    behind = range(end, min(len(tokens) - 1, end + _BETWEEN_POINTS))
    return any(
        tokens.words[at] in words.until
        and len(tokens.words[at + 1]) > 1
        and tokens.words[at + 1] in words.now
        and tokens.sentence[at] == tokens.sentence[end - 1]
        for at in behind
    )


def _goes_before(tokens: Tokens, at: int, sentence: int, said: frozenset[str]) -> bool:
    """Whether one of these words stands right before a token, in its sentence."""
    return at > 0 and tokens.words[at - 1] in said and tokens.sentence[at - 1] == sentence


def _part_of(most: float, least: float, before: frozenset[str], words: TimeWords) -> float:
    """How many days ago a month or year most likely was: its middle, or the part of it that is told."""
    share = 0.5 - (not words.late.isdisjoint(before)) * _PART + (not words.early.isdisjoint(before)) * _PART
    return least + share * (most - least)


def _joined(tokens: Tokens, found: list[TimeTold], words: TimeWords) -> list[TimeTold]:
    """Two points in time with "to" between them are one length."""
    joined: list[TimeTold] = []
    for told in found:
        before = joined[-1] if joined else None
        if before and before.is_date and told.is_date and told.first - before.end <= _BETWEEN_POINTS:
            between = tokens.words[before.end : told.first]
            if not words.until.isdisjoint(between) and before.days >= told.days:
                most = before.most - told.least
                days = before.days - told.days if words.throughout.isdisjoint(between) else most
                joined[-1] = TimeTold(before.first, told.end, max(0, before.least - told.most), most, days)
                continue
        joined.append(told)
    return joined
