"""Take in a report that answers a referral on hold: record what it settles, or put it before a person."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from klokt.engine.compiled import Compiled
from klokt.engine.question import facts_asked
from klokt.errors import IntakeError, KloktError, TriageError
from klokt.model.event import Corrected, MessageNotRead, MessageTaken, New, Proposed, Recorded
from klokt.model.fact import Origin
from klokt.model.referral import NO_TARGET, CodedStatement, Correction, Number, Patient, Referral, Requested, Statement
from klokt.model.result import Result
from klokt.model.truth import Truth
from klokt.model.worklist import Filter, Item, ItemState
from klokt.triage.alarms import Alarms
from klokt.triage.collect import collect, same_place
from klokt.triage.decide import Terms
from klokt.triage.follow_up import Reassess, corrections_of, opening, referral_of, truths
from klokt.triage.ports import Journal
from klokt.triage.promises import awaited
from klokt.triage.propose import Assessment
from klokt.triage.receive import Incoming, Receipt, proposed, stream_of

ON_HOLD = Filter(is_open=None, collected=None, states=(ItemState.ON_HOLD,))
"""The referrals that a report may answer."""

_AT_A_TIME = 500
_TRIES = 5


class ResultJournal(Journal, Protocol):
    """What is needed of a journal beside the port: to find the referral that a report answers."""

    def worklist(self, unit: str, wanted: Filter, after: Item | None, limit: int) -> Sequence[Item]:
        """Return a page of the unit's items."""

    def referrals(self, streams: Sequence[str]) -> dict[str, Referral]:
        """Return the referrals of streams, without those of erased persons."""

    def of_subject(self, subject: str) -> Sequence[Item]:
        """Return all that a unit of the caller has of one person."""


@dataclass(frozen=True, slots=True)
class Following:
    """How a proposal is followed up: assessed anew as it was, under the terms of the unit."""

    reassess: Reassess
    terms: Terms


Follow = Callable[[Proposed], Following]
"""Return how a proposal is followed up; raise TriageError K708 where its guideline is not at hand."""


@dataclass(frozen=True, slots=True)
class _Answered:
    """What a report brings: the stream of its referral, the version it was seen at, events, and what is left open."""

    stream: str
    version: int
    events: tuple[New, ...]
    problems: tuple[MessageNotRead, ...]


def take_result(
    journal: ResultJournal, message: Incoming, read: Callable[[bytes], Result], follow: Follow, at: datetime
) -> Receipt:
    """Keep a report and what follows from it in one transaction, and return the receipt.

    Only what stands in codes settles anything. A report whose referral cannot be told for certain, or that leaves
    open what is waited for, is put before a person; nothing is lost, and the same report again changes nothing.
    Raises TriageError K702 where the caller may not bring reports to the unit.
    """
    stream = stream_of(message)
    digest = sha256(message.raw).hexdigest()
    for _ in range(_TRIES):  # somebody may be at the referral at the same moment; a report holds all the same
        if journal.taken(message.unit, [stream]):
            return Receipt(stream, (), repeated=True)
        with journal.turn(at) as turn:
            subject = turn.subject_for(message.unit, message.person)
        answered = _answered(journal, message, subject, read, follow)
        taken = New(MessageTaken(message.door, message.sender, message.id, digest), message.raw)
        if isinstance(answered, MessageNotRead):
            answered = _Answered("", 0, (), (answered,))
        try:
            with journal.turn(at) as turn:
                if answered.stream:
                    subject = turn.item(answered.stream).subject or subject
                    turn.append(answered.stream, answered.version, answered.events)
                turn.begin(stream, message.unit, subject, [taken, *map(New, answered.problems)])
        except TriageError as error:
            if error.code != "K701":
                raise
            continue
        return Receipt(stream, (answered.stream,) if answered.stream else (), problems=answered.problems)
    raise TriageError("K701", "the referral changed again and again; send the report once more")


def _answered(
    journal: ResultJournal, message: Incoming, subject: str, read: Callable[[bytes], Result], follow: Follow
) -> _Answered | MessageNotRead:
    """Whatever happens while a report is read, it is kept; so an error of ours is a problem like others."""
    try:
        result = read(message.raw)
        stream = _referral_answered(journal, message, subject, result.orders)
        return _follow_up(journal.history(stream), stream_of(message), result, follow)
    except KloktError as error:
        return MessageNotRead(error.code, error.message)
    except Exception as error:  # the name of the error alone: its message may tell of the patient
        return MessageNotRead("K700", f"the program failed with {type(error).__name__}; read the report by hand")


def _referral_answered(journal: ResultJournal, message: Incoming, subject: str, orders: Sequence[Number]) -> str:
    """The one referral on hold that the report names, of the same person where the report tells whose it is."""
    is_known = message.person is not None
    items = [*_of_person(journal, subject, message.unit)] if is_known else [*_on_hold(journal, message.unit)]
    found = []
    for start in range(0, len(items), _AT_A_TIME):
        streams = [each.stream for each in items[start : start + _AT_A_TIME]]
        referrals = journal.referrals(streams)
        found += [name for name in streams if name in referrals and _names(orders, name, referrals[name], is_known)]
    if len(found) != 1:
        whose = "of this patient " if is_known else ""
        told = "no referral" if not found else "more than one referral"
        raise IntakeError("K340", f"{told} {whose}on hold has the number that the report is based on; find it by hand")
    return found[0]


def _of_person(journal: ResultJournal, subject: str, unit: str) -> Iterator[Item]:
    return (each for each in journal.of_subject(subject) if each.unit == unit and each.state is ItemState.ON_HOLD)


def _on_hold(journal: ResultJournal, unit: str) -> Iterator[Item]:
    last: Item | None = None
    while page := journal.worklist(unit, ON_HOLD, last, _AT_A_TIME):
        yield from page
        last = page[-1]


def _names(orders: Sequence[Number], stream: str, referral: Referral, is_known: bool) -> bool:
    """Whether a report names a referral: by our own name for it, or by a number of the order.

    A number without its system is enough only where the person is the same.
    """
    for order in orders:
        if order.value == stream or order.value.startswith(f"{stream}/"):
            return True
        for number in referral.numbers:
            whole = order.system is not None and order.system == number.system
            partly = is_known and None in (order.system, number.system)
            if order.value == number.value and (whole or partly):
                return True
    return False


def _follow_up(history: Sequence[Recorded], message: str, result: Result, follow: Follow) -> _Answered:
    before = [each.what for each in history if isinstance(each.what, Proposed)]
    if not before or not awaited(history):
        raise IntakeError("K340", "nothing is waited for on the referral that the report answers; look at both")
    following = follow(before[-1])
    referral, known = referral_of(history), corrections_of(history)
    assessment = following.reassess(referral, known)
    corrections, unread = _settled(referral, result, assessment)
    _refuse_other_answers(corrections, assessment)
    anew = following.reassess(referral, (*known, *corrections))
    problems = tuple(MessageNotRead("K341", each) for each in (*unread, *_left_open(history, corrections, anew)))
    said = New(Corrected(tuple(each.fact for each in corrections), message), corrections)
    events = (said, proposed(anew), *opening(history, anew, following.terms)) if corrections else ()
    return _Answered(history[-1].stream if events else "", history[-1].version, events, problems)


def _settled(
    referral: Referral, result: Result, assessment: Assessment
) -> tuple[tuple[Correction, ...], tuple[str, ...]]:
    """The facts that a report states of each place, and what of it a person must read."""
    places = referral.requested.targets or (NO_TARGET,)
    for each in result.found:
        if sum(same_place(each.target, place) for place in places) != 1:
            raise IntakeError("K341", "it cannot be told which of the places that were referred the report is about")
    bare = replace(referral, patient=Patient(), requested=Requested(targets=places), text=None, statements=(), coded=())
    said = replace(
        bare,
        statements=tuple(each for each in result.found if isinstance(each, Statement)),
        coded=tuple(each for each in result.found if isinstance(each, CodedStatement)),
    )
    compiled = Compiled(assessment.guideline, assessment.on, assessment.proposals[0].overrides)
    alarms = Alarms.of(assessment.guideline)
    corrections, unread = [], [each.message for each in result.notices]
    for place in places:
        silent, found = (collect(compiled, alarms, each, place, assessment.on) for each in (bare, said))
        if found.disputed:
            raise IntakeError("K341", "the report says one thing in two ways")
        told = (fact for name, fact in found.facts.items() if name not in silent.facts)
        corrections += [Correction(fact.name, fact.value, place) for fact in told]
        unread += [each.message for each in found.notices]
    return tuple(corrections), tuple(dict.fromkeys(unread))


def _refuse_other_answers(corrections: Sequence[Correction], assessment: Assessment) -> None:
    """What the referral or a person said, a report does not overrule by itself; what was assumed, it does."""
    known = ((each.target, fact) for each in assessment.proposals for fact in each.facts.values())
    before = {(fact.name, target): fact.value for target, fact in known if fact.origin is not Origin.ASSUMED}
    for each in corrections:
        if before.get((each.fact, each.target), each.value) != each.value:
            raise IntakeError("K341", "the report says otherwise than what was recorded before; a person decides")


def _left_open(history: Sequence[Recorded], corrections: Sequence[Correction], anew: Assessment) -> Iterator[str]:
    """What a person must be told: that the report settles nothing that is waited for, or not the whole of it."""
    said = {each.fact for each in corrections}
    described = [anew.guideline.obligations[each.obligation] for each in awaited(history)]
    touched = [each for each in described if said & set(facts_asked(each.opens_when, anew.guideline.rules))]
    if not touched:
        yield "nothing in the report that is coded answers what is waited for; a person must read it"
    for each in touched:
        found = truths(each.opens_when, anew)
        if any(found[place] is Truth.UNKNOWN for place in {one.target for one in corrections}):
            yield f"{each.id}: the report leaves open, in codes, whether it holds; a person must read it"
