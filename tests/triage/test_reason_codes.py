"""The code that a referral gives for its reason: of the guideline's own conditions, a red flag, or something else."""

from dataclasses import replace

import pytest

from denmark import COMPLETE, assessor, denmark
from klokt.intake.codes import ICPC_2, SKS, canonical
from klokt.intake.diagnoses import present
from klokt.intake.referral_form import read_form
from klokt.model.fact import Audience
from klokt.model.guideline import Guideline
from klokt.triage.propose import Assessment
from norway import norway


def assessed(system: str, code: str) -> Assessment:
    """What is proposed for a complete referral of someone with back pain that gives this code for its reason."""
    form = {"id": "made-up", "referral_date": "2012-11-19", "text": "Lændesmerter.", "known_facts": COMPLETE}
    referral = replace(read_form(form, "made-up"), coded=present(system, code))
    return assessor().propose(referral, Audience.RECEIVER)


@pytest.mark.parametrize(("system", "code"), [(SKS, "DM511"), (SKS, "DM480"), (SKS, "DM545"), (ICPC_2, "L86")])
def test_a_condition_that_the_guideline_is_about_is_a_reason_and_awaits_nobody(system: str, code: str) -> None:
    answered = assessed(system, code)
    assert "finding_not_read" not in {notice.code for notice in answered.notices}
    assert answered.proposals[0].outcome == "multidisciplinary_assessment"


@pytest.mark.parametrize(
    ("code", "fact"),
    [
        ("DG834", "cauda_equina_suspected"),
        ("DG952", "spinal_cord_compression"),
        ("DM510", "spinal_cord_compression"),
        ("DM462", "infection_suspected"),
        ("DS320", "fracture_suspected"),
    ],
)
def test_a_code_of_a_red_flag_raises_it(code: str, fact: str) -> None:
    answered = assessed(SKS, code)
    assert answered.proposals[0].facts[fact].value is True
    assert answered.proposals[0].alerts


@pytest.mark.parametrize("code", ["DE119", "DC619"])
def test_any_other_code_awaits_a_person(code: str) -> None:
    assert "finding_not_read" in {notice.code for notice in assessed(SKS, code).notices}


@pytest.mark.parametrize("guideline", [denmark(), norway()], ids=lambda each: each.id)
def test_every_code_of_a_guideline_is_written_as_the_intake_reads_it(guideline: Guideline) -> None:
    written = [*guideline.about, *(code for fact in guideline.facts.values() for code in fact.codes)]
    assert written
    assert [canonical(each.system, each.code) for each in written] == written
