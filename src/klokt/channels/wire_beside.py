"""What stands beside an outcome as it leaves klokt: the requirements on a referral, and what an indication lacks."""

import msgspec

from klokt.model.guideline import Guideline
from klokt.model.proposal import Proposal


class RequirementAnswer(msgspec.Struct):
    """What the referral makes of a requirement: answered, denied (there is nothing of the kind), absent, or open."""

    requirement: str
    number: int | None
    state: str


class IndicationAnswer(msgspec.Struct):
    """An indication: whether it holds (yes, no, unknown), what could still speak for it, and what speaks against it."""

    indication: str
    holds: str
    lacking: list[str]
    against: list[str]


def requirement_answers(guideline: Guideline, proposal: Proposal) -> list[RequirementAnswer]:
    """Return each requirement with its number in the source's list and its state."""
    return [
        RequirementAnswer(met.requirement, guideline.requirements[met.requirement].number, met.state)
        for met in proposal.requirements
    ]


def indication_answers(proposal: Proposal) -> list[IndicationAnswer]:
    """Return each indication with the facts for and against it."""
    return [
        IndicationAnswer(each.rule, each.holds.value, list(each.lacking), list(each.against))
        for each in proposal.indications
    ]
