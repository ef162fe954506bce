"""Which country's form a referral is, and what is never guessed of it."""

import pytest

from intake.samples import CPR, FNR, ICD_10, NCRP, Json, bundle, concept, error, patient, referral, request

DK_CORE = "http://hl7.dk/fhir/core/StructureDefinition/dk-core-patient"
KNEE = request(code=concept("http://snomed.info/sct", "241641003"))


def country(*resources: Json) -> str | None:
    return referral(bundle(*resources)).country


def identified(system: str, value: str = "0000000000") -> Json:
    return patient(birthDate="1960-05-04", identifier=[{"system": system, "value": value}])


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (identified(CPR), "DK"),
        (identified(FNR), "NO"),
        (identified("urn:oid:1.2.208.176.1.6.1.3.133"), "DK"),
        (patient(meta={"profile": [DK_CORE]}), "DK"),
        (patient(meta={"profile": ["http://hl7.no/fhir/StructureDefinition/no-basis-Patient"]}), "NO"),
        (patient(), None),
        (identified("https://example.org/numbers"), None),
        (identified("https://[broken"), None),
    ],
)
def test_the_country_is_that_of_whoever_gave_out_the_numbers_and_profiles(form: Json, expected: str | None) -> None:
    assert country(KNEE, form) == expected


def test_a_norwegian_code_of_the_request_tells_the_country() -> None:
    assert country(request(code=concept(NCRP, "SNG0AG")), patient()) == "NO"


def test_a_danish_patient_on_a_norwegian_form_leaves_the_country_open() -> None:
    assert country(request(reasonCode=[concept(ICD_10, "M17.1")]), identified(CPR)) is None


def test_the_json_form_may_say_its_country() -> None:
    assert referral({"id": "a", "country": "DK", "text": ""}).country == "DK"
    assert referral({"id": "a", "text": ""}).country is None


@pytest.mark.parametrize("written", ["dk", "Denmark", ""])
def test_a_country_in_another_form_is_refused(written: str) -> None:
    found = error({"id": "a", "country": written, "text": ""})
    assert found.code == "K303"
    assert "$.country" in found.message
