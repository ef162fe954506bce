"""Let another person read what was decided: which decisions, the second answer, and what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from klokt.errors import TriageError
from klokt.model.decision import Choice, Decision
from klokt.model.event import Decided, DecisionUndone, New, Proposed, Recorded
from klokt.model.second_reading import SecondRead, SecondReadingSettled, SecondReadingWanted, Settled, Why
from klokt.triage.ports import Journal


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """Whether the decision that is being made is read by another person too.

    `drawn` says that the lot fell on it, `departures` that all are read which depart from the proposal, and
    `is_new_reader` that whoever decides has not decided often.
    """

    drawn: bool = False
    departures: bool = False
    is_new_reader: bool = False


NEVER_AGAIN = ReadAgain()
"""Nothing is read again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a second reader answers; `blind` says that they had not seen the first answer. `note` is for people."""

    choice: Choice
    outcome: str
    blind: bool
    note: str | None = None


def wanted(decision: Decision, proposed: Proposed | None, version: int, again: ReadAgain) -> Iterator[New]:
    """Yield the wish for a second reading of the decision at a version, where there is a reason for one.

    The lot comes first: what it fell on counts for how well people agree, whatever else holds.
    """
    outcome = proposed.outcome if proposed else ""
    why = _why(decision.outcome != outcome, again)
    if why is not None:
        yield New(SecondReadingWanted(version, why, decision.choice, decision.outcome, outcome))


@dataclass(frozen=True, slots=True)
class Asked:
    """A second reading that is not ended: what is wanted, whose decision it is, and the answer once there is one."""

    wish: SecondReadingWanted
    first: Recorded
    second: Recorded | None = None


def asked(history: Sequence[Recorded]) -> Asked | None:
    """Return the second reading of a referral that is not ended, None without one.

    A decision that was taken back, or that another has replaced, is read by nobody.
    """
    found: Asked | None = None
    for each in history:
        match each.what:
            case Decided() | DecisionUndone() | SecondReadingSettled():
                found = None
            case SecondReadingWanted():
                found = Asked(each.what, history[each.what.version - 1])
            case SecondRead() if found is not None:
                found = replace(found, second=each)
    return found


def read_second(journal: Journal, stream: str, version: int, answer: Answer, at: datetime) -> int:
    """Keep the caller's own answer to a decided referral as seen at `version`, and return its new version.

    Where both answers are the same, that settles it. Raises TriageError K704 where no answer is waited for, or the
    caller decided it, and K701, K702 and K703 as the journal does.
    """
    found = asked(journal.history(stream))
    if found is None or found.second is not None:
        raise TriageError("K704", "nobody is asked for a second answer, or it was given")
    wish = found.wish
    if found.first.actor == journal.who:
        raise TriageError("K704", "a second answer is another person's, not of whoever decided")
    events = [New(SecondRead(wish.version, answer.choice, answer.outcome, answer.blind), answer.note)]
    if (answer.choice, answer.outcome) == (wish.choice, wish.outcome):
        events.append(New(SecondReadingSettled(wish.version, Settled.AGREED)))
    with journal.turn(at) as turn:
        return turn.append(stream, version, events)


def settle_second(journal: Journal, stream: str, version: int, how: Settled, at: datetime) -> int:
    """Record what is to become of the first answer where the second is another, and return the new version.

    It changes no decision: whoever changes it decides anew. Raises TriageError K704 where nothing is to be settled.
    """
    found = asked(journal.history(stream))
    if found is None or found.second is None or how is Settled.AGREED:
        raise TriageError("K704", "there are no two answers to compare")
    with journal.turn(at) as turn:
        return turn.append(stream, version, [New(SecondReadingSettled(found.wish.version, how))])


def _why(departs: bool, again: ReadAgain) -> Why | None:
    if again.drawn:
        return Why.SAMPLED
    if again.departures and departs:
        return Why.DEPARTED
    return Why.NEW_READER if again.is_new_reader else None
