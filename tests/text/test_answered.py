"""A question of the guideline with its answer on a line is read as it says, and all else as free text."""

from dataclasses import replace

import pytest

from danish_pathway import FOLDER, denmark
from klokt.model.duration import Duration, Unit
from klokt.model.referral import Referral
from klokt.text.answered import answered
from klokt.text.reader import TextReader
from klokt.triage.propose import Assessor
from sending.messages import referral

READER = TextReader(FOLDER, Assessor(denmark()))


def read(text: str) -> Referral:
    """Return a referral with what its text says."""
    return READER.with_text(replace(referral(), text=text))


@pytest.mark.parametrize(
    ("line", "fact", "value"),
    [
        ("Er der mistanke om fraktur? Nej.", "fracture_suspected", False),
        ("Stråler smerterne ud i arm eller ben? Til ben.", "radiating_pain", "leg"),
        ("Hvor længe har symptomerne varet denne gang? 9 uger.", "symptom_duration_weeks", 9),
        ("Hvor længe har symptomerne varet denne gang? 83 dage.", "symptom_duration_weeks", Duration(83, Unit.DAYS)),
    ],
)
def test_a_question_with_its_answer_is_read_with_the_line_that_says_it(line: str, fact: str, value: object) -> None:
    text = f"Anamnese:\n{line}"
    (statement,) = answered(text, denmark()).statements
    (span,) = statement.evidence
    assert (statement.fact, statement.value) == (fact, value)
    assert (text[span.start : span.end], span.text) == (line, line)


@pytest.mark.parametrize(
    "line",
    ["Er der mistanke om fraktur? Måske.", "Er der mistanke om fraktur?", "Er der mistanke om noget? Nej.", "? "],
)
def test_other_questions_and_answers_are_left_as_they_are(line: str) -> None:
    assert (answered(line, denmark()).statements, answered(line, denmark()).rest) == ((), line)


def test_few_words_beside_the_answers_are_not_passed_over() -> None:
    found = read("Er der mistanke om fraktur? Nej.\nAkut cauda equina!")
    told = {each.fact for each in found.statements}
    assert "cauda_equina_suspected" in told or not found.text_read


def test_headings_alone_beside_the_answers_say_nothing() -> None:
    found = read("Anamnese:\nMotivation:\nEr der mistanke om fraktur? Nej.")
    assert ([each.fact for each in found.statements], found.text_read) == (["fracture_suspected"], True)
