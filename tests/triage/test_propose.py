"""A referral as a whole: several joints, contradictions, unread text, and the day."""

from dataclasses import replace
from datetime import date

import pytest

from klokt.engine.compiled import Compiled, ParameterError
from klokt.errors import IntakeError, SelectionError
from klokt.model.duration import Duration, Unit
from klokt.model.fact import Audience, Code, Origin
from klokt.model.referral import CodedStatement, Correction, Referral, Requested, Statement, Target
from klokt.triage.propose import Assessor, choose
from norway import DAY, LEFT_HIP, LEFT_KNEE, RIGHT_KNEE, a_referral, assessor, norway, proposed

TREATED = {"conservative_weeks": 14, "conservative_without_improvement": True}


def test_each_joint_and_side_has_a_proposal_and_the_most_urgent_leads() -> None:
    flag = Statement("avascular_necrosis_suspected", True)
    result = proposed(a_referral(LEFT_KNEE, LEFT_HIP, statements=(flag,)))
    assert [(each.target, each.outcome) for each in result.proposals] == [
        (LEFT_HIP, "early_imaging_red_flag"),
        (LEFT_KNEE, "return_conservative"),
    ]


def test_treatment_of_one_knee_does_not_speak_for_the_other() -> None:
    treated = tuple(Statement(name, value, target=LEFT_KNEE) for name, value in TREATED.items())
    result = proposed(a_referral(LEFT_KNEE, RIGHT_KNEE, statements=treated))
    assert {each.target: each.outcome for each in result.proposals} == {
        LEFT_KNEE: "change_to_standing_xray",
        RIGHT_KNEE: "return_conservative",
    }


def test_a_red_flag_stated_both_ways_stays_raised_and_the_contradiction_is_told() -> None:
    both = (Statement("fever", True), Statement("fever", False), Statement("red_swollen_joint", True))
    result = proposed(a_referral(statements=both))
    assert result.proposals[0].outcome == "urgent_red_flag"
    assert result.proposals[0].disputed == ("fever",)


def test_a_red_flag_of_the_other_knee_is_asked_about_before_anything_is_returned() -> None:
    flag = Statement("septic_arthritis_suspected", True, target=RIGHT_KNEE)
    result = proposed(a_referral(LEFT_KNEE, statements=(flag,)))
    assert result.proposals[0].outcome == "needs_more_information"
    assert result.proposals[0].disputed == ("septic_arthritis_suspected",)


def test_a_pain_score_under_the_code_of_pain_is_told_and_not_used() -> None:
    code = Code("http://hl7.org/fhir/sid/icd-10-no", "M25.5")
    result = proposed(replace(a_referral(), coded=(CodedStatement(code, 7),)))
    assert result.proposals[0].outcome == "return_conservative"
    assert {notice.code for notice in result.notices} == {"value_not_used"}


def test_a_finding_that_klokt_cannot_read_is_told_and_no_silence_is_read_as_a_no() -> None:
    unknown = CodedStatement(Code("http://hl7.org/fhir/sid/icd-10-no", "X99"), True)
    result = proposed(replace(a_referral(), coded=(unknown,)))
    assert result.proposals[0].outcome == "needs_more_information"
    assert [notice.code for notice in result.notices] == ["finding_not_read"]


def test_a_finding_that_was_refuted_need_not_be_read() -> None:
    refuted = CodedStatement(Code("http://hl7.org/fhir/sid/icd-10-no", "X99"), False)
    result = proposed(replace(a_referral(), coded=(refuted,)))
    assert (result.proposals[0].outcome, result.notices) == ("return_conservative", ())


def test_a_day_before_the_edition_holds_is_told() -> None:
    result = assessor().propose(a_referral(), Audience.RECEIVER, on=date(2024, 12, 31))
    assert [notice.code for notice in result.notices] == ["edition_not_in_force"]
    assert assessor().propose(a_referral(), Audience.RECEIVER, on=date(2025, 1, 1)).notices == ()


def test_a_guideline_without_a_flow_for_the_audience_says_so() -> None:
    receivers = {name: flow for name, flow in norway().flows.items() if flow.audience is Audience.RECEIVER}
    only_receivers = replace(norway(), flows=receivers)
    with pytest.raises(SelectionError, match="no full flow for the referrer"):
        Assessor(only_receivers).propose(a_referral(), Audience.REFERRER)


def test_treatment_stated_both_ways_is_never_returned_but_asked_about() -> None:
    both = (Statement("conservative_weeks", 14), Statement("conservative_weeks", 4))
    result = proposed(a_referral(statements=both, conservative_without_improvement=True))
    assert result.proposals[0].outcome == "needs_more_information"


def test_a_patient_whose_text_nobody_has_read_is_not_returned() -> None:
    result = proposed(a_referral(text="Smerter i kneet."))
    assert norway().outcomes[result.proposals[0].outcome].effect in {"ask", "assess"}
    assert [notice.code for notice in result.notices] == ["text_not_read"]
    assert result.proposals[0].assumptions == ()


def test_an_empty_text_leads_to_a_question_not_to_a_return() -> None:
    assert proposed(a_referral(text=" ")).proposals[0].outcome == "needs_more_information"


def test_a_young_patient_with_a_red_flag_is_out_of_scope_and_acute_all_the_same() -> None:
    leading = proposed(a_referral(born=date(1980, 1, 1), septic_arthritis_suspected=True)).proposals[0]
    assert (leading.outcome, leading.urgency) == ("out_of_scope", "acute")
    assert leading.alerts


def test_a_coded_diagnosis_raises_the_flag_that_the_guideline_gives_the_code_for() -> None:
    code = Code("http://hl7.org/fhir/sid/icd-10-no", "M00.9")
    referral = replace(a_referral(), coded=(CodedStatement(code, True, LEFT_KNEE),))
    assert proposed(referral).proposals[0].outcome == "urgent_red_flag"


def test_the_age_comes_from_the_birth_date_and_says_so() -> None:
    facts = proposed(a_referral(born=date(1975, 9, 2))).proposals[0].facts
    assert (facts["age"].value, facts["age"].origin) == (49, Origin.DERIVED)


def test_a_day_that_is_named_goes_before_the_referrals_own() -> None:
    almost_fifty = a_referral(born=date(1975, 9, 2))
    assert proposed(almost_fifty).proposals[0].facts["age"].value == 49
    later = assessor().propose(almost_fifty, Audience.RECEIVER, on=date(2025, 9, 2))
    assert (later.on, later.proposals[0].facts["age"].value) == (date(2025, 9, 2), 50)


def test_a_finding_without_a_side_counts_for_both_and_a_target_without_a_side_takes_either() -> None:
    of_the_knee = Statement("fever", True, target=Target("knee", None))
    of_the_left = Statement("fever", True, target=LEFT_KNEE)
    both = proposed(a_referral(LEFT_KNEE, RIGHT_KNEE, statements=(of_the_knee,)))
    assert ["fever" in each.facts for each in both.proposals] == [True, True]
    assert "fever" in proposed(a_referral(Target("knee", None), statements=(of_the_left,))).proposals[0].facts


def test_a_red_flag_of_a_place_counts_where_the_request_names_none() -> None:
    flag = Statement("septic_arthritis_suspected", True, target=LEFT_KNEE)
    nowhere = replace(a_referral(statements=(flag,)), requested=Requested("MR", ()))
    assert proposed(nowhere).proposals[0].urgency == "acute"


def test_an_acute_joint_that_is_out_of_scope_still_leads() -> None:
    flag = Statement("septic_arthritis_suspected", True, target=RIGHT_KNEE)
    young = a_referral(LEFT_KNEE, RIGHT_KNEE, born=date(1990, 1, 1), statements=(flag,))
    assert proposed(young).proposals[0].target == RIGHT_KNEE


def test_a_site_told_in_two_ways_is_asked_about() -> None:
    result = proposed(a_referral(LEFT_KNEE, statements=(Statement("requested_site", "hip"),)))
    assert result.proposals[0].outcome == "needs_more_information"
    assert result.proposals[0].disputed == ("requested_site",)


def test_an_age_in_the_facts_does_not_stand_against_the_birth_date() -> None:
    result = proposed(a_referral(born=date(1960, 1, 1), age=49))
    assert (result.proposals[0].facts["age"].value, result.proposals[0].disputed) == (65, ())


def test_an_xray_is_as_old_as_it_is_on_the_day_of_the_assessment() -> None:
    system = "https://klokt.org/fhir/CodeSystem/statement"
    taken = CodedStatement(Code(system, "prior_xray_age"), True, LEFT_KNEE, since=date(2024, 9, 1))
    referral = replace(a_referral(), coded=(taken,))
    later = assessor().propose(referral, Audience.RECEIVER, on=date(2025, 10, 1))
    ages = [each.proposals[0].facts["prior_xray_age"].value for each in (proposed(referral), later)]
    assert ages == [12, 13]


def test_a_referral_without_a_date_needs_one_to_be_named() -> None:
    undated = replace(a_referral(), referral_date=None)
    with pytest.raises(IntakeError, match="--on"):
        proposed(undated)


def test_a_fact_that_the_guideline_does_not_have_is_named_with_the_nearest() -> None:
    with pytest.raises(IntakeError, match='did you mean "fever"'):
        proposed(a_referral(fevr=True))


def test_a_value_that_does_not_fit_is_refused() -> None:
    with pytest.raises(IntakeError, match="fever must be true or false"):
        proposed(a_referral(fever="yes"))


def test_the_referrer_is_asked_where_the_receiver_assumes() -> None:
    referral = a_referral()
    asked = proposed(referral, Audience.REFERRER).proposals[0]
    assert asked.outcome == "needs_more_information"
    assert asked.assumptions == ()
    assert proposed(referral).proposals[0].outcome == "return_conservative"


def test_nobody_is_advised_to_contradict_themselves_so_that_more_must_be_asked() -> None:
    changes = (
        proposed(a_referral(conservative_weeks=14, conservative_without_improvement=True)).proposals[0].would_change
    )
    assert "return_conservative" in {change.outcome for change in changes}
    assert "needs_more_information" not in {change.outcome for change in changes}


def test_a_unit_can_set_its_own_limit_and_every_proposal_shows_it() -> None:
    own = {"return_xray_without_conservative": False}
    leading = Assessor(norway(), own).propose(a_referral(modality="XR"), Audience.RECEIVER).proposals[0]
    assert leading.outcome == "accept_as_requested"
    assert leading.overrides == own


def test_a_unit_cannot_set_what_the_guideline_keeps_to_itself() -> None:
    with pytest.raises(ParameterError, match="not a parameter that a unit may set"):
        Assessor(norway(), {"minimum_agee": Duration(45, Unit.YEARS)})


def test_a_unit_cannot_tell_a_limit_in_weeks_as_months() -> None:
    open_to_units = tuple(replace(each, overridable=True) for each in norway().parameters)
    with pytest.raises(ParameterError, match="must be like 12 weeks"):
        Compiled(
            replace(norway(), parameters=open_to_units),
            DAY,
            {"minimum_conservative_treatment": Duration(3, Unit.MONTHS)},
        )


def test_no_guideline_for_a_kind_of_referral_is_said_with_what_there_is() -> None:
    with pytest.raises(SelectionError, match="no_knee_hip_imaging"):
        choose(Referral("made-up", "specialist"), [norway()])


def test_the_guideline_is_chosen_from_the_kind_of_referral() -> None:
    assert choose(a_referral(), [norway()]) is norway()


def test_what_a_person_corrects_goes_before_what_the_referral_says() -> None:
    referral = a_referral(septic_arthritis_suspected=True)
    lowered = [Correction("septic_arthritis_suspected", False, LEFT_KNEE)]
    fact = assessor().propose(referral, Audience.RECEIVER, corrections=lowered).proposals[0].facts
    assert (fact["septic_arthritis_suspected"].value, fact["septic_arthritis_suspected"].origin) == (
        False,
        Origin.CONFIRMED,
    )


def test_a_person_settles_what_was_stated_both_ways() -> None:
    both = (Statement("fever", True), Statement("fever", False))
    settled = [Correction("fever", False, LEFT_KNEE)]
    assert proposed(a_referral(statements=both)).proposals[0].disputed == ("fever",)
    assert (
        assessor().propose(a_referral(statements=both), Audience.RECEIVER, corrections=settled).proposals[0].disputed
        == ()
    )


def test_a_fact_that_a_person_takes_back_is_not_known_for_that_joint_and_stays_for_the_other() -> None:
    referral = a_referral(LEFT_KNEE, RIGHT_KNEE, hydrops=True)
    taken_back = [Correction("hydrops", None, LEFT_KNEE)]
    found = {
        each.target: each.facts
        for each in assessor().propose(referral, Audience.REFERRER, corrections=taken_back).proposals
    }
    assert "hydrops" not in found[LEFT_KNEE]
    assert found[RIGHT_KNEE]["hydrops"].value is True


def test_a_red_flag_that_a_person_takes_back_is_open_and_no_silence() -> None:
    taken_back = [Correction("septic_arthritis_suspected", None, LEFT_KNEE)]
    flagged = a_referral(septic_arthritis_suspected=True)
    proposal = assessor().propose(flagged, Audience.RECEIVER, corrections=taken_back).proposals[0]
    assert proposal.disputed == ("septic_arthritis_suspected",)
    assert (proposal.outcome, proposal.assumptions) == ("needs_more_information", ())


def test_a_red_flag_that_a_person_denies_is_noticed_and_an_ordinary_fact_is_not() -> None:
    denied = [Correction("fever", False, LEFT_KNEE), Correction("conservative_treatment_tried", False, LEFT_KNEE)]
    stated = a_referral(fever=True, conservative_treatment_tried=True)
    told = assessor().propose(stated, Audience.RECEIVER, corrections=denied).notices
    assert [(notice.code, notice.message.rpartition(" ")[2]) for notice in told] == [("flag_lowered", "fever")]


def test_a_proposal_knows_the_alerts_of_the_other_joint() -> None:
    septic = Statement("septic_arthritis_suspected", True, target=RIGHT_KNEE)
    right, left = proposed(a_referral(LEFT_KNEE, RIGHT_KNEE, statements=(septic,))).proposals
    assert (right.target, right.alerts_elsewhere) == (RIGHT_KNEE, ())
    assert [alert.rule for alert in left.alerts_elsewhere] == ["septic_arthritis"]
