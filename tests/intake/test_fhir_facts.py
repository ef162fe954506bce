"""Facts that are sent in FHIR by their own names, and orders whose code is not read."""

from typing import Any

import pytest

from intake.samples import (
    FACT,
    NCRP,
    SNOMED,
    STATEMENT,
    Json,
    bundle,
    coded,
    concept,
    error,
    finding,
    patient,
    referral,
    request,
    sent,
)
from klokt.model.duration import Duration, Unit
from klokt.model.referral import Referral

VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"


def observed(system: str, name: str, value: Json) -> Json:
    return finding("Observation", status="final", code=concept(system, name), **value)


def stated(found: Referral) -> dict[str, Any]:
    return {each.fact: each.value for each in found.statements}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"valueInteger": 12}, 12),
        ({"valueCodeableConcept": {"text": "daily"}}, "daily"),
        ({"valueCodeableConcept": {"coding": [{"code": "daily"}]}}, "daily"),
        ({"valueCodeableConcept": concept(SNOMED, "373067005")}, False),
        ({"valueQuantity": {"value": 11.5, "code": "wk", "unit": "uker"}}, Duration(11.5, Unit.WEEKS)),
    ],
    ids=str,
)
def test_a_fact_has_the_value_that_was_sent(value: Json, expected: object) -> None:
    assert stated(sent(observed(FACT, "some_fact", value))) == {"some_fact": expected}


@pytest.mark.parametrize("weeks", [5201, 10**9])
def test_a_treatment_of_more_than_a_hundred_years_is_refused(weeks: int) -> None:
    value = {"valueQuantity": {"value": weeks, "code": "wk"}}
    found = error(bundle(request(), patient(), observed(FACT, "conservative_weeks", value)))
    assert (found.code, str(weeks) in found.message) == ("K303", False)


@pytest.mark.parametrize("system", [FACT, STATEMENT])
@pytest.mark.parametrize(("verification", "expected"), [("confirmed", True), ("refuted", False)])
def test_a_condition_may_name_a_fact(system: str, verification: str, expected: bool) -> None:
    said = finding("Condition", code=concept(system, "fever"), verificationStatus=concept(VERIFICATION, verification))
    assert stated(sent(said)) == {"fever": expected}


def test_a_fact_under_the_system_of_reports_is_not_lost() -> None:
    assert stated(sent(observed(STATEMENT, "fever", {"valueBoolean": True}))) == {"fever": True}


def test_what_reports_state_is_not_a_fact_by_that_name() -> None:
    found = sent(observed(STATEMENT, "prior_xray_shows_oa", {"valueBoolean": True}))
    assert (stated(found), coded(found)) == ({}, {("prior_xray_shows_oa", None): True})


@pytest.mark.parametrize(
    ("code", "told"),
    [({"text": "MR venstre kne"}, "only words"), (concept(SNOMED, "241653005"), "none of the codes is known")],
    ids=["words", "unknown code"],
)
def test_an_order_whose_code_is_not_read_is_noticed_and_not_known_to_be_imaging(code: Json, told: str) -> None:
    found = referral(bundle(request(code=code), patient()))
    (notice,) = found.notices
    assert (found.kind, notice.code) == ("specialist", "K321")
    assert told in notice.message
    assert "the code is not read; it cannot be told to be imaging" in notice.message


def test_an_order_in_words_under_the_category_imaging_is_imaging() -> None:
    words = request(code={"text": "MRI left knee"}, category=[concept(SNOMED, "363679005")])
    (notice,) = referral(bundle(words, patient())).notices
    assert (notice.code, "imaging" in notice.message) == ("K321", False)


def test_an_order_with_a_known_code_and_words_is_read_without_a_notice() -> None:
    found = referral(bundle(request(code={"text": "MR v kne", **concept(NCRP, "SNG0AG")}), patient()))
    assert found.notices == ()
