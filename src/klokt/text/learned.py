"""Guess facts from whole sentences, by weights learned from labelled ones: for words that no phrase knows."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import exp, sqrt

Output = tuple[str, bool]
"""A fact, and whether it is guessed to be so or not to be so."""

_LIKELY = 0.405
"""How likely a guess must be to be made: the logit of 0.6."""
_ENDS = (3, 4, 5, 6)
"""How many letters a beginning or an end of a word has."""
_INSIDE = (4, 5, 6)
"""How many letters a part from the middle of a word has."""
_NUMBER = "0"
_DENIED = "not "
_STEM = 5
_MARKS = frozenset(".,;:()[]-\n")
"""Marks tell nothing by themselves; "?" and "+" may."""
_SHARE = 0.35
"""A word with this share of the weight of the most telling one belongs to what tells the fact."""
_REMEMBERED = 50_000

Row = tuple[tuple[int, float], ...]
"""What something adds to which outputs."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sentence seems to say, how likely that is (0 to 1), and the words that tell it by their places."""

    fact: str
    value: bool
    probability: float
    first: int
    end: int


def features_of(word: str, denied: bool) -> Iterator[str]:
    """Yield the features of one word: itself, its beginnings, ends and inner parts; any number is the same word."""
    if word[0].isdecimal():
        yield _NUMBER
        return
    count = len(word)
    yield word
    yield from (f"{word[:length]}*" for length in _ENDS if count > length)
    yield from (f"*{word[-length:]}" for length in _ENDS if count > length)
    inside = {word[at : at + length] for length in _INSIDE for at in range(1, count - length)}
    yield from (f"*{part}*" for part in sorted(inside))
    if denied:
        yield _DENIED + word
        if count > _STEM:
            yield f"{_DENIED}{word[:_STEM]}*"


def pair_of(before: str, word: str) -> str:
    """Return the feature of two words that follow each other; a number may only be the second."""
    return f"{before} {_NUMBER if word[0].isdecimal() else word}"


def each_once(words: Sequence[str], denying: frozenset[str], stops: frozenset[str]) -> Mapping[tuple[str, bool], int]:
    """Return the words of a sentence, each with whether it is denied, and where it stands first.

    A denial reaches from its word to the end, or to a word that stops it.
    """
    seen: dict[tuple[str, bool], int] = {}
    denied = False
    for place, word in enumerate(words):
        if word in _MARKS:
            continue
        if word in denying:
            seen.setdefault((word, False), place)
            denied = True
        else:
            denied = denied and word not in stops
            seen.setdefault((word, denied), place)
    return seen


@dataclass(frozen=True)
class Learned:
    """What was learned: for each output where it begins, and for each feature what it adds to which outputs.

    `denying` and `stops` are the words that deny what follows, and that end a denial.
    """

    outputs: tuple[Output, ...]
    start: tuple[float, ...]
    weights: Mapping[str, Row]
    denying: frozenset[str]
    stops: frozenset[str]
    _rows: dict[tuple[str, bool], Row] = field(default_factory=dict)

    @cached_property
    def _leading(self) -> frozenset[str]:
        """The first words of the pairs that weigh anything."""
        pairs = (name.split(" ")[0] for name in self.weights if " " in name and not name.startswith(_DENIED))
        return frozenset(pairs)

    def guesses(self, words: Sequence[str], without: Container[str] = ()) -> Iterator[Guess]:
        """Yield what a sentence, its words in lower case, seems to say of each fact but those of `without`."""
        told = self._told(words)
        sums = [0.0] * len(self.outputs)
        for _, row in told:
            for output, weight in row:
                sums[output] += weight
        length = sqrt(len(set(words)))
        for output, (total, start) in enumerate(zip(sums, self.start, strict=True)):
            if total > 0 and start + total / length >= _LIKELY:
                fact, value = self.outputs[output]
                if fact not in without:
                    yield Guess(fact, value, 1 / (1 + exp(-start - total / length)), *_telling(output, told))

    def _told(self, words: Sequence[str]) -> list[tuple[int, Row]]:
        """What each word, and each pair of words, adds, by its place; what adds nothing is left out."""
        rows = self._rows
        told: list[tuple[int, Row]] = []
        for key, place in each_once(words, self.denying, self.stops).items():
            row = rows.get(key)
            if row is None:
                row = self._row(*key)
            if row:
                told.append((place, row))
        leading, before = self._leading, ""
        for place, word in enumerate(words):
            if before in leading and (row := self.weights.get(pair_of(before, word))):
                told.append((place, row))
            before = word
        return told

    def _row(self, word: str, denied: bool) -> Row:
        """What a word adds, kept in mind."""
        if len(self._rows) > _REMEMBERED:
            self._rows.clear()
        sums: dict[int, float] = {}
        for name in features_of(word, denied):
            for output, weight in self.weights.get(name, ()):
                sums[output] = sums.get(output, 0.0) + weight
        row = self._rows[word, denied] = tuple(sums.items())
        return row


def _telling(output: int, told: Sequence[tuple[int, Row]]) -> tuple[int, int]:
    """The words that tell an output: from the first to the last of those that weigh much."""
    by_place: dict[int, float] = {}
    for place, row in told:
        for each, weight in row:
            if each == output:
                by_place[place] = by_place.get(place, 0.0) + weight
    enough = _SHARE * max(by_place.values())
    places = [place for place, weight in by_place.items() if weight >= enough]
    return min(places), max(places) + 1


def features(words: Sequence[str], denying: frozenset[str], stops: frozenset[str]) -> Iterator[str]:
    """Yield all features of a sentence; one that several of its words share comes several times."""
    for word, denied in each_once(words, denying, stops):
        yield from features_of(word, denied)
    yield from (pair_of(before, word) for before, word in pairwise(words) if not before[0].isdecimal())
