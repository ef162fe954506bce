"""Read a Norwegian requisition of imaging, or a Norwegian referral, as a referral.

Rekvisisjon 1.4, 1.5 and 1.6, and Henvisning 1.0 and 1.1, stand in a Message with ServReq; Henvisning 2.0 stands in the
message header 1.2 (MsgHead), which the others may have around them as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from klokt.errors import IntakeError
from klokt.intake import codes
from klokt.intake.diagnoses import present
from klokt.intake.identifiers import shown_id
from klokt.intake.norwegian_header import MSGHEAD, words
from klokt.intake.norwegian_patient import read_patient, refuse_two
from klokt.intake.norwegian_requested import (
    SPECIALITIES,
    asks_for_imaging,
    read_priority,
    read_requested,
    unknown_codes,
    wanted_times,
)
from klokt.intake.norwegian_status import changes, refuse_answers, refuse_other_fields
from klokt.intake.norwegian_text import coded_reasons, read_text
from klokt.intake.norwegian_unread import attachment, unread
from klokt.intake.norwegian_values import coded, moment, undated
from klokt.intake.safe_xml import Node
from klokt.intake.shape import refuse_impossible_age
from klokt.model.referral import CodedStatement, Notice, Number, Referral

REQUISITIONS = tuple(
    f"http://www.kith.no/xmlstds/rekvisisjon/{day}" for day in ("2012-02-15", "2008-12-01", "2005-05-20")
)
"""Versions 1.6, 1.5 and 1.4."""
REFERRALS = tuple(f"http://www.kith.no/xmlstds/henvisning/{day}" for day in ("2012-02-15", "2005-07-08"))
"""Versions 1.1 and 1.0."""
REFERRAL_2 = "http://ehelse.no/xmlstds/henvisning/2017-11-30"
PROFESSIONS = "2.16.578.1.12.4.1.1.9060"
"""The code list of who refers, for the elements that leave their code system out."""

READ = "Rekvisisjon 1.4 to 1.6 of imaging, Henvisning 1.0, 1.1 or 2.0"

_KNOWN_SYSTEMS = {codes.ICD_10, codes.ICPC_2, codes.SNOMED}


@dataclass(frozen=True, slots=True)
class _Letter:
    """A requisition or a referral with what stands around it: the header, or the message itself, from inside out."""

    node: Node
    around: tuple[Node, ...]
    patient: Node | None
    header_patient: Node | None
    sender: Node | None
    notices: tuple[Notice, ...] = ()


def is_norwegian(root: Node) -> bool:
    """Return whether the root is one of a Norwegian message."""
    name = {MSGHEAD: "MsgHead", REFERRAL_2: "Henvisning"} | dict.fromkeys((*REQUISITIONS, *REFERRALS), "Message")
    return name.get(root.namespace) == root.name


def read_norwegian(root: Node, label: str) -> Iterator[Referral | IntakeError]:
    """Yield a referral or an error for each letter of the message in order.

    Raises IntakeError K310 where there is none that is read here.
    """
    letters = list(_letters(root))
    if not letters:
        raise IntakeError("K310", f"{root.where}: there is no referral in the message; send {READ}")
    for number, letter in enumerate(letters, 1):
        own = label if len(letters) == 1 else f"{label}, letter {number}"
        known = None
        try:
            known = shown_id(_id(letter)) if len(letters) == 1 else None
            yield _referral(letter, known or own)
        except IntakeError as error:
            yield IntakeError(error.code, error.message, known)


def _letters(root: Node) -> Iterator[_Letter]:
    if root.namespace != MSGHEAD:
        yield from _inside(root, (), None, None, ())
        return
    info = root.child("MsgInfo")
    patient, sender = (info.child("Patient"), info.child("Sender")) if info else (None, None)
    contents = [
        each
        for document in root.children("Document")
        for reference in document.children("RefDoc")
        for each in reference.children()
        if each.name in ("Content", "FileReference")
    ]
    attached = [attachment(each) for each in contents if not any(is_norwegian(inner) for inner in each.strangers())]
    notices = (*attached, *_not_ordinary(info))
    for content in contents:
        for inner in content.strangers():
            if is_norwegian(inner):
                yield from _inside(inner, (info,) if info else (), patient, sender, notices)


def _inside(
    node: Node, header: tuple[Node, ...], patient: Node | None, sender: Node | None, notices: tuple[Notice, ...]
) -> Iterator[_Letter]:
    if node.name == "Henvisning":
        yield _Letter(node, header, patient, patient, sender, notices)
    for letter in node.children("ServReq"):
        yield _Letter(letter, (node, *header), letter.child("Patient") or patient, patient, sender, notices)


def _not_ordinary(info: Node | None) -> tuple[Notice, ...]:
    """Return a notice where the header marks the message as one for tests or the like."""
    node = info.child("ProcessingStatus") if info else None
    if node is None or coded(node).code in (None, "P"):
        return ()
    return (Notice("K330", f"{node.where}: the message is marked as not an ordinary one; a person must look"),)


def _id(letter: _Letter) -> str | None:
    """The id of the outermost message, which a receipt names, or else that of the letter."""
    found = (words(each, "MsgId") for each in reversed(letter.around))
    return next((each for each in found if each), None) or words(letter.node, "Id")


def _numbers(letter: _Letter) -> tuple[Number, ...]:
    """The ids of the letter and of the messages around it."""
    told = (words(letter.node, "Id"), *(words(each, "MsgId") for each in letter.around))
    return tuple(Number(None, each) for each in dict.fromkeys(told) if each and shown_id(each))


def _referral(letter: _Letter, name: str) -> Referral:
    node = letter.node
    refuse_answers(node, letter.around)
    changed = changes(node)
    refuse_other_fields(node, REQUISITIONS)
    on = moment(node.child("IssueDate")) or moment(_made(letter))
    refuse_two(letter.patient, letter.header_patient)
    patient, noticed = read_patient(letter.patient, f"{node.where}/Patient")
    refuse_impossible_age(patient.birth_date, on, letter.patient.where if letter.patient else node.where)
    requested = read_requested(node)
    priority, unclear = read_priority(node)
    coded_findings, uncoded = _diagnoses(node)
    late = () if on else undated(node.child("IssueDate"), f"{node.where}/IssueDate", "the referral date")
    notices = [*changed, *late, *noticed, *unknown_codes(node), *unclear, *uncoded]
    notices += [*wanted_times(node), *unread(node), *letter.notices]
    return Referral(
        id=name,
        kind="imaging" if asks_for_imaging(node, requested) else "specialist",
        country="NO",
        referral_date=on,
        patient=patient,
        requester_role=_role(letter),
        requested=requested,
        text=read_text(node, letter.patient),
        coded=coded_findings,
        priority=priority,
        numbers=_numbers(letter),
        notices=tuple(dict.fromkeys(notices)),
    )


def _made(letter: _Letter) -> Node | None:
    return next((each for around in letter.around for each in around.children("GenDate")), None)


def _role(letter: _Letter) -> str | None:
    """Who refers: by speciality where one is told, and else by profession; unknown where several are."""
    requester = letter.node.child("Requester") or letter.sender
    if requester is None:
        return None
    professions = [
        *(
            each
            for owner in ("HCProf", "HCPerson")
            for one in requester.descendants(owner)
            for each in one.children("Type")
        ),
        *requester.descendants("TypeHealthcareProfessional"),
    ]
    for system, nodes in ((SPECIALITIES, [*requester.descendants("MedSpeciality")]), (PROFESSIONS, professions)):
        told = (coded(each) for each in nodes)
        roles = {role for each in told for role in codes.meaning(each.system or system, each.code or "").get("role")}
        if len(roles) == 1:
            return roles.pop()
    return None


def _diagnoses(node: Node) -> tuple[tuple[CodedStatement, ...], tuple[Notice, ...]]:
    """The coded diagnoses in order; one in no code system that is known is a finding that nobody has read."""
    found: list[CodedStatement] = []
    notices: list[Notice] = []
    for each, told in coded_reasons(node):
        if told.code is None:
            continue
        if codes.canonical(told.system or "", told.code).system in _KNOWN_SYSTEMS:
            found += present(told.system or "", told.code)
        else:
            notices.append(Notice("K328", f"{each.where}: the kind of code is not known here, so it is not read"))
    return tuple(dict.fromkeys(found)), tuple(notices)
