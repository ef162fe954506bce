"""Make a recorded proposal again, from what was recorded with it."""

from collections.abc import Callable, Sequence

from klokt.errors import TriageError
from klokt.model.event import Answer, Proposed, Recorded
from klokt.triage.follow_up import corrections_of, referral_of
from klokt.triage.propose import Assessor
from klokt.triage.receive import answer_of

AssessorFor = Callable[[Proposed], Assessor | None]
"""Return the guideline that a proposal was made with, or None where that edition is not at hand to the byte."""


def again(history: Sequence[Recorded], version: int, assessor_for: AssessorFor) -> Answer:
    """Return what the proposal at that version of a referral's stream would be today.

    The referral, the corrections up to then, the day and the unit's own parameters are those of that time. Raises
    TriageError K708 where the edition of the guideline is not at hand, K706 where the person was erased, K703 where
    there is no proposal at that version.
    """
    made = history[version - 1].what
    if not isinstance(made, Proposed):
        raise TriageError("K703", "there is no proposal at that version")
    assessor = assessor_for(made)
    if assessor is None:
        raise TriageError("K708", f"{made.guideline} {made.edition} is not at hand as it was then")
    until = history[:version]
    return answer_of(assessor.propose(referral_of(until), made.audience, made.on, corrections_of(until)))
