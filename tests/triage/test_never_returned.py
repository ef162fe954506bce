"""Whatever is not understood, disputed, or said of another place never sends a patient away."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from klokt.content.load import find
from klokt.intake import read
from klokt.model.fact import Audience
from klokt.model.referral import Referral
from klokt.text.reader import TextReader
from norway import assessor, norway

FORM = {
    "id": "made-up",
    "referral_date": "2025-03-01",
    "patient": {"birth_date": "1960-01-01"},
    "requested": {"modality": "MR", "body_site": "knee", "laterality": "right"},
}
BOTH = {"modality": "MR", "body_site": "both", "laterality": "right"}
HIP = {"modality": "MR", "body_site": "hip", "laterality": "right"}
SEPTIC = {"septic_arthritis_suspected": True}
ICD_10 = "http://hl7.org/fhir/sid/icd-10-no"

FORMS: dict[str, dict[str, Any]] = {
    "a text that nobody has read": {"text": "Feber og rødt, hovent kne."},
    "infection of the other knee": {"known_facts_by_site": [{"site": "knee", "side": "left", "facts": SEPTIC}]},
    "infection of the hip": {"known_facts_by_site": [{"site": "hip", "facts": SEPTIC}]},
    "tumour of the hip": {"known_facts_by_site": [{"site": "hip", "facts": {"tumour_suspected": True}}]},
    "necrosis of the femoral head, told of the knee": {
        "requested": BOTH,
        "known_facts_by_site": [{"site": "knee", "facts": {"avascular_necrosis_suspected": True}}],
    },
    "osteonecrosis of the knee, the hip is ordered": {
        "requested": HIP,
        "known_facts": {"osteonecrosis_knee_suspected": True},
    },
    "a locked knee, the hip is ordered": {"requested": HIP, "known_facts": {"truly_locked_knee": True}},
    "groin pain on activity, the knee is ordered": {"known_facts": {"activity_related_groin_pain": True}},
    "hip pain after repeated loading, the knee is ordered": {
        "known_facts": {"activity_related_hip_pain": True, "repeated_heavy_loading": True},
    },
    "weeks told twice": {
        "known_facts": {"conservative_weeks": 30},
        "known_facts_by_site": [{"site": "knee", "facts": {"conservative_weeks": 1}}],
    },
    "swelling told both ways": {
        "known_facts": {"hydrops": True},
        "known_facts_by_site": [{"site": "knee", "facts": {"hydrops": False}}],
    },
    "the modality told twice": {"known_facts": {"requested_modality": "XR"}},
}
CODES = ["C40.2", "C4021", "C79.5", "C7950", "M84.35", "D48.0", "M86.9", "T84.5", "X99"]
SUBJECT = {"reference": "Patient/p"}


def coded(code: str, system: str = ICD_10) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


def condition(**elements: Any) -> dict[str, Any]:
    return {"resourceType": "Condition", "id": "c", "subject": SUBJECT, **elements}


RESOURCES = {
    "a diagnosis in words only": condition(code={"text": "Septisk artritt?"}),
    "a diagnosis in an unknown system": condition(code=coded("M00.9", "http://example.org/codes")),
    "a diagnosis without a subject": condition(subject=None, code=coded("M00.9")),
    "a diagnosis of a patient who was not sent": condition(subject={"reference": "Patient/P"}, code=coded("M00.9")),
    "a diagnosis that ends next year": condition(code=coded("M00.9"), abatementDateTime="2026-01-01"),
    "a diagnosis called active and over": condition(
        code=coded("M00.9"), clinicalStatus={"coding": [{"code": "active"}, {"code": "inactive"}]}
    ),
    "a diagnosis of the other knee": condition(
        code=coded("M00.9"), bodySite=[{"coding": [{"system": "http://snomed.info/sct", "code": "29836001"}]}]
    ),
    "a report that concludes on a tumour": {
        "resourceType": "DiagnosticReport",
        "status": "final",
        "subject": SUBJECT,
        "code": coded("SNG0AA", "urn:oid:2.16.578.1.12.4.1.1.7270"),
        "conclusionCode": [coded("C40.2")],
    },
    "a report that concludes in words": {
        "resourceType": "DiagnosticReport",
        "status": "final",
        "subject": SUBJECT,
        "code": coded("SNG0AG", "urn:oid:2.16.578.1.12.4.1.1.7270"),
        "conclusion": "A lytic lesion.",
    },
    "an observation without a value": {
        "resourceType": "Observation",
        "status": "final",
        "subject": SUBJECT,
        "code": coded("M00.9"),
    },
}


def effect(document: dict[str, Any]) -> str:
    """What the leading proposal to the receiver would do to the referral."""
    (found,) = read(json.dumps(document).encode())
    assert isinstance(found, Referral), f"{found.code} {found.message}"
    return norway().outcomes[assessor().propose(found, Audience.RECEIVER).proposals[0].outcome].effect


def bundle(*resources: dict[str, Any], **request: Any) -> dict[str, Any]:
    order = {
        "resourceType": "ServiceRequest",
        "id": "r",
        "status": "active",
        "intent": "order",
        "subject": SUBJECT,
        "authoredOn": "2025-03-01",
        "code": coded("SNG0AG", "urn:oid:2.16.578.1.12.4.1.1.7270"),
        **request,
    }
    patient = {"resourceType": "Patient", "id": "p", "birthDate": "1960-01-01"}
    return {"resourceType": "Bundle", "entry": [{"resource": each} for each in (order, patient, *resources)]}


def test_the_plain_order_is_returned_so_that_the_others_say_something() -> None:
    assert effect(FORM) == "return"
    assert effect(bundle()) == "return"


@pytest.mark.parametrize("said", FORMS)
def test_a_form_that_holds_more_than_can_be_weighed_is_not_returned(said: str) -> None:
    assert effect({**FORM, **FORMS[said]}) != "return"


@pytest.mark.parametrize("code", CODES)
def test_a_reason_that_is_serious_or_unknown_is_not_returned(code: str) -> None:
    assert effect(bundle(reasonCode=[coded(code)])) != "return"


@pytest.mark.parametrize("reasons", [("M17.1", "M00.9"), ("M16.9", "C79.5")])
def test_a_reason_beside_one_of_another_joint_still_counts(reasons: tuple[str, str]) -> None:
    concept = {"coding": [{"system": ICD_10, "code": code} for code in reasons]}
    assert effect(bundle(reasonCode=[concept])) != "return"


@pytest.mark.parametrize("sent", RESOURCES)
def test_what_was_sent_and_not_understood_is_not_returned(sent: str) -> None:
    assert effect(bundle(RESOURCES[sent])) != "return"


def test_a_reason_that_was_not_sent_is_not_returned() -> None:
    assert effect(bundle(reasonReference=[{"reference": "Condition/elsewhere"}])) != "return"


def test_a_diagnosis_inside_the_request_counts_also_when_nothing_refers_to_it() -> None:
    inside = {"resourceType": "Condition", "id": "c", "subject": SUBJECT, "code": coded("M00.9")}
    assert effect(bundle(contained=[inside])) == "escalate"


XML = (Path(__file__).parents[2] / "examples" / "no_requisition.xml").read_text("utf-8")
UNTREATED = XML.replace("i <xhtml:b>14 uker</xhtml:b>", "i 2 uker")
BETWEEN = ("</ReqInvestigation>", "<ReqInvestigation>")
INSTEAD = {
    "the cancer pathway is asked for": '<Priority V="PK"/>',
    "a change of an earlier message": '<ServType V="M"/>',
    "an attachment": f"{BETWEEN[0]}<RefDoc/>{BETWEEN[1]}",
    "a reason in an element that is not known": f"{BETWEEN[0]}<ReasonAsText><Odd/></ReasonAsText>{BETWEEN[1]}",
}


def xml_effect(message: str) -> str:
    """What the leading proposal to the receiver would do to a requisition, with its text read."""
    (found,) = read(message.encode())
    assert isinstance(found, Referral), f"{found.code} {found.message}"
    reader = TextReader(find("no_knee_hip_imaging"), assessor())
    return norway().outcomes[assessor().propose(reader.with_text(found), Audience.RECEIVER).proposals[0].outcome].effect


def test_a_requisition_that_is_wholly_read_is_returned_after_two_weeks_of_training() -> None:
    assert xml_effect(UNTREATED) == "return"


@pytest.mark.parametrize("added", INSTEAD)
def test_a_requisition_with_something_that_a_person_must_see_is_not_returned(added: str) -> None:
    assert xml_effect(UNTREATED.replace("<ReqDate", f"{INSTEAD[added]}<ReqDate")) != "return"


def test_the_headings_of_a_message_do_not_make_a_text_long_enough_to_be_understood() -> None:
    told = "<Heading V='PROB'/><TextResultValue>Se tidligere henvisning.</TextResultValue>"
    short = re.sub(
        r"<ReasonAsText>.*</ReasonAsText>", f"<ReasonAsText>{told}</ReasonAsText>", UNTREATED, flags=re.DOTALL
    )
    assert xml_effect(short) != "return"
