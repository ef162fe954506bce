"""The one mark that the text of a letter may hold."""

import pytest

from klokt.letters.markup import Run, plain, runs


def test_words_between_double_stars_are_strong() -> None:
    assert runs("Ring **nå** eller i dag") == (Run("Ring ", False), Run("nå", True), Run(" eller i dag", False))


@pytest.mark.parametrize("text", ["2 * 3", "a ** b", "**", "*kursiv*", "# tittel", "<b>", ""])
def test_any_other_sign_stays_as_it_is_written(text: str) -> None:
    assert plain(text) == text
    assert not any(run.strong for run in runs(text))


def test_a_third_double_star_stays_beside_the_strong_words() -> None:
    assert runs("**a** b ** c") == (Run("a", True), Run(" b ** c", False))
