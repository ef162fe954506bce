"""The labelled Danish referrals, their facts given: what is proposed agrees, and nothing acute is missed."""

from typing import Any

import pytest

from denmark import GOLD, answered_as_labelled

ANSWERED = [(row, answered_as_labelled(row)) for row in GOLD]
MEASURED = ("action", "urgency", "triage_group", "missing_requirements")
ENOUGH = {"action": 0.95, "urgency": 1.0, "triage_group": 1.0, "missing_requirements": 1.0}


def agreement(key: str, lenient: bool) -> float:
    """The share of the examples whose answer is the one expected, or one that is accepted as well."""
    agreed = [getattr(given, key) in accepted(row, key, lenient) for row, given in ANSWERED]
    return sum(agreed) / len(agreed)


def accepted(row: dict[str, Any], key: str, lenient: bool) -> list[Any]:
    return [row["expected"][key], *(row["acceptable"].get(key, []) if lenient else [])]


@pytest.mark.parametrize("key", MEASURED)
def test_what_is_proposed_agrees_with_the_labels(key: str) -> None:
    assert agreement(key, lenient=True) >= ENOUGH[key]


def test_the_action_is_the_expected_one_in_nine_of_ten() -> None:
    assert agreement("action", lenient=False) >= 0.9


def test_no_acute_referral_is_proposed_as_anything_less() -> None:
    acute = [given for row, given in ANSWERED if row["expected"]["urgency"] == "acute"]
    assert acute
    assert {(given.action, given.urgency) for given in acute} == {("acute_hospital_referral", "acute")}


def test_nothing_urgent_is_returned_for_its_form() -> None:
    returned = [row["expected"]["urgency"] for row, given in ANSWERED if given.action == "return_incomplete"]
    assert set(returned) == {"elective"}


def test_no_acute_sign_is_ever_assumed() -> None:
    never = {"sphincter_disturbance", "cauda_equina_suspected", "paresis"}
    assert not never & {each.fact for _, given in ANSWERED for each in given.assumptions}
