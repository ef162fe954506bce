"""Referrals and resources for the tests: synthetic, and no larger than what a test is about."""

import json
from typing import Any

from klokt.errors import IntakeError
from klokt.intake import read
from klokt.model.referral import Referral, Target

SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
NCRP = "urn:oid:2.16.578.1.12.4.1.1.7270"
ICD_10 = "urn:oid:2.16.578.1.12.4.1.1.7110"
FNR = "urn:oid:2.16.578.1.12.4.1.4.1"
CPR = "urn:oid:1.2.208.176.1.2"
FACT = "https://klokt.org/fhir/CodeSystem/fact"
STATEMENT = "https://klokt.org/fhir/CodeSystem/statement"

Json = dict[str, Any]

KNEE_LEFT = Target("knee", "left")
KNEE_RIGHT = Target("knee", "right")


def answers(*documents: Json) -> list[Referral | IntakeError]:
    """Return what is read from the documents, one a line."""
    return list(read("\n".join(json.dumps(document) for document in documents).encode()))


def referral(document: Json) -> Referral:
    """Return the only referral in the document."""
    (found,) = answers(document)
    assert isinstance(found, Referral), f"{found.code} {found.message}"
    return found


def error(document: Json) -> IntakeError:
    """Return the only error that the document gives."""
    (found,) = answers(document)
    assert isinstance(found, IntakeError)
    return found


def concept(system: str, *codes: str) -> Json:
    """Return a concept with these codes of one system."""
    return {"coding": [{"system": system, "code": code} for code in codes]}


def patient(**elements: Any) -> Json:
    """Return a patient with the id p."""
    return {"resourceType": "Patient", "id": "p", **elements}


def request(**elements: Any) -> Json:
    """Return an order for an MR of the knee of patient p on 1 March 2025."""
    return {
        "resourceType": "ServiceRequest",
        "id": "r",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/p"},
        "authoredOn": "2025-03-01",
        "code": concept(NCRP, "SNG0AG"),
        **elements,
    }


def finding(kind: str, **elements: Any) -> Json:
    """Return a Condition, Observation or DiagnosticReport about patient p."""
    return {"resourceType": kind, "subject": {"reference": "Patient/p"}, **elements}


def bundle(*resources: Json) -> Json:
    """Return a Bundle of the resources."""
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in resources]}


def sent(*findings: Json) -> Referral:
    """Return the referral of an order that was sent with its patient and these findings."""
    return referral(bundle(request(), patient(birthDate="1960-05-04"), *findings))


def coded(found: Referral) -> dict[tuple[str, Target | None], Any]:
    """Return the values of the coded statements by code and target; the day, where a value is the time since."""
    return {(each.code.code, each.target): each.since or each.value for each in found.coded}


def notices(found: Referral) -> list[str]:
    """Return the codes of the notices."""
    return [notice.code for notice in found.notices]
