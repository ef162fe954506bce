"""Write an application receipt (AppRec 1.0 or 1.1): that a message was taken, or what was wrong with it.

The order of the elements was seen in receipts of both versions in public test data. The codes for what became of a
message (Volven 8258) and for what is wrong (8221) are background knowledge, to be verified before the first is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from klokt.errors import IntakeError, SendingError
from klokt.intake.norwegian_header import Header, Organisation
from klokt.sending.norwegian_parties import KINDS, Envelope, moment, numbers_of, refuse_incomplete
from klokt.sending.xml_tree import add, root_in, written

VERSIONS = {
    "1.0": ("http://www.kith.no/xmlstds/apprec/2004-11-21", "1.0 2004-11-21"),
    "1.1": ("http://www.kith.no/xmlstds/apprec/2012-02-15", "v1.1 2012-02-15"),
}
"""The namespace and the version's name, by number."""

FAULTS = "2.16.578.1.12.4.1.1.8221"
_UNREADABLE = ("T01", "Ikke XML eller uleselig")
_OTHER = ("X99", "Annen feil")


class Taken(Enum):
    """What became of the message, by its code and name in Volven 8258."""

    WHOLE = ("1", "OK")
    NOT = ("2", "Avvist")
    WITH_FAULTS = ("3", "OK, feil i delmelding")


@dataclass(frozen=True, slots=True)
class Fault:
    """What was wrong: a code of Volven 8221 with its name, and words on it that identify nobody."""

    code: str
    name: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """An answer to a message, by its header: whether it was taken, and what was wrong."""

    envelope: Envelope
    about: Header
    taken: Taken
    faults: tuple[Fault, ...] = ()
    version: str = "1.1"


def fault_of(error: IntakeError) -> Fault:
    """Return what a receipt says of an error: that the message is unreadable, or the error's own code and words."""
    code, name = _UNREADABLE if error.code == "K311" else _OTHER
    return Fault(code, name, f"{error.code} {error.message}")


def write_receipt(receipt: Receipt) -> bytes:
    """Return the receipt in UTF-8; the same input gives the same bytes.

    Raises SendingError K602 where something is missing, or where the faults do not go with what became of the message,
    and K603 for another version.
    """
    _refuse(receipt)
    namespace, version = VERSIONS[receipt.version]
    root = root_in(namespace, "AppRec")
    add(root, "MsgType", V="APPREC", DN="Applikasjonskvittering")
    add(root, "MIGversion", version)
    add(root, "GenDate", moment(receipt.envelope.made))
    add(root, "Id", receipt.envelope.id)
    _party(add(root, "Sender"), receipt.envelope.sender)
    _party(add(root, "Receiver"), receipt.envelope.receiver)
    code, name = receipt.taken.value
    add(root, "Status", V=code, DN=name)
    _faults(root, receipt.faults)
    original = add(root, "OriginalMsgId")
    add(original, "MsgType", V=receipt.about.kind.code, DN=receipt.about.kind.words)
    add(original, "IssueDate", receipt.about.made)
    add(original, "Id", receipt.about.id)
    return written(root)


def _refuse(receipt: Receipt) -> None:
    if receipt.version not in VERSIONS:
        raise SendingError("K603", f"there is no such version of a receipt; take {' or '.join(VERSIONS)}")
    refuse_incomplete(receipt.envelope)
    about = receipt.about
    if not (about.id and about.made and about.kind.code):
        raise SendingError("K602", "the message that is answered does not tell its id, its kind and when it was made")
    if bool(receipt.faults) == (receipt.taken is Taken.WHOLE):
        raise SendingError("K602", "a receipt names a fault where there is one, and none where all was taken")


def _party(role: etree._Element, party: Organisation) -> None:
    _unit(add(add(role, "HCP"), "Inst"), party)


def _unit(element: etree._Element, unit: Organisation) -> None:
    add(element, "Name", unit.name)
    for number, (kind, value) in enumerate(numbers_of(unit)):
        holder = element if number == 0 else add(element, "AdditionalId")
        add(holder, "Id", value)
        add(holder, "TypeId" if number == 0 else "Type", V=kind, DN=KINDS[kind])
    if unit.part is not None and numbers_of(unit.part):
        _unit(add(element, "Dept"), unit.part)


def _faults(root: etree._Element, faults: Iterable[Fault]) -> None:
    for each in faults:
        add(root, "Error", V=each.code, S=FAULTS, DN=each.name, OT=each.detail)
