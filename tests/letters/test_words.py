"""The words of letters: each in every language, and each of them said somewhere."""

import re
from pathlib import Path

import pytest

import klokt.letters
from klokt.words import LANGUAGES, catalogue

WORDS = catalogue("klokt.letters")
PROGRAM = "\n".join(file.read_text("utf-8") for file in Path(klokt.letters.__path__[0]).glob("*.py"))


@pytest.mark.parametrize("key", WORDS)
def test_a_word_is_written_in_every_language(key: str) -> None:
    assert tuple(WORDS[key]) == LANGUAGES
    assert all(text.strip() for text in WORDS[key].values())


@pytest.mark.parametrize("key", WORDS)
def test_a_word_is_said_somewhere(key: str) -> None:
    assert re.search(rf"""["']{key}["']""", PROGRAM)


@pytest.mark.parametrize("key", WORDS)
def test_a_word_has_the_same_slots_in_every_language(key: str) -> None:
    assert len({tuple(sorted(re.findall(r"{(\w+)}", text))) for text in WORDS[key].values()}) == 1
