"""Write a referral as MedCom XREF01 (OIOXML, version XH0130R), its elements in the order of the schema."""

from collections.abc import Iterable

from lxml import etree

from klokt.errors import SendingError
from klokt.intake import codes
from klokt.intake.xref01 import MEDCOM, PRIORITIES, SECTIONS, SYSTEMS, VERSION
from klokt.model.guideline import Guideline
from klokt.model.proposal import Proposal
from klokt.model.referral import Referral
from klokt.sending.order import diagnosis, is_hurried, refuse_other_kinds, sections
from klokt.sending.parties import Parties, Party, patient_of
from klokt.sending.xml_tree import add, root_in, writable, written

_DIAGNOSES = "Diagnose"
_KINDS = {system: kind for kind, system in SYSTEMS.items()}
_UNSPECIFIED = "uspecificeretkode"


def write_xref01(referral: Referral, guideline: Guideline, proposals: Iterable[Proposal], parties: Parties) -> bytes:
    """Return the message in UTF-8; the same input gives the same bytes.

    Raises SendingError K602 where something is missing or disagrees, and K603 where it cannot be said in XREF01.
    """
    refuse_other_kinds(referral)
    patient_of(parties, referral.patient)
    root = root_in(MEDCOM, "Emessage")
    _envelope(add(root, "Envelope"), parties)
    letter = add(root, "HospitalReferral")
    _letter(add(letter, "Letter"), referral, parties)
    _party(add(letter, "Sender"), parties.sender)
    _party(add(letter, "Receiver"), parties.receiver)
    _patient(add(letter, "Patient"), parties)
    texts = _texts(referral, guideline)
    information = add(letter, "AdditionalInformation")
    priority = "asap" if is_hurried(referral, proposals) else "routine"
    add(information, "Priority", next(told for told, meant in PRIORITIES.items() if meant == priority))
    add(information, "ReferralStatus", "ambulant")
    for name in ("Supplementary", "ClinicalReason"):
        _text(information, name, texts)
    _diagnoses(letter, referral, texts)
    clinical = etree.Element(f"{{{MEDCOM}}}RelevantClinicalInformation")
    for name in ("Anamnesis", "Examination", "ActualMedicine", "Cave"):
        _text(clinical, name, texts)
    if len(clinical):
        letter.append(clinical)
    return written(root)


def _envelope(envelope: etree._Element, parties: Parties) -> None:
    _moment(add(envelope, "Sent"), parties)
    add(envelope, "Identifier", parties.message.id)
    add(envelope, "AcknowledgementCode", "pluspositivkvitt")


def _letter(letter: etree._Element, referral: Referral, parties: Parties) -> None:
    add(letter, "Identifier", referral.id)
    add(letter, "VersionCode", VERSION)
    add(letter, "StatisticalCode", "XREF01")
    authorised = add(letter, "Authorisation")
    add(authorised, "Date", str(referral.referral_date))
    add(authorised, "Time", "00:00" if referral.referral_date != parties.message.sent.date() else _clock(parties))
    add(letter, "TypeCode", "XREF01")


def _moment(element: etree._Element, parties: Parties) -> None:
    add(element, "Date", str(parties.message.sent.date()))
    add(element, "Time", _clock(parties))


def _clock(parties: Parties) -> str:
    return f"{parties.message.sent:%H:%M}"


def _party(element: etree._Element, party: Party) -> None:
    add(element, "EANIdentifier", party.ean)
    add(element, "Identifier", party.id)
    add(element, "IdentifierCode", party.id_kind)
    add(element, "OrganisationName", party.organisation)
    for name, value in (("DepartmentName", party.department), ("UnitName", party.unit)):
        if value:
            add(element, name, value)
    if party.speciality:
        add(element, "MedicalSpecialityCode", party.speciality)
    if party.referrer_name:
        referrer = add(element, "Referrer")
        if party.referrer_title:
            add(referrer, "PersonTitle", party.referrer_title)
        add(referrer, "PersonName", party.referrer_name)


def _patient(element: etree._Element, parties: Parties) -> None:
    person = parties.patient
    if person.cpr is not None:
        add(element, "CivilRegistrationNumber", "".join(each for each in person.cpr if each.isdigit()))
    else:
        add(element, "AlternativeIdentifier", person.other_id or "")
    add(element, "PersonSurnameName", person.surname)
    if person.given_name:
        add(element, "PersonGivenName", person.given_name)


def _texts(referral: Referral, guideline: Guideline) -> dict[str, list[str]]:
    """The lines for each element; a text that has the headings of such a message goes back to where it stood."""
    elements = {f"{heading}:": path[1] for path, heading in SECTIONS} | {f"{_DIAGNOSES}:": _DIAGNOSES}
    found: dict[str, list[str]] = {}
    for section in sections(guideline, referral):
        found.setdefault("Anamnesis", []).extend((f"{section.title}:", *section.lines, ""))
    here = "Anamnesis"
    for line in (referral.text or "").split("\n"):
        here = elements.get(line.strip(), here)
        if line.strip() not in elements:
            found.setdefault(here, []).append(line)
    return found


def _diagnoses(letter: etree._Element, referral: Referral, texts: dict[str, list[str]]) -> None:
    """The first diagnosis is why the patient is referred, and the others stand beside it."""
    told = [line for line in texts.get(_DIAGNOSES, ()) if line.strip()]
    coded = [diagnosis(each) for each in referral.coded]
    if not told and not coded:
        return
    element = add(letter, "Referral")
    for number in range(max(len(told), len(coded))):
        one = add(element, "ReferralAdditional" if number else "Refer")
        system, code = coded[number] if number < len(coded) else (None, None)
        if code is not None:
            if system not in _KINDS:
                raise SendingError("K603", "a finding's code is neither SKS nor ICPC-2, and XREF01 has no other")
            add(one, "DiagnoseCode", code)
        add(one, "DiagnoseTypeCode", _KINDS[system] if system in (codes.SKS, codes.ICPC_2) else _UNSPECIFIED)
        if number:
            add(one, "DiagnoseDescriptionCode", "bidiagnose")
        if number < len(told):
            add(one, "DiagnoseText", told[number])


def _text(parent: etree._Element, name: str, texts: dict[str, list[str]]) -> None:
    """Add a formatted text, a Break between its lines; none where there are no words."""
    lines = "\n".join(texts.get(name, ())).strip().split("\n")
    if lines == [""]:
        return
    element = add(parent, name, lines[0])
    for line in lines[1:]:
        add(element, "Break").tail = writable(line)
