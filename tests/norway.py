"""The Norwegian guideline and referrals to it, for tests."""

from datetime import date
from functools import cache

from klokt.content.load import find, load, usable
from klokt.model.expression import Value
from klokt.model.fact import Audience
from klokt.model.guideline import Guideline
from klokt.model.referral import Patient, Referral, Requested, Statement, Target
from klokt.triage.propose import Assessment, Assessor

DAY = date(2025, 9, 1)
LEFT_KNEE = Target("knee", "left")
RIGHT_KNEE = Target("knee", "right")
LEFT_HIP = Target("hip", "left")


@cache
def norway() -> Guideline:
    """Return the guideline as it stands in the library."""
    return usable(load(find("no_knee_hip_imaging")))


@cache
def assessor() -> Assessor:
    """Return the guideline ready to propose."""
    return Assessor(norway())


def a_referral(
    *targets: Target,
    born: date = date(1960, 1, 1),
    modality: str = "MR",
    text: str | None = None,
    statements: tuple[Statement, ...] = (),
    **facts: Value,
) -> Referral:
    """Return a referral of someone of 65 to MR of the left knee, changed as the test needs it."""
    return Referral(
        id="made-up",
        kind="imaging",
        referral_date=DAY,
        patient=Patient(born),
        requested=Requested(modality, targets or (LEFT_KNEE,)),
        text=text,
        statements=(*statements, *(Statement(name, value) for name, value in facts.items())),
    )


def proposed(referral: Referral, audience: Audience = Audience.RECEIVER) -> Assessment:
    """Return what the Norwegian guideline proposes for a referral on its own day."""
    return assessor().propose(referral, audience)
