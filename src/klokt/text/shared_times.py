"""Give each time of a text to the phrase that it tells the length or the age of."""

from collections.abc import Iterable

from klokt.text.counted_times import BEHIND
from klokt.text.lexicon import NO_FACT
from klokt.text.matches import ByFirst, Hit
from klokt.text.times import TimeTold
from klokt.text.tokens import Tokens

_FARTHEST = 20
"""How many tokens may stand between a time and its phrase."""
_FARTHEST_OF_NONE = 7
"""A phrase that takes a time so that no fact gets it takes only one that stands as near as this."""
_OTHER_CLAUSE = 4
"""A time in another clause counts as that many tokens farther off."""
_PHRASE_AFTER = 3
"""A phrase after its time counts as that many tokens farther off: a time is mostly told behind."""
_LONGEST_PHRASE = 40


def shared_out(
    tokens: Tokens, times: Iterable[TimeTold], hits: Iterable[Hit], of: frozenset[str], at: frozenset[str]
) -> dict[int, TimeTold]:
    """Return for the first token of a phrase the time that is told of it; of several lengths the longest.

    `of` are the words that may stand behind a time before its phrase; those of `at` make a day of what has an age,
    though some of them may tell a beginning too: "X-ray from March".
    """
    takers = ByFirst([hit for hit in hits if hit.topic.lasts or hit.topic.dated])
    shared: dict[int, TimeTold] = {}
    for told in times:
        hit = _nearest(tokens, told, takers, of, at)
        if hit is None:
            continue
        before = shared.get(hit.first)
        if before is None or _tells_more(tokens, hit, told, before):
            shared[hit.first] = told
    return shared


def _tells_more(tokens: Tokens, hit: Hit, told: TimeTold, before: TimeTold) -> bool:
    """Whether a time tells of a phrase better than one before it.

    A length counts more than a day to now, and one in the clause of the phrase more than one in another.
    """
    if told.is_date != before.is_date:
        return not told.is_date
    beside = tokens.clause[hit.first]
    if (tokens.clause[told.first] == beside) != (tokens.clause[before.first] == beside):
        return tokens.clause[told.first] == beside
    return not before.until_now and told.days > before.days


def _nearest(tokens: Tokens, told: TimeTold, takers: ByFirst, of: frozenset[str], at: frozenset[str]) -> Hit | None:
    """The nearest phrase of the sentence that takes such a time."""
    is_from = told.is_date and told.until_now and tokens.words[told.first] in at
    best, nearest = None, float(_FARTHEST)
    for hit in takers.between(told.first - _FARTHEST - _LONGEST_PHRASE, told.end + _FARTHEST):
        if tokens.sentence[hit.first] != tokens.sentence[told.first]:
            continue
        is_point = told.is_date and (not told.until_now or (is_from and _is_right_behind(told, hit)))
        taker = hit.topic.dated if is_point else hit.topic.lasts
        if not taker:
            continue
        behind = told.end < len(tokens) and tokens.words[told.end] in of
        after = 0 if behind else _PHRASE_AFTER
        apart = told.first - hit.end if told.first >= hit.end else hit.first - told.end + after
        if tokens.clause[hit.first] != tokens.clause[told.first]:
            if not is_point and taker != NO_FACT and told.first < hit.first and not tokens.opens_clause(told.first):
                continue  # "plaget i 3 år, fysioterapi uten effekt"
            apart += _OTHER_CLAUSE
        if taker == NO_FACT and not told.is_date and apart > _FARTHEST_OF_NONE:
            continue
        if apart < nearest:
            best, nearest = hit, apart
    return best


def _is_right_behind(told: TimeTold, hit: Hit) -> bool:
    """Whether a time stands right behind a phrase that has an age."""
    return hit.topic.dated not in (None, NO_FACT) and 0 <= told.first - hit.end <= BEHIND
