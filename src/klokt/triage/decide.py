"""Decide about a referral as a named person, with its letters and obligations in one step; and take that back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from klokt.errors import TriageError
from klokt.model.decision import Decision
from klokt.model.event import Decided, DecisionUndone, New, Proposed, Recorded
from klokt.model.guideline import Guideline
from klokt.model.owed import LetterQueued, LetterWithdrawn, ObligationAwaited, ObligationClosed, ObligationOpened
from klokt.model.truth import Truth
from klokt.model.worklist import CLOSED
from klokt.triage.ports import Journal, moved_on
from klokt.triage.promises import standing
from klokt.triage.second_reading import NEVER_AGAIN, ReadAgain, wanted

UNDONE = "decision_undone"
"""Why an obligation is closed that a decision brought which was taken back."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter or message that goes with a decision: what it is, to whom, and its bytes."""

    kind: str
    to: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Terms:
    """What a unit sets for its decisions: how long letters are held, whose the obligations are, and by when.

    `guideline` is the one that was followed, and says what a decision obliges to; None where there is none. `again`
    says which decisions another person reads too.
    """

    hold: timedelta
    owner: str
    due: Callable[[str], date]
    guideline: Guideline | None = None
    again: ReadAgain = NEVER_AGAIN


def decide(
    journal: Journal,
    stream: str,
    version: int,
    decision: Decision,
    terms: Terms,
    at: datetime,
    letters: Sequence[Draft] = (),
) -> int:
    """Record what the caller decides on a referral as seen at `version`, and return its new version.

    Letters wait for as long as the unit holds them, so that the decision can be taken back; those of an earlier
    decision that still wait never leave. An obligation that stands already stands on. A decision that is made `anew`
    is of what is decided and closed, whose letters have left: the earlier one stays in the history. Raises TriageError
    K701 where somebody was there first, K702 and K703 where the caller may not, K704 where nothing is to be decided,
    K705 where the decision lacks a reason for another outcome, or passes by an alert without a word.
    """
    history = journal.history(stream)
    proposed = _last_proposal(history, decision.answers)
    _hold_to_account(decision, proposed)
    with journal.turn(at) as turn:
        seen = turn.item(stream)
        if seen.state in CLOSED and not (decision.anew and seen.decision):
            raise TriageError("K704", "the referral is decided already; take that back first, while it can be")
        held = [each for each in turn.letters(stream) if each.state == "waiting" and not each.attempts]
        events = [_decided(decision, proposed), *(New(LetterWithdrawn(each.letter)) for each in held)]
        events += _letters(stream, version, letters, at + terms.hold)
        known = standing(history)
        events += (new for name, new in _obligations(decision.outcome, proposed, terms) if name not in known)
        events += wanted(decision, proposed, version + 1, terms.again)
        return turn.append(stream, version, events)


def undo(journal: Journal, stream: str, version: int, at: datetime) -> int:
    """Take back the last decision before any of its letters has left, and return the referral's new version.

    Its letters never leave, and its obligations are closed. Raises as `decide` does; K704 where it is too late, or
    the decision is another person's.
    """
    history = journal.history(stream)
    decided = [each for each in history if isinstance(each.what, Decided)]
    if not decided or any(isinstance(each.what, DecisionUndone) for each in history[decided[-1].version :]):
        raise TriageError("K704", "there is no decision to take back")
    if decided[-1].actor != journal.who:
        raise TriageError("K704", "the decision is another person's; decide anew instead")
    since = history[decided[-1].version :]
    queued = {each.what.letter for each in since if isinstance(each.what, LetterQueued)}
    with journal.turn(at) as turn:
        letters = [each for each in turn.letters(stream) if each.letter in queued]
        if any(each.state != "waiting" or each.not_before <= at or each.attempts for each in letters):
            raise TriageError("K704", "a letter of this decision has left, or is about to; decide anew instead")
        events = [New(LetterWithdrawn(each.letter)) for each in letters]
        events += [New(ObligationClosed(name, UNDONE)) for name in _brought(since)]
        return turn.append(stream, version, [*events, New(DecisionUndone(decided[-1].version))])


def _last_proposal(history: Sequence[Recorded], version: int) -> Proposed | None:
    """The last proposal, which must stand at that version; 0 stands for none."""
    found = {each.version: each.what for each in history if isinstance(each.what, Proposed)}
    if max(found, default=0) != version:
        raise moved_on()
    return found.get(version)


def _hold_to_account(decision: Decision, proposed: Proposed | None) -> None:
    if proposed is None:
        return
    if decision.outcome != proposed.outcome and decision.override is None:
        raise TriageError("K705", "another outcome than was proposed needs a reason")
    if decision.together and (proposed.alerts or decision.outcome != proposed.outcome):
        raise TriageError("K705", "only what is proposed, with no alert, is decided for several referrals at once")
    if passed_by := set(proposed.alerts) - set(decision.acknowledged):
        raise TriageError("K705", f"an alert must be seen before anything is decided: {', '.join(sorted(passed_by))}")


def _decided(decision: Decision, proposed: Proposed | None) -> New:
    outcome = "" if proposed is None else proposed.outcome
    answered = (decision.choice, decision.outcome, outcome, decision.answers)
    return New(Decided(*answered, decision.override, decision.acknowledged, decision.together), decision.note)


def _letters(stream: str, version: int, drafts: Sequence[Draft], not_before: datetime) -> Iterator[New]:
    for number, draft in enumerate(drafts, 1):
        letter = f"{version + 1}.{number}"
        once = f"{stream}/{letter}"
        yield New(LetterQueued(letter, draft.kind, draft.to, not_before, once), draft.content)


def _obligations(outcome: str, proposed: Proposed | None, terms: Terms) -> Iterator[tuple[str, New]]:
    """What the outcome obliges to is awaited from now on, proposed or not, and opens at once where it holds already."""
    known = {duty.obligation: duty.opens for duty in (proposed.duties if proposed else ())}
    for each in terms.guideline.obligations.values() if terms.guideline else ():
        if each.after == outcome:
            yield each.id, New(ObligationAwaited(each.id, terms.owner))
            if known.get(each.id) is Truth.YES:
                yield each.id, New(ObligationOpened(each.id, terms.owner, terms.due(each.id), each.proposes))


def _brought(since: Sequence[Recorded]) -> list[str]:
    return [each.what.obligation for each in since if isinstance(each.what, ObligationAwaited)]
