"""Follow up: what a person or a report says later is assessed anew, and opens what the unit must then do."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from klokt.engine.compiled import Compiled
from klokt.errors import TriageError
from klokt.model.event import Corrected, New, Recorded
from klokt.model.expression import Expression
from klokt.model.fact import Origin
from klokt.model.owed import ObligationClosed, ObligationOpened
from klokt.model.referral import Correction, Referral, Target
from klokt.model.truth import Truth
from klokt.triage.decide import Terms
from klokt.triage.ports import Journal, moved_on, not_there
from klokt.triage.promises import awaited, standing
from klokt.triage.propose import Assessment
from klokt.triage.receive import proposed

Reassess = Callable[[Referral, Sequence[Correction]], Assessment]
"""Return the assessment of a referral with what was said instead. Raises IntakeError and SelectionError."""


def correct(
    journal: Journal,
    stream: str,
    version: int,
    corrections: Sequence[Correction],
    reassess: Reassess,
    terms: Terms,
    at: datetime,
) -> int:
    """Record what is said of a referral later, with the proposal that follows, and return its new version.

    An obligation that was awaited opens by itself where its condition now holds. Raises TriageError K701 to K703 as
    the journal does, K706 where the person was erased.
    """
    history = journal.history(stream)
    if history[-1].version != version:
        raise moved_on()
    assessment = reassess(referral_of(history), (*corrections_of(history), *corrections))
    said = Corrected(tuple(each.fact for each in corrections))
    events = [New(said, tuple(corrections)), proposed(assessment), *opening(history, assessment, terms)]
    with journal.turn(at) as turn:
        return turn.append(stream, version, events)


def opening(history: Sequence[Recorded], assessment: Assessment, terms: Terms) -> Iterator[New]:
    """Yield an event for each obligation that is awaited and whose condition now holds."""
    for each in awaited(history):
        described = assessment.guideline.obligations.get(each.obligation)
        if described is not None and Truth.YES in truths(described.opens_when, assessment).values():
            due = terms.due(each.obligation)
            yield New(ObligationOpened(each.obligation, each.owner, due, described.proposes))


def close(journal: Journal, stream: str, version: int, obligation: str, because: str, at: datetime) -> int:
    """Close an obligation that was met or need not be, for a coded reason, and return the referral's new version.

    Nothing closes by itself. Raises TriageError K704 where there is none of that name that stands.
    """
    if obligation not in standing(journal.history(stream)):
        raise TriageError("K704", "there is no obligation of that name that stands")
    with journal.turn(at) as turn:
        return turn.append(stream, version, [New(ObligationClosed(obligation, because))])


def referral_of(history: Sequence[Recorded]) -> Referral:
    """Return the referral as it was read; raise TriageError K706 where the person was erased, K703 without one."""
    for each in history:
        if isinstance(each.personal, Referral):
            return each.personal
        if each.erased:
            raise TriageError("K706", "the person was erased: there is nothing left to assess")
    raise not_there()


def corrections_of(history: Sequence[Recorded]) -> tuple[Correction, ...]:
    """Return all that was said instead so far, in order: what was said last counts."""
    said: dict[tuple[str, object], Correction] = {}
    for each in history:
        if isinstance(each.what, Corrected) and isinstance(each.personal, tuple):
            said.update({(one.fact, one.target): one for one in each.personal})
    return tuple(said.values())


def truths(condition: Expression, assessment: Assessment) -> dict[Target, Truth]:
    """Return what is known of a condition at each place of an assessment; what was assumed is not known."""
    found = {}
    for each in assessment.proposals:
        compiled = Compiled(assessment.guideline, assessment.on, each.overrides)
        known = {fact.name: fact.value for fact in each.facts.values() if fact.origin is not Origin.ASSUMED}
        found[each.target] = compiled.truth(condition, known)
    return found
