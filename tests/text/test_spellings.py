"""A word of a text is known as it is written in phrases, in part, misspelt by a letter, or without Nordic letters."""

import pytest

from klokt.text.spellings import Spellings


@pytest.mark.parametrize(
    ("spelling", "word"),
    [
        ("kne", "kne"),
        ("smert*", "smertene"),
        ("*smerte", "knesmerte"),
        ("*artrose*", "gonartrosen"),
        ("fysioterapi", "fysiotreapi"),
        ("fysioterapi", "fysioterpi"),
        ("fysioterap*", "fysoterape"),
        ("høyre", "hoyre"),
        ("bløt*", "bloetvev"),
    ],
)
def test_a_word_is_known_by_how_it_is_spelled(spelling: str, word: str) -> None:
    assert set(Spellings([["bank"], [spelling]], misspelt=True).kinds_of(word)) == {1}


@pytest.mark.parametrize(
    ("spelling", "word"),
    [
        ("smert*", "blodsmerter"),
        ("*smerte", "smerter"),
        ("fysioterapi", "fysioteapri"),
        ("knær", "kner"),
    ],
)
def test_a_word_that_is_spelled_otherwise_is_not_known(spelling: str, word: str) -> None:
    assert Spellings([[spelling]], misspelt=True).kinds_of(word) == ()


def test_where_misspellings_are_not_looked_for_a_word_is_known_only_as_written() -> None:
    assert Spellings([["fysioterapi"]], misspelt=False).kinds_of("fysioterpi") == ()


def test_kinds_are_told_in_the_order_of_their_phrases() -> None:
    assert Spellings([["*smerte"], ["kne*"], ["knesmerte"]], misspelt=True).kinds_of("knesmerte") == (2, 0, 1)
