"""Conditions and Observations beside a request: what counts as a finding of this patient, now."""

from typing import Any

import pytest

from intake.samples import (
    FACT,
    FNR,
    ICD_10,
    KNEE_LEFT,
    LOINC,
    SNOMED,
    Json,
    answers,
    bundle,
    coded,
    concept,
    error,
    finding,
    notices,
    patient,
    referral,
    request,
    sent,
)
from klokt.model.duration import Duration, Unit
from klokt.model.fact import Origin
from klokt.model.referral import Referral, Statement, Target

VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
ARTHRITIS = concept(ICD_10, "M00.0")
KEY = ("M00.0", None)


def condition(**elements: Any) -> Json:
    return finding("Condition", **{"code": ARTHRITIS, **elements})


def observation(value: Json, code: Json = ARTHRITIS, **elements: Any) -> Json:
    return finding("Observation", status="final", code=code, **value, **elements)


def fact(name: str, value: Json, **elements: Any) -> Json:
    return observation(value, concept(FACT, name), **elements)


@pytest.mark.parametrize("status", ["confirmed", "provisional", "differential", "unconfirmed"])
def test_a_condition_that_is_present_or_suspected_is_a_finding(status: str) -> None:
    assert coded(sent(condition(verificationStatus=concept(VERIFICATION, status)))) == {KEY: True}


def test_a_refuted_condition_is_a_finding_that_is_absent() -> None:
    assert coded(sent(condition(verificationStatus=concept(VERIFICATION, "refuted")))) == {KEY: False}


def test_a_condition_entered_in_error_says_nothing() -> None:
    assert coded(sent(condition(verificationStatus=concept(VERIFICATION, "entered-in-error")))) == {}


@pytest.mark.parametrize(
    "over",
    [{"clinicalStatus": concept(CLINICAL, status)} for status in ("inactive", "resolved", "remission")]
    + [{"abatementDateTime": "2019"}],
    ids=str,
)
def test_a_condition_that_is_over_is_not_of_this_episode(over: Json) -> None:
    found = sent(condition(**over))
    assert coded(found) == {}
    assert notices(found) == ["K326"]


def test_a_condition_is_about_the_joint_and_side_of_its_body_site() -> None:
    found = sent(condition(bodySite=[concept(SNOMED, "49076000", "7771000")]))
    assert coded(found) == {("M00.0", KNEE_LEFT): True}


def test_a_condition_whose_code_names_the_joint_is_about_that_joint() -> None:
    assert coded(sent(condition(code=concept(ICD_10, "M171")))) == {("M17.1", Target("knee", None)): True}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"valueBoolean": False}, False),
        ({"valueInteger": 3}, 3),
        ({"valueCodeableConcept": concept(SNOMED, "373066001")}, True),
        ({"valueCodeableConcept": concept(SNOMED, "2667000")}, False),
        ({"valueQuantity": {"value": 3}}, 3),
        (
            {"valueQuantity": {"value": 12, "code": "wk", "system": "http://unitsofmeasure.org"}},
            Duration(12, Unit.WEEKS),
        ),
    ],
    ids=str,
)
def test_an_observation_has_the_value_that_was_observed(value: Json, expected: object) -> None:
    assert coded(sent(observation(value))) == {KEY: expected}


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"valueString": "kanskje"},
        {"valueCodeableConcept": concept(SNOMED, "450847001")},
        {"valueQuantity": {"value": 12, "comparator": ">", "code": "wk"}},
        {"valueQuantity": {"value": 12, "unit": "uker"}},
        {"valueQuantity": {"value": -1, "code": "wk"}},
        {"valueQuantity": {"value": 38.7, "code": "Cel", "system": "http://unitsofmeasure.org"}},
    ],
    ids=str,
)
def test_a_value_that_would_have_to_be_guessed_is_left_out_and_noticed(value: Json) -> None:
    found = sent(observation(value))
    assert coded(found) == {}
    assert notices(found) == ["K328"]


@pytest.mark.parametrize("status", ["entered-in-error", "cancelled", "registered"])
def test_an_observation_without_a_result_says_nothing(status: str) -> None:
    assert coded(sent(observation({"valueBoolean": True}) | {"status": status})) == {}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"valueBoolean": True}, True),
        ({"valueString": "daily"}, "daily"),
        ({"valueCodeableConcept": concept("https://example.org", "daily")}, "daily"),
        ({"valueQuantity": {"value": 3, "code": "mo"}}, Duration(3, Unit.MONTHS)),
        ({"valueQuantity": {"value": 0, "code": "wk"}}, Duration(0, Unit.WEEKS)),
        ({"valueQuantity": {"value": 9, "code": "d"}}, Duration(9, Unit.DAYS)),
        ({"valueQuantity": {"value": 1, "code": "a"}}, Duration(1, Unit.YEARS)),
    ],
    ids=str,
)
def test_a_fact_can_be_sent_by_its_name(value: Json, expected: Any) -> None:
    found = sent(fact("some_fact", value))
    assert found.statements == (Statement("some_fact", expected, Origin.STRUCTURED),)
    assert found.coded == ()


def test_a_fact_can_be_sent_for_one_joint() -> None:
    found = sent(fact("locking", {"valueBoolean": True}, bodySite=concept(SNOMED, "49076000", "7771000")))
    assert found.statements == (Statement("locking", True, target=KNEE_LEFT),)


def test_two_values_of_one_fact_are_refused() -> None:
    both = [fact("fever", {"valueBoolean": value}) for value in (True, False)]
    assert error(bundle(request(), patient(), *both)).code == "K304"


def test_a_finding_of_another_patient_is_not_read() -> None:
    other = condition(subject={"reference": "Patient/q"})
    assert coded(sent(other, patient(id="q"))) == {}


def test_a_request_that_refers_to_a_finding_of_another_patient_is_refused() -> None:
    asked = request(reasonReference=[{"reference": "Condition/c"}])
    other = condition(id="c", subject={"reference": "Patient/q"})
    assert error(bundle(asked, patient(), patient(id="q"), other)).code == "K304"


@pytest.mark.parametrize("subject", [{"reference": "Patient/p"}, {"identifier": {"system": FNR, "value": "1"}}])
def test_a_finding_of_a_patient_that_was_not_sent_is_known_by_the_same_reference(subject: Json) -> None:
    mine, other = condition(subject=subject), condition(code=concept(ICD_10, "M87"), subject={"reference": "Patient/q"})
    assert coded(referral(bundle(request(subject=subject), mine, other))) == {KEY: True}


def test_a_fact_by_a_name_that_no_fact_can_have_is_refused() -> None:
    found = error(bundle(request(), patient(), fact("Fever since Monday", {"valueBoolean": True})))
    assert found.code == "K303"
    assert "$.entry[2].resource.code: " in found.message


def test_a_finding_that_nobody_owns_is_not_read_but_noticed() -> None:
    found = sent(condition(subject=None))
    assert coded(found) == {}
    assert notices(found) == ["K327"]


def test_a_finding_that_the_request_refers_to_is_read_even_if_it_names_no_patient() -> None:
    asked = request(reasonReference=[{"reference": "Condition/c"}])
    assert coded(referral(bundle(asked, patient(birthDate="1960-05-04"), condition(id="c", subject=None)))) == {
        KEY: True
    }


def test_a_finding_inside_the_request_is_read() -> None:
    inside = [patient(birthDate="1960-05-04"), condition(id="c", subject={"reference": "#p"})]
    asked = request(contained=inside, subject={"reference": "#p"}, supportingInfo=[{"reference": "#c"}])
    assert coded(referral(asked)) == {KEY: True}


def test_a_reason_that_was_not_sent_is_noticed() -> None:
    asked = request(reasonReference=[{"reference": "Condition/c"}])
    assert notices(referral(bundle(asked, patient(birthDate="1960-05-04")))) == ["K329"]


def test_a_diagnosis_goes_to_every_request_of_the_patient() -> None:
    asked = request(reasonReference=[{"reference": "Condition/c"}])
    found = answers(bundle(asked, request(id="s"), patient(), condition(id="c")))
    assert [coded(each) for each in found if isinstance(each, Referral)] == [{KEY: True}, {KEY: True}]


def test_an_observation_belongs_to_the_request_that_refers_to_it() -> None:
    asked = request(supportingInfo=[{"reference": "Observation/o"}])
    told = observation({"valueBoolean": True}, concept(LOINC, "1-8"))
    found = answers(bundle(asked, request(id="s"), patient(), {**told, "id": "o"}))
    assert [len(each.coded) for each in found if isinstance(each, Referral)] == [1, 0]


def test_a_finding_that_no_request_refers_to_goes_to_all_of_its_patient() -> None:
    found = answers(bundle(request(), request(id="s"), patient(), condition()))
    assert [coded(each) for each in found if isinstance(each, Referral)] == [{KEY: True}, {KEY: True}]


def test_an_unreadable_finding_is_an_error_with_its_path() -> None:
    found = error(bundle(request(), patient(), condition(code="M00")))
    assert found.code == "K303"
    assert "$.entry[2].resource.code: " in found.message


def test_a_code_of_the_patients_other_systems_is_passed_on_as_it_is() -> None:
    assert coded(sent(observation({"valueBoolean": True}, concept(LOINC, "1-8")))) == {("1-8", None): True}
