"""What comes to the doors in the tests: orders and reports of people who do not exist."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from channels.unit.house import ANNA, IMAGING, NOW, app_of
from klokt.channels.unit.house import House
from klokt.model.decision import Choice, Decision, Override
from klokt.model.worklist import Filter, Item
from klokt.triage.decide import decide

Json = dict[str, Any]

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
TOKEN = {"Authorization": "Bearer demo-door"}
FHIR = {**TOKEN, "Content-Type": "application/fhir+json"}
XML = {**TOKEN, "Content-Type": "application/xml"}
FNR, OTHER_FNR = "04021950128", "13527248013"
"""Made-up numbers of the Norwegian test series."""
PERSONS = "urn:oid:2.16.578.1.12.4.1.4.1"
NCRP = "urn:oid:2.16.578.1.12.4.1.1.7270"
FACT = "https://klokt.org/fhir/CodeSystem/fact"
NUMBERS = "https://practice.example/orders"
EVERYTHING = Filter(is_open=None, collected=None)


@contextmanager
def serving(house: House) -> Iterator[TestClient[Litestar]]:
    """A client of the doors of a house."""
    with TestClient(app_of(house), raise_server_exceptions=False) as client:
        yield client


def patient(number: str | None = FNR, name: str = "p") -> Json:
    """Return a patient of 76, with a person number where one is given."""
    told = {"identifier": [{"system": PERSONS, "value": number}]} if number else {}
    return {"resourceType": "Patient", "id": name, "birthDate": "1950-02-04", **told}


def order(number: str | None = "order-1", **elements: Any) -> Json:
    """Return an order of MR of the left knee under a number of the practice, with the patient inside."""
    return {
        "resourceType": "ServiceRequest",
        "contained": [patient()],
        "identifier": [{"system": NUMBERS, "value": number}] if number else [],
        "status": "active",
        "intent": "order",
        "subject": {"reference": "#p"},
        "authoredOn": "2026-11-20",
        "code": {"coding": [{"system": NCRP, "code": "SNG0AG"}, {"system": NCRP, "code": "ZTX0XB"}]},
        **elements,
    }


def bundle(kind: str, *resources: Json, **elements: Any) -> Json:
    """Return a Bundle of a kind; in a transaction or batch each entry asks to be created."""
    asks = kind in ("transaction", "batch")
    entries = [
        {"resource": each, **({"request": {"method": "POST", "url": each["resourceType"]}} if asks else {})}
        for each in resources
    ]
    return {"resourceType": "Bundle", "type": kind, "entry": entries, **elements}


def message(*resources: Json, id: str = "header-1") -> Json:
    """Return a message with its header."""
    header = {
        "resourceType": "MessageHeader",
        "id": id,
        "eventCoding": {"system": "https://klokt.org/fhir/CodeSystem/message-event", "code": "referral"},
        "source": {"endpoint": "https://practice.example"},
    }
    return bundle("message", header, *resources)


def explains(value: bool | None, name: str = "explains") -> Json:
    """Return the radiologist's answer whether the X-ray explains the pain; without a value, in words alone."""
    told = {"valueString": "Se beskrivelse."} if value is None else {"valueBoolean": value}
    fact = {"coding": [{"system": FACT, "code": "converted_xray_explains_pain"}]}
    return {"resourceType": "Observation", "id": name, "status": "final", "code": fact, **told}


def report(*observations: Json, based_on: Json | None = None, **elements: Any) -> Json:
    """Return the final report of an X-ray of the left knee, which answers the order of the practice."""
    return {
        "resourceType": "DiagnosticReport",
        "contained": [patient(), *observations],
        "identifier": [{"system": "https://ris.example/reports", "value": "report-1"}],
        "basedOn": [based_on or {"identifier": {"system": NUMBERS, "value": "order-1"}}],
        "status": "final",
        "subject": {"reference": "#p"},
        "code": {"coding": [{"system": NCRP, "code": "SNG0AA"}, {"system": NCRP, "code": "ZTX0XB"}]},
        "result": [{"reference": f"#{each['id']}"} for each in observations],
        **elements,
    }


def send(client: TestClient[Litestar], address: str, body: Json | bytes, **headers: str) -> tuple[int, Json]:
    """Bring something to the FHIR door, and return the status and what was answered."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = client.post(f"/fhir/R4{address}", content=raw, headers={**FHIR, **headers})
    return answer.status_code, answer.json()


def items(house: House, wanted: Filter = EVERYTHING) -> list[Item]:
    """Return what stands on the list of the unit."""
    return list(house.journal_for(ANNA).worklist(IMAGING, wanted, limit=500))


def only(house: House) -> Item:
    """Return the only line of the list."""
    (found,) = items(house)
    return found


def put_on_hold(house: House, stream: str) -> None:
    """Let Anna offer a standing X-ray instead, ten minutes ago."""
    journal = house.journal_for(ANNA)
    item = journal.item(stream)
    answer = Decision(Choice.CHANGE, "change_to_standing_xray", item.proposal or 0, Override.OTHER)
    guideline = house.units[IMAGING].guides.guidelines["no_knee_hip_imaging"]
    decide(journal, stream, item.version, answer, house.terms(IMAGING, guideline), NOW - timedelta(minutes=10))


def promises(house: House) -> dict[str, str]:
    """Return the obligations of the unit with their states."""
    found = house.journal_for(ANNA).obligations(IMAGING, ("awaited", "open", "closed"))
    return {each.obligation: each.state for each in found}
