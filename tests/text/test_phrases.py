"""Where a phrase with a gap is found: within a clause, and behind a comma of its own in the clause that follows."""

import pytest

from klokt.text.language import language_words
from klokt.text.lexicon import NORDIC
from klokt.text.phrases import Phrases
from klokt.text.tokens import Cut, tokenise


def is_found(phrase: str, text: str) -> bool:
    """Return whether a phrase stands in a text."""
    tokens = tokenise(Cut.of(text), language_words(NORDIC))
    return bool(Phrases([(phrase, 0)], {}).found_in(tokens.words, tokens.clause))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("kul .. låret", "en kul langt oppe på låret"),
        ("kul .. låret", "kul låret"),
        ("alendronat , .. låret", "bruker alendronat, smerter i låret"),
        ("alendronat .. , .. låret", "alendronat i mange år, smerter i låret"),
    ],
)
def test_a_gap_holds_a_few_words_of_its_clause(phrase: str, text: str) -> None:
    assert is_found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("kul .. låret", "en kul, vondt i låret"),
        ("kul .. låret", "en kul men vondt i låret"),
        ("kul .. låret", "kul som er helt ny og sitter på låret"),
        ("alendronat , .. låret", "alendronat, ellers frisk, smerter i låret"),
    ],
)
def test_a_gap_ends_with_its_clause(phrase: str, text: str) -> None:
    assert not is_found(phrase, text)
