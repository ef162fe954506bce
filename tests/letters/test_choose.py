"""A letter goes only with its own outcomes, where its condition is known to hold, and never beside a red flag."""

from dataclasses import replace

import pytest

from klokt.errors import LetterError
from klokt.letters.choose import letter_for, offered
from klokt.model.expression import Value
from klokt.model.fact import Fact, Origin
from norway import norway

from .examples import Example, a_proposal

COMPLETED: dict[str, Value] = {"conservative_weeks": 14, "conservative_without_improvement": True}
KNOWN_OSTEOARTHRITIS: dict[str, Value] = {"prior_xray": True, "prior_xray_shows_oa": True}


def refused(example: Example, letter: str) -> LetterError:
    with pytest.raises(LetterError) as caught:
        letter_for(example.compiled, example.proposal, letter)
    return caught.value


def test_the_proposed_letter_comes_first() -> None:
    returned = a_proposal(**KNOWN_OSTEOARTHRITIS)
    assert list(returned.letters()) == ["conservative_treatment", "information_sheet", "osteoarthritis_already_shown"]
    assert list(a_proposal(**COMPLETED).letters()) == ["xray_recommended", "information_sheet"]


def test_the_letter_on_known_osteoarthritis_is_never_proposed_but_may_be_chosen() -> None:
    judged = a_proposal(**COMPLETED, **KNOWN_OSTEOARTHRITIS)
    assert (judged.proposal.outcome, judged.proposal.letter) == ("individual_assessment", None)
    assert list(judged.letters()) == ["osteoarthritis_already_shown"]


@pytest.mark.parametrize("closer_look", ["tumour_suspected", "rheumatoid_arthritis", "truly_locked_knee", "fever"])
def test_what_calls_for_a_closer_look_gets_no_letter_that_advises_against_imaging(closer_look: str) -> None:
    judged = a_proposal(**KNOWN_OSTEOARTHRITIS, **{closer_look: True})
    assert judged.proposal.outcome == "individual_assessment"
    assert list(judged.letters()) == []


def test_a_small_twist_of_the_knee_keeps_no_letter_back() -> None:
    twisted = a_proposal(minor_trauma=True)
    assert [alert.rule for alert in twisted.proposal.alerts] == ["only_a_minor_injury"]
    assert "conservative_treatment" in list(twisted.letters())


@pytest.mark.parametrize("letter", list(norway().letters))
def test_no_letter_goes_while_a_red_flag_stands_even_where_the_outcome_is_a_return(letter: str) -> None:
    returned = a_proposal(**KNOWN_OSTEOARTHRITIS)
    septic = Fact("septic_arthritis_suspected", True, Origin.CONFIRMED)
    flagged = replace(returned.proposal, facts={**returned.proposal.facts, septic.name: septic})
    error = refused(replace(returned, proposal=flagged), letter)
    assert (error.code, error.message) == (
        "K503",
        "no letter may go while this stands: septic_arthritis, acute_red_flag",
    )
    assert offered(returned.compiled, flagged) == ()


def test_no_letter_goes_for_one_knee_while_a_red_flag_stands_at_the_other() -> None:
    returned = a_proposal()
    septic = a_proposal(septic_arthritis_suspected=True).proposal
    beside = replace(returned, proposal=replace(returned.proposal, alerts_elsewhere=septic.alerts))
    assert refused(beside, "conservative_treatment").code == "K503"
    assert refused(beside, "information_sheet").code == "K503"


def test_a_letter_for_another_outcome_is_refused_with_the_outcome() -> None:
    error = refused(a_proposal(), "xray_recommended")
    assert error.code == "K502"
    assert error.message == 'letter "xray_recommended" is not for the outcome "return_conservative"'


def test_a_letter_whose_condition_is_not_known_to_hold_is_refused_with_the_condition() -> None:
    error = refused(a_proposal(), "osteoarthritis_already_shown")
    assert error.code == "K502"
    assert "known to hold: ( xray_shows_osteoarthritis and" in error.message


def test_a_return_letter_never_goes_with_an_outcome_that_returns_nothing() -> None:
    careless = a_proposal(**COMPLETED)
    letter = replace(norway().letters["conservative_treatment"], outcomes=("change_to_standing_xray",))
    guideline = replace(norway(), letters={letter.id: letter})
    compiled = type(careless.compiled)(guideline, careless.on)
    assert offered(compiled, careless.proposal) == ()


def test_a_letter_that_is_not_there_is_told_with_the_one_that_was_meant() -> None:
    error = refused(a_proposal(), "conservative_treatmet")
    assert (error.code, error.message) == (
        "K501",
        'there is no letter "conservative_treatmet": did you mean "conservative_treatment"?',
    )
