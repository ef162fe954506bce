"""Find many phrases in a text at once: each word is looked up once, and phrases grow along a tree of words."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

GAP = ".."
"""Stands in a phrase for up to GAP_WORDS words of the same clause, or for none."""
GAP_WORDS = 4

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})
_SPELLED_ALIKE = 1
"""A word of _LONG letters or more may have one wrong, missing, added or swapped letter."""
_LONG = 6
_LONGEST = 30
_ENDING = 4
"""A phrase's stem that leaves more letters of a word than this unread may hide a misspelt longer one."""
_REMEMBERED = 50_000
_BARE = str.maketrans("øåæöä", "oaaoa")
_SPELLED_BARE = (("oe", "o"), ("aa", "a"), ("ae", "a"))
"""How a keyboard without the Nordic letters writes them: å as a or aa."""
_SHORTEST_BARE = 3

Kinds = tuple[int, ...]
"""The parts of phrases that a word can be, by number."""

Found = tuple[int, int, int]
"""A phrase in a text: its number, its first token and the token after its last."""


@dataclass(slots=True)
class _Node:
    """A point in the tree: where each kind of word leads, and the phrases that end here."""

    onward: dict[int, "_Node"] = field(default_factory=dict)
    gap: "_Node | None" = None
    found: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Open:
    """A part of a word that a phrase leaves open before it or after it: *part, part*, *part*."""

    part: str
    before: bool
    after: bool
    kind: int

    def fits(self, word: str) -> bool:
        if self.before and self.after:
            return self.part in word
        return word.endswith(self.part) if self.before else word.startswith(self.part)

    def bare(self) -> "_Open | None":
        """The same without Nordic letters, where it has any."""
        part = _bare(self.part)
        return _Open(part, self.before, self.after, self.kind) if part != self.part else None


def _bare(word: str) -> str:
    """Return a word as it is without Nordic letters, however they were spelled."""
    word = word.translate(_BARE)
    for spelled, letter in _SPELLED_BARE:
        word = word.replace(spelled, letter)
    return word


class Phrases:
    """Phrases by number. A word of a phrase may be a*, *a, *a*, a|b, <list> (a named list of words) or word?.

    The gap of a `soothing` phrase never holds a `denying` word: "not normal" is not "normal".
    """

    def __init__(
        self,
        phrases: Iterable[tuple[str, int]],
        lists: Mapping[str, Iterable[str]],
        misspelt: bool = True,
        soothing: Container[int] = (),
        denying: Container[str] = (),
    ) -> None:
        self._exact: dict[str, list[int]] = {}
        self._open: list[_Open] = []
        self._kinds: dict[str, int] = {}
        self._lists = {name: tuple(words) for name, words in lists.items()}
        self._root = _Node()
        self._seen: dict[str, Kinds] = {}
        self._soothing, self._denying = soothing, denying
        for phrase, number in phrases:
            for spelled in spelled_out(words_of(phrase)):
                self._add(spelled, number)
        self._near = self._misspellable() if misspelt else {}
        self._bare: dict[str, list[int]] = {}
        for word, kinds in self._exact.items():
            if _bare(word) != word and misspelt:
                self._bare.setdefault(_bare(word), []).extend(kinds)
        self._bare_open = [bare for each in self._open if misspelt and (bare := each.bare())]

    def __contains__(self, word: str) -> bool:
        return bool(self._kinds_of(word))

    def found_in(self, words: list[str], clauses: list[int]) -> list[Found]:
        """Return each phrase found as its number, first token and the token after its last, by first token."""
        seen, onward = self._seen, self._root.onward
        kinds = [seen[word] if word in seen else self._kinds_of(word) for word in words]
        denies = [word in self._denying for word in words]
        found: list[Found] = []
        across: list[Found] = []
        for start, here in enumerate(kinds):
            for kind in here:
                if kind in onward:
                    _grow(onward[kind], kinds, clauses, denies, (start, start + 1), (found, across))
            if across:
                found += (each for each in across if each[0] not in self._soothing)
                across.clear()
        return found

    def _add(self, words: list[str], number: int) -> None:
        nodes = [self._root]
        for word in words:
            if word == GAP:
                for node in nodes:
                    node.gap = node.gap or _Node()
                nodes = [node.gap for node in nodes if node.gap]
            else:
                nodes = [node.onward.setdefault(kind, _Node()) for node in nodes for kind in self._kinds_in(word)]
        for node in nodes:
            if number not in node.found:
                node.found.append(number)

    def _kinds_in(self, word: str) -> Iterator[int]:
        """The kinds of a written word; a list is a kind of its own."""
        name = list_named(word)
        if name is not None:
            yield self._kind(word, self._lists[name])
            return
        for choice in word.split("|"):
            yield self._kind(choice, (choice,))

    def _kind(self, name: str, spellings: Iterable[str]) -> int:
        if name not in self._kinds:
            kind = self._kinds[name] = len(self._kinds)
            for spelling in {each for written in spellings for each in (written, without_letters(written))}:
                part, before, after = spelling.strip("*"), spelling.startswith("*"), spelling.endswith("*")
                if before or after:
                    self._open.append(_Open(part, before, after, kind))
                else:
                    self._exact.setdefault(part, []).append(kind)
        return self._kinds[name]

    def _misspellable(self) -> dict[str, Kinds]:
        """The words that may be misspelt, with their kinds; a stem also with the commonest endings."""
        near = {word: list(kinds) for word, kinds in self._exact.items()}
        for each in self._open:
            if each.after and not each.before:
                for word in (each.part, f"{each.part}e", f"{each.part}er"):
                    near.setdefault(word, []).append(each.kind)
        return {word: tuple(kinds) for word, kinds in near.items() if len(word) >= _LONG}

    def _kinds_of(self, word: str) -> Kinds:
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            found = self._seen[word] = self._looked_up(word)
        return found

    def _looked_up(self, word: str) -> Kinds:
        kinds = [*self._exact.get(word, ())]
        longest = len(word) if kinds else 0
        for each in self._open:
            if each.fits(word):
                kinds.append(each.kind)
                longest = max(longest, len(each.part))
        if self._near and longest < len(word) - _ENDING and _LONG <= len(word) <= _LONGEST and word.isalpha():
            close = extractOne(word, self._near.keys(), scorer=OSA.distance, score_cutoff=_SPELLED_ALIKE)
            if close is not None:
                kinds += self._near[close[0]]
        return tuple(kinds or self._spelled_bare(word))

    def _spelled_bare(self, word: str) -> list[int]:
        """The kinds of a word that is known only with the Nordic letters that it lacks ("hoyre", "hoeyre")."""
        if len(word) < _SHORTEST_BARE:
            return []
        bare = _bare(word)
        return [*self._bare.get(bare, ()), *(each.kind for each in self._bare_open if each.fits(bare))]


def _grow(
    node: _Node,
    kinds: list[Kinds],
    clauses: list[int],
    denies: list[bool],
    span: tuple[int, int],
    found: tuple[list[Found], list[Found]],
) -> None:
    """Add the phrases that end at a node or beyond it; a gap stays within the clause of the phrase's first word.

    Those whose gap holds a denying word are added to the second list.
    """
    start, at = span
    for number in node.found:
        found[0].append((number, start, at))
    if at >= len(kinds):
        return
    onward = node.onward
    if onward:
        for kind in kinds[at]:
            if kind in onward:
                _grow(onward[kind], kinds, clauses, denies, (start, at + 1), found)
    if node.gap is not None:
        onward = node.gap.onward
        for skipped in range(at, min(at + GAP_WORDS + 1, len(kinds))):
            if clauses[skipped] != clauses[start]:
                break
            for kind in kinds[skipped]:
                if kind in onward:
                    _grow(onward[kind], kinds, clauses, denies, (start, skipped + 1), found)
            if denies[skipped]:
                found = (found[1], found[1])


def without_letters(word: str) -> str:
    """Return a word as it is written on a keyboard without the letters æ, ø and å."""
    return word.translate(_LETTERS)


def words_of(phrase: str) -> list[str]:
    """Return the words of a written phrase; a hyphen is a word of its own, as it is in a text."""
    return phrase.lower().replace("-", " - ").split()


def list_named(word: str) -> str | None:
    """Return the name of the list that a word of a phrase stands for, or None."""
    return word[1:-1] if word.startswith("<") and word.endswith(">") else None


def spelled_out(words: list[str]) -> Iterator[list[str]]:
    """Yield a phrase with and without each word that may be left out (word?)."""
    for index, word in enumerate(words):
        if word.endswith("?") and len(word) > 1:
            yield from spelled_out([*words[:index], word[:-1], *words[index + 1 :]])
            yield from spelled_out([*words[:index], *words[index + 1 :]])
            return
    yield words
