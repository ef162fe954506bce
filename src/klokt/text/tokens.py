"""Cut a text into words, numbers and marks that know their place, and into sentences and clauses."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+(?:[.,]\d+)?(?!\d)|[^\W\d_]+|\n|[^\w\s]|_")
_ENDS = frozenset(".;!?\n")
SHORT = 3
"""A word as short as this before a full stop is taken for an abbreviation, where a small letter follows."""
_BREAKS = frozenset(",:()[]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text as columns: words in lower case, places in characters (end excluded).

    `sentence` and `clause` number the sentence and the clause that each token stands in. `asked`
    holds the clauses that end with a question mark, `ends` for each sentence the token after it.
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


def tokenise(text: str, abbreviations: frozenset[str], joints: frozenset[str]) -> Tokens:
    """Return the tokens of a text.

    A full stop after one of the `abbreviations`, or before a word in lower case, ends no sentence.
    A word of `joints` ("but", "while") opens a clause, as a comma, colon or bracket does.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        words.append(match[0].lower())
        starts.append(match.start())
        ends.append(match.end())
    sentence: list[int] = []
    clause: list[int] = []
    asked: set[int] = set()
    in_sentence = in_clause = 0
    count = len(words)
    for index, word in enumerate(words):
        if word in joints:
            in_clause += 1
        sentence.append(in_sentence)
        clause.append(in_clause)
        if word in _ENDS:
            if word == "?":
                asked.add(in_clause)
            if word != "." or _is_stop(text, words, starts, ends, index, count, abbreviations):
                in_sentence += 1
                in_clause += 1
        elif word in _BREAKS or (word == "-" and _stands_free(text, starts[index], ends[index])):
            in_clause += 1
    return Tokens(text, words, starts, ends, sentence, clause, frozenset(asked))


def _stands_free(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isspace() and text[end : end + 1].isspace()


def _is_stop(
    text: str, words: list[str], starts: list[int], ends: list[int], index: int, count: int, known: frozenset[str]
) -> bool:
    """Whether a full stop ends a sentence."""
    if index + 1 == count:
        return True
    before = words[index - 1] if index else ""
    following = text[starts[index + 1]]
    if ends[index] == starts[index + 1] and following != "\n":
        return not (before.isdigit() or following.isdigit() or len(before) <= 2 or following.islower() or before in known)
    if before in known:
        return following.isupper() and before not in ("ca", "evt", "obs", "pga", "tidl", "dr", "st", "inkl")
    return not (following.islower() and (before.isdigit() or len(before) <= SHORT))
