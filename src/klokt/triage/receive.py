"""Take in a message: keep it, read it, propose for each of its referrals, and be able to do so twice without harm."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from types import MappingProxyType

from klokt import __version__
from klokt.errors import IntakeError, KloktError, SelectionError
from klokt.model.event import (
    Answer,
    MessageDiffers,
    MessageNotRead,
    MessageTaken,
    New,
    Proposed,
    ReferralReceived,
)
from klokt.model.guideline import URGENCY_ORDER
from klokt.model.referral import Referral
from klokt.model.worklist import Taken
from klokt.triage.ports import Assess, Journal, Turn
from klokt.triage.propose import Assessment

Read = Callable[[bytes], Iterable[Referral | IntakeError]]
"""Yield every referral of a message, and an error in the place of each that cannot be read."""

Within = Mapping[str, int]
"""How many days after a referral came it must be decided on at the latest, by urgency; a unit's own limits."""

NO_LIMITS: Within = MappingProxyType({})

UNFORESEEN = "K700"
"""The code of a message that the program failed to read, by an error of its own."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message at a door, for a unit. `person` identifies the patient where the door knows; only a digest is kept."""

    unit: str
    door: str
    sender: str
    id: str
    raw: bytes
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a message: its stream, those of its referrals, and whether it was there already.

    `differs` says that the same id came with other content, which a person must look at. `problems` are what a person
    must look at because it could not be read; those of a message that was there already are not told again. A receipt
    is given after the commit only: what it tells of is durable.
    """

    message: str
    referrals: tuple[str, ...]
    repeated: bool = False
    differs: bool = False
    problems: tuple[MessageNotRead, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A referral with its assessment, or with the error that kept it from one."""

    referral: Referral
    assessment: Assessment | KloktError


_Finding = _Sorted | KloktError | str
"""A referral, an error that was told in its place, or the name of an error of the program's own."""


def receive(
    journal: Journal,
    message: Incoming,
    read: Read,
    assess: Assess,
    at: datetime,
    on: date,
    within: Within = NO_LIMITS,
) -> Receipt:
    """Keep a message and what is proposed for its referrals, and return the receipt.

    The same message again changes nothing. `on` is the day it came, and that of the assessment where a referral
    tells none; `within` how many days later it must be decided on. Raises TriageError K702 where the caller may not
    bring messages to the unit.
    """
    return receive_all(journal, [message], read, assess, at, on, within)[0]


def receive_all(
    journal: Journal,
    messages: Sequence[Incoming],
    read: Read,
    assess: Assess,
    at: datetime,
    on: date,
    within: Within = NO_LIMITS,
) -> list[Receipt]:
    """Keep many messages in one transaction, which is quicker than one for each; see `receive`."""
    known, found = _known(journal, messages), dict[str, list[_Finding]]()
    for each in messages:
        if (stream := stream_of(each)) not in known and stream not in found:
            found[stream] = _sorted_out(each.raw, read, assess, on)
    with journal.turn(at) as turn:
        known = _known(turn, messages)
        return [_kept(turn, each, found.get(stream_of(each), []), known, (on, within)) for each in messages]


def _known(journal: Journal | Turn, messages: Sequence[Incoming]) -> dict[str, Taken]:
    """The messages that were taken before, by stream."""
    units = dict.fromkeys(each.unit for each in messages)
    by_unit = ((unit, [stream_of(each) for each in messages if each.unit == unit]) for unit in units)
    return {each.stream: each for unit, streams in by_unit for each in journal.taken(unit, streams)}


def _kept(
    turn: Turn, message: Incoming, found: Sequence[_Finding], known: dict[str, Taken], limits: tuple[date, Within]
) -> Receipt:
    """Keep one message, unless it is known; it is from then on."""
    stream, digest = stream_of(message), sha256(message.raw).hexdigest()
    if stream in known:
        return _again(turn, message, known[stream], digest)
    known[stream] = Taken(stream, digest)
    problems = tuple(_not_read(each) for each in found if not isinstance(each, _Sorted))
    subject = turn.subject_for(message.unit, message.person)
    taken = New(MessageTaken(message.door, message.sender, message.id, digest), message.raw)
    turn.begin(stream, message.unit, subject, [taken, *map(New, problems)])
    referrals = []
    for number, each in enumerate(each for each in found if isinstance(each, _Sorted)):
        referrals.append(referral_stream(stream, number))
        turn.begin(referrals[-1], message.unit, subject, _events(each, stream, message.door, limits))
    return Receipt(stream, tuple(referrals), problems=problems)


def stream_of(message: Incoming) -> str:
    """Return the stream of a message: the same for the same unit, sender and id, and telling none of them."""
    named = "".join(f"{len(part)}:{part}" for part in (message.unit, message.sender, message.id))
    return f"message-{sha256(named.encode()).hexdigest()[:32]}"


def referral_stream(message_stream: str, number: int) -> str:
    """Return the stream of a referral by its place in the message, counted from 0."""
    return f"{message_stream.replace('message', 'referral', 1)}-{number}"


def proposed(assessment: Assessment) -> New:
    """Return the event that keeps an assessment, so that it can be made again."""
    leading = assessment.proposals[0]
    outcome = assessment.guideline.outcomes[leading.outcome]
    what = Proposed(
        guideline=leading.guideline,
        edition=leading.edition,
        content_hash=leading.content_hash,
        on=assessment.on,
        audience=assessment.audience,
        outcome=leading.outcome,
        effect=outcome.effect,
        urgency=leading.urgency,
        program=__version__,
        alerts=tuple(dict.fromkeys(alert.rule for each in assessment.proposals for alert in each.alerts)),
        missing=leading.missing,
        duties=tuple(dict.fromkeys(duty for each in assessment.proposals for duty in each.duties)),
        overrides=leading.overrides,
    )
    return New(what, answer_of(assessment))


def answer_of(assessment: Assessment) -> Answer:
    """Return what is kept of an assessment."""
    return Answer(assessment.proposals, assessment.notices, assessment.set_aside, assessment.unclear)


def _sorted_out(raw: bytes, read: Read, assess: Assess, on: date) -> list[_Finding]:
    """Whatever happens while a message is read, the message is kept; so an error of ours is a finding like others."""
    found: list[_Finding] = []
    try:
        for each in read(raw):
            found.append(each if isinstance(each, IntakeError) else _assessed(each, assess, on))
    except Exception as error:  # the name of the error alone: its message may tell of the patient
        found.append(type(error).__name__)
    return found or [IntakeError("K302", "there is no referral in the message")]


def _assessed(referral: Referral, assess: Assess, on: date) -> _Sorted:
    try:
        whole, assessment = assess(referral, referral.referral_date or on)
    except KloktError as error:
        return _Sorted(referral, error)
    return _Sorted(whole, assessment)


def _again(turn: Turn, message: Incoming, known: Taken, digest: str) -> Receipt:
    """The same content is acknowledged; other content under the same id is kept once, for a person to look at."""
    if known.sha256 == digest:
        return Receipt(known.stream, (), repeated=True)
    other = Incoming(message.unit, message.door, message.sender, f"{message.id}#{digest}", message.raw, message.person)
    stream = stream_of(other).replace("message", "differing", 1)
    if turn.is_there(stream):
        return Receipt(stream, (), repeated=True, differs=True)
    subject = turn.subject_for(message.unit, message.person)
    turn.begin(stream, message.unit, subject, [New(MessageDiffers(known.stream, message.door, digest), message.raw)])
    return Receipt(stream, (), differs=True)


def _not_read(problem: KloktError | str) -> MessageNotRead:
    if isinstance(problem, str):
        return MessageNotRead(UNFORESEEN, f"the program failed with {problem}; read the message by hand and report it")
    return MessageNotRead(problem.code, problem.message)


def _events(found: _Sorted, message: str, door: str, limits: tuple[date, Within]) -> list[New]:
    """A referral with what is proposed; one that could not be assessed by an error must be read by a person first."""
    referral, assessment = found.referral, found.assessment
    told = (message, door, referral.kind, referral.referral_date)
    if isinstance(assessment, KloktError):
        failed = not isinstance(assessment, SelectionError)
        return [New(ReferralReceived(*told, collected=failed, because=assessment.code, not_assessed=failed), referral)]
    event = proposed(assessment)
    collected, because = _collected(assessment)
    deadline = _deadline(assessment.proposals[0].urgency, *limits)
    return [New(ReferralReceived(*told, collected=collected, because=because, deadline=deadline), referral), event]


def _deadline(urgency: str, on: date, within: Within) -> date | None:
    """The last day to decide, counted from the day it came."""
    days = within.get(urgency)
    return None if days is None else on + timedelta(days=days)


def _collected(assessment: Assessment) -> tuple[bool, str]:
    """Whether it belongs on the list: unless its outcome is to leave it alone, and no alert of any haste stands."""
    rules, hasty = assessment.guideline.rules, URGENCY_ORDER[: URGENCY_ORDER.index("routine")]
    standing = (alert.rule for each in assessment.proposals for alert in each.alerts)
    alerts = [each for each in standing if rules[each].alert in hasty]
    outcome = assessment.guideline.outcomes[assessment.proposals[0].outcome]
    left = outcome.effect == "leave"
    return not left or bool(alerts), alerts[0] if left and alerts else outcome.id
