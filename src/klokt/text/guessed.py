"""Let what was learned speak where no phrase does: sentences that seem to say a fact which the text leaves open."""

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence

from klokt.text.learned import Guess
from klokt.text.lexicon import Lexicon
from klokt.text.matches import Hit, is_beside
from klokt.text.tokens import Tokens
from klokt.text.turning_words import NEGATION, Turn

_TURNS_AWAY = frozenset(("family", "condition"))
_FOR_AN_ALERT = 2
"""How many words must tell something that raises an alert: one word alone may be part of another, such as a trade."""
_CLOSE = 2
"""How many words behind a denying word are denied for sure: "no nightly pain, no weight loss" raises nothing."""
_TELLING = 4
"""A shorter word is no sign of anything by itself: many are abbreviations."""


def guessed(
    tokens: Tokens, hits: Sequence[Hit], turns: Sequence[Turn], lexicon: Lexicon, told: frozenset[str] = frozenset()
) -> list[Hit]:
    """Return the most likely guess of each fact that no phrase of the text is about, as if it were a phrase.

    Of the facts that are `told` in another way there is none.

    That something which raises an alert is not so is never guessed: it takes a phrase to say that.
    """
    if lexicon.learned is None:
        return []
    told |= frozenset(fact for hit in hits for fact in hit.topic.facts)
    away = {at for turn in turns if turn.kind in _TURNS_AWAY for at in turn.reach}
    denied = {at for turn in turns if turn.kind == NEGATION for at in range(turn.first, turn.end + _CLOSE)}
    hidden = [hit for hit in hits if not hit.topic.facts]
    likely: dict[str, tuple[Guess, int]] = {}
    so = [hit for hit in hits if hit.topic.value is True]
    subjects = {(fact, tokens.sentence[hit.first]) for hit in so for fact in hit.topic.facts}
    for first, end in _sentences(tokens):
        words = tokens.words[first:end]
        for guess in lexicon.learned.guesses(words, told | _without_subject(lexicon, subjects, tokens.sentence[first])):
            if not guess.value and guess.fact in lexicon.alerting:
                continue
            best = likely.get(guess.fact)
            here = range(first + guess.first, first + guess.end)
            naming = [at for at in here if _names_something(tokens.words[at], lexicon)]
            raises = guess.fact in lexicon.alerting
            if len(naming) < (_FOR_AN_ALERT if raises else 1) or (raises and denied.issuperset(naming)):
                continue
            better = best is None or guess.probability > best[0].probability
            if better and away.isdisjoint(here) and not any(_hides(hit, guess.fact, here) for hit in hidden):
                likely[guess.fact] = guess, first
    return [
        Hit(lexicon.guessable[guess.fact, guess.value], first + guess.first, first + guess.end)
        for guess, first in likely.values()
        if (guess.fact, guess.value) in lexicon.guessable
    ]


def _without_subject(lexicon: Lexicon, subjects: Container[tuple[str, int]], sentence: int) -> frozenset[str]:
    """The facts that are told beside another, where that is not told in this sentence nor shortly before."""
    return frozenset(fact for fact, subject in lexicon.subjects.items() if not is_beside(subject, sentence, subjects))


def _names_something(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is more than one that every text has: "today" is no sign of anything."""
    return len(word) >= _TELLING and word.isalpha() and word not in lexicon.common


def _hides(hit: Hit, fact: str, here: range) -> bool:
    """Whether a phrase that says nothing stands there and keeps the fact from being read."""
    covers = hit.topic.covers
    return (covers is None or fact in covers) and hit.first < here.stop and here.start < hit.end


def _sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The first token of each sentence, and the one after its last."""
    first, numbers = 0, tokens.sentence
    while first < len(numbers):
        end = bisect_right(numbers, numbers[first], first)
        yield first, end
        first = end
