"""Write a referral as FHIR R4: a DK Core ServiceRequest in a MedCom message Bundle."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from uuid import NAMESPACE_URL, uuid5

import msgspec

from klokt.errors import SendingError
from klokt.intake import codes
from klokt.intake.fhir_facts import FACT_SYSTEM
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Value
from klokt.model.guideline import Guideline
from klokt.model.person_number import DANISH_NUMBER
from klokt.model.proposal import Proposal
from klokt.model.referral import Referral, Statement, Target
from klokt.sending.fhir_message import Json, Reference, Resource, bundle, organisation
from klokt.sending.order import LANGUAGE, diagnosis, is_hurried, refuse_other_kinds, sections, stated
from klokt.sending.parties import Parties, patient_of

_CORE = "http://hl7.dk/fhir/core/StructureDefinition/dk-core-"
_REFERRAL = {"system": codes.SNOMED, "code": "3457005", "display": "Patient referral"}
_SYSTEMS = {codes.SKS: "urn:oid:1.2.208.176.2.4.12", codes.ICPC_2: "urn:oid:1.2.208.176.2.31"}
_UCUM = {Unit.DAYS: "d", Unit.WEEKS: "wk", Unit.MONTHS: "mo", Unit.YEARS: "a"}
_FHIR_ID = re.compile(r"[A-Za-z0-9.-]{1,64}", re.ASCII)


def write_fhir(referral: Referral, guideline: Guideline, proposals: Iterable[Proposal], parties: Parties) -> bytes:
    """Return the Bundle as JSON in UTF-8; the same input gives the same bytes.

    Ids are derived from the message's own id (UUID, version 5). Raises SendingError K602 where something is missing
    or disagrees, and K603 where it cannot be said in FHIR.
    """
    refuse_other_kinds(referral)
    senders = organisation(parties.sender, "sender", parties)
    receiver = organisation(parties.receiver, "receiver", parties)
    patient = _patient(referral, parties)
    requester = list(_requester(referral, parties, senders.reference))
    request = _request(referral, guideline, is_hurried(referral, proposals), parties, patient.reference)
    request.body["requester"] = requester[0].reference if requester else senders.reference
    facts = [
        _observation(each, number, guideline, parties, patient.reference)
        for number, each in enumerate(stated(referral), 1)
    ]
    request.body["supportingInfo"] = [each.reference for each in facts]
    if not facts:
        del request.body["supportingInfo"]
    sent = bundle(parties, senders, receiver, request, (patient, *requester, *facts))
    return msgspec.json.format(msgspec.json.encode(sent), indent=2) + b"\n"


def _request(referral: Referral, guideline: Guideline, hurried: bool, parties: Parties, subject: Reference) -> Resource:
    own_id = referral.id if _FHIR_ID.fullmatch(referral.id) else str(uuid5(NAMESPACE_URL, referral.id))
    body: Json = {
        "resourceType": "ServiceRequest",
        "id": own_id,
        "meta": {"profile": [f"{_CORE}person-servicerequest"]},
        **_narrative(referral, guideline),
        "identifier": [{"value": referral.id}],
        "status": "active",
        "intent": "order",
        "priority": "asap" if hurried else "routine",
        "code": {"coding": [_REFERRAL]},
        "subject": subject,
        "authoredOn": str(referral.referral_date),
    }
    reasons = [diagnosis(each) for each in referral.coded]
    if reasons:
        told = ({"system": _SYSTEMS.get(system, system), "code": code} for system, code in reasons)
        body["reasonCode"] = [{"coding": [coding]} for coding in told]
    if referral.text is not None:
        body["note"] = [{"text": referral.text}]
    return Resource.of(body, "request", parties)


def _narrative(referral: Referral, guideline: Guideline) -> Json:
    """What was stated, for a person to read: the requirements' titles, each with its lines."""
    parts = [
        f"<p><b>{escape(section.title)}</b></p><ul>{''.join(f'<li>{escape(line)}</li>' for line in section.lines)}</ul>"
        for section in sections(guideline, referral)
    ]
    if not parts:
        return {}
    div = f'<div xmlns="http://www.w3.org/1999/xhtml" lang="{LANGUAGE}">{"".join(parts)}</div>'
    return {"text": {"status": "generated", "div": div}}


def _patient(referral: Referral, parties: Parties) -> Resource:
    person, told = parties.patient, patient_of(parties, referral.patient)
    number = {"system": DANISH_NUMBER, "value": "".join(each for each in person.cpr or "" if each.isdigit())}
    body: Json = {
        "resourceType": "Patient",
        "meta": {"profile": [f"{_CORE}patient"]},
        "identifier": [number if person.cpr is not None else {"value": person.other_id}],
        "name": [{"use": "official", "family": person.surname}],
    }
    if person.given_name:
        body["name"][0]["given"] = person.given_name.split()
    if told.sex:
        body["gender"] = told.sex
    if told.birth_date:
        body["birthDate"] = str(told.birth_date)
    return Resource.of(body, "patient", parties)


def _requester(referral: Referral, parties: Parties, organisation: Reference) -> Iterator[Resource]:
    """The role first, then who has it; none where neither is known."""
    role = _coded(f"role={referral.requester_role}")
    name = parties.sender.referrer_name
    if role is None and not name:
        return
    body: Json = {"resourceType": "PractitionerRole", "organization": organisation}
    if role is not None:
        body["code"] = [{"coding": [role]}]
    person = Resource.of({"resourceType": "Practitioner", "name": [{"text": name}]}, "practitioner", parties)
    if name:
        body["practitioner"] = person.reference
    yield Resource.of(body, "role", parties)
    if name:
        yield person


def _observation(
    statement: Statement, number: int, guideline: Guideline, parties: Parties, subject: Reference
) -> Resource:
    question = guideline.facts[statement.fact].question if statement.fact in guideline.facts else {}
    body: Json = {
        "resourceType": "Observation",
        "status": "final",
        "code": {
            "coding": [{"system": FACT_SYSTEM, "code": statement.fact}],
            "text": question.get(LANGUAGE, statement.fact),
        },
        "subject": subject,
        **_value(statement.value),
    }
    if statement.target is not None:
        body["bodySite"] = {"coding": list(_site(statement.target))}
    return Resource.of(body, f"fact-{number}", parties)


def _value(value: Value) -> Json:
    match value:
        case bool():
            return {"valueBoolean": value}
        case int():
            return {"valueInteger": value}
        case float():
            return {"valueQuantity": {"value": value}}
        case Duration(amount, unit):
            return {"valueQuantity": {"value": amount, "system": "http://unitsofmeasure.org", "code": _UCUM[unit]}}
        case _:
            return {"valueString": value}


def _site(target: Target) -> Iterator[Json]:
    for key, told in (("site", target.site), ("side", target.side)):
        if told is not None:
            coding = _coded(f"{key}={told}", codes.SNOMED)
            if coding is None:
                raise SendingError("K603", "a fact is stated of a place that no code of ours names")
            yield coding


def _coded(meaning: str, system: str | None = None) -> Json | None:
    """The first code of the table that means just this."""
    found = (row for row in codes.rows() if row.meaning == meaning and system in (None, row.system))
    return next(({"system": row.system, "code": row.code, "display": row.display} for row in found), None)
