"""Put FHIR resources into a MedCom message: a Bundle with its header, its parties and its provenance.

MedCom messaging 4.0: the header is the first entry, one destination is the primary one, and the sender says who
made the message and when. MedCom has no event for referrals yet: ours stands in a code system of our own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from klokt.sending.parties import Parties, Party

Json = dict[str, Any]
Reference = dict[str, str]

_MESSAGING = "http://medcomfhir.dk/ig/messaging/StructureDefinition/medcom-messaging-"
_TERMS = "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-messaging-"
_EVENT = {"system": "https://klokt.org/fhir/CodeSystem/message-event", "code": "referral"}
_NO_ENDPOINT = "http://medcomfhir.dk/unknown"
_NUMBERS = {
    "sorkode": "urn:oid:1.2.208.176.1.1",
    "ydernummer": "urn:oid:1.2.208.176.1.4",
    "lokationsnummer": "http://www.gs1.org/gln",
}


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of the message, and the address by which the others mean it."""

    body: Json
    url: str

    @staticmethod
    def of(body: Json, part: str, parties: Parties) -> "Resource":
        """Return the resource with an address, and an id if it has none, derived from the message's id and its part."""
        name = str(uuid5(NAMESPACE_URL, f"https://klokt.org/message/{parties.message.id}/{part}"))
        return Resource({"resourceType": body["resourceType"], "id": name, **body}, f"urn:uuid:{name}")

    @property
    def reference(self) -> Reference:
        """A reference to it."""
        return {"reference": self.url}


def organisation(party: Party, part: str, parties: Parties) -> Resource:
    """Return an Organization with its EAN number and its own number."""
    own = {"system": _NUMBERS[party.id_kind]} if party.id_kind in _NUMBERS else {"type": {"text": party.id_kind}}
    names = (party.organisation, party.department, party.unit)
    body: Json = {
        "resourceType": "Organization",
        "identifier": [{"system": "http://www.gs1.org/gln", "value": party.ean}, {**own, "value": party.id}],
        "name": ", ".join(name for name in names if name),
    }
    return Resource.of(body, part, parties)


def bundle(parties: Parties, sender: Resource, receiver: Resource, focus: Resource, others: Iterable[Resource]) -> Json:
    """Return the message: the header first, its focus, who it concerns, and its provenance."""
    sent = parties.message.sent.isoformat()
    header = Resource.of(_header(sender, receiver, focus), "header", parties)
    entries = (
        header,
        focus,
        *others,
        sender,
        receiver,
        Resource.of(_provenance(header, sender, sent), "made", parties),
    )
    return {
        "resourceType": "Bundle",
        "id": str(uuid5(NAMESPACE_URL, f"https://klokt.org/message/{parties.message.id}")),
        "type": "message",
        "timestamp": sent,
        "entry": [{"fullUrl": each.url, "resource": each.body} for each in entries],
    }


def _header(sender: Resource, receiver: Resource, focus: Resource) -> Json:
    primary = {"system": f"{_TERMS}destinationUse", "code": "primary"}
    return {
        "resourceType": "MessageHeader",
        "eventCoding": _EVENT,
        "destination": [
            {
                "extension": [{"url": f"{_MESSAGING}destinationUseExtension", "valueCoding": primary}],
                "endpoint": _NO_ENDPOINT,
                "receiver": receiver.reference,
            }
        ],
        "sender": sender.reference,
        "source": {"endpoint": _NO_ENDPOINT},
        "focus": [focus.reference],
    }


def _provenance(header: Resource, sender: Resource, sent: str) -> Json:
    return {
        "resourceType": "Provenance",
        "target": [header.reference],
        "occurredDateTime": sent,
        "recorded": sent,
        "activity": {"coding": [{"system": f"{_TERMS}activityCodes", "code": "new-message"}]},
        "agent": [{"who": sender.reference}],
    }
