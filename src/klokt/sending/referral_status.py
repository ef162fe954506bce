"""Write what became of a referral, for whoever sent it: HIS 1206:2018, a profile of Henvisning 2.0, in the header 1.2.

The codes of what became of a referral (Volven 9148) are verified. That the code stands in TypeInnhold, as the type of
content does in Henvisning 2.0, and the reason in Comment, is our reading: profile and schema were not at hand.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from lxml import etree

from klokt.errors import SendingError
from klokt.intake.identifiers import person_number
from klokt.intake.norwegian_header import MSGHEAD, Header, Organisation
from klokt.intake.norwegian_message import REFERRAL_2
from klokt.intake.norwegian_status import STATUS_LIST
from klokt.model.person_number import NORWEGIAN_NUMBERS
from klokt.sending.norwegian_parties import KINDS, Envelope, moment, numbers_of, refuse_incomplete
from klokt.sending.xml_tree import add, root_in, written

KIND = ("TILBAKEMELD", "Tilbakemelding på henvisning")
"""The type of the message (Volven 8279)."""

PERSON_KINDS = {"FNR": "Fødselsnummer", "DNR": "D-nummer", "HNR": "H-nummer", "FHN": "Felles hjelpenummer"}
"""The kinds of person numbers, with their names (Volven 8116)."""

_REGISTERS, _PERSONS = "2.16.578.1.12.4.1.1.9051", "2.16.578.1.12.4.1.1.8116"


class Became(Enum):
    """What became of a referral, by its code and name in Volven 9148."""

    CALLED_IN = ("1", "Innkalles til helsehjelp")
    HAS_RIGHT = ("2", "Rett til helsehjelp, tidspunkt kommer")
    PASSED_ON = ("3", "Videresendt")
    RETURNED = ("4", "Avvist")
    ADVISED = ("11", "Råd til henviser")


NEEDS_REASON = {Became.RETURNED, Became.ADVISED, Became.PASSED_ON}
"""What a referrer cannot act on without words."""


@dataclass(frozen=True, slots=True)
class Person:
    """The patient, as the message that is answered named them."""

    family_name: str
    given_name: str
    number: str
    number_kind: str = "FNR"
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class ReferralStatus:
    """What became of a referral, for whoever sent it: the message by its header, the patient, the reason in words."""

    envelope: Envelope
    about: Header
    patient: Person
    became: Became
    reason: str | None = None


def write_referral_status(status: ReferralStatus) -> bytes:
    """Return the message in UTF-8; the same input gives the same bytes.

    Raises SendingError K602 where something is missing: a party, the id of the message that is answered, the patient's
    number in the form of its kind, or the reason where the referrer needs one.
    """
    _refuse(status)
    root = root_in(MSGHEAD, "MsgHead")
    _header(add(root, "MsgInfo"), status)
    document = add(root, "Document")
    add(document, "DocumentConnection", V="H", DN="Hoveddokument")
    reference = add(document, "RefDoc")
    day = str(status.envelope.made.date())
    add(reference, "IssueDate", V=day)
    add(reference, "MsgType", V="XML", DN="XML-instans")
    content = root_in(REFERRAL_2, "Henvisning")
    add(reference, "Content").append(content)
    code, name = status.became.value
    add(add(content, "TypeInnholdIMelding"), "TypeInnhold", V=code, S=STATUS_LIST, DN=name)
    add(content, "IssueDate", day)
    if status.reason and status.reason.strip():
        add(add(content, "Comment"), "TextResultValue", status.reason.strip())
    return written(root)


def _refuse(status: ReferralStatus) -> None:
    refuse_incomplete(status.envelope)
    if not status.about.id:
        raise SendingError("K602", "the message that is answered does not tell its id")
    if status.became in NEEDS_REASON and not (status.reason or "").strip():
        raise SendingError("K602", "the referrer needs the reason in words")
    person = status.patient
    if person.number_kind not in PERSON_KINDS or person_number(NORWEGIAN_NUMBERS[0], person.number) is None:
        raise SendingError("K602", f"the patient's number is not one of {', '.join(PERSON_KINDS)} with eleven digits")
    if not (person.family_name.strip() and person.given_name.strip()):
        raise SendingError("K602", "the patient's family name or given name is missing")


def _header(info: etree._Element, status: ReferralStatus) -> None:
    code, name = KIND
    add(info, "Type", V=code, DN=name)
    add(info, "MIGversion", "v1.2 2006-05-24")
    add(info, "GenDate", moment(status.envelope.made))
    add(info, "MsgId", status.envelope.id)
    add(info, "Ack", V="J", DN="Ja")
    conversation = add(info, "ConversationRef")
    add(conversation, "RefToParent", status.about.id)
    add(conversation, "RefToConversation", status.about.conversation or status.about.id)
    _organisation(add(info, "Sender"), status.envelope.sender)
    _organisation(add(info, "Receiver"), status.envelope.receiver)
    _patient(add(info, "Patient"), status.patient)


def _organisation(parent: etree._Element, party: Organisation) -> None:
    element = add(parent, "Organisation")
    add(element, "OrganisationName", party.name)
    for kind, number in numbers_of(party):
        ident = add(element, "Ident")
        add(ident, "Id", number)
        add(ident, "TypeId", V=kind, S=_REGISTERS, DN=KINDS[kind])
    if party.part is not None and numbers_of(party.part):
        _organisation(element, party.part)


def _patient(element: etree._Element, person: Person) -> None:
    add(element, "FamilyName", person.family_name)
    add(element, "GivenName", person.given_name)
    if person.birth_date:
        add(element, "DateOfBirth", str(person.birth_date))
    ident = add(element, "Ident")
    add(ident, "Id", person.number.replace(" ", ""))
    add(ident, "TypeId", V=person.number_kind, S=_PERSONS, DN=PERSON_KINDS[person.number_kind])
