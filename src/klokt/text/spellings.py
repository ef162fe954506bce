"""Say which words of phrases a word of a text can be: as written, in part, misspelt, or without Nordic letters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})
_SPELLED_ALIKE = 1
"""A word of _LONG letters or more may have one wrong, missing, added or swapped letter."""
_LONG = 6
_LONGEST = 30
_ENDING = 4
"""A phrase's stem that leaves more letters of a word than this unread may hide a misspelt longer one."""
_BARE = str.maketrans("øåæöä", "oaaoa")
_SPELLED_BARE = (("oe", "o"), ("aa", "a"), ("ae", "a"))
"""How a keyboard without the Nordic letters writes them: å as a or aa."""
_SHORTEST_BARE = 3

Kinds = tuple[int, ...]
"""The words of phrases that a word can be, by number."""


class Spellings:
    """The spellings of the words of phrases; of each number several. Any may be a*, *a or *a*."""

    def __init__(self, written: Iterable[Iterable[str]], misspelt: bool) -> None:
        self._exact: dict[str, list[int]] = {}
        parts: list[_Part] = []
        for kind, spellings in enumerate(written):
            for spelling in dict.fromkeys(each for one in spellings for each in (one, without_letters(one))):
                part, before, after = spelling.strip("*"), spelling.startswith("*"), spelling.endswith("*")
                if before or after:
                    parts.append(_Part(part, before, after, kind))
                else:
                    self._exact.setdefault(part, []).append(kind)
        self._parts = _Parts(parts)
        self._near = _Near(_misspellable(self._exact, parts) if misspelt else {})
        self._bare: dict[str, list[int]] = {}
        for word, kinds in self._exact.items():
            if misspelt and _bare(word) != word:
                self._bare.setdefault(_bare(word), []).extend(kinds)
        self._bare_parts = _Parts([bare for each in parts if misspelt and (bare := each.bare())])

    def kinds_of(self, word: str) -> Kinds:
        """Return what a word of a text can be; a misspelt or bare word only where too little of it is known."""
        kinds = [*self._exact.get(word, ())]
        known = len(word) if kinds else 0
        for part in self._parts.of(word):
            kinds.append(part.kind)
            known = max(known, len(part.part))
        if known < len(word) - _ENDING:
            kinds += self._near.to(word)
        return tuple(kinds or self._spelled_bare(word))

    def _spelled_bare(self, word: str) -> list[int]:
        """The kinds of a word that is known only with the Nordic letters that it lacks ("hoyre", "hoeyre")."""
        if len(word) < _SHORTEST_BARE:
            return []
        bare = _bare(word)
        return [*self._bare.get(bare, ()), *(part.kind for part in self._bare_parts.of(bare))]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a word that a phrase leaves open before it or after it: *part, part*, *part*."""

    part: str
    before: bool
    after: bool
    kind: int

    def bare(self) -> "_Part | None":
        """The same without Nordic letters, where it has any."""
        part = _bare(self.part)
        return _Part(part, self.before, self.after, self.kind) if part != self.part else None


class _Parts:
    """Parts that can be found in a word: looked up are its beginnings and ends, and few stand in the middle."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        self._parts = parts
        self._longest = max((len(each.part) for each in parts), default=0)
        self._first: dict[str, list[int]] = {}
        self._last: dict[str, list[int]] = {}
        self._inside: list[tuple[str, int]] = []
        for place, each in enumerate(parts):
            if each.before and each.after:
                self._inside.append((each.part, place))
            else:
                (self._last if each.before else self._first).setdefault(each.part, []).append(place)

    def of(self, word: str) -> list[_Part]:
        """Return the parts that a word has, in the order that they were given in."""
        places = [place for part, place in self._inside if part in word]
        for count in range(1, min(len(word), self._longest) + 1):
            places += self._first.get(word[:count], ())
            places += self._last.get(word[-count:], ())
        return [self._parts[place] for place in sorted(places)]


class _Near:
    """Words that may be misspelt by a letter, with their kinds. A word is compared with those about as long."""

    def __init__(self, kinds: Mapping[str, Sequence[int]]) -> None:
        self._kinds = kinds
        self._by_length: dict[int, list[str]] = {}
        for word in kinds:
            for length in range(len(word) - _SPELLED_ALIKE, len(word) + _SPELLED_ALIKE + 1):
                self._by_length.setdefault(length, []).append(word)

    def to(self, word: str) -> Sequence[int]:
        """Return the kinds of the first word that is spelled nearly so."""
        alike = self._by_length.get(len(word))
        if alike is None or not _LONG <= len(word) <= _LONGEST or not word.isalpha():
            return ()
        close = extractOne(word, alike, scorer=OSA.distance, score_cutoff=_SPELLED_ALIKE)
        return self._kinds[close[0]] if close is not None else ()


def _misspellable(exact: Mapping[str, Iterable[int]], parts: Iterable[_Part]) -> dict[str, list[int]]:
    """The words that may be misspelt, with their kinds; a stem also with the commonest endings."""
    near = {word: list(kinds) for word, kinds in exact.items()}
    for each in parts:
        if each.after and not each.before:
            for word in (each.part, f"{each.part}e", f"{each.part}er"):
                near.setdefault(word, []).append(each.kind)
    return {word: kinds for word, kinds in near.items() if len(word) >= _LONG}


def _bare(word: str) -> str:
    """Return a word as it is without Nordic letters, however they were spelled."""
    word = word.translate(_BARE)
    for spelled, letter in _SPELLED_BARE:
        word = word.replace(spelled, letter)
    return word


def without_letters(word: str) -> str:
    """Return a word as it is written on a keyboard without the letters æ, ø and å."""
    return word.translate(_LETTERS)
