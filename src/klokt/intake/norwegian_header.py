"""Read what the envelope of a Norwegian message tells: its id, its kind, and who sent it to whom.

The envelope is the message header 1.2 (MsgHead); the older messages carry the same in Message itself. Whoever answers
a message, with a receipt or with the status of the referral, addresses the answer by this.
"""

from __future__ import annotations

from dataclasses import dataclass

from klokt.intake.norwegian_values import Coded, coded, written_moment
from klokt.intake.safe_xml import Node, root_of

MSGHEAD = "http://www.kith.no/xmlstds/msghead/2006-05-24"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who sends or receives: a name, its numbers by kind (HER, ENH, RSH), and the part of it that is meant."""

    name: str | None = None
    numbers: tuple[tuple[str, str], ...] = ()
    part: Organisation | None = None

    @property
    def her_id(self) -> str | None:
        """The number in the national address register of the part that is meant, or of the whole."""
        own = next((number for kind, number in self.numbers if kind == "HER"), None)
        return (self.part.her_id if self.part else None) or own


@dataclass(frozen=True, slots=True)
class Header:
    """The envelope: the message's own id and kind, when it was made as it is written, and between whom it goes.

    `parent` is the message that this one answers or follows, `conversation` the first of the row. `status` is that
    of the referral inside by Volven 7309: N new, M changed, A added to, O replaced, C cancelled.
    """

    id: str | None
    kind: Coded
    made: str | None
    sender: Organisation
    receiver: Organisation
    parent: str | None = None
    conversation: str | None = None
    status: str | None = None


def read_header(data: bytes) -> Header:
    """Return the envelope of a message, whatever stands inside it; what is not told is None.

    Raises IntakeError K311 for XML that cannot be parsed, and K304 for an element that is given twice.
    """
    root = root_of(data)
    status = next((found for found in root.descendants("ServType") if coded(found).code), None)
    if root.namespace == MSGHEAD:
        return _of_msghead(root, coded(status).code)
    return _of_message(root, coded(status).code)


def _of_msghead(root: Node, status: str | None) -> Header:
    info = root.child("MsgInfo")
    return Header(
        id=words(info, "MsgId"),
        kind=coded(info.child("Type") if info else None),
        made=written_moment(info.child("GenDate") if info else None),
        sender=_organisation(info.at("Sender", "Organisation") if info else None),
        receiver=_organisation(info.at("Receiver", "Organisation") if info else None),
        parent=words(info, "ConversationRef", "RefToParent"),
        conversation=words(info, "ConversationRef", "RefToConversation"),
        status=status,
    )


def _of_message(root: Node, status: str | None) -> Header:
    letter = next(root.children("ServReq"), None)
    return Header(
        id=words(root, "MsgId"),
        kind=coded(root.child("Type")),
        made=written_moment(root.child("GenDate")),
        sender=_institution(letter, "Requester"),
        receiver=_institution(letter, "ServProvider"),
        status=status,
    )


def words(node: Node | None, *path: str) -> str | None:
    """Return the text at the end of a path, or None where there is none, or other elements stand in it."""
    found = node.at(*path) if node else None
    return (found.text() or None) if found and not len(found.element) else None


def _organisation(node: Node | None) -> Organisation:
    if node is None:
        return Organisation()
    pairs = ((coded(each.child("TypeId")).code, words(each, "Id")) for each in node.children("Ident"))
    numbers = tuple((kind, number) for kind, number in pairs if kind and number)
    inside = node.child("Organisation")
    return Organisation(words(node, "OrganisationName"), numbers, _organisation(inside) if inside else None)


def _institution(letter: Node | None, role: str) -> Organisation:
    """The institution in a role, or the professional where there is none."""
    provider = letter.at(role, "HCP") if letter else None
    found = (provider.child("Inst") or provider.child("HCProf")) if provider else None
    return _unit(found) if found else Organisation()


def _unit(node: Node) -> Organisation:
    more = ((coded(each.child("Type")).code, words(each, "Id")) for each in node.children("AdditionalId"))
    pairs = ((coded(node.child("TypeId")).code, words(node, "Id")), *more)
    numbers = tuple((kind, number) for kind, number in pairs if kind and number)
    inside = next(node.children("Dept"), None)
    return Organisation(words(node, "Name"), numbers, _unit(inside) if inside else None)
