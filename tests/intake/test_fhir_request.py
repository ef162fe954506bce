"""What a FHIR ServiceRequest asks for, and what is no order at all."""

from datetime import date

import pytest

from intake.samples import (
    FNR,
    KNEE_LEFT,
    KNEE_RIGHT,
    LOINC,
    NCRP,
    SNOMED,
    Json,
    answers,
    bundle,
    coded,
    concept,
    error,
    notices,
    patient,
    referral,
    request,
)
from klokt.model.referral import Referral, Requested, Target


def test_an_mr_of_the_right_knee_is_read_from_the_norwegian_codes() -> None:
    found = referral(request(orderDetail=[concept(NCRP, "ZTX0XA")]))
    assert (found.kind, found.requested.modality, found.requested.targets) == ("imaging", "MR", (KNEE_RIGHT,))
    assert found.referral_date == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("elements", "targets"),
    [
        ({"code": concept(LOINC, "26257-6")}, (KNEE_LEFT,)),
        ({"code": concept(LOINC, "26256-8")}, (KNEE_LEFT, KNEE_RIGHT)),
        ({"code": concept(NCRP, "SNG0AG", "ZTX0XB")}, (KNEE_LEFT,)),
        ({"bodySite": [concept(SNOMED, "72696002", "24028007")]}, (KNEE_RIGHT,)),
        ({"bodySite": [concept(SNOMED, "72696002"), concept(SNOMED, "7771000")]}, (KNEE_LEFT,)),
        ({"bodySite": [concept(SNOMED, "36701003")]}, (KNEE_LEFT, KNEE_RIGHT)),
        ({"bodySite": [concept(SNOMED, "1")]}, (Target("knee", None),)),
        ({"code": concept(SNOMED, "168537006"), "bodySite": [concept(SNOMED, "29836001")]}, (Target("hip", None),)),
        ({"code": concept(SNOMED, "168537006")}, ()),
    ],
    ids=lambda value: "",
)
def test_the_side_may_stand_with_the_code_or_with_the_body_site(elements: Json, targets: tuple[Target, ...]) -> None:
    assert referral(request(**elements)).requested.targets == targets


def test_each_joint_keeps_its_own_side() -> None:
    sites = [concept(SNOMED, "72696002", "24028007"), concept(SNOMED, "29836001", "7771000")]
    found = referral(request(code=concept(SNOMED, "168537006"), bodySite=sites))
    assert found.requested.targets == (KNEE_RIGHT, Target("hip", "left"))


def test_a_hip_on_an_x_ray_of_the_pelvis_stays_the_pelvis() -> None:
    found = referral(request(code=concept(NCRP, "SNE0AA"), bodySite=[concept(SNOMED, "29836001")]))
    assert found.requested.targets == (Target("pelvis", None),)


@pytest.mark.parametrize(
    "elements",
    [
        {"code": concept(NCRP, "SNG0AG", "SNG0AA")},
        {"bodySite": [concept(SNOMED, "29836001")]},
        {"code": concept(LOINC, "26257-6"), "orderDetail": [concept(NCRP, "ZTX0XA")]},
        {"orderDetail": [concept(NCRP, "ZTX0XA")], "bodySite": [concept(SNOMED, "72696002", "7771000")]},
    ],
    ids=["two modalities", "another site", "another side than the code", "another side than the detail"],
)
def test_codes_that_name_different_things_are_refused(elements: Json) -> None:
    assert error(request(**elements)).code == "K304"


def test_an_examination_that_is_not_in_the_table_is_not_guessed_from_its_words() -> None:
    found = referral(request(code={"text": "MR v kne", **concept(NCRP, "SXX0AG")}))
    assert (found.kind, found.requested.modality, found.requested.words) == ("specialist", None, "MR v kne")
    assert "K321" in notices(found)


def test_a_request_without_a_code_asks_for_nothing_that_is_read() -> None:
    found = referral(request(code=None))
    assert (found.kind, found.requested) == ("specialist", Requested())
    assert notices(found) == ["K320"]


def test_a_code_without_its_system_says_nothing() -> None:
    assert referral(request(code={"coding": [{"code": "SNG0AG"}, {"system": NCRP}]})).requested.modality is None


def test_the_words_of_a_request_are_its_text_or_else_the_name_of_its_code() -> None:
    named = {"coding": [{"code": "x"}, {"code": "y", "display": "MR knee"}]}
    assert referral(request(code=named)).requested.words == "MR knee"


def test_the_category_imaging_makes_it_an_imaging_referral() -> None:
    found = referral(request(code=concept(NCRP, "SXX0AG"), category=[concept(SNOMED, "363679005")]))
    assert found.kind == "imaging"


@pytest.mark.parametrize("status", ["revoked", "entered-in-error"])
def test_a_request_that_was_taken_back_is_no_order(status: str) -> None:
    found = error(request(status=status))
    assert (found.code, found.referral) == ("K305", "r")


def test_a_request_that_something_not_be_done_is_no_order() -> None:
    assert error(request(doNotPerform=True)).code == "K305"


@pytest.mark.parametrize("status", ["draft", "active", "on-hold"])
def test_a_draft_is_read_like_an_order(status: str) -> None:
    assert "K330" not in notices(referral(request(status=status)))


def test_a_status_or_extension_that_may_change_the_meaning_is_noticed() -> None:
    assert "K330" in notices(referral(request(status="proposed")))
    assert "K330" in notices(referral(request(modifierExtension=[{"url": "https://example.org/x"}])))


def test_the_text_is_that_of_the_reasons_and_the_notes_in_order() -> None:
    found = referral(request(reasonCode=[{"text": "Smerter."}], note=[{"text": "Låsning."}]))
    assert found.text == "Smerter.\nLåsning."


def test_a_request_without_words_is_a_structured_one() -> None:
    assert referral(request()).text is None


def test_a_coded_reason_is_a_finding_of_the_site_it_names() -> None:
    found = referral(request(reasonCode=[concept("urn:oid:2.16.578.1.12.4.1.1.7170", "L15")]))
    assert coded(found) == {("L15", Target("knee", None)): True}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (
            {"resourceType": "PractitionerRole", "code": [concept("urn:oid:2.16.578.1.12.4.1.1.9060", "KI")]},
            "chiropractor",
        ),
        ({"resourceType": "Practitioner", "qualification": [{"code": concept(SNOMED, "36682004")}]}, "physiotherapist"),
        ({"resourceType": "Practitioner"}, None),
        ({"resourceType": "Organization"}, None),
    ],
    ids=["role", "qualification", "nothing coded", "organisation"],
)
def test_the_role_of_the_requester_is_read_where_it_is_coded(role: Json, expected: str | None) -> None:
    asked = request(requester={"reference": f"{role['resourceType']}/w"})
    assert referral(bundle(asked, patient(), {"id": "w", **role})).requester_role == expected


def test_a_month_is_no_referral_date() -> None:
    found = referral(request(authoredOn="2025-03"))
    assert found.referral_date is None
    assert "K322" in notices(found)


@pytest.mark.parametrize(
    ("written", "code"), [("2025-02-30", "K304"), ("2025-13", "K304"), ("yesterday", "K303"), (20250301, "K303")]
)
def test_a_date_that_cannot_be_is_refused(written: object, code: str) -> None:
    found = error(request(authoredOn=written))
    assert found.code == code
    assert "$.authoredOn: " in found.message


def test_the_day_is_taken_as_written_whatever_the_time_zone() -> None:
    assert referral(request(authoredOn="2025-03-01T23:30:00-11:00")).referral_date == date(2025, 3, 1)


def test_several_requests_in_a_bundle_are_several_referrals_in_order() -> None:
    first, second, third = answers(
        bundle(request(), request(id="s", status="revoked"), request(id="t"), patient(birthDate="1960-05-04"))
    )
    assert isinstance(first, Referral)
    assert (first.id, second.code if not isinstance(second, Referral) else None) == ("r", "K305")
    assert isinstance(third, Referral)
    assert third.patient.birth_date == date(1960, 5, 4)


def test_a_bundle_without_a_request_is_no_referral() -> None:
    assert error(bundle(patient())).code == "K302"


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ({"identifier": [{"system": "https://example.org", "value": "order-7"}]}, "order-7"),
        ({"identifier": [{"system": FNR, "value": "04021950128"}]}, "line 1"),
        ({"identifier": [{"value": "040219 50128"}]}, "line 1"),
        ({}, "line 1"),
    ],
)
def test_a_person_number_never_names_a_referral(elements: Json, expected: str) -> None:
    document = request(**elements)
    del document["id"]
    assert referral(document).id == expected


def test_requests_without_an_id_are_told_apart_by_their_order() -> None:
    nameless = request()
    del nameless["id"]
    assert [each.id for each in answers(bundle(nameless, nameless)) if isinstance(each, Referral)] == [
        "line 1, request 1",
        "line 1, request 2",
    ]
