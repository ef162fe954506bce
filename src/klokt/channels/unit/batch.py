"""Which referrals may be decided together as proposed, and why each of the others needs a person who reads it."""

from collections.abc import Iterator

from klokt.channels.unit.case import Case
from klokt.channels.unit.decision_form import choice_of
from klokt.model.decision import Choice, Decision
from klokt.model.proposal import Proposal
from klokt.model.worklist import ItemState
from klokt.triage.alarms import alerting
from klokt.triage.propose import Assessment

TOGETHER = {"accept": Choice.ACCEPT, "change": Choice.CHANGE}
"""What may be decided together: that something is done. Nobody is sent back, asked or left without being read."""


DENIED = "denied"
"""Why words are set aside that plainly say no: that is an answer. All others leave something open."""


def against(case: Case, version: int) -> tuple[str, ...]:
    """Return every reason against deciding a referral together with others, as seen at a version; none means it may.

    Only what is proposed with nothing open may: no red flag, nothing told both ways or unclear, no word that was set
    aside but a plain denial, no unknown fact whose silence the guideline does not read and that could raise an alert
    or lead elsewhere by itself, one place to examine, and nobody who did or does something with it meanwhile.
    """
    return tuple(dict.fromkeys(_against(case, version)))


def as_proposed(case: Case) -> Decision:
    """Return the decision that goes with others: what is proposed, for a referral with nothing `against` it."""
    if case.assessment is None:
        raise ValueError("nothing is proposed")
    outcome = case.assessment.proposals[0].outcome
    return Decision(choice_of(case, outcome), outcome, case.answers, together=True)


def _against(case: Case, version: int) -> Iterator[str]:
    if version != case.version:
        yield "changed"
    if case.item.state is not ItemState.NEW:
        yield "not_new"
    claimed = case.item.claimed_until is not None and case.item.claimed_until > case.at
    if claimed and case.item.claimed_by != case.person.who:
        yield "claimed"
    if case.assessment is None or not case.assessment.proposals:
        yield "not_assessed"
        return
    if len(case.assessment.proposals) > 1:
        yield "several_places"
    yield from _open_words(case.assessment)
    for proposal in case.assessment.proposals:
        yield from _open_questions(proposal, alerting(case.assessment.guideline))
        if case.assessment.guideline.outcomes[proposal.outcome].effect not in TOGETHER:
            yield "effect"


def _open_words(assessment: Assessment) -> Iterator[str]:
    if assessment.notices:
        yield "notices"
    if assessment.unclear or any(each.why != DENIED for each in assessment.set_aside):
        yield "unclear"


def _open_questions(proposal: Proposal, raising: set[str]) -> Iterator[str]:
    if proposal.alerts or proposal.alerts_elsewhere or proposal.urgency == "acute":
        yield "alert"
    settled = {*proposal.facts, *(each.fact for each in proposal.assumptions)}
    unknown = set(proposal.missing) - settled
    if unknown & raising or any(settled.isdisjoint(each.facts) for each in proposal.would_change):
        yield "missing"
    if proposal.disputed or proposal.conflicts:
        yield "disputed"
