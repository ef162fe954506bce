"""How findings become facts: grades with signs, words after a choice, what fell, and what is told anew."""

from datetime import date

import pytest

from danish_pathway import event, state
from klokt.model.episode import Finding

FIRST, LATER = date(2012, 1, 2), date(2012, 1, 16)


@pytest.mark.parametrize(
    ("told", "next_step"),
    [
        ("3/5", "acute_hospital_referral"),
        ("3+/5", "await_planned_contact"),
        ("2/5 dorsalflexion", "acute_hospital_referral"),
    ],
)
def test_a_grade_is_read_with_its_sign_and_without_its_scale(told: str, next_step: str) -> None:
    assert state(FIRST, event(FIRST, "first_contact", mrc=told)).next_step == next_step


def test_a_grade_below_an_earlier_one_has_fallen() -> None:
    found = state(LATER, event(FIRST, "first_contact", mrc="5/5"), event(LATER, "contact", mrc="4+/5"))
    assert found.facts["paresis_grade_fell"] is True


def test_words_after_a_choice_are_left_aside() -> None:
    assert state(FIRST, event(FIRST, "first_contact", paresis="mild, stabil")).facts["paresis"] == "mild"


@pytest.mark.parametrize(("before", "now", "lost"), [(800, 400, 50.0), (800, 900, 0.0), ("600", "300 m", 50.0)])
def test_what_was_lost_is_counted_from_the_best_that_was(before: Finding, now: Finding, lost: float) -> None:
    found = state(
        LATER, event(FIRST, "first_contact", walking_distance_m=before), event(LATER, "contact", walking_distance_m=now)
    )
    assert found.facts["walking_distance_lost"] == lost


def test_a_distance_measured_once_says_nothing_of_a_loss() -> None:
    assert "walking_distance_lost" not in state(FIRST, event(FIRST, "first_contact", walking_distance_m=150)).facts


def test_a_suspicion_holds_until_a_contact_places_the_patient_anew() -> None:
    suspected = event(FIRST, "first_contact", group="red_flag", suspicion=("fracture",))
    silent = event(LATER, "contact", course="unchanged")
    moved = event(LATER, "contact", course="unchanged", group="nonspecific")
    assert state(LATER, suspected, silent).facts["fracture_suspected"] is True
    assert state(LATER, suspected, moved).facts["fracture_suspected"] is False


def test_how_the_patient_is_is_asked_at_the_latest_contact_alone() -> None:
    better, silent = event(LATER, "contact", course="improved"), event(date(2012, 1, 20), "contact", mode="phone")
    assert "course_at_contact" not in state(date(2012, 1, 20), event(FIRST, "first_contact"), better, silent).facts


def test_treatment_that_nobody_mentioned_is_not_known() -> None:
    assert "active_treatment_started" not in state(FIRST, event(FIRST, "first_contact")).facts
    none = state(FIRST, event(FIRST, "first_contact", treatment_started=()))
    assert none.facts["active_treatment_started"] is False
