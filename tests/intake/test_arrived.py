"""What a message tells of itself before it is read: its sender, its own id, and whose it is."""

import json
from pathlib import Path
from typing import Any

import pytest

from klokt.intake.arrived import NOTHING_TOLD, envelope_of, is_result
from klokt.intake.envelopes import Envelope

EXAMPLES = Path(__file__).parents[2] / "examples"
FNR = "urn:oid:2.16.578.1.12.4.1.4.1"
CPR = "urn:oid:1.2.208.176.1.2"


def told(document: dict[str, Any]) -> Envelope:
    """Return the envelope of a FHIR document."""
    return envelope_of(json.dumps(document).encode())


def order(**elements: Any) -> dict[str, Any]:
    """Return an order whose patient is named by number."""
    subject = {"identifier": {"system": FNR, "value": "040219 50128"}}
    return {"resourceType": "ServiceRequest", "subject": subject, **elements}


@pytest.mark.parametrize(
    ("name", "sender", "id_", "person"),
    [
        ("no_referral_2_0.xml", "90004", "7d0b3f5e-0c1d-4f0a-9d55-1f2f6f1a0003", f"{FNR}|10915596784"),
        ("no_requisition.xml", None, "7d0b3f5e-0c1d-4f0a-9d55-1f2f6f1a0001", None),
        ("spine_xref01.xml", "5790000000012", "example-1", f"{CPR}|0707614285"),
        ("no_order_fhir.json", None, "https://practice.example/orders|order-1", f"{FNR}|04021950128"),
    ],
)
def test_every_form_tells_who_sent_it_and_whose_it_is(
    name: str, sender: str | None, id_: str, person: str | None
) -> None:
    found = envelope_of((EXAMPLES / name).read_bytes())
    assert (found.id, len(found.persons)) == (id_, 1)
    assert sender in (None, found.sender)
    assert person in (None, found.person)


def test_a_number_is_the_same_however_it_is_spaced() -> None:
    assert told(order()).person == f"{FNR}|04021950128"


def test_the_name_of_a_message_is_never_a_persons() -> None:
    numbers = [{"system": FNR, "value": "04021950128"}, {"system": "urn:x", "value": "a-1"}]
    assert told(order(identifier=numbers)).id == "urn:x|a-1"


def test_of_two_patients_neither_is_taken_for_the_other() -> None:
    entries = [{"resource": order(subject={"reference": f"Patient/{each}"})} for each in "ab"]
    found = told({"resourceType": "Bundle", "entry": entries})
    assert (found.persons, found.person) == ((None, None), None)


def test_one_order_in_a_bundle_gives_it_its_name() -> None:
    entries = [{"resource": order(identifier=[{"value": "a-1"}])}]
    assert told({"resourceType": "Bundle", "entry": entries}).id == "a-1"


@pytest.mark.parametrize("raw", [b"", b"[1]", b"<a", b"\xff", b'{"resourceType": "Bundle", "entry": 1}'])
def test_what_cannot_be_read_tells_nothing(raw: bytes) -> None:
    assert envelope_of(raw) == NOTHING_TOLD
    assert not is_result(raw)


def test_a_report_beside_an_order_is_evidence_and_no_result() -> None:
    report = {"resource": {"resourceType": "DiagnosticReport"}}
    assert is_result(json.dumps({"resourceType": "Bundle", "entry": [report]}).encode())
    assert not is_result(json.dumps({"resourceType": "Bundle", "entry": [report, {"resource": order()}]}).encode())
