"""Find many phrases in a text at once: each word is looked up once, and phrases grow along a tree of words."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain

from klokt.text.remembered import Remembered
from klokt.text.spellings import Kinds, Spellings

GAP = ".."
"""Stands in a phrase for up to GAP_WORDS words of the same clause, or for none."""
GAP_WORDS = 4

Found = tuple[int, int, int]
"""A phrase in a text: its number, its first token and the token after its last."""


@dataclass(slots=True)
class _Node:
    """A point in the tree: where each kind of word leads, and the phrases that end here.

    `unsoothing` are those of them that may be found across a denial.
    """

    onward: dict[int, "_Node"] = field(default_factory=dict)
    gap: "_Node | None" = None
    found: list[int] = field(default_factory=list)
    unsoothing: list[int] = field(default_factory=list)


class _Opening:
    """Where in the tree phrases go on that begin with a word.

    Those of one word are all that begins here, unless a word of `onward` follows or one of `beyond` behind a gap.
    """

    __slots__ = ("beyond", "found", "nodes", "onward")

    def __init__(self, nodes: Sequence[_Node]) -> None:
        self.nodes = nodes
        self.onward = frozenset(kind for node in nodes for kind in node.onward)
        self.beyond = frozenset(kind for node in nodes if node.gap for kind in node.gap.onward)
        self.found = list(dict.fromkeys(number for node in nodes for number in node.found))


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
        denying: Collection[str] = (),
    ) -> None:
        self._lists = lists
        self._kinds: dict[str, int] = {}
        self._written: list[Iterable[str]] = []
        self._root = _Node()
        self._inner: set[int] = set()
        self._closing: set[int] = set()
        self._soothing, self._denying = soothing, denying
        for phrase, number in phrases:
            for spelled in spelled_out(words_of(phrase)):
                self._add(spelled, number)
        self._spellings = Spellings(self._written, misspelt)
        self._words = Remembered(self._looked_up)

    def __contains__(self, word: str) -> bool:
        return any(self._words[word])

    def found_in(self, words: list[str], clauses: list[int]) -> list[Found]:
        """Return each phrase found as its number, first token and the token after its last, by first token."""
        found: list[Found] = []
        if not words:
            return found
        opened, inner, closing = zip(*map(self._words.__getitem__, words), strict=True)
        inner = (*inner, ())
        denied = [0, *accumulate(map(self._denying.__contains__, words))]
        text = _Text(inner, closing, _gap_clauses(words, clauses), clauses, denied)
        for start, opening in enumerate(opened):
            if opening is None:
                continue
            after = start + 1
            if opening.onward.isdisjoint(inner[after]) and (
                not opening.beyond
                or opening.beyond.isdisjoint(chain.from_iterable(closing[after : after + GAP_WORDS + 1]))
            ):
                found += [(number, start, after) for number in opening.found]
                continue
            for node in opening.nodes:
                _grow(node, text, start, after, found)
        return list(dict.fromkeys(found))

    def _looked_up(self, word: str) -> tuple["_Opening | None", Kinds, Kinds]:
        """How phrases begin with a word, and its kinds in a phrase and behind a gap."""
        kinds, onward = self._spellings.kinds_of(word), self._root.onward
        nodes = tuple(onward[kind] for kind in kinds if kind in onward)
        return (
            _Opening(nodes) if nodes else None,
            tuple(kind for kind in kinds if kind in self._inner),
            tuple(kind for kind in kinds if kind in self._closing),
        )

    def _add(self, words: list[str], number: int) -> None:
        nodes = [self._root]
        places: set[int] = set()  # a first word is looked up from the root
        for word in words:
            if word == GAP:
                for node in nodes:
                    node.gap = node.gap or _Node()
                nodes = [node.gap for node in nodes if node.gap]
                places = self._closing
            else:
                kinds = list(self._kinds_in(word))
                nodes = [node.onward.setdefault(kind, _Node()) for node in nodes for kind in kinds]
                places.update(kinds)
                places = self._inner
        for node in nodes:
            if number not in node.found:
                node.found.append(number)
                if number not in self._soothing:
                    node.unsoothing.append(number)

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
            self._kinds[name] = len(self._written)
            self._written.append(spellings)
        return self._kinds[name]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text by token: what it can be inside a phrase and behind a gap, the clause that a gap behind it stays in,
    its own clause, and the denials before it.
    """

    inner: Sequence[Kinds]
    closing: Sequence[Kinds]
    gaps: list[int]
    clauses: list[int]
    denied: list[int]


def _grow(node: _Node, text: _Text, start: int, at: int, found: list[Found], across: bool = False) -> None:
    """Add the phrases that end at a node or beyond it; a gap stays within a clause.

    `across` says that a gap of the phrase holds a denying word.
    """
    for number in node.unsoothing if across else node.found:
        found.append((number, start, at))
    onward = node.onward
    for kind in text.inner[at]:
        if kind in onward:
            _grow(onward[kind], text, start, at + 1, found, across)
    if node.gap is not None:
        onward, clauses, denied, within = node.gap.onward, text.clauses, text.denied, text.gaps[at - 1]
        for skipped, kinds in enumerate(text.closing[at : at + GAP_WORDS + 1], at):
            for kind in kinds:
                if kind in onward and clauses[skipped] == within:
                    beyond = across or denied[skipped] != denied[at]
                    _grow(onward[kind], text, start, skipped + 1, found, beyond)


def _gap_clauses(words: list[str], clauses: list[int]) -> list[int]:
    """The clause that a gap behind each word stays in: that of the word; behind a comma in a phrase, the next one."""
    following = [*clauses[1:], clauses[-1]]
    return [after if word == "," else own for word, own, after in zip(words, clauses, following, strict=True)]


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
