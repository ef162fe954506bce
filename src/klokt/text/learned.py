"""Guess facts from whole sentences, by weights learned from labelled ones: for words that no phrase knows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, sqrt

from klokt.text.added import Rows
from klokt.text.remembered import Remembered

Output = tuple[str, bool]
"""A fact, and whether it is guessed to be so or not to be so."""

_LIKELY = 0.847
"""How likely a guess must be to be made: the logit of 0.7."""
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
_HUNDRED = 100
_NO_PAIRS: Mapping[str, int] = {}
_NEVER = -(2**29)
"""Hundredths that no sentence makes up for."""


_Word = tuple[tuple[int, int], bool | None, Mapping[str, int], str]
"""What a word adds by itself and denied, whether it denies what follows or ends a denial, what it adds with each
word behind it, and as what it stands behind another: any number is the same."""


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
    return f"{before} {_counted(word)}"


def _counted(word: str) -> str:
    """A word; any number is the same."""
    return _NUMBER if word[0].isdecimal() else word


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


class Learned:
    """What was learned: for each output where it begins, and for each feature what it adds to which outputs.

    Weights count to the hundredth. `denying` and `stops` are the words that deny what follows, and that end
    a denial.
    """

    def __init__(
        self,
        outputs: Sequence[Output],
        start: Sequence[float],
        weights: Mapping[str, Mapping[int, float]],
        denying: frozenset[str],
        stops: frozenset[str],
    ) -> None:
        self.outputs = outputs
        self._start = start
        self._weights = weights
        self._denying, self._stops = denying - _MARKS, stops - _MARKS
        self._rows = Rows(len(outputs))
        self._pairs = self._packed_pairs()
        self._words = Remembered(self._weighed)
        self._needed = Remembered(self._needed_of)
        self._closed = Remembered(self._closed_to)

    def guesses(self, words: Sequence[str], without: frozenset[str] = frozenset()) -> Iterator[Guess]:
        """Yield what a sentence, its words in lower case, seems to say of each fact but those of `without`."""
        count = len(set(words))
        told = self._told(words)
        for output in self._rows.reached(sum(told.values(), self._closed[without] - self._needed[count])):
            by_place = {at: self._rows.number(row, output) for at, row in told.items()}
            logit = self._start[output] + sum(by_place.values()) / _HUNDRED / sqrt(count)
            if logit >= _LIKELY:
                yield Guess(*self.outputs[output], 1 / (1 + exp(-logit)), *_telling(by_place))

    def _told(self, words: Sequence[str]) -> dict[int, int]:
        """What the words of a sentence, each once, and its pairs of words add, by their places, as each_once does."""
        told: dict[int, int] = {}
        plain: set[str] = set()
        under: set[str] = set()
        known, denied, pairs = self._words, False, _NO_PAIRS
        for at, word in enumerate(words):
            (free, turned), denies, behind, counted = known[word]
            if denies is not None:
                row, seen, denied = free, plain, denies
            elif denied:
                row, seen = turned, under
            else:
                row, seen = free, plain
            added = pairs.get(counted, 0) if pairs else 0
            pairs = behind
            if row and word not in seen:
                seen.add(word)
                added += row
            if added:
                told[at] = added
        return told

    def _weighed(self, word: str) -> _Word:
        denies = True if word in self._denying else False if word in self._stops else None
        pairs = self._pairs.get(word, _NO_PAIRS)
        return (self._row(word, False), self._row(word, True)), denies, pairs, _counted(word)

    def _row(self, word: str, denied: bool) -> int:
        """What a word adds to each output, as a packed row of hundredths; a mark adds nothing."""
        if word in _MARKS:
            return 0
        sums: Counter[int] = Counter()
        for name in features_of(word, denied):
            sums.update(_hundredths(self._weights.get(name, {})))
        return self._rows.packed(sums)

    def _packed_pairs(self) -> dict[str, dict[str, int]]:
        """What each pair of words adds, by the first and the second of them."""
        pairs: dict[str, dict[str, int]] = {}
        for name, row in self._weights.items():
            before, _, word = name.partition(" ")
            if word and not name.startswith(_DENIED):
                pairs.setdefault(before, {})[word] = self._rows.packed(_hundredths(row))
        return pairs

    def _needed_of(self, count: int) -> int:
        """What a sentence of so many words must nearly say of each output, in hundredths."""
        needed = (int((_LIKELY - start) * sqrt(count) * _HUNDRED) for start in self._start)
        return self._rows.packed({output: max(1, each) for output, each in enumerate(needed)})

    def _closed_to(self, facts: frozenset[str]) -> int:
        """What keeps the outputs of some facts from being guessed."""
        return self._rows.packed({output: _NEVER for output, (fact, _) in enumerate(self.outputs) if fact in facts})


def _telling(by_place: Mapping[int, int]) -> tuple[int, int]:
    """The words that tell an output: from the first to the last of those that weigh much."""
    enough = _SHARE * max(by_place.values())
    places = [place for place, weight in by_place.items() if weight >= enough]
    return min(places), max(places) + 1


def _hundredths(row: Mapping[int, float]) -> dict[int, int]:
    return {output: round(weight * _HUNDRED) for output, weight in row.items()}


def features(words: Sequence[str], denying: frozenset[str], stops: frozenset[str]) -> Iterator[str]:
    """Yield all features of a sentence; one that several of its words share comes several times."""
    for word, denied in each_once(words, denying, stops):
        yield from features_of(word, denied)
    yield from (pair_of(before, word) for before, word in pairwise(words) if not before[0].isdecimal())
