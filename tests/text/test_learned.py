"""What is learned from labelled sentences speaks only where no phrase does."""

from datetime import date
from pathlib import Path

import pytest

from klokt.content.load import find, load
from klokt.model.referral import Target
from klokt.text.check import check_text
from klokt.text.learned import Learned, features
from klokt.text.lexicon import Lexicons
from klokt.text.load import lexicons_of
from klokt.text.read import read_text
from klokt.text.reading import Reading
from norway import norway
from text.lexicon_folder import TOPIC, with_lexicon

STOPS = frozenset({"men"})
DENYING = frozenset({"ikke"})
DAY = date(2025, 9, 1)


@pytest.fixture(scope="module")
def lexicons() -> Lexicons:
    return lexicons_of(find("no_knee_hip_imaging"), norway())


def reading(text: str, lexicons: Lexicons) -> Reading:
    return read_text(text, lexicons, (Target("knee", None),), DAY)


def test_a_word_after_a_denial_counts_as_denied_until_a_but() -> None:
    found = set(features(["ikke", "hoven", "men", "varm"], DENYING, STOPS))
    assert "not hoven" in found
    assert "not varm" not in found


def test_any_number_is_the_same_word() -> None:
    one, other = (list(features(["i", n, "uker"], DENYING, STOPS)) for n in ("12", "14"))
    assert one == other


def test_a_guess_names_the_words_that_tell_it() -> None:
    learned = Learned((("swollen", True),), (-1.0,), {"hoven": {0: 9.0}, "kne": {0: 0.1}}, DENYING, STOPS)
    [guess] = learned.guesses(["kne", "er", "hoven", "nå"])
    assert (guess.fact, guess.value, guess.first, guess.end) == ("swollen", True, 2, 3)


def test_words_that_were_never_seen_tell_nothing() -> None:
    learned = Learned((("swollen", True),), (5.0,), {"hoven": {0: 9.0}}, DENYING, STOPS)
    assert list(learned.guesses(["noe", "annet"])) == []


def test_what_a_relative_has_is_not_guessed_of_the_patient(lexicons: Lexicons) -> None:
    told = reading("Vondt i kneet. Mor gikk lenge til fysio og var like gale etterpå.", lexicons)
    assert "conservative_without_improvement" not in {each.fact for each in told.mentions}


def test_a_guess_shows_the_words_that_it_rests_on(lexicons: Lexicons) -> None:
    text = "Vondt i ve kne. Gått fast hos fysio i 14 uker, men står på samme stedet hvil."
    [mention] = [m for m in reading(text, lexicons).mentions if m.fact == "conservative_without_improvement"]
    assert text[mention.span.start : mention.span.end] == mention.span.text


def test_how_a_treatment_went_is_guessed_beside_a_treatment_only(lexicons: Lexicons) -> None:
    told = reading("Vondt i ve kne. Fysio siden mars. Har genvunnet styrken.", lexicons)
    alone = reading("Vondt i ve kne. Har genvunnet styrken.", lexicons)
    assert {each.value for each in told.mentions if each.fact == "conservative_without_improvement"} == {False}
    assert not [each for each in alone.mentions if each.fact == "conservative_without_improvement"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("fever=yes", "K213"),
        ("fever=yes | ", "K213"),
        ("fever=perhaps | Vondt i kneet.", "K213"),
        ("fevr=yes | Vondt i kneet.", "K120"),
        ("fever=yes | Enda en setning.", "K214"),
    ],
)
def test_a_line_that_cannot_be_learned_from_is_found(tmp_path: Path, line: str, code: str) -> None:
    assert code in learned_codes(tmp_path, line)


def learned_codes(tmp_path: Path, line: str) -> list[str]:
    """Return the codes of the problems of a lexicon with one labelled sentence."""
    folder = with_lexicon(tmp_path, TOPIC)
    (folder / "text" / "learned").mkdir()
    (folder / "text" / "learned" / "more.txt").write_text(line + "\n", encoding="utf-8")
    return [problem.code for problem in check_text(load(folder))]
