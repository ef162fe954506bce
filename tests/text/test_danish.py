"""Danish referrals of the spine: short texts, lists of denials, lengths, and letters that a keyboard lacks."""

from datetime import date
from pathlib import Path

import pytest

from denmark import assessor, denmark
from klokt.channels.wire import Answer, answer
from klokt.content.load import find
from klokt.intake.referral_form import read_form
from klokt.model.fact import Audience
from klokt.text.lexicon import Lexicons
from klokt.text.load import lexicons_of
from klokt.text.read import read_text
from klokt.text.reader import TextReader

A_DAY = date(2025, 10, 1)


@pytest.fixture(scope="module")
def lexicons() -> Lexicons:
    """The phrases of the spine guideline as it stands in the library."""
    return lexicons_of(find("dk_degenerative_spine"), denmark())


def facts(text: str, lexicons: Lexicons) -> dict[str, object]:
    """Return what a text says."""
    return {each.fact: each.value for each in read_text(text, lexicons, on=A_DAY).mentions}


def answered(text: str) -> Answer:
    """Return the answer to a referral of which there is nothing but its text."""
    referral = read_form({"id": "made-up", "referral_date": "2025-10-01", "text": text}, "made-up")
    read = TextReader(find("dk_degenerative_spine"), assessor()).with_text(referral)
    return answer(assessor().propose(read, Audience.RECEIVER), "da")


@pytest.mark.parametrize(
    ("text", "missing"),
    [("", [1, 2, 3, 4, 5, 6]), ("Lumbago. Obs prolaps.", [2, 3, 4, 5, 6]), ("Ryg.", [1, 2, 3, 4, 5, 6])],
)
def test_an_empty_or_short_referral_is_one_question(text: str, missing: list[int]) -> None:
    given = answered(text)
    assert (given.action, given.missing_requirements) == ("return_incomplete", missing)


def test_a_short_referral_of_an_acute_sign_is_acute() -> None:
    assert answered("Obs cauda equina.").urgency == "acute"


@pytest.mark.parametrize("text", ["Obs xyzitis.", "?", "Rücken tut weh."])
def test_a_short_text_that_is_not_understood_goes_to_a_person(text: str) -> None:
    assert answered(text).action == "needs_more_information"


def test_a_denial_of_strength_reaches_through_its_list(lexicons: Lexicons) -> None:
    told = facts("Ingen pareser, ridebukseanæstesi eller sphincterforstyrrelser.", lexicons)
    assert told["paresis"] == "none"
    assert (told["cauda_equina_suspected"], told["sphincter_disturbance"]) == (False, False)


def test_a_denial_reaches_past_an_abbreviation(lexicons: Lexicons) -> None:
    assert facts("Aldrig været hos fys. el. kiro.", lexicons)["conservative_treatment_done"] is False


def test_a_finding_that_is_denied_is_no_denial_of_the_image(lexicons: Lexicons) -> None:
    told = facts("MR: ingen tegn på fraktur.", lexicons)
    assert (told["imaging_status"], told["fracture_suspected"]) == ("taken", False)


def test_words_are_known_without_their_letters(lexicons: Lexicons) -> None:
    told = facts("Smerter i laenden i 3 maaneder, straaler ud i hoejre laar.", lexicons)
    assert (told["symptom_duration_weeks"], told["radiating_pain"]) == (13, "leg")


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("Kendt med hold i flere år. Iskias gennem 8 mdr.", 35),
        ("Aktuelle episode 7 uger, lændesmerter gennem 10 år.", 7),
        ("Morgenstiv i lænden 1½ time. 7 måneder nu.", 30),
        ("Efter 8 uger uændret, de sidste 3 uger intet sket.", 8),
        ("Gled på trappen for 9 dage siden.", 1.29),
    ],
)
def test_the_duration_is_that_of_the_present_episode(text: str, weeks: float, lexicons: Lexicons) -> None:
    assert facts(text, lexicons)["symptom_duration_weeks"] == weeks


@pytest.mark.parametrize("line", (Path(__file__).parent / "urgency_da.txt").read_text(encoding="utf-8").splitlines())
def test_a_short_text_is_as_urgent_as_what_it_tells(line: str) -> None:
    urgencies, _, text = line.partition(" | ")
    assert answered(text).urgency in urgencies.split("/")


@pytest.mark.parametrize(
    "text", ["Rygsmerter i 3 dage. Spinkter måske påvirket, trækker på blæren.", "Lumbago. Noget med blæren?"]
)
def test_nobody_is_sent_away_while_an_acute_sign_is_spoken_of_and_not_settled(text: str) -> None:
    assert answered(text).action == "needs_more_information"


def test_an_acute_sign_that_is_not_settled_does_not_hold_up_a_workup() -> None:
    text = "Satte sig hårdt på toilettet for 6 dage siden, smæld i ryggen. Bankeøm Th12. Osteoporotisk sammenfald?"
    assert answered(text).action == "workup_relevant_department"
