"""Guess facts from whole sentences, by weights learned from labelled ones: for words that no phrase knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, sqrt

Output = tuple[str, bool]
"""A fact, and whether it is guessed to be so or not to be so."""

_PREFIXES = (3, 4, 5, 6)
_DENIED = "not "
_NUMBER = "0"
_SHARE = 0.35
"""A word with this share of the weight of the most telling one belongs to what tells the fact."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sentence seems to say, how likely that is (0 to 1), and the words that tell it by their places."""

    fact: str
    value: bool
    probability: float
    first: int
    end: int


@lru_cache(50_000)
def parts(word: str) -> tuple[str, ...]:
    """Return the word, and its beginnings of three to six letters; any number is the same word."""
    if word[0].isdecimal():
        return (_NUMBER,)
    return (word, *(f"{word[:length]}*" for length in _PREFIXES if len(word) > length))


def features(words: Sequence[str], denying: frozenset[str], stops: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Yield the features of a sentence with the places of their words: words, beginnings, pairs, what is denied."""
    before, denied = "^", False
    for place, word in enumerate(words):
        if word in denying:
            denied = True
        elif word in stops:
            denied = False
        found = parts(word)
        for part in found:
            yield place, part
        if denied and word not in denying:
            yield place, _DENIED + word
            if len(found) > 3:
                yield place, _DENIED + found[3]
        yield place, f"{before} {found[0]}"
        before = found[0]
    yield len(words) - 1, f"{before} $"


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned: for each output where it begins, and for each feature what it adds to which outputs.

    `denying` and `stops` are the words that deny what follows, and that end a denial.
    """

    outputs: tuple[Output, ...]
    start: tuple[float, ...]
    weights: Mapping[str, Mapping[int, float]]
    denying: frozenset[str]
    stops: frozenset[str]
    sure: float = 0.5

    def guesses(self, words: Sequence[str], without: Iterable[str] = ()) -> Iterator[Guess]:
        """Yield what a sentence (its words in lower case) seems to say of each fact, those of `without` left out."""
        known: dict[str, tuple[int, Mapping[int, float]]] = {}
        for place, feature in features(words, self.denying, self.stops):
            if feature not in known and (found := self.weights.get(feature)) is not None:
                known[feature] = place, found
        if not known:
            return
        sums: dict[int, float] = {}
        for _, found in known.values():
            for output, weight in found.items():
                sums[output] = sums.get(output, 0.0) + weight
        length = sqrt(len(known))
        unwanted = set(without)
        for output, total in sums.items():
            fact, value = self.outputs[output]
            logit = self.start[output] + total / length
            if logit > 0 and fact not in unwanted and (sure := 1 / (1 + exp(-logit))) >= self.sure:
                first, end = _telling(output, known.values())
                yield Guess(fact, value, sure, first, end)


def _telling(output: int, known: Iterable[tuple[int, Mapping[int, float]]]) -> tuple[int, int]:
    """The words that tell an output: from the first to the last of those that weigh much."""
    by_place: dict[int, float] = {}
    for place, found in known:
        by_place[place] = by_place.get(place, 0.0) + found.get(output, 0.0)
    enough = _SHARE * max(by_place.values())
    places = [place for place, weight in by_place.items() if weight >= enough]
    return min(places), max(places) + 1
