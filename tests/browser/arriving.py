"""A morning's post: forty mixed referrals of people who do not exist, as messages for three doors."""

import json
import re
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from browser.conftest import EXAMPLES
from channels.doors.bringing import NCRP, NUMBERS

CODES = {
    ("XR", "knee"): "SNG0AA",
    ("CT", "knee"): "SNG0AD",
    ("MR", "knee"): "SNG0AG",
    ("XR", "hip"): "SNF0AA",
    ("CT", "hip"): "SNF0AD",
    ("MR", "hip"): "SNF0AG",
}
SIDES = {"right": "ZTX0XA", "left": "ZTX0XB", "both": "ZTX0XC"}

Row = dict[str, Any]


def imaging_rows() -> list[Row]:
    """Return 36 of the labelled Norwegian referrals: those that ask for an examination with a code, some twice."""
    rows = [json.loads(line) for line in (EXAMPLES / "no_imaging_referrals.jsonl").read_text("utf-8").splitlines()]
    coded = [each for each in rows if (each["requested"]["modality"], each["requested"]["body_site"]) in CODES]
    again = [{**each, "id": f"{each['id']}-again"} for each in coded]
    return (coded + again)[:36]


def as_fhir(row: Row) -> bytes:
    """Return a referral as a FHIR order under its id, with its words as a note."""
    asked = row["requested"]
    codes = (CODES[asked["modality"], asked["body_site"]], SIDES[asked["laterality"]])
    return json.dumps(
        {
            "resourceType": "ServiceRequest",
            "contained": [{"resourceType": "Patient", "id": "p", "birthDate": row["patient"]["birth_date"]}],
            "identifier": [{"system": NUMBERS, "value": row["id"]}],
            "status": "active",
            "intent": "order",
            "subject": {"reference": "#p"},
            "authoredOn": row["referral_date"],
            "code": {"coding": [{"system": NCRP, "code": each} for each in codes]},
            "note": [{"text": row["text"]}],
        }
    ).encode()


def as_requisition(row: Row) -> bytes:
    """Return a referral as a Norwegian requisition, written over the example of one."""
    asked, born = row["requested"], row["patient"]["birth_date"]
    text = (EXAMPLES / "no_requisition.xml").read_text("utf-8")
    text = re.sub(r"<ReasonAsText>.*</ReasonAsText>", _reason(row["text"]), text, flags=re.DOTALL)
    text = re.sub(r"\n\s*<OffId>.*?</OffId>\s*<TypeOffId [^>]*/>", "", text, flags=re.DOTALL)
    changes = {
        "7d0b3f5e-0c1d-4f0a-9d55-1f2f6f1a0001": f"message-{row['id']}",
        "requisition-1": row["id"],
        "2025-09-01": row["referral_date"],
        "1969-11-13": born,
        '"MR"': f'"{ {"XR": "RTG"}.get(asked["modality"], asked["modality"]) }"',
        "SNG0AG": CODES[asked["modality"], asked["body_site"]],
        "ZTX0XB": SIDES[asked["laterality"]],
    }
    for old, new in changes.items():
        text = text.replace(old, new)
    return text.encode()


def spine_referrals() -> Iterator[bytes]:
    """Yield three referrals to the spine unit as MedCom XREF01, written over the example of one."""
    text = (EXAMPLES / "spine_xref01.xml").read_text("utf-8")
    for number, weeks in enumerate(("3 uger", "9 uger", "16 uger"), 1):
        told = text.replace("spine-example", f"spine-{number}").replace("example-1", f"envelope-{number}")
        yield told.replace("9 uger", weeks).encode()


def report_of(row: Row, explains: bool, on: date) -> bytes:
    """Return the final report of the X-ray that answers an order: whether it explains the pain."""
    report = json.loads((EXAMPLES / "no_report_fhir.json").read_text("utf-8"))
    del report["contained"][0]["identifier"]
    report["contained"][1]["valueBoolean"] = explains
    report["identifier"][0]["value"] = f"report-{row['id']}"
    report["basedOn"][0]["identifier"]["value"] = row["id"]
    side = SIDES[row["requested"]["laterality"]]
    site = row["requested"]["body_site"]
    report["code"]["coding"] = [{"system": NCRP, "code": each} for each in (CODES["XR", site], side)]
    report["effectiveDateTime"] = on.isoformat()
    return json.dumps(report).encode()


def _reason(words: str) -> str:
    heading = '<Heading V="PROB" DN="Problemstilling"/>'
    return f"<ReasonAsText>{heading}<TextResultValue>{escape(words, quote=False)}</TextResultValue></ReasonAsText>"
