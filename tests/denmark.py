"""The Danish spine guideline and referrals to it, for tests."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from klokt.channels.wire import Answer, answer
from klokt.content.load import find, load, usable
from klokt.intake.referral_form import read_form
from klokt.model.fact import Audience
from klokt.model.guideline import Guideline
from klokt.triage.propose import Assessor

EXAMPLES = Path(__file__).parents[1] / "examples" / "dk_spine_referrals.jsonl"
GOLD: list[dict[str, Any]] = [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()]

COMPLETE = {
    "pain_location": "lumbar",
    "symptom_duration_weeks": 9,
    "radiating_pain": "none",
    "sick_leave_or_function_stated": True,
    "clinical_findings_stated": True,
    "paresis": "none",
    "imaging_info_stated": True,
    "conservative_treatment_done": True,
    "patient_motivated": True,
}
"""All six items told of someone with back pain whom nine weeks of treatment have not helped."""


@cache
def denmark() -> Guideline:
    """Return the guideline as it stands in the library."""
    return usable(load(find("dk_degenerative_spine")))


@cache
def assessor() -> Assessor:
    """Return the guideline ready to propose."""
    return Assessor(denmark())


def answered(
    facts: Mapping[str, object] | None, audience: Audience = Audience.RECEIVER, text: str = "Lændesmerter."
) -> Answer:
    """Return the answer to a referral with these facts; None where nobody has read its text yet."""
    form: dict[str, object] = {"id": "made-up", "referral_date": "2012-11-19", "text": text}
    read = form if facts is None else {**form, "known_facts": facts}
    return answer(assessor().propose(read_form(read, "made-up"), audience), "da")


def answered_as_labelled(row: Mapping[str, Any]) -> Answer:
    """Return the answer to an example whose labelled facts are given."""
    kept = {key: row[key] for key in ("id", "referral_date", "patient", "requester_role", "text")}
    referral = read_form({**kept, "known_facts": row["gold"]}, row["id"])
    return answer(assessor().propose(referral, Audience.RECEIVER), "da")
