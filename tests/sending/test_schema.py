"""The XREF01 that is written keeps the order and number of the elements, and FHIR the rules of MedCom and DK Core."""

import json
from typing import Any

import pytest
from lxml import etree

from klokt.intake.xref01 import MEDCOM
from sending.messages import only, referral, written
from sending.test_round_trip import TEXT, with_diagnosis

PARTY = "EANIdentifier Identifier IdentifierCode OrganisationName DepartmentName? UnitName?"
ORDER = {
    "Emessage": "Envelope HospitalReferral",
    "Envelope": "Sent Identifier AcknowledgementCode",
    "Sent": "Date Time",
    "HospitalReferral": "Letter Sender Receiver Patient AdditionalInformation Referral? RelevantClinicalInformation?",
    "Letter": "Identifier VersionCode StatisticalCode Authorisation TypeCode",
    "Authorisation": "Date Time",
    "Sender": f"{PARTY} MedicalSpecialityCode? Referrer?",
    "Receiver": PARTY,
    "Referrer": "PersonTitle? PersonName",
    "AdditionalInformation": "Priority ReferralStatus Supplementary? ClinicalReason?",
    "Referral": "Refer ReferralAdditional*",
    "Refer": "DiagnoseCode? DiagnoseTypeCode DiagnoseText?",
    "RelevantClinicalInformation": "Anamnesis? Examination? ActualMedicine? Cave?",
}
"""For each element, those inside it in order: ? may be missing, * may be there any number of times."""


def misplaced(element: etree._Element, order: dict[str, str] = ORDER) -> list[str]:
    """Return the elements whose content is in another order or number than the table says."""
    name = etree.QName(element).localname
    inside = [etree.QName(each).localname for each in element]
    left = list(inside)
    for part in order.get(name, "").split():
        wanted = part.rstrip("?*")
        count = 0
        while left and left[0] == wanted and (count == 0 or part.endswith("*")):
            left.pop(0)
            count += 1
        if count == 0 and wanted == part:
            left.append(f"missing {wanted}")
    wrong = [f"{name}: {left}"] if name in order and left else []
    return wrong + [each for child in element for each in misplaced(child, order)]


def tree(message: bytes) -> etree._Element:
    """Return the root of a message."""
    return etree.fromstring(message)


@pytest.mark.parametrize(
    "wrong", [b"<Sent><Time/><Date/></Sent>", b"<Sent><Date/></Sent>", b"<Sent><Date/><Date/><Time/></Sent>"]
)
def test_a_wrong_order_or_number_is_seen(wrong: bytes) -> None:
    assert misplaced(tree(wrong)) != []


@pytest.mark.parametrize(
    "sent", [referral(text=TEXT), referral(known_facts={"paresis": "none"}), with_diagnosis("L86")]
)
def test_xref01_has_its_elements_in_order(sent: Any) -> None:
    assert misplaced(tree(written("xref01", sent))) == []


def test_an_example_that_is_read_and_sent_on_has_its_elements_in_order(spine: bytes) -> None:
    assert misplaced(tree(spine)) == []
    assert misplaced(tree(written("xref01", only(spine)))) == []


@pytest.mark.parametrize(
    ("changes", "names"),
    [({}, ["CivilRegistrationNumber"]), ({"patient__cpr": None, "patient__other_id": "x"}, ["AlternativeIdentifier"])],
)
def test_the_patient_has_exactly_one_number(changes: dict[str, Any], names: list[str]) -> None:
    patient = tree(written("xref01", referral(), **changes)).find(f".//{{{MEDCOM}}}Patient")
    assert patient is not None
    assert [etree.QName(each).localname for each in patient] == [*names, "PersonSurnameName", "PersonGivenName"]


def sent_bundle() -> dict[str, Any]:
    """Return a Bundle with text, facts and a diagnosis."""
    found: dict[str, Any] = json.loads(written("fhir", referral(text=TEXT, known_facts={"paresis": "none"})))
    return found


def of(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Return the resources of a type."""
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def test_a_medcom_message_begins_with_its_header_and_tells_who_made_it_and_when() -> None:
    bundle = sent_bundle()
    header, provenance = bundle["entry"][0]["resource"], of(bundle, "Provenance")[0]
    assert (bundle["type"], bundle["timestamp"]) == ("message", "2012-03-05T10:15:00+01:00")
    assert header["resourceType"] == "MessageHeader"
    assert [use["extension"][0]["valueCoding"]["code"] for use in header["destination"]] == ["primary"]
    assert provenance["target"] == [{"reference": bundle["entry"][0]["fullUrl"]}]
    assert provenance["agent"][0]["who"] == header["sender"]


def test_every_reference_leads_to_an_entry_of_the_message() -> None:
    bundle = sent_bundle()
    urls = {entry["fullUrl"] for entry in bundle["entry"]}
    named = [part.split('"')[0] for part in json.dumps(bundle).split('"reference": "')[1:]]
    assert len(urls) == len(bundle["entry"])
    assert set(named) <= urls


def test_a_dk_core_order_is_active_and_routine_or_as_soon_as_possible() -> None:
    (routine,) = of(sent_bundle(), "ServiceRequest")
    (hurried,) = of(json.loads(written("fhir", with_diagnosis("DG834"))), "ServiceRequest")
    assert (routine["intent"], routine["status"], routine["priority"]) == ("order", "active", "routine")
    assert hurried["priority"] == "asap"
    assert hurried["reasonCode"][0]["coding"][0] == {"system": "urn:oid:1.2.208.176.2.4.12", "code": "DG834"}
