"""A referral that comes as a Norwegian requisition gets the same proposal as the same referral in the JSON form."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from klokt.content.load import find
from klokt.intake import read
from klokt.model.fact import Audience
from klokt.model.referral import Referral
from klokt.text.reader import TextReader
from norway import assessor

EXAMPLES = Path(__file__).parents[2] / "examples" / "no_imaging_referrals.jsonl"
NAMESPACE = "http://www.kith.no/xmlstds/rekvisisjon/2012-02-15"
NCRP = "2.16.578.1.12.4.1.1.7270"
SITES = {"knee": ["SNG0A"], "hip": ["SNF0A"], "both": ["SNG0A", "SNF0A"]}
MODALITIES = {"XR": "A", "CT": "D", "MR": "G", "US": "K"}
SIDES = {"right": "A", "left": "B", "both": "C"}
READER = TextReader(find("no_knee_hip_imaging"), assessor())


def forms() -> list[dict[str, Any]]:
    """Return the examples that ask for an examination which the Norwegian codes name, without who refers."""
    told = [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()]
    keys = ("id", "referral_date", "patient", "requested", "text")
    named = [each for each in told if each["requested"]["modality"] and each["requested"]["body_site"] in SITES]
    return [{key: each[key] for key in keys} for each in named]


def requisition(form: dict[str, Any]) -> bytes:
    """Return a referral of the JSON form as a requisition."""
    asked = form["requested"]
    side = f'<Spec V="ZTX0X{SIDES[asked["laterality"]]}" S="{NCRP}"/>' if asked.get("laterality") else ""
    codes = [f"{site}{MODALITIES[asked['modality']]}" for site in SITES[asked["body_site"]]]
    exams = "".join(f'<Investigation><Id V="{code}" S="{NCRP}"/>{side}</Investigation>' for code in codes)
    sex = {"male": "1", "female": "2"}.get(form["patient"].get("sex"), "0")
    return f"""<Message xmlns="{NAMESPACE}"><MsgId>{form["id"]}</MsgId><ServReq><ServType V="N"/>
      <IssueDate V="{form["referral_date"]}"/><MsgDescr V="RTG"/>
      <ReasonAsText><Heading V="PROB"/><TextResultValue>{escape(form["text"])}</TextResultValue></ReasonAsText>
      <ReqInvestigation>{exams}</ReqInvestigation>
      <Patient><DateOfBirth V="{form["patient"]["birth_date"]}"/><Sex V="{sex}"/></Patient>
      </ServReq></Message>""".encode()


def read_one(data: bytes) -> Referral:
    """Return the only referral in the data."""
    (found,) = read(data)
    assert isinstance(found, Referral), f"{found.code} {found.message}"
    return found


def proposed(referral: Referral) -> list[tuple[object, ...]]:
    """Return the proposals for each place, with what they rest on."""
    found = assessor().propose(READER.with_text(referral), Audience.RECEIVER)
    return [(each.target, each.outcome, each.urgency, each.alerts, each.reasons) for each in found.proposals]


@pytest.mark.parametrize("form", forms(), ids=lambda form: form["id"])
def test_the_same_referral_gets_the_same_proposals_through_both_doors(form: dict[str, Any]) -> None:
    as_form, as_message = read_one(json.dumps(form).encode()), read_one(requisition(form))
    assert as_message.text == f"Problemstilling:\n{form['text']}".strip()
    same = replace(as_message, text=as_form.text, requested=replace(as_message.requested, words=None), country=None)
    assert same == replace(as_form, requested=replace(as_form.requested, words=None))
    assert proposed(as_message) == proposed(as_form)
