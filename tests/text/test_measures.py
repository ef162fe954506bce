"""Scores that are told twice say how a treatment went, where no phrase says it."""

import pytest

from text.conftest import Read

FACT = "conservative_without_improvement"


def without_improvement(text: str, read: Read) -> object:
    """Return whether the treatment of a text is said to have given nothing; None where it is not said."""
    told = [
        each.value
        for each in read(f"Vondt i venstre kne. Trent hos fysioterapeut i 14 uker, {text}").mentions
        if each.fact == FACT
    ]
    return told[0] if told else None


@pytest.mark.parametrize(
    "text",
    ["NRS 7 ved start, 4 nå.", "VAS 7/10 før, 3/10 nå.", "NRS 7 → 4.", "VAS 6,5 til 3.", "KOOS 40 ved start, 60 nå."],
)
def test_a_score_that_is_much_better_is_an_improvement(text: str, read: Read) -> None:
    assert without_improvement(text, read) is False


@pytest.mark.parametrize(
    "text", ["NRS 7 ved start, 7 nå.", "NRS 6 → 5.", "VAS 5 ved start og 8 nå.", "KOOS 54 ved start, 52 ved slutt."]
)
def test_a_score_that_is_hardly_better_is_none(text: str, read: Read) -> None:
    assert without_improvement(text, read) is True


@pytest.mark.parametrize(
    "text", ["VAS 3 i hvile, 8 i trapp.", "NRS 6-7.", "NRS 6 nå.", "NRS 7 i 12 uker.", "VAS 7/10 nå."]
)
def test_one_score_or_two_of_one_time_say_nothing(text: str, read: Read) -> None:
    assert without_improvement(text, read) is None


def test_words_count_more_than_scores(read: Read) -> None:
    assert without_improvement("NRS 7 ved start, 4 nå, ingen effekt.", read) is True


def test_scores_without_a_treatment_say_nothing_of_one(read: Read) -> None:
    assert FACT not in {each.fact for each in read("Vondt i venstre kne. NRS 7 i juni, 4 nå.").mentions}
