"""Write what a person decided on a referral as FHIR R4: one transaction that a server can take twice and keep once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

import msgspec

from klokt.errors import SendingError
from klokt.model.decision import Choice, Decision
from klokt.model.guideline import Guideline
from klokt.sending.closed_loop_letters import Paper, document, in_words, letter_request
from klokt.sending.closed_loop_names import ONCE, SYSTEM, Json, Named, coding, identified
from klokt.sending.closed_loop_status import PRIORITIES, lifecycle


@dataclass(frozen=True, slots=True)
class Answered:
    """A decision with all that its messages tell.

    `once` names this decision for its receiver, and the same name is the same decision. `course` is the same for all
    decisions on one referral, whose own id is `referral`. `patient` is the number that the message gave, with its
    system, where it gave one. `outcome` is the one that was decided, `proposed` the one that klokt proposed. `at` has
    a time zone. `words` are those of the person to the referrer: a question, or a reason.
    """

    once: str
    course: str
    referral: str
    unit: Named
    person: Named
    decision: Decision
    guideline: Guideline
    program: str
    language: str
    proposed: str
    at: datetime
    papers: tuple[Paper, ...] = ()
    words: str | None = None
    patient: tuple[str, str] | None = None


def write_closed_loop(answered: Answered) -> bytes:
    """Return a Bundle of type transaction as JSON in UTF-8; the same input gives the same bytes.

    Each entry is created only where the server has none with the same identifier. Raises SendingError K602 where the
    moment has no zone, the name is empty, or a question was to be asked and there is none.
    """
    _refuse(answered)
    made = list(_resources(answered))
    entries = [_entry(answered, part, body) for part, body in made]
    bundle = {
        "resourceType": "Bundle",
        "id": _uuid(answered, "bundle"),
        "identifier": identified(ONCE, answered.once),
        "type": "transaction",
        "timestamp": answered.at.isoformat(),
        "entry": entries,
    }
    return msgspec.json.format(msgspec.json.encode(bundle), indent=2) + b"\n"


def _refuse(answered: Answered) -> None:
    if answered.at.tzinfo is None:
        raise SendingError("K602", "the moment of the decision has no time zone")
    if not answered.once.strip() or "|" in answered.once:
        raise SendingError("K602", "a decision needs a name without a bar to be known by")
    if answered.decision.outcome not in answered.guideline.outcomes:
        raise SendingError("K602", "the guideline has no such outcome")
    if answered.decision.choice is Choice.ASK and not (answered.words or "").strip():
        raise SendingError("K602", "there is no question to ask")


def _resources(answered: Answered) -> Iterator[tuple[str, Json]]:
    """Yield each resource with the part of the answer that it is."""
    yield "task", _task(answered)
    if answered.decision.choice is Choice.CHANGE:
        yield "request", _new_request(answered)
        yield "pending", _pending(answered)
    for number, paper in enumerate(answered.papers, 1):
        about = {"subject": _patient(answered), "author": [_person(answered)], "custodian": answered.unit.reference}
        yield f"document-{number}", document(paper, answered.at, about)
        yield (
            f"letter-{number}",
            letter_request(paper, _url(answered, f"document-{number}"), _message(answered), _patient(answered)),
        )
    if answered.words and answered.words.strip():
        yield "words", in_words(answered.words.strip(), _message(answered))


def _task(answered: Answered) -> Json:
    """What became of the referral, what that rests on, and who decided."""
    choice, outcome = answered.decision.choice, answered.guideline.outcomes[answered.decision.outcome]
    status, business = lifecycle(choice)
    changed = choice is Choice.CHANGE
    title = outcome.title.get(answered.language, outcome.id)
    body: Json = {
        **_task_base(answered, status),
        "businessStatus": {"coding": [business.coding]},
        "priority": PRIORITIES[outcome.urgency],
        "code": {"coding": [coding("task", "referral")]},
        "focus": {"reference": _url(answered, "request")} if changed else _original(answered),
        "reasonCode": {"coding": [{**coding(f"{answered.guideline.id}/outcome", outcome.id), "display": title}]},
        "input": list(_rests_on(answered)),
        "output": [{"type": _type("decided_by"), "valueReference": _person(answered)}],
    }
    body["statusReason"] = {"coding": [coding("choice", _told_choice(answered))], "text": title}
    return body


def _told_choice(answered: Answered) -> str:
    """The choice; that of the unit's own call after a change resumes the referral that was on hold."""
    called = {each.proposes for each in answered.guideline.obligations.values()}
    resumes = answered.decision.choice is Choice.ACCEPT and answered.decision.outcome in called
    return "resume" if resumes else answered.decision.choice.value


def _task_base(answered: Answered, status: str) -> Json:
    return {
        "resourceType": "Task",
        "groupIdentifier": identified(f"{SYSTEM}/sid/referral", answered.course),
        "basedOn": [_original(answered)],
        "status": status,
        "intent": "order",
        "for": _patient(answered),
        "authoredOn": answered.at.isoformat(),
        "lastModified": answered.at.isoformat(),
        "owner": answered.unit.reference,
    }


def _rests_on(answered: Answered) -> Iterator[Json]:
    """The editions, the outcome that was proposed, and why another was decided."""
    guideline, override = answered.guideline, answered.decision.override
    told = {
        "guideline": guideline.id,
        "edition": guideline.edition,
        "content_hash": guideline.content_hash,
        "program": f"klokt {answered.program}",
        "proposed": answered.proposed,
        "override": override.value if override else "",
    }
    for name, value in told.items():
        if value:
            yield {"type": _type(name), "valueString": value}


def _new_request(answered: Answered) -> Json:
    """What is done instead: a request of the unit's own, based on the referrer's, which stays on hold."""
    outcome = answered.guideline.outcomes[answered.decision.outcome]
    title = outcome.title.get(answered.language, outcome.id)
    return {
        "resourceType": "ServiceRequest",
        "basedOn": [_original(answered)],
        "status": "active",
        "intent": "order",
        "priority": PRIORITIES[outcome.urgency],
        "code": {"coding": [coding(f"{answered.guideline.id}/outcome", outcome.id)], "text": title},
        "subject": _patient(answered),
        "authoredOn": answered.at.isoformat(),
        "requester": _person(answered),
        "performer": [answered.unit.reference],
    }


def _pending(answered: Answered) -> Json:
    """The referral as it came, on hold until what is done instead has answered."""
    _, business = lifecycle(Choice.CHANGE)
    duties = [each for each in answered.guideline.obligations.values() if each.after == answered.decision.outcome]
    return {
        **_task_base(answered, "on-hold"),
        "businessStatus": {"coding": [business.coding]},
        "code": {"coding": [coding("task", "pending")]},
        "focus": _original(answered),
        "partOf": [{"reference": _url(answered, "task")}],
        "statusReason": {"coding": [coding("choice", Choice.CHANGE.value)]},
        "input": [{"type": _type("awaits"), "valueString": each.id} for each in duties]
        or [{"type": _type("awaits"), "valueString": answered.decision.outcome}],
        "output": [{"type": _type("decided_by"), "valueReference": _person(answered)}],
    }


def _message(answered: Answered) -> Json:
    """What every message that goes with the decision tells of it."""
    outcome = answered.guideline.outcomes[answered.decision.outcome]
    return {
        "basedOn": [_original(answered)],
        "about": [{"reference": _url(answered, "task")}],
        "subject": _patient(answered),
        "priority": PRIORITIES[outcome.urgency],
        "authoredOn": answered.at.isoformat(),
        "requester": _person(answered),
        "sender": answered.unit.reference,
    }


def _entry(answered: Answered, part: str, body: Json) -> Json:
    """An entry that a server creates once, however often it is sent."""
    name = f"{answered.once}/{part}"
    kind = body["resourceType"]
    whole = {"resourceType": kind, "identifier": [identified(ONCE, name)], **body}
    request = {"method": "POST", "url": kind, "ifNoneExist": f"identifier={ONCE}|{name}"}
    return {"fullUrl": _url(answered, part), "resource": whole, "request": request}


def _original(answered: Answered) -> Json:
    return {"type": "ServiceRequest", "identifier": {"value": answered.referral}}


def _patient(answered: Answered) -> Json:
    """The patient by the number that the message gave, or as the one whom this referral is about."""
    system, value = answered.patient or (f"{SYSTEM}/sid/patient-of-referral", answered.course)
    return {"type": "Patient", "identifier": identified(system, value)}


def _person(answered: Answered) -> Json:
    return answered.person.reference


def _type(name: str) -> Json:
    return {"coding": [coding("rests-on", name)]}


def _url(answered: Answered, part: str) -> str:
    return f"urn:uuid:{_uuid(answered, part)}"


def _uuid(answered: Answered, part: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{SYSTEM}/answer/{answered.once}/{part}"))
