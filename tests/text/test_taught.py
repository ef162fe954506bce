"""Kept corrections as labelled sentences: what is new can be learned from, and what is in dispute cannot."""

from dataclasses import replace
from datetime import date

import pytest

from klokt.model.place import Place
from klokt.text.corrections import Kept, KeptCorrection, KeptSentence
from klokt.text.lessons import Lesson
from klokt.text.taught import taught_lines
from norway import norway

TEXT = "Litt hovent i kneet."
THERE = Place("text/learned/sentences.txt", 12)


def correction(
    fact: str = "hydrops", says: Kept = True, text: str = TEXT, guideline: str = "no_knee_hip_imaging", **beside: bool
) -> KeptCorrection:
    """Return a correction of a fact of which nothing was read in its only sentence."""
    sentence = KeptSentence(text, None, says, beside)
    return KeptCorrection(guideline, "2025", "nb", date(2026, 11, 23), fact, None, says, (sentence,))


def learned(*corrections: KeptCorrection, known: tuple[Lesson, ...] = ()) -> list[str]:
    """Return the lines that could be pasted as they are."""
    return [line for line in taught_lines(corrections, known, norway()) if not line.startswith("#")]


def remarks(*corrections: KeptCorrection, known: tuple[Lesson, ...] = ()) -> str:
    """Return all that is told beside."""
    return "\n".join(line for line in taught_lines(corrections, known, norway()) if line.startswith("#"))


def test_a_corrected_sentence_becomes_a_line_to_learn_from() -> None:
    assert learned(correction()) == [f"hydrops=yes | {TEXT}"]


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (None, "nothing was read of hydrops"),
        (False, "wrongly read as hydrops=no"),
        (True, "rightly read as hydrops=yes"),
    ],
)
def test_what_was_read_is_told_above_a_line(read: Kept, told: str) -> None:
    kept = replace(correction(), sentences=(KeptSentence(TEXT, read, says=True, beside={}),))
    assert f"# 2026-11-23 (edition 2025, nb): {told}" in remarks(kept)


def test_nothing_kept_is_told_as_nothing_new() -> None:
    assert remarks() == "# 0 new: read each before it is learned from"


def test_a_sentence_that_says_nothing_of_a_fact_teaches_that() -> None:
    assert learned(correction(says=None)) == [f"| {TEXT}"]


def test_what_else_a_sentence_says_stands_in_its_line() -> None:
    assert learned(correction(says=False, knee_pain=True)) == [f"hydrops=no knee_pain=yes | {TEXT}"]


def test_two_corrections_of_one_sentence_are_one_line_and_what_a_person_says_outweighs_what_was_read() -> None:
    lines = learned(correction(knee_pain=True), correction("knee_pain", says=None, hydrops=False))
    assert lines == [f"hydrops=yes | {TEXT}"]


def test_a_sentence_that_is_there_already_is_told_with_its_place() -> None:
    known = (Lesson("litt hovent  i kneet", {"hydrops": True}, THERE),)
    assert learned(correction(), known=known) == []
    assert "# 1 already there\n# text/learned/sentences.txt:12: hydrops=yes" in remarks(correction(), known=known)


def test_a_sentence_that_is_there_with_another_label_is_no_line_to_learn_from() -> None:
    known = (Lesson(TEXT, {"hydrops": False}, THERE),)
    assert learned(correction(), known=known) == []
    told = remarks(correction(), known=known)
    assert "# text/learned/sentences.txt:12 says hydrops=no" in told
    assert f"# hydrops=yes | {TEXT}" in told


def test_a_sentence_that_is_there_and_silent_of_the_fact_contradicts_too() -> None:
    known = (Lesson(TEXT, {}, THERE),)
    assert "sentences.txt:12 says nothing of hydrops" in remarks(correction(), known=known)


def test_two_people_who_disagree_teach_nothing() -> None:
    both = correction(), correction(says=False)
    assert learned(*both) == []
    assert "was corrected to hydrops=yes and to hydrops=no" in remarks(*both)


def test_weeks_cannot_be_learned_from_and_are_told_for_whoever_writes_phrases() -> None:
    weeks = correction("conservative_weeks", 14, "Trent i fjorten uker.")
    assert learned(weeks) == []
    assert "# conservative_weeks=14, read as nothing | Trent i fjorten uker." in remarks(weeks)


def test_a_fact_that_the_guideline_no_longer_has_is_not_taught() -> None:
    assert learned(correction("no_such_fact"), correction(no_such_fact=True)) == [f"hydrops=yes | {TEXT}"]


def test_the_corrections_of_another_guideline_are_left_alone() -> None:
    assert learned(correction(guideline="dk_degenerative_spine")) == []


def test_a_line_break_in_what_was_kept_breaks_no_line() -> None:
    assert learned(correction(text="Litt hovent\nfever=yes | i kneet.")) == [
        "hydrops=yes | Litt hovent fever=yes | i kneet."
    ]
