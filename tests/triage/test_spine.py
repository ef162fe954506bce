"""Danish spine referrals: what a silence means, what is asked, and what is told beside the outcome."""

from denmark import COMPLETE, answered, denmark
from klokt.model.fact import Audience
from klokt.model.referral import Referral
from klokt.triage.propose import choose
from norway import norway


def test_a_text_that_nobody_has_read_is_for_a_person_and_lacks_nothing_yet() -> None:
    given = answered(None)
    assert (given.outcome, given.triage_group, given.missing_requirements) == ("needs_more_information", None, [])
    assert {each.state for each in given.requirements} == {"open"}


def test_an_empty_referral_is_returned_with_all_six_questions_and_the_acute_signs() -> None:
    given = answered({}, text="")
    assert (given.outcome, given.missing_requirements) == ("return_incomplete", [1, 2, 3, 4, 5, 6])
    assert given.missing_further == ["course", "motivation"]
    assert {"sphincter_disturbance", "cauda_equina_suspected", "paresis"} <= {each.fact for each in given.missing}


def test_a_no_answers_a_requirement() -> None:
    given = answered({**COMPLETE, "imaging_status": "none"})
    states = {each.requirement: each.state for each in given.requirements}
    assert (states["imaging"], states["radiating_pain"], states["duration"]) == ("denied", "denied", "answered")


def test_an_acute_sign_goes_before_everything_that_is_missing() -> None:
    given = answered({"sphincter_disturbance": True})
    assert (given.outcome, given.urgency, given.missing_requirements) == (
        "acute_hospital_referral",
        "acute",
        [1, 2, 3, 4, 5, 6],
    )


def test_a_referrer_is_asked_for_the_acute_signs_that_a_receiver_may_leave_open() -> None:
    assert answered(COMPLETE).outcome == "multidisciplinary_assessment"
    asked = answered(COMPLETE, Audience.REFERRER)
    assert (asked.outcome, asked.assumptions) == ("needs_more_information", [])


def test_an_indication_tells_what_it_lacks_and_what_speaks_against_it() -> None:
    given = answered({**COMPLETE, "radiating_pain": "leg", "clear_improvement": False, "symptom_duration_weeks": 4})
    told = {each.indication: each for each in given.indications}
    assert told["nerve_root_surgery_indicated"].lacking == ["disabling_pain"]
    assert "radiating_pain" in told["isolated_back_pain_surgery_indicated"].against


def test_three_things_and_the_patients_part_are_still_to_do_before_any_operation() -> None:
    given = answered({**COMPLETE, "radiating_pain": "leg", "patient_informed_of_surgery": True})
    assert given.outcome == "surgery_assessment"
    assert {each.obligation: each.opens for each in given.obligations} == {
        "patient_takes_part_in_the_decision": "unknown",
        "weigh_alternatives_before_surgery": "unknown",
        "deal_with_comorbidity_before_surgery": "unknown",
        "inform_of_surgery_before_it": "no",
    }


def test_a_referral_without_imaging_asked_for_is_for_the_spine_guideline() -> None:
    assert choose(Referral("made-up", "specialist"), [norway(), denmark()]) is denmark()
