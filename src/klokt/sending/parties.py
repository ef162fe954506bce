"""Who a referral is about, who sends it and who receives it: what a message needs and the engine never sees."""

from datetime import datetime

import msgspec
from msgspec import Struct

from klokt.errors import SendingError
from klokt.intake.identifiers import danish_sex, person_number
from klokt.model.person_number import DANISH_NUMBER
from klokt.model.referral import Patient

ID_KINDS = ("sygehusafdelingsnummer", "ydernummer", "lokationsnummer", "kommunenummer", "sorkode")
"""The kinds of number by which a Danish message names an organisation."""


class Message(Struct, forbid_unknown_fields=True):
    """The message's own id, and when it is sent, with its time zone."""

    id: str
    sent: datetime


class Person(Struct, forbid_unknown_fields=True):
    """The patient: a CPR number, or another number where there is none, and the name."""

    surname: str
    given_name: str | None = None
    cpr: str | None = None
    other_id: str | None = None


class Party(Struct, forbid_unknown_fields=True):
    """An organisation that sends or receives: its EAN number, its own number with the kind of it, and its names."""

    ean: str
    id: str
    id_kind: str
    organisation: str
    department: str | None = None
    unit: str | None = None
    speciality: str | None = None
    referrer_title: str | None = None
    referrer_name: str | None = None


class Parties(Struct, forbid_unknown_fields=True):
    """All that a message says beside the referral."""

    message: Message
    patient: Person
    sender: Party
    receiver: Party


def read_parties(data: bytes) -> Parties:
    """Return the parties of a JSON file; raise SendingError K601 that says what is missing, never what stands there."""
    try:
        found = msgspec.json.decode(data, type=Parties)
    except msgspec.ValidationError as error:
        raise SendingError("K601", f"the parties: {_reason(str(error))}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise SendingError("K601", "the parties: not JSON in UTF-8") from None
    wrong = [*_message(found.message), *_patient(found.patient)]
    wrong += [*_party(found.sender, "sender"), *_party(found.receiver, "receiver")]
    if wrong:
        raise SendingError("K601", f"the parties: {'; '.join(wrong)}")
    return found


def patient_of(parties: Parties, told: Patient) -> Patient:
    """Return birth date and sex as the referral and the CPR number tell.

    Raises SendingError K602 where they disagree.
    """
    number = parties.patient.cpr
    found = person_number(DANISH_NUMBER, number) if number else None
    if number is None or found is None:
        return told
    born, sex = found.birth_date, danish_sex(number)
    if told.birth_date not in (None, born):
        raise SendingError("K602", "the referral's patient.birth_date is not that of the parties' patient.cpr")
    if told.sex not in (None, sex):
        raise SendingError("K602", "the referral's patient.sex is not that of the parties' patient.cpr")
    return Patient(born, sex)


def _reason(told: str) -> str:
    """The decoder's reason where it quotes no value, and the path."""
    why, _, where = told.partition(" - at ")
    shown = (
        why if why.startswith(("Object missing", "Object contains unknown", "Expected `")) else "not a value that fits"
    )
    return f"{where or '`$`'}: {shown}"


def _message(message: Message) -> list[str]:
    wrong = [] if message.id.strip() else ["message.id is empty"]
    return wrong if message.sent.tzinfo else [*wrong, "message.sent has no time zone, such as +01:00"]


def _patient(patient: Person) -> list[str]:
    wrong = [] if patient.surname.strip() else ["patient.surname is empty"]
    if (patient.cpr is None) == (patient.other_id is None):
        return [*wrong, "patient needs one of cpr and other_id"]
    number = person_number(DANISH_NUMBER, patient.cpr) if patient.cpr is not None else None
    if patient.cpr is not None and (number is None or number.birth_date is None):
        wrong.append("patient.cpr is not ten digits that begin with a day")
    return wrong


def _party(party: Party, name: str) -> list[str]:
    wrong = [f"{name}.{field} is empty" for field in ("id", "organisation") if not getattr(party, field).strip()]
    if not (party.ean.isascii() and party.ean.isdigit() and len(party.ean) == 13):
        wrong.append(f"{name}.ean is not thirteen digits")
    if party.id_kind not in ID_KINDS:
        wrong.append(f"{name}.id_kind is not one of {', '.join(ID_KINDS)}")
    return wrong
