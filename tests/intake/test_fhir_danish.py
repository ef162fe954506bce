"""A Danish order in FHIR, as DK Core shapes it, is read with its codes, its urgency and its words."""

from datetime import date

import pytest

from intake.samples import CPR, Json, bundle, concept, notices, patient, referral, request
from klokt.intake.codes import SNOMED

SKS_D = "urn:oid:1.2.208.176.2.4.12"
ICPC_DK = "urn:oid:1.2.208.176.2.31"


def danish(**elements: object) -> Json:
    """Return a message with an order to a specialist for patient p, who is named by a CPR number."""
    order = request(code=concept(SNOMED, "3457005"), **elements)
    number = {"system": CPR, "value": "0707614285"}
    return {**bundle({"resourceType": "MessageHeader"}, order, patient(identifier=[number])), "type": "message"}


@pytest.mark.parametrize(
    ("system", "code", "named"), [(SKS_D, "DG834", "G83.4"), (SKS_D, "DM480", "M48.0"), (ICPC_DK, "L86", "L86")]
)
def test_a_danish_diagnosis_is_a_finding_under_the_code_that_guidelines_name(
    system: str, code: str, named: str
) -> None:
    found = referral(danish(reasonCode=[concept(system, code)]))
    assert {each.code.code for each in found.coded} == {named}


@pytest.mark.parametrize(("priority", "read_as"), [("routine", "routine"), ("asap", "asap"), ("stat", "asap")])
def test_the_urgency_is_read_in_the_two_words_of_dk_core(priority: str, read_as: str) -> None:
    assert referral(danish(priority=priority)).priority == read_as


def test_a_referral_to_a_specialist_is_one_without_a_notice_about_its_code() -> None:
    found = referral(danish(note=[{"text": "Lændesmerter i 9 uger."}]))
    assert (found.kind, found.text, notices(found)) == ("specialist", "Lændesmerter i 9 uger.", ["K323"])
    assert found.patient.birth_date == date(1961, 7, 7)
