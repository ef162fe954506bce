"""Say which times of a text count, where several are told: not years that nobody counted, and not hours."""

from collections.abc import Iterable

from klokt.text.language import TimeWords
from klokt.text.times import TimeTold
from klokt.text.tokens import Tokens

BEHIND = 3
"""How many tokens may stand between what has an age and "from" with its day."""
_LONG_SINCE = 550
"""What has lasted for as many days since a day that is told is seldom the trouble of now."""
_CURRENT_BEFORE = 4
"""How many words may stand between a word for the present episode and its length."""
_YEAR = 365


def counted(found: list[TimeTold], tokens: Tokens, words: TimeWords, aged: Iterable[int] = ()) -> list[TimeTold]:
    """Leave out years that nobody counted, what has lasted since a day long ago, and hours, where a length is told.

    A day right behind what has an age ("X-ray from March 2019") is kept; `aged` are the ends of such phrases.
    """
    days = {at for end in aged for at in range(end, end + BEHIND + 1)}
    kept = [told for told in found if told.first in days or not _is_uncounted(told, tokens, words)]
    lengths = [told for told in kept if (not told.is_date or told.until_now) and told.days >= 1]
    if not lengths:
        return found
    if not any(_is_current(told, tokens, words) for told in lengths):
        return kept
    return [told for told in kept if not _is_of_years(told, tokens, words) or _is_current(told, tokens, words)]


def _is_of_years(told: TimeTold, tokens: Tokens, words: TimeWords) -> bool:
    """Whether a length of a year or more is told in years: for as long as that, something else is mostly meant."""
    said = tokens.words[told.first : told.end]
    return not told.is_date and told.days >= _YEAR and any(words.units.get(word) == "years" for word in said)


def _is_current(told: TimeTold, tokens: Tokens, words: TimeWords) -> bool:
    """Whether a length is said to be of the present episode."""
    before = tokens.words[max(0, told.first - _CURRENT_BEFORE) : told.first]
    return (told.is_date and told.until_now) or not words.current.isdisjoint(before)


def _is_uncounted(told: TimeTold, tokens: Tokens, words: TimeWords) -> bool:
    """Whether a time is of many years, since a year long past, or of hours."""
    said = tokens.words[told.first : told.end]
    if told.days < 1 and not told.is_date:
        return True
    uncounted = not words.vague.isdisjoint(said) and any(words.units.get(word) == "years" for word in said)
    return uncounted or (told.until_now and told.least > _LONG_SINCE)
