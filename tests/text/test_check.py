"""What an author may get wrong in a lexicon, each found at its line."""

from pathlib import Path

import pytest

from klokt.content.load import find, load
from klokt.errors import ContentError
from klokt.text.check import check_text
from klokt.text.load import lexicons_of
from norway import norway
from text.lexicon_folder import TOPIC, codes, problems, with_lexicon


def test_a_good_lexicon_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, TOPIC) == []


def test_the_norwegian_lexicon_has_no_problems() -> None:
    assert check_text(load(find("no_knee_hip_imaging"))) == []


def test_a_guideline_without_a_lexicon_has_no_problems_of_one(tmp_path: Path) -> None:
    folder = with_lexicon(tmp_path, TOPIC)
    (folder / "text" / "nb" / "words.toml").unlink()
    (folder / "text" / "nb").rmdir()
    (folder / "text").rmdir()
    assert check_text(load(folder)) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('say = ["feber*"', 'say = ["feber*', "K101"),
        ("yes =", "yse =", "K102"),
        ('id = "fever"\n', "", "K103"),
        ('say = ["feber*", "<hot>"]\n', "", "K103"),
        ('fact = "fever"', "fact = 3", "K104"),
        ("yes =", "settled = 1\nyes =", "K104"),
        ("[[topic]]", "[[topics]]", "K106"),
        ('fact = "fever"', 'fact = "fevr"', "K120"),
        ('fact = "fever"', 'fact = "fever"\nof = "fevr"', "K120"),
        ('fact = "fever"', 'fact = "fever"\nlasts = "weeks"', "K120"),
        ('fact = "fever"', 'fact = "fever"\ntogether = "groin"', "K120"),
        ("[[topic]]", '[[hidden]]\nid = "none"\nsay = ["grepet"]\nhides = ["groin"]\n\n[[topic]]', "K120"),
        ('fact = "fever"', 'fact = "fever"\nsite = "elbow"', "K120"),
        ("<hot>", "<cold>", "K120"),
        ('fact = "fever"\n', "", "K120"),
        ('fact = "fever"', 'fact = "fever"\nvalue = 39', "K123"),
        ('"feber*"', '"feber* *"', "K210"),
        ('"feber*"', '"feber* .."', "K210"),
        ('"feber*"', '"feber|"', "K210"),
        ('["febril"]', '["*"]', "K210"),
        ("Feber i går.", "Ingen feber i går.", "K211"),
        ("Ingen feber.", "Mor har feber.", "K211"),
        ("Mor har feber.", "Feber.", "K211"),
    ],
)
def test_a_slip_is_found(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in TOPIC
    assert code in codes(tmp_path, TOPIC.replace(old, new, 1))


@pytest.mark.parametrize(
    ("when", "code"), [("fever and", "K201"), ("fevr", "K202"), ("fever > 3 weeks", "K201"), ("fever == 3", "K203")]
)
def test_the_condition_of_an_inference_must_be_in_the_rule_language(tmp_path: Path, when: str, code: str) -> None:
    inference = f'\n[[infer]]\nfact = "fever"\nvalue = true\nwhen = "{when}"\n'
    assert code in codes(tmp_path, TOPIC + inference)


def test_a_problem_stands_at_the_line_of_its_key(tmp_path: Path) -> None:
    ((code, line, message),) = problems(tmp_path, TOPIC.replace("Feber i går.", "Ingen feber i går."))
    assert (code, line) == ("K211", 6)
    assert "fever = false (Ingen feber)" in message


def test_an_id_that_one_language_has_twice_is_a_problem(tmp_path: Path) -> None:
    assert codes(tmp_path, TOPIC + '\n[[topic]]\nid = "fever"\nfact = "fever"\nsay = ["hett"]\n') == ["K105"]


def test_a_topic_without_an_example_is_a_warning(tmp_path: Path) -> None:
    bare = '[[topic]]\nid = "fever"\nfact = "fever"\nsay = ["feber*"]\n'
    assert codes(tmp_path, bare) == ["K212"]


def test_another_language_adds_phrases_to_a_topic_by_its_id(tmp_path: Path) -> None:
    with_lexicon(tmp_path, TOPIC)
    assert codes(tmp_path, '[[topic]]\nid = "fever"\nsay = ["heit i kroppen"]\nyes = ["Heit i kroppen."]\n') == ["K120"]
    with_lexicon(tmp_path, TOPIC)
    nynorsk = '[[topic]]\nid = "fever"\nsay = ["heit i kroppen"]\nyes = ["Heit i kroppen."]\n'
    assert problems(tmp_path, nynorsk, "nn") == []


def test_a_lexicon_with_errors_cannot_be_used(tmp_path: Path) -> None:
    folder = with_lexicon(tmp_path, TOPIC.replace("<hot>", "<cold>"))
    with pytest.raises(ContentError, match="K120"):
        lexicons_of(folder, load(folder).guideline or norway())


def test_words_that_are_common_in_two_languages_are_read_in_the_one_that_knows_more_of_them(tmp_path: Path) -> None:
    with_lexicon(tmp_path, TOPIC)
    english = '[[topic]]\nid = "fever"\nsay = ["running a temperature"]\nyes = ["Running a temperature."]\n'
    assert problems(tmp_path, english, "en") == []
