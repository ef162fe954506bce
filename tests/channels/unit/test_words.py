"""The words of the units' pages: in every language, with the same slots, and hiding no word of shared pages."""

import re

import pytest

from klokt.words import LANGUAGES, catalogue

WORDS = catalogue("klokt.channels.unit")


@pytest.mark.parametrize("key", WORDS)
def test_a_word_is_there_in_every_language_with_the_same_slots(key: str) -> None:
    assert [language for language in LANGUAGES if not WORDS[key].get(language, "").strip()] == []
    assert len({tuple(sorted(re.findall(r"\{(\w+)\}", WORDS[key][language]))) for language in LANGUAGES}) == 1


def test_no_word_hides_one_that_the_shared_templates_ask_for() -> None:
    assert set(WORDS) & set(catalogue("klokt.channels.web")) == set()
