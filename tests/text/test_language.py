"""Which language a text is taken for, by words that tell one from its neighbours."""

import pytest

from klokt.text.language import LANGUAGES, cues_of, language_of
from klokt.text.tokens import Cut


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vondt i høyre kne siden jul, ikke bedre etter trening.", "nb"),
        ("Vondt i høgre kne sidan jul, ikkje betre etter trening.", "nn"),
        ("Ondt i højre knæ siden jul, ikke bedre efter træning.", "da"),
        ("Ont i höger knä sedan jul, inte bättre efter träning.", "sv"),
        ("Right knee pain since Christmas, not better after training.", "en"),
    ],
)
def test_the_same_words_in_each_language_are_told_apart(text: str, language: str) -> None:
    assert language_of(Cut.of(text).words) == language


def test_a_text_that_its_words_tell_nothing_of_has_no_language() -> None:
    assert language_of(Cut.of("Menisk?").words) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_of_its_own(language: str) -> None:
    others = {word for other in LANGUAGES if other != language for word in cues_of(other)["telling"]}
    assert len(set(cues_of(language)["telling"]) - others) >= 15
