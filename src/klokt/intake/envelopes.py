"""What a door must know of a message before it keeps it: under which name it came, from whom, and whose it is.

The persons are told by their numbers, so that a unit knows the same one again; only a keyed digest is ever kept of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klokt.intake import fhir_types as fhir
from klokt.intake.fhir_numbers import order_numbers, person_in
from klokt.intake.fhir_resources import Resource, Resources
from klokt.intake.fhir_result import RESULTS
from klokt.intake.norwegian_header import Header, read_header
from klokt.intake.norwegian_message import is_norwegian
from klokt.intake.norwegian_patient import numbers_of
from klokt.intake.safe_xml import Node, root_of
from klokt.intake.shape import shape
from klokt.intake.xref01 import MEDCOM
from klokt.intake.xref01_patient import CPR, OTHER
from klokt.model.person_number import DANISH_NUMBER, as_person
from klokt.model.referral import Number


@dataclass(frozen=True, slots=True)
class Envelope:
    """The sender and the message's own id as far as it tells them, and each of its persons.

    A person that has no number stands by the place where it is told, so that two are never taken for one.
    """

    sender: str | None
    id: str | None
    persons: tuple[str | None, ...]

    @property
    def person(self) -> str | None:
        """The number of the only person; None where there is none, or several, or it has no number."""
        return self.persons[0] if len(self.persons) == 1 else None


def fhir_envelope(value: Mapping[str, object]) -> Envelope:
    """Return the envelope of a Bundle, or of a resource that came alone; raise IntakeError K303 or K304."""
    if value.get("resourceType") != "Bundle":
        alone = Resource("$", None, value)
        return Envelope(None, _own_number(alone), _each_once([_person(alone, Resources([alone]))]))
    parcel = shape(value, fhir.Parcel)
    entries = [
        Resource(f"$.entry[{index}].resource", each.full_url, each.resource)
        for index, each in enumerate(parcel.entry)
        if each.resource is not None
    ]
    header = next((each.read(fhir.MessageHeader) for each in entries if each.kind == "MessageHeader"), None)
    orders = [each for each in entries if each.kind in ("ServiceRequest", *RESULTS)]
    sender = header.source.endpoint if header and header.source else None
    own = _of_identifier(parcel.identifier) or (header.id if header else None)
    id_ = own or (_own_number(orders[0]) if len(orders) == 1 else None)
    everything = Resources(entries)
    return Envelope(sender, id_, _each_once(_person(each, everything) for each in orders))


def xml_envelope(data: bytes) -> Envelope:
    """Return the envelope of an XML message; raise IntakeError K311 or K304 as the readers do."""
    root = root_of(data)
    if root.name == "Emessage" and root.namespace == MEDCOM:
        return _of_emessage(root)
    if not is_norwegian(root):
        return Envelope(None, None, ())
    header = read_header(data)
    return Envelope(_sender(header), header.id, _norwegian(root))


def _of_identifier(identifier: fhir.Identifier | None) -> str | None:
    return _whole(Number(identifier.system, identifier.value)) if identifier and identifier.value else None


def _own_number(resource: Resource) -> str | None:
    identifiers = shape(resource.body, fhir.Numbered, resource.path).identifier
    return next((_whole(each) for each in order_numbers(None, identifiers)), None)


def _whole(number: Number) -> str:
    return f"{number.system}|{number.value}" if number.system else number.value


def _person(order: Resource, resources: Resources) -> tuple[object, str | None]:
    """Where the person of an order is told, and the number."""
    about = order.read(fhir.About)
    reference = about.subject or about.recipient
    patient = resources.patient(reference, order) if reference else None
    identifiers = [*(patient.read(fhir.Patient).identifier if patient else ())]
    identifiers += [reference.identifier] if reference and reference.identifier else []
    place = patient.path if patient else reference.reference if reference else None
    return place, person_in(identifiers)


def _of_emessage(root: Node) -> Envelope:
    letters = [each for each in root.children() if each.name != "Envelope"]
    named = root.at("Envelope", "Identifier") or (letters[0].at("Letter", "Identifier") if len(letters) == 1 else None)
    sender = next((each for letter in letters if (each := letter.at("Sender", "EANIdentifier"))), None)
    persons = _each_once((each.path, _danish(each)) for each in letters)
    return Envelope(sender.text() if sender else None, named.text() if named else None, persons)


def _danish(letter: Node) -> str | None:
    number, other = letter.at("Patient", CPR), letter.at("Patient", OTHER)
    if number is not None:
        return as_person(DANISH_NUMBER, number.text())
    return as_person(OTHER, other.text()) if other else None


def _norwegian(root: Node) -> tuple[str | None, ...]:
    """The patient of each letter; that of the header is the same person where there is one letter."""
    info = root.child("MsgInfo")
    told = list(root.descendants("Patient"))
    inner = told[1:] if info and info.child("Patient") else told
    if len(inner) > 1:
        return _each_once((str(place), _numbered(each)) for place, each in enumerate(inner))
    numbers = [number for each in told if (number := _numbered(each))]
    return tuple(dict.fromkeys(numbers)) or (None,)


def _numbered(patient: Node) -> str | None:
    return next((as_person(*each) for each in numbers_of(patient)), None)


def _each_once(told: Iterable[tuple[object, str | None]]) -> tuple[str | None, ...]:
    """Each person once: by the number, or by the place where one without a number is told."""
    return tuple({number or ("", place): number for place, number in told}.values())


def _sender(header: Header) -> str | None:
    return header.sender.her_id or next((number for _, number in header.sender.numbers), header.sender.name)
