"""An id passes when it can be cut into the glossary's words."""

from pathlib import Path

import pytest

from klokt.content.glossary import Glossary, glossary_of

WORDS = Glossary(frozenset({"red_flag", "fever"}), frozenset({"suspected", "red"}), {"visit": "triage"})


@pytest.mark.parametrize("name", ["fever", "suspected_red_flag", "red_fever", "red_flag_2_fever"])
def test_an_id_made_of_terms_plain_words_and_numbers_passes(name: str) -> None:
    assert WORDS.unknown_words(name) == []


def test_a_word_from_nowhere_is_named_with_the_one_that_was_meant() -> None:
    assert WORDS.unknown_words("suspectd_fever") == ["suspectd"]
    assert WORDS.hint("suspectd").startswith('did you mean "suspected"?')


def test_half_a_term_does_not_pass() -> None:
    assert WORDS.unknown_words("red_fever_flag") == ["flag"]


def test_a_word_that_is_not_to_be_used_is_named_with_the_word_to_use_but_not_inside_another_word() -> None:
    assert WORDS.forbidden_words("first_visit") == {"visit": "triage"}
    assert WORDS.forbidden_words("visitor") == {}


def test_glossaries_are_read_together_and_a_folder_without_one_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "glossary.toml").write_text('[[term]]\ncode = "knee"\n[words]\nplain = ["at"]\n', encoding="utf-8")
    glossary = glossary_of((tmp_path, tmp_path / "elsewhere"))
    assert (glossary.terms, glossary.plain) == (frozenset({"knee"}), frozenset({"at"}))
