"""Find many phrases in a text at once: each word is looked up once, and phrases grow along a tree of words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

GAP = ".."
"""Stands in a phrase for up to GAP_WORDS words of the same clause, or for none."""

GAP_WORDS = 4
_LONG_ENOUGH_TO_MISSPELL = 6
_ENDING = 4
"""A phrase's stem that leaves more letters of a word than this unread may hide a misspelt longer one."""
_REMEMBERED = 50_000


@dataclass(slots=True)
class _Node:
    """A point in the tree: where each kind of word leads, and the phrases that end here."""

    onward: dict[int, "_Node"] = field(default_factory=dict)
    gap: "_Node | None" = None
    found: list[int] = field(default_factory=list)


class Phrases:
    """Phrases by number. A word of a phrase may be a*, *a, *a*, a|b, <list> (a named list of words) or word?."""

    def __init__(self, phrases: Iterable[tuple[str, int]], lists: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[str, list[int]] = {}
        self._open: list[tuple[str, bool, bool, int]] = []  # the part, whether open before it and after it
        self._kinds: dict[str, int] = {}
        self._lists = {name: tuple(words) for name, words in lists.items()}
        self._root = _Node()
        self._seen: dict[str, tuple[int, ...]] = {}
        for phrase, number in phrases:
            for spelled in _spelled_out(phrase.lower().replace("-", " - ").split()):
                self._add(spelled, number)
        near = {word: list(kinds) for word, kinds in self._exact.items()}
        for stem, before, after, kind in self._open:
            if after and not before:
                for word in (stem, f"{stem}e", f"{stem}er"):
                    near.setdefault(word, []).append(kind)
        self._near = {word: tuple(kinds) for word, kinds in near.items()}
        self._vocabulary = [word for word in self._near if len(word) >= _LONG_ENOUGH_TO_MISSPELL]

    def __contains__(self, word: str) -> bool:
        return bool(self._kinds_of(word))

    def found_in(self, words: list[str], clauses: list[int]) -> Iterator[tuple[int, int, int]]:
        """Yield each phrase found as its number, first token and the token after its last."""
        kinds_of = self._kinds_of
        kinds = [kinds_of(word) for word in words]
        onward = self._root.onward
        for start, here in enumerate(kinds):
            for kind in here:
                if kind in onward:
                    yield from self._grow(onward[kind], kinds, clauses, start, start + 1)

    def _grow(
        self, node: _Node, kinds: list[tuple[int, ...]], clauses: list[int], start: int, at: int
    ) -> Iterator[tuple[int, int, int]]:
        for number in node.found:
            yield number, start, at
        count = len(kinds)
        if node.onward and at < count:
            for kind in kinds[at]:
                if kind in node.onward:
                    yield from self._grow(node.onward[kind], kinds, clauses, start, at + 1)
        if node.gap is not None:
            for skipped in range(at, min(at + GAP_WORDS + 1, count)):
                if clauses[skipped] != clauses[start]:
                    break
                for kind in kinds[skipped]:
                    if kind in node.gap.onward:
                        yield from self._grow(node.gap.onward[kind], kinds, clauses, start, skipped + 1)

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
        if word.startswith("<") and word.endswith(">"):
            yield self._kind(word, self._lists[word[1:-1]])
            return
        for choice in word.split("|"):
            yield self._kind(choice, (choice,))

    def _kind(self, name: str, spellings: Iterable[str]) -> int:
        if name not in self._kinds:
            kind = self._kinds[name] = len(self._kinds)
            for spelling in spellings:
                part = spelling.strip("*")
                before, after = spelling.startswith("*"), spelling.endswith("*")
                if before or after:
                    self._open.append((part, before, after, kind))
                else:
                    self._exact.setdefault(part, []).append(kind)
        return self._kinds[name]

    def _kinds_of(self, word: str) -> tuple[int, ...]:
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            found = self._seen[word] = self._looked_up(word)
        return found

    def _looked_up(self, word: str) -> tuple[int, ...]:
        kinds = [*self._exact.get(word, ())]
        longest = len(word) if kinds else 0
        for part, before, after, kind in self._open:
            if (part in word if before and after else word.endswith(part) if before else word.startswith(part)):
                kinds.append(kind)
                longest = max(longest, len(part))
        if longest < len(word) - _ENDING and len(word) >= _LONG_ENOUGH_TO_MISSPELL and word.isalpha() and len(word) <= 30:
            close = extractOne(word, self._vocabulary, scorer=OSA.distance, score_cutoff=1)
            if close is not None:
                kinds += self._near[close[0]]
        return tuple(kinds)


def _spelled_out(words: list[str]) -> Iterator[list[str]]:
    """Yield a phrase with and without each word that may be left out (word?)."""
    for index, word in enumerate(words):
        if word.endswith("?") and len(word) > 1:
            yield from _spelled_out([*words[:index], word[:-1], *words[index + 1 :]])
            yield from _spelled_out([*words[:index], *words[index + 1 :]])
            return
    yield words
