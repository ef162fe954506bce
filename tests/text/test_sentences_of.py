"""A text as its sentences, each where it stands."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from klokt.text.tokens import sentences_of


def test_a_text_is_cut_at_its_ends_and_lines_but_not_after_abbreviations() -> None:
    text = "Vondt i ve. kne.\nFeber 38,9! Ingen\n\nfys. x 9 u. effekt? Obs. menisk"
    assert [each.text for each in sentences_of(text)] == [
        "Vondt i ve. kne.",
        "Feber 38,9!",
        "Ingen",
        "fys. x 9 u. effekt?",
        "Obs. menisk",
    ]


@given(st.text())
def test_sentences_are_the_words_that_stand_there_in_order(text: str) -> None:
    found = sentences_of(text)
    assert all(text[each.start : each.end] == each.text == each.text.strip() != "" for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
