"""What counts as lower: each thing by itself, between two proposals that are alike in all else."""

from dataclasses import replace

import pytest

from klokt.model.proposal import Duty
from klokt.model.truth import Truth
from klokt.text.standing import Standing, lowers, raises, standings
from norway import DAY, a_referral, assessor, norway

NO, OPEN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES
(FIRST, *_) = standings(assessor(), a_referral(), DAY)


def stands(
    outcome: str = "accept_as_requested",
    urgency: str = "routine",
    alarms: tuple[Truth, ...] = (),
    certain: bool = False,
    duty: Truth = OPEN,
) -> list[Standing]:
    proposal = replace(
        FIRST.proposal,
        outcome=outcome,
        urgency=urgency,
        without_assumptions=outcome if certain else None,
        duties=(Duty("made_up", duty, outcome),),
    )
    return [Standing(proposal, norway().outcomes[outcome], alarms)]


HIGHER = [
    (stands(urgency="routine"), stands(urgency="acute")),
    (stands(urgency="prioritised"), stands(urgency="acute")),
    (stands("return_conservative"), stands("accept_as_requested")),
    (stands("call_in_for_mr"), stands("accept_as_requested")),
    (stands("accept_as_requested"), stands("needs_more_information")),
    (stands("needs_more_information"), stands("individual_assessment")),
    (stands("individual_assessment"), stands("urgent_red_flag")),
    (stands(alarms=(NO, NO)), stands(alarms=(NO, OPEN))),
    (stands(alarms=(OPEN, NO)), stands(alarms=(YES, NO))),
]


@pytest.mark.parametrize(("less", "more"), HIGHER)
def test_more_of_an_alarm_or_nearer_to_a_person_is_higher_and_the_other_way_lower(
    less: list[Standing], more: list[Standing]
) -> None:
    assert (raises(less, more), lowers(less, more)) == (True, False)
    assert (raises(more, less), lowers(more, less)) == (False, True)


@pytest.mark.parametrize("away", ["return_conservative", "change_to_standing_xray"])
@pytest.mark.parametrize("before", ["return_conservative", "change_to_standing_xray", "accept_as_requested"])
def test_another_outcome_that_sends_a_patient_away_is_lower_whatever_it_was_before(before: str, away: str) -> None:
    assert lowers(stands(before), stands(away)) is (before != away)


def test_to_be_sent_away_for_certain_is_lower_and_to_be_accepted_for_certain_is_not() -> None:
    assert lowers(stands("return_conservative"), stands("return_conservative", certain=True))
    assert not lowers(stands(), stands(certain=True))


def test_an_obligation_that_would_not_open_is_lower() -> None:
    assert lowers(stands(duty=OPEN), stands(duty=NO))
    assert not lowers(stands(duty=OPEN), stands(duty=YES))


def test_an_alarm_may_give_way_to_another_that_is_raised_in_its_place() -> None:
    assert lowers(stands(alarms=(OPEN, OPEN)), stands(alarms=(NO, OPEN)))
    assert not lowers(stands(alarms=(OPEN, OPEN)), stands(alarms=(NO, YES)))


def test_one_place_that_is_lower_is_lower_though_another_is_higher() -> None:
    assert lowers([*stands(), *stands()], [*stands(urgency="acute"), *stands("return_conservative")])
