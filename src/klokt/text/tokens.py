"""Cut a text into words, numbers and marks that know their place, and into sentences and clauses."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

from klokt.model.fact import Span
from klokt.text.language import LANGUAGES, LanguageWords, language_words

_TOKEN = re.compile(r"(\d+(?:[.,]\d+)?(?!\d)|[^\W\d_]+|\n|[^\w\s]|_)")
_ENDS = frozenset(".;!?\n")
_BREAKS = frozenset(",:()[]")
_DASH = "-"
_MARKS = _ENDS | _BREAKS | {_DASH}
_SHORT = 3
"""A word as short as this before a full stop is taken for an abbreviation, where a small letter follows."""

_SHORTISH = 5
"""A word as short as this may be an abbreviation there: a clause ends, the sentence goes on."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The words, numbers and marks of a text in lower case, with their places in characters (end excluded)."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    @staticmethod
    def of(text: str) -> "Cut":
        """Return a text, cut; white space but line ends is left out."""
        parts = _TOKEN.split(text)  # what stands between tokens, and tokens, in turns
        ends = list(accumulate(map(len, parts)))
        return Cut(text, list(map(str.lower, parts[1::2])), ends[:-1:2], ends[1::2])


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text as columns.

    `sentence` and `clause` number the sentence and the clause that each token stands in; `asked`
    holds the clauses that end with a question mark, and are not answered right behind it.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    clause: list[int]
    asked: frozenset[int]

    def __len__(self) -> int:
        return len(self.words)

    def touches(self, index: int) -> bool:
        """Return whether a token stands right against the one before it."""
        return index > 0 and self.ends[index - 1] == self.starts[index]

    def opens_clause(self, index: int) -> bool:
        """Return whether a token is the first of its clause, marks left out."""
        clause = self.clause[index]
        while index and self.clause[index - 1] == clause and not self.words[index - 1].isalnum():
            index -= 1
        return not index or self.clause[index - 1] != clause

    def tokens_of(self, clause: int) -> range:
        """Return the tokens of a clause."""
        return range(bisect_left(self.clause, clause), bisect_right(self.clause, clause))

    def sentence_at(self, character: int) -> int:
        """Return the number of the sentence that a character stands in."""
        return self.sentence[bisect_right(self.starts, character) - 1]


def tokenise(cut: Cut, language: LanguageWords) -> Tokens:
    """Return the tokens of a text with their sentences and clauses.

    A full stop after an abbreviation, or before a word in lower case, ends no sentence. A joining
    word ("but", "while") opens a clause; a comma, colon or bracket ends one.
    """
    words, joints = cut.words, language.joints
    sentence: list[int] = []
    clause: list[int] = []
    asked: set[int] = set()
    in_sentence = in_clause = done = 0
    turning = [index for index, word in enumerate(words) if word in _MARKS or word in joints]
    for index in turning:
        word = words[index]
        upto = index if word in joints else index + 1
        sentence += [in_sentence] * (upto - done)
        clause += [in_clause] * (upto - done)
        done = upto
        if word == "?" and language.answers.isdisjoint(words[index + 1 : index + 2]):
            asked.add(in_clause)
        if word in _ENDS and (word != "." or _is_stop(cut, index, language)):
            in_sentence += not _is_weak_stop(cut, index)
            in_clause += 1
        elif word in joints or word in _BREAKS or (word == _DASH and _stands_free(cut, index)):
            in_clause += 1
    sentence += [in_sentence] * (len(words) - done)
    clause += [in_clause] * (len(words) - done)
    return Tokens(cut.text, words, cut.starts, cut.ends, sentence, clause, frozenset(asked))


def sentences_of(text: str) -> list[Span]:
    """Return the sentences of a text in their order, in any language that is read, without the blanks around them."""
    tokens = tokenise(Cut.of(text), language_words(LANGUAGES))
    places: dict[int, tuple[int, int]] = {}
    for start, end, sentence in zip(tokens.starts, tokens.ends, tokens.sentence, strict=True):
        if text[start:end].strip():
            places[sentence] = (places.get(sentence, (start, end))[0], end)
    return [Span(start, end, text[start:end]) for start, end in places.values()]


def _stands_free(cut: Cut, index: int) -> bool:
    start, end = cut.starts[index], cut.ends[index]
    return cut.text[start - 1 : start].isspace() and cut.text[end : end + 1].isspace()


def _is_weak_stop(cut: Cut, index: int) -> bool:
    """Whether a full stop may be that of an abbreviation: a short word before it, a small letter after it."""
    if cut.words[index] != "." or not index or index + 1 == len(cut.words):
        return False
    return len(cut.words[index - 1]) <= _SHORTISH and cut.text[cut.starts[index + 1]].islower()


def _is_stop(cut: Cut, index: int, language: LanguageWords) -> bool:
    """Whether a full stop ends a sentence."""
    if index + 1 == len(cut.words):
        return True
    before = cut.words[index - 1] if index else ""
    known = before in language.abbreviations
    following = cut.text[cut.starts[index + 1]]
    if cut.ends[index] == cut.starts[index + 1] and following != "\n":  # "p.g.a", "4.9", "kne.Ingen"
        return not (before.isdigit() or following.isdigit() or len(before) <= 2 or following.islower() or known)
    if known:
        return following.isupper() and before not in language.never_last
    return not (following.islower() and (before.isdigit() or len(before) <= _SHORT))
