"""Read a MedCom XREF01, the Danish referral to a hospital (OIOXML, version XH0130R), as a referral."""

from collections.abc import Iterator
from datetime import date

from klokt.errors import IntakeError
from klokt.intake import codes
from klokt.intake.diagnoses import present
from klokt.intake.identifiers import shown_id
from klokt.intake.safe_xml import Node
from klokt.intake.shape import day, fhir_day, refuse_impossible_age
from klokt.intake.xref01_patient import read_patient
from klokt.model.referral import CodedStatement, Notice, Number, Referral

MEDCOM = "http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2007/02/01/"
VERSION = "XH0130R"

ROLES = {
    "almen_medicin": "general_practitioner",
    "almenlaege_laegevagt": "out_of_hours",
    "reumatologi": "rheumatologist",
    "reumatologi_fysiurgi": "rheumatologist",
    "ortopaedisk_kirurgi_sygehus": "orthopaedist",
    "ortopaedisk_kirurgi_praksis": "orthopaedist",
    "fysioterapi": "physiotherapist",
    "kiropraktor": "chiropractor",
}
"""Who refers, by the medical speciality of the sender."""

PRIORITIES = {"elektiv": "routine", "akut": "asap", "saerlige_forhold": "asap"}
"""How urgent the sender calls it, in the two words that DK Core has; special circumstances are not left to wait."""

SYSTEMS = {"SKSdiagnosekode": codes.SKS, "ICPCkode": codes.ICPC_2}
"""The code systems of a diagnosis."""

SECTIONS = (
    (("RelevantClinicalInformation", "Anamnesis"), "Anamnese"),
    (("RelevantClinicalInformation", "Examination"), "Undersøgelse"),
    (("RelevantClinicalInformation", "ActualMedicine"), "Aktuel medicin"),
    (("RelevantClinicalInformation", "Cave"), "Cave"),
    (("AdditionalInformation", "ClinicalReason"), "Henvisningsårsag"),
    (("AdditionalInformation", "Supplementary"), "Supplerende oplysninger"),
)
"""The elements that hold clinical text, and the headings that they are shown with, in order."""

_READ = {"Letter", "Sender", "Patient", "AdditionalInformation", "Referral", "RelevantClinicalInformation"}
_NOT_CLINICAL = {"Receiver", "CCReceiver", "AnswerCCReceiver", "Practitioner", "Relative", "HospitalVisitation"}
_ATTACHED = "Reference"


def read_hospital_referral(letter: Node, label: str) -> Referral | IntakeError:
    """Return the referral, or the error that says where it cannot be read; `label` stands in for a missing id."""
    known = None
    try:
        named = letter.at("Letter", "Identifier")
        known = shown_id(named.text()) if named else None
        return _referral(letter, known or label)
    except IntakeError as error:
        return IntakeError(error.code, error.message, known)


def _numbers(letter: Node) -> tuple[Number, ...]:
    told = (letter.at("Letter", name) for name in ("Identifier", "EpisodeOfCareIdentifier"))
    return tuple(Number(None, each.text()) for each in told if each and shown_id(each.text()))


def _referral(letter: Node, name: str) -> Referral:
    version = letter.at("Letter", "VersionCode")
    if version is not None and version.text() != VERSION:
        raise IntakeError("K310", f"{version.where}: not the version that is read; send {VERSION}")
    on, undated = _authorised(letter)
    patient, noticed = read_patient(letter)
    refuse_impossible_age(patient.birth_date, on, letter.path + "/Patient/CivilRegistrationNumber")
    coded, uncoded = _diagnoses(letter)
    return Referral(
        id=name,
        country="DK",
        kind="specialist",
        referral_date=on,
        patient=patient,
        requester_role=_role(letter),
        text=_text(letter),
        coded=coded,
        priority=_priority(letter),
        numbers=_numbers(letter),
        notices=(*undated, *noticed, *uncoded, *_unread(letter)),
    )


def _authorised(letter: Node) -> tuple[date | None, tuple[Notice, ...]]:
    """The day on which the referral was authorised: Date and Time stand inside, or both as one text."""
    node = letter.at("Letter", "Authorisation")
    node = (node.child("Date") or node) if node else None
    if node is None or not node.text():
        path = f"{letter.where}/Letter/Authorisation"
        return None, (Notice("K322", f"{path}: is not given, so the referral date is unknown"),)
    if node.name == "Date":
        return day(node.text(), node.where), ()
    return fhir_day(node.text(), node.where), ()


def _role(letter: Node) -> str | None:
    speciality = letter.at("Sender", "MedicalSpecialityCode")
    return ROLES.get(speciality.text()) if speciality else None


def _priority(letter: Node) -> str | None:
    node = letter.at("AdditionalInformation", "Priority")
    if node is None:
        return None
    if node.text() not in PRIORITIES:
        raise IntakeError("K303", f"{node.where}: expected {', '.join(PRIORITIES)}")
    return PRIORITIES[node.text()]


def _diagnosis_nodes(letter: Node) -> Iterator[Node]:
    referral = letter.child("Referral")
    if referral is not None:
        yield from referral.children("Refer")
        yield from referral.children("ReferralAdditional")


def _diagnoses(letter: Node) -> tuple[tuple[CodedStatement, ...], tuple[Notice, ...]]:
    """The coded diagnoses in order; one in no code system that is known is a finding that nobody has read."""
    coded: list[CodedStatement] = []
    notices: list[Notice] = []
    for node in _diagnosis_nodes(letter):
        code, kind = node.child("DiagnoseCode"), node.child("DiagnoseTypeCode")
        if code is None or not code.text():
            continue
        system = SYSTEMS.get(kind.text()) if kind else None
        if system is None:
            notices.append(Notice("K328", f"{code.where}: the kind of code is not known here, so it is not read"))
            continue
        coded += present(system, code.text())
    return tuple(dict.fromkeys(coded)), tuple(notices)


def _text(letter: Node) -> str:
    """The clinical text under its headings, as it is shown and as words are found in it."""
    parts = []
    diagnoses = [node.child("DiagnoseText") for node in _diagnosis_nodes(letter)]
    told = [node.text() for node in diagnoses if node is not None and node.text()]
    if told:
        parts.append("Diagnose:\n" + "\n".join(told))
    for path, heading in SECTIONS:
        node = letter.at(*path)
        if node is not None and node.text():
            parts.append(f"{heading}:\n{node.text()}")
    return "\n\n".join(parts)


def _unread(letter: Node) -> Iterator[Notice]:
    for node in letter.children():
        if node.name == _ATTACHED:
            yield Notice("K329", f"{node.where}: an attachment is not read here; a person must look at it")
        elif node.name not in _READ | _NOT_CLINICAL:
            yield Notice("K331", f"{node.where}: an element that is not read")
    clinical = {path: {name for (first, name), _ in SECTIONS if first == path} for (path, _), _ in SECTIONS}
    clinical["AdditionalInformation"] |= {"Priority", "ReferralStatus", "Transport"}
    for part, names in clinical.items():
        inside = letter.child(part)
        for node in inside.children() if inside else ():
            if node.name not in names:
                yield Notice("K331", f"{node.where}: an element that is not read")
