"""A referral in FHIR R4 through the command, with the findings and reports that came with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from klokt.app import main

NCRP = "urn:oid:2.16.578.1.12.4.1.1.7270"
ICD_10 = "urn:oid:2.16.578.1.12.4.1.1.7110"
SUBJECT = {"reference": "Patient/p1"}
TREATED = {"conservative_weeks": 20, "conservative_without_improvement": True}


def entry(kind: str, **content: Any) -> dict[str, Any]:
    return {"resource": {"resourceType": kind, **content}}


def fact(name: str, value: bool | int) -> dict[str, Any]:
    typed = {"valueBoolean": value} if isinstance(value, bool) else {"valueQuantity": {"value": value, "code": "wk"}}
    code = {"coding": [{"system": "https://klokt.org/fhir/CodeSystem/fact", "code": name}]}
    return entry("Observation", id=name.replace("_", "-"), status="final", code=code, subject=SUBJECT, **typed)


def standing_xray(conclusion: str) -> dict[str, Any]:
    code = {"coding": [{"system": "http://loinc.org", "code": "26086-9"}]}
    return entry(
        "DiagnosticReport",
        id="xray",
        status="final",
        code=code,
        subject=SUBJECT,
        effectiveDateTime="2025-06-10",
        conclusionCode=[{"coding": [{"system": "http://snomed.info/sct", "code": conclusion}]}],
    )


def outcome(capsys: pytest.CaptureFixture[str], tmp_path: Path, *more: dict[str, Any]) -> dict[str, Any]:
    """Assess a bundle with an order for MR of the left knee and return the answer."""
    order = entry(
        "ServiceRequest",
        id="order-1",
        status="active",
        intent="order",
        subject=SUBJECT,
        authoredOn="2025-09-01",
        code={"coding": [{"system": NCRP, "code": "SNG0AG"}, {"system": NCRP, "code": "ZTX0XB"}]},
    )
    patient = entry("Patient", id="p1", birthDate="1961-03-02")
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [order, patient, *more]}
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps(bundle), "utf-8")
    assert main(["assess", str(file), "--format", "json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_a_bare_order_for_mr_is_returned(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answer = outcome(capsys, tmp_path)
    assert (answer["site"], answer["side"], answer["outcome"]) == ("knee", "left", "return_conservative")


def test_treatment_told_as_facts_leads_to_a_standing_xray(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answer = outcome(capsys, tmp_path, *(fact(name, value) for name, value in TREATED.items()))
    assert answer["outcome"] == "change_to_standing_xray"


def test_a_report_of_osteoarthritis_after_treatment_is_for_a_person(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told = [fact(name, value) for name, value in TREATED.items()]
    answer = outcome(capsys, tmp_path, *told, standing_xray("239873007"))
    assert answer["outcome"] == "individual_assessment"
    assert answer["facts"]["prior_xray"]["value"] is True
    assert answer["facts"]["prior_xray_age"]["value"] == 2


def test_a_diagnosis_of_infection_is_urgent(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    condition = entry(
        "Condition",
        id="c1",
        subject=SUBJECT,
        code={"coding": [{"system": ICD_10, "code": "M0096"}]},
        verificationStatus={"coding": [{"code": "provisional"}]},
    )
    assert outcome(capsys, tmp_path, condition)["outcome"] == "urgent_red_flag"
