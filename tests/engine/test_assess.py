"""A proposal says what follows, why, on which assumptions, what is missing and what would change it."""

import pytest

from klokt.model.fact import Audience, Origin
from klokt.model.proposal import Assumption, Change, Duty, PathStep, Reason
from klokt.model.truth import Truth

from .small import guideline, propose

SIGNS = (("a_document", "Signs, first line"),)


def test_a_patient_with_fever_is_admitted_for_the_rule_that_says_so() -> None:
    proposal = propose(fever=True)
    assert (proposal.outcome, proposal.urgency) == ("admit", "acute")
    assert proposal.reasons[0] == Reason("red_flag", True, SIGNS)
    assert proposal.path == (PathStep("has_red_flag", Truth.YES, ("fever",)),)


def test_silence_on_fever_is_an_assumption_with_its_source() -> None:
    proposal = propose(swelling=False, treated=20)
    assert (proposal.outcome, proposal.without_assumptions) == ("accept", None)
    assert proposal.assumptions == (Assumption("fever", False, "silence_is_absence"),)
    assert proposal.facts["fever"].origin is Origin.ASSUMED


def test_what_is_certain_needs_no_assumption() -> None:
    proposal = propose(fever=False, swelling=False, treated=20)
    assert (proposal.outcome, proposal.without_assumptions, proposal.assumptions) == ("accept", "accept", ())


def test_for_words_that_nobody_has_read_no_silence_is_read() -> None:
    proposal = propose(read_silence=False, treated=20)
    assert (proposal.outcome, proposal.assumptions) == ("ask", ())
    assert proposal.missing == ("fever", "swelling")


def test_the_referrer_is_asked_the_question_that_decides_first() -> None:
    proposal = propose(guideline(audience=Audience.REFERRER), fever=False, swelling=False)
    assert (proposal.outcome, proposal.missing) == ("ask", ("treated",))


def test_a_fact_that_was_assumed_can_still_change_the_outcome() -> None:
    assert propose(swelling=False, treated=20).missing == ("fever",)


def test_no_question_is_asked_when_the_outcome_is_settled_all_the_same() -> None:
    steps = [("only", "trauma or not trauma", "accept", "return_it", "ask")]
    proposal = propose(guideline(steps))
    assert (proposal.outcome, proposal.without_assumptions, proposal.missing) == ("accept", "accept", ())


def test_twelve_weeks_of_treatment_would_lead_to_acceptance() -> None:
    proposal = propose(fever=False, swelling=False, treated=3)
    assert Change({"treated": 12}, "accept") in proposal.would_change


@pytest.mark.parametrize("age", [49, 50])
def test_no_change_asks_a_patient_to_be_of_another_age(age: int) -> None:
    steps = [("only", "age >= minimum_age", "accept", "return_it", "ask")]
    assert propose(guideline(steps), age=age).would_change == ()


def test_a_change_names_no_fact_that_makes_no_difference() -> None:
    steps = [
        ("first", "trauma", "second", "third", "ask"),
        ("second", "score > 4", "admit", "accept", "ask"),
        ("third", 'score > 4 or modality == "MR"', "admit", "return_it", "ask"),
    ]
    assert Change({"score": 5}, "admit") in propose(guideline(steps)).would_change


def test_the_change_with_the_fewest_facts_comes_first() -> None:
    changes = propose(fever=True, swelling=True, treated=3).would_change
    assert [(change.outcome, len(change.facts)) for change in changes] == [("return_it", 2), ("accept", 3)]


def test_an_alert_is_shown_and_raises_the_urgency_also_where_the_flow_does_not_ask() -> None:
    steps = [("only", "treated >= minimum_treatment", "accept", "return_it", "ask")]
    proposal = propose(guideline(steps), fever=True, treated=3)
    assert (proposal.outcome, proposal.urgency) == ("return_it", "acute")
    assert proposal.alerts == (Reason("red_flag", True, SIGNS),)
    assert proposal.alerts[0] in proposal.reasons


def test_a_sign_that_nobody_mentioned_raises_no_alert() -> None:
    proposal = propose(treated=3)
    assert (proposal.alerts, proposal.urgency) == ((), "routine")


def test_an_outcome_brings_its_duty_and_whether_it_is_open_yet() -> None:
    returned = propose(fever=False, swelling=False, treated=3)
    assert returned.duties == (Duty("see_again", Truth.NO, "accept"),)
    assert propose(fever=True).duties == ()


def test_a_reason_is_named_once_though_two_steps_rest_on_it() -> None:
    steps = [("first", "red_flag", "second", "accept", "ask"), ("second", "red_flag", "admit", "accept", "ask")]
    assert [reason.rule for reason in propose(guideline(steps), fever=True).reasons] == ["red_flag"]


def test_a_rule_that_a_no_rests_on_is_a_reason_that_does_not_hold() -> None:
    proposal = propose(guideline([("only", "red_flag", "admit", "accept", "ask")]), fever=False, swelling=False)
    assert proposal.reasons == (Reason("red_flag", False, SIGNS),)


def test_the_proposal_says_by_which_edition_it_was_made() -> None:
    proposal = propose(fever=True)
    assert (proposal.guideline, proposal.edition, proposal.flow, proposal.overrides) == ("small", "1", "flow", {})


def test_a_fact_that_the_guideline_does_not_know_settles_nothing() -> None:
    assert propose(read_silence=False, hair_colour="red").outcome == "ask"
