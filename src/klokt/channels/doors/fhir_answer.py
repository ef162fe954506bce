"""What a FHIR door answers to a message that was kept: outcome, response message, or the entries of a Bundle."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from klokt.channels.doors.hall import Delivered
from klokt.channels.doors.outcome import Issue, Json, issue_of, outcome, taken
from klokt.errors import IntakeError
from klokt.intake.identifiers import looks_personal
from klokt.intake.strict_json import decode
from klokt.model.event import MessageNotRead

BUNDLES = frozenset({"message", "document", "collection", "transaction", "batch"})
"""The kinds of Bundle that are taken."""

_RESPONSES = {"transaction": "transaction-response", "batch": "batch-response"}
_ORDERS = ("ServiceRequest", "DiagnosticReport", "Task")


_NAME = re.compile(r"[\w.:/#?=&%-]{1,200}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted: its resource type, the type of the Bundle where it is one, and its body."""

    kind: str
    bundle: str | None
    body: Mapping[str, object]

    @property
    def entries(self) -> list[Mapping[str, object]]:
        """The entries of a Bundle."""
        found = self.body.get("entry")
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


@dataclass(frozen=True, slots=True)
class Answer:
    """The status, the body, and the address of what was made."""

    status: int
    body: Json
    location: str | None = None


def posted(raw: bytes, wanted: str) -> Posted:
    """Return what was posted; of what can be told only by guessing, such as a key that is given twice, the kind alone.

    Raises IntakeError K301 where it is no JSON, and K302 where it is not the resource that is wanted.
    """
    try:
        value = decode(raw)
    except IntakeError as error:
        if error.code == "K304":
            return Posted(wanted, None, {})
        raise
    if not isinstance(value, dict) or value.get("resourceType") != wanted:
        raise IntakeError("K302", f"this address takes a {wanted} of FHIR R4")
    bundle = value.get("type") if wanted == "Bundle" else None
    if wanted == "Bundle" and str(bundle) not in BUNDLES:
        raise IntakeError("K302", f"$.type: a Bundle is one of {', '.join(sorted(BUNDLES))}")
    return Posted(wanted, str(bundle) if bundle else None, value)


def refuse_other_entries(what: Posted) -> None:
    """Raise IntakeError K302 for a transaction or batch that asks for more than to bring something in."""
    if what.bundle not in _RESPONSES:
        return
    for index, entry in enumerate(what.entries):
        request = entry.get("request")
        method = request.get("method") if isinstance(request, dict) else None
        if method not in ("POST", "PUT"):
            raise IntakeError("K302", f"$.entry[{index}].request.method: only POST and PUT are taken")


def answer(what: Posted, became: Delivered, base: str) -> Answer:
    """Return the answer to a message that is durable; `base` is the address of the door."""
    if became.differs:
        told = "the same id came before with other content; both are kept, and a person looks at them"
        return Answer(409, outcome(Issue("error", "conflict", told)))
    issues = [
        *(_taken(each, became) for each in became.referrals),
        *(_problem(each, what.kind) for each in became.problems),
    ]
    if not became.parts:
        issues = [taken("taken before; nothing changed")]
    if what.bundle == "batch" and any(map(_is_order, what.entries)):
        return Answer(200, _entries(what, became, base))
    if became.problems and not became.referrals:
        return Answer(422, outcome(*issues))
    places = [f"{base}/ServiceRequest/{each}" for each in became.referrals]
    if what.bundle == "transaction":
        return Answer(200, _entries(what, became, base))
    made = None if became.repeated else (places[0] if places else f"{base}/Bundle/{became.message}")
    body = _response(what, became, issues, base) if what.bundle == "message" else outcome(*issues)
    return Answer(200 if became.repeated else 201, body, made)


def _taken(stream: str, became: Delivered) -> Issue:
    return taken(f"taken {'before ' if became.repeated else ''}as {stream}; a person decides")


def _problem(problem: MessageNotRead, kind: str) -> Issue:
    return issue_of(problem.code, f"{problem.problem}; it is kept, and a person looks at it", kind)


def _is_order(entry: Mapping[str, object]) -> bool:
    resource = entry.get("resource")
    return isinstance(resource, dict) and resource.get("resourceType") in _ORDERS


def _entries(what: Posted, became: Delivered, base: str) -> Json:
    """The response of a transaction or batch: what became of each entry, in their order."""
    parts = iter(became.parts)
    entries = [
        {"response": _entry(next(parts, None) if _is_order(each) else None, became, base)} for each in what.entries
    ]
    return {"resourceType": "Bundle", "type": _RESPONSES[str(what.bundle)], "entry": entries}


def _entry(part: str | MessageNotRead | None, became: Delivered, base: str) -> Json:
    if isinstance(part, MessageNotRead):
        return {"status": "422", "outcome": outcome(_problem(part, "Bundle"))}
    status = "200" if became.repeated else "201"
    if part is None:
        return {"status": status, "outcome": outcome(taken("kept with the referrals of the same Bundle"))}
    return {"status": status, "location": f"{base}/ServiceRequest/{part}", "outcome": outcome(_taken(part, became))}


def _response(what: Posted, became: Delivered, issues: list[Issue], base: str) -> Json:
    """The response message (FHIR R4, 2.4.3): it names the message that it answers."""
    header = next(_headers(what), {})
    about = {"identifier": _plain(header.get("id")) or became.message, "code": "ok"}
    details = {"id": "details", **outcome(*issues)}
    header_: Json = {
        "resourceType": "MessageHeader",
        "id": str(uuid5(NAMESPACE_URL, f"https://klokt.org/answer/{became.message}")),
        **_event(header),
        "source": {"endpoint": base},
        "response": {**about, "details": {"reference": "OperationOutcome/details"}},
    }
    entries = [
        {"resource": each, "fullUrl": f"{base}/{each['resourceType']}/{each['id']}"} for each in (header_, details)
    ]
    return {"resourceType": "Bundle", "type": "message", "entry": entries}


def _headers(what: Posted) -> Iterator[Mapping[str, object]]:
    for each in what.entries:
        resource = each.get("resource")
        if isinstance(resource, dict) and resource.get("resourceType") == "MessageHeader":
            yield resource


def _event(header: Mapping[str, object]) -> Json:
    """The event of the message that is answered."""
    coding = header.get("eventCoding")
    told = {name: _plain(coding.get(name)) for name in ("system", "code")} if isinstance(coding, dict) else {}
    if told and all(told.values()):
        return {"eventCoding": told}
    uri = _plain(header.get("eventUri"))
    return {"eventUri": uri} if uri else {}


def _plain(name: object) -> str | None:
    """A name that may be repeated to its sender: one without spaces, and not a person's."""
    return name if isinstance(name, str) and _NAME.fullmatch(name) and not looks_personal(name) else None
