"""A strength that was measured twice: one that fell is getting worse, one that came back is no palsy of today."""

from datetime import date

import pytest

from denmark import denmark
from klokt.content.load import find
from klokt.text.lexicon import Lexicons
from klokt.text.load import lexicons_of
from klokt.text.read import read_text

A_DAY = date(2025, 10, 1)


@pytest.fixture(scope="module")
def lexicons() -> Lexicons:
    """The phrases of the spine guideline as it stands in the library."""
    return lexicons_of(find("dk_degenerative_spine"), denmark())


def paresis(text: str, lexicons: Lexicons) -> str | None:
    """Return what a text says of paresis."""
    told = [str(each.value) for each in read_text(text, lexicons, on=A_DAY).mentions if each.fact == "paresis"]
    return told[0] if told else None


@pytest.mark.parametrize(
    "text",
    [
        "Ved konsultation 28/9 var storetåløft 4+/5, i dag er det 4-/5.",
        "Set 20.9.: albuestræk ve. 4+/5. Set igen i dag: 4-/5.",
        "D. 8/9 lå knæstrækningen på 5-, d. 19/9 på 4+, og i dag er den 4-.",
    ],
)
def test_a_strength_that_is_lower_today_than_it_was_is_getting_worse(text: str, lexicons: Lexicons) -> None:
    assert paresis(text, lexicons) == "progressive"


def test_a_strength_that_came_back_is_no_palsy_of_today(lexicons: Lexicons) -> None:
    assert paresis("Fodløft var 3/5 i august og nu 5/5.", lexicons) == "none"


def test_a_strength_that_fell_far_is_severe(lexicons: Lexicons) -> None:
    assert paresis("Fodløft var 4/5 i august, nu 2/5.", lexicons) == "severe"


@pytest.mark.parametrize(
    "text", ["Fodløft 4/5 i august, uændret nu, 4/5.", "Storetåløft 4/5. Knæstræk 4-/5.", "VAS 5-6 nu, kraft 4/5."]
)
def test_without_two_steps_and_a_word_for_now_nothing_gets_worse(text: str, lexicons: Lexicons) -> None:
    assert paresis(text, lexicons) == "mild"


def test_a_palsy_of_one_sentence_is_not_undone_by_a_strength_of_another(lexicons: Lexicons) -> None:
    assert paresis("Fodløft højre 3/5. Nu også smerter i venstre ben, kraft 5/5.", lexicons) == "severe"


def test_a_day_beside_a_town_is_no_strength(lexicons: Lexicons) -> None:
    assert paresis("Rtg. Slagelse 2/5: normal. Ingen pareser.", lexicons) == "none"


def test_a_strength_that_came_back_is_shown_as_past(lexicons: Lexicons) -> None:
    reading = read_text("Fodløft var 0/5 ved udskrivelsen og nu 5/5.", lexicons, on=A_DAY)
    assert [(each.value, each.why) for each in reading.set_aside if each.fact == "paresis"] == [("severe", "past")]


def test_the_grade_of_today_counts_though_it_is_told_before_the_old_one(lexicons: Lexicons) -> None:
    assert paresis("Dorsalfleksion 2/5 i dag mod 4/5 i fredags.", lexicons) == "severe"
    assert paresis("Kraften er 2/5 i dag, 4/5 i fredags.", lexicons) == "severe"
