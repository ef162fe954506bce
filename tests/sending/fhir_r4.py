"""What FHIR R4 says of the resources that we answer with: the elements that there are, and those that must be there."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_REQUIRED = {
    "Task": {"status", "intent"},
    "ServiceRequest": {"status", "intent", "subject"},
    "CommunicationRequest": {"status"},
    "DocumentReference": {"status", "content"},
}
_ONE = {
    "Task": "groupIdentifier status statusReason businessStatus intent priority code focus for authoredOn lastModified "
    "owner reasonCode",
    "ServiceRequest": "status intent priority code subject authoredOn requester",
    "CommunicationRequest": "status priority subject authoredOn requester sender",
    "DocumentReference": "status docStatus type subject date custodian",
}
_MANY = {
    "Task": "identifier basedOn partOf input output",
    "ServiceRequest": "identifier basedOn performer",
    "CommunicationRequest": "identifier basedOn category about payload recipient",
    "DocumentReference": "identifier author content",
}
_STATUSES = {
    "Task": {"requested", "received", "accepted", "rejected", "in-progress", "on-hold", "completed"},
    "ServiceRequest": {"active"},
    "CommunicationRequest": {"active"},
    "DocumentReference": {"current"},
}


def wrong(bundle: Json) -> list[str]:
    """Return what breaks the rules of a transaction: elements, statuses, references, and entries that double."""
    urls = [each["fullUrl"] for each in bundle["entry"]]
    found = [] if len(set(urls)) == len(urls) else ["two entries with one address"]
    for entry in bundle["entry"]:
        body = entry["resource"]
        found += list(_elements(body))
        known = body["identifier"][0]
        once = f"identifier={known['system']}|{known['value']}"
        if entry["request"] != {"method": "POST", "url": body["resourceType"], "ifNoneExist": once}:
            found.append("not created once")
        found += [each for each in _references(body) if each not in urls]
    return found


def _elements(body: Json) -> Iterator[str]:
    kind = body["resourceType"]
    yield from (f"{kind} lacks {name}" for name in _REQUIRED[kind] - body.keys())
    for name, value in body.items():
        if name == "resourceType":
            continue
        many = name in _MANY[kind].split()
        if not many and name not in _ONE[kind].split():
            yield f"{kind} has no {name}"
        if isinstance(value, list) != many or value in ([], {}, "", None):
            yield f"{kind}.{name} has a wrong number"
    if body["status"] not in _STATUSES[kind]:
        yield f"{kind} has a wrong status"


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if "reference" in value:
            yield value["reference"]
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


def of_kind(bundle: Json, kind: str) -> list[Json]:
    """Return the resources of a kind in order."""
    return [each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind]
