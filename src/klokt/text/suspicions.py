"""Find the questions and suspicions of a text of which no word is known: what is feared there, nobody has read."""

from collections.abc import Iterator, Sequence

from klokt.model.fact import Span
from klokt.text.lexicon import Lexicon
from klokt.text.matches import Hit
from klokt.text.tokens import Tokens
from klokt.text.turning_words import Turn

_SHORTEST_NAME = 3
"""A word with fewer letters than this names no disease."""


def unread(tokens: Tokens, hits: Sequence[Hit], turns: Sequence[Turn], lexicon: Lexicon) -> Iterator[Span]:
    """Yield, for each such clause, the part from its first unknown word to its last."""
    supposed = {tokens.clause[turn.reach.start] for turn in turns if turn.kind == "suspicion" and turn.reach}
    feared = supposed | tokens.asked
    if not feared:
        return
    read = {tokens.clause[at] for hit in hits for at in (hit.first, hit.end - 1)}
    for clause in sorted(feared - read):
        strange = [index for index in tokens.tokens_of(clause) if _is_strange(tokens.words[index], lexicon)]
        if strange:
            start, end = tokens.starts[strange[0]], tokens.ends[strange[-1]]
            yield Span(start, end, tokens.text[start:end])


def _is_strange(word: str, lexicon: Lexicon) -> bool:
    return len(word) >= _SHORTEST_NAME and word.isalpha() and not lexicon.knows(word)
