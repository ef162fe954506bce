"""Tell whether a Norwegian message is a new order: what takes one back, or answers one, is never read as such."""

from collections.abc import Container, Iterable

from klokt.errors import IntakeError
from klokt.intake.norwegian_requested import FIELDS
from klokt.intake.norwegian_values import coded
from klokt.intake.safe_xml import Node
from klokt.model.referral import Notice

STATUS_LIST = "2.16.578.1.12.4.1.1.9148"
"""The code list of what became of a referral; a message whose content is such a code answers one."""

_ANSWERS = {"T", "TILBAKEMELD"}
_NO_ORDER = {"C": "takes back an earlier one", "H": "tells of an earlier one"}
_REPLACES = "O"
_PARTIAL = {"M": "changes an earlier message", "A": "adds to an earlier message"}
_NEW = "N"


def refuse_answers(letter: Node, around: Iterable[Node]) -> None:
    """Raise IntakeError K310 for a message that tells what became of a referral; it is none."""
    kinds = {coded(each.child("Type")).code for each in around}
    content = letter.at("TypeInnholdIMelding", "TypeInnhold")
    if kinds & _ANSWERS or (content is not None and coded(content).system == STATUS_LIST):
        raise IntakeError("K310", f"{letter.where}: tells what became of a referral, and is none")


def changes(letter: Node) -> tuple[Notice, ...]:
    """Return what is noticed of a message that is not a new one.

    Raises IntakeError K305 for one that takes another back, or tells of it: it is no order. The codes are those of
    Volven 7309, for the whole and for each service that is asked for.
    """
    found: list[Notice] = []
    owners = (letter, *letter.children("ReqInvestigation"), *letter.children("ReqServ"))
    for kind in (each for owner in owners for each in owner.children("ServType")):
        code = coded(kind).code
        if code in _NO_ORDER:
            raise IntakeError("K305", f"{kind.where}: the message {_NO_ORDER[code]}, so it is not an order")
        if code == _REPLACES:
            found.append(Notice("K333", f"{kind.where}: replaces an earlier message; assess this one alone"))
        elif code != _NEW:
            told = _PARTIAL.get(code or "", "has a status that is not known here")
            found.append(Notice("K330", f"{kind.where}: {told}; a person must look"))
    return tuple(found)


def refuse_other_fields(letter: Node, requisitions: Container[str]) -> None:
    """Raise IntakeError K303 for a requisition that does not say its field, and K310 for one that is not imaging."""
    if letter.namespace not in requisitions:
        return
    field = letter.child("MsgDescr")
    if field is None or coded(field).code is None:
        raise IntakeError("K303", f"{letter.where}/MsgDescr: is missing; expected one of {', '.join(FIELDS)}")
    if coded(field).code not in FIELDS:
        raise IntakeError("K310", f"{field.where}: a requisition that is not for imaging, and is not read here")
