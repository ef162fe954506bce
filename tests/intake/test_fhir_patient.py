"""Who a FHIR request is about: the age, and what is never guessed of it."""

from datetime import date

import pytest

from intake.samples import CPR, FNR, Json, bundle, error, notices, patient, referral, request
from klokt.model.referral import Patient


def born(*resources: Json) -> date | None:
    return referral(bundle(*resources)).patient.birth_date


def number(value: str, system: str = FNR) -> Json:
    return {"identifier": [{"system": system, "value": value}]}


def test_the_birth_date_sex_and_name_are_read_and_nothing_else() -> None:
    found = referral(bundle(request(), patient(birthDate="1960-05-04", gender="female", name=[{"family": "Test"}])))
    assert found.patient == Patient(date(1960, 5, 4), "female", "Test")
    assert "Test" not in repr(found)


@pytest.mark.parametrize("gender", ["other", "unknown", None])
def test_a_sex_that_is_not_told_is_unknown(gender: str | None) -> None:
    assert referral(bundle(request(), patient(gender=gender))).patient.sex is None


@pytest.mark.parametrize("written", ["1960", "1960-05"])
def test_a_birth_date_without_a_day_leaves_the_age_unknown(written: str) -> None:
    found = referral(bundle(request(), patient(birthDate=written, **number("04021950128"))))
    assert found.patient.birth_date is None
    assert notices(found) == ["K322"]


def test_the_person_number_gives_the_birth_date_where_none_is_written() -> None:
    found = referral(bundle(request(), patient(**number("040219 50128"))))
    assert found.patient == Patient(date(2019, 2, 4), None)
    assert notices(found) == ["K323"]


def test_a_written_birth_date_beats_the_person_number() -> None:
    found = referral(bundle(request(), patient(birthDate="1960-05-04", **number("04021950128"))))
    assert found.patient.birth_date == date(1960, 5, 4)
    assert notices(found) == ["K325"]


def test_check_digits_that_do_not_fit_are_a_warning_only() -> None:
    found = referral(bundle(request(), patient(birthDate="1974-05-13", **number("13057444850"))))
    assert found.patient.birth_date == date(1974, 5, 13)
    assert notices(found) == ["K324"]


def test_a_number_that_has_another_form_is_a_warning_only() -> None:
    found = referral(bundle(request(), patient(birthDate="1974-05-13", **number("0402195012"))))
    assert notices(found) == ["K324"]


def test_a_number_of_another_system_is_never_looked_at() -> None:
    found = referral(bundle(request(), patient(**number("04021950128", "https://example.org"))))
    assert found.patient == Patient()
    assert notices(found) == []


def test_two_person_numbers_that_disagree_leave_the_age_unknown() -> None:
    both = [{"system": FNR, "value": value} for value in ("04021950128", "10915596784")]
    found = referral(bundle(request(), patient(identifier=both)))
    assert found.patient == Patient()
    assert notices(found) == ["K325"]


def test_a_danish_number_without_check_digits_is_no_warning() -> None:
    found = referral(bundle(request(), patient(birthDate="1960-01-02", **number("020160-9995", CPR))))
    assert notices(found) == []


def test_the_patient_is_found_by_a_uuid() -> None:
    document = bundle(request(subject={"reference": "urn:uuid:1"}), patient(birthDate="1960-05-04"))
    document["entry"][1]["fullUrl"] = "urn:uuid:1"
    assert referral(document).patient.birth_date == date(1960, 5, 4)


@pytest.mark.parametrize(
    ("reference", "full_url"),
    [
        ("https://a.example/fhir/Patient/p", "https://a.example/fhir/Patient/p"),
        ("https://a.example/fhir/Patient/p", None),
        ("Patient/p", "https://a.example/fhir/Patient/p"),
        ("Patient/p/_history/2", None),
    ],
)
def test_the_patient_is_found_by_a_full_or_a_relative_address(reference: str, full_url: str | None) -> None:
    document = bundle(request(subject={"reference": reference}), patient(birthDate="1960-05-04"))
    document["entry"][1] |= {"fullUrl": full_url}
    assert referral(document).patient.birth_date == date(1960, 5, 4)


def test_the_patient_is_found_inside_the_request() -> None:
    document = request(subject={"reference": "#p"}, contained=[patient(birthDate="1960-05-04")])
    assert referral(document).patient.birth_date == date(1960, 5, 4)


def test_the_patient_is_found_by_the_identifier_alone() -> None:
    subject = {"identifier": {"system": FNR, "value": "04021950128"}}
    assert born(request(subject=subject), patient(birthDate="2019-02-04", **number("040219 50128"))) == date(2019, 2, 4)


def test_an_identifier_alone_gives_the_birth_date_where_no_patient_was_sent() -> None:
    found = referral(request(subject={"identifier": {"system": FNR, "value": "04021950128"}}))
    assert found.patient.birth_date == date(2019, 2, 4)
    assert notices(found) == ["K320", "K323"]


@pytest.mark.parametrize(
    "subject",
    [{"reference": "Patient/q"}, {"reference": "https://b.example/Patient/q"}, {"identifier": {"value": "1"}}, None],
)
def test_another_patient_is_never_taken_for_the_one_that_is_missing(subject: Json | None) -> None:
    found = referral(bundle(request(subject=subject), patient(birthDate="1960-05-04")))
    assert found.patient == Patient()
    assert notices(found) == ["K320"]


def test_the_same_address_on_another_server_is_another_patient() -> None:
    document = bundle(request(subject={"reference": "https://b.example/Patient/p"}), patient(birthDate="1960-05-04"))
    document["entry"][1]["fullUrl"] = "https://a.example/Patient/p"
    assert referral(document).patient == Patient()


def test_a_request_about_a_group_is_about_no_patient() -> None:
    group = {"resourceType": "Group", "id": "g", "birthDate": "1960-05-04"}
    assert referral(bundle(request(subject={"reference": "Group/g"}), group)).patient == Patient()


def test_two_patients_for_one_request_are_refused() -> None:
    assert error(bundle(request(), patient(birthDate="1960-05-04"), patient(birthDate="1980-05-04"))).code == "K304"


def test_a_birth_date_after_the_referral_is_refused() -> None:
    assert error(bundle(request(), patient(birthDate="2025-03-02"))).code == "K304"


def test_an_error_names_the_path_in_the_patient_and_not_the_value() -> None:
    found = error(bundle(request(), patient(birthDate="4 May 1960")))
    assert "$.entry[1].resource.birthDate: " in found.message
    assert "1960" not in found.message
