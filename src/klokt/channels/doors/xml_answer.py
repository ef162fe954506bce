"""What a door answers to an XML message that was kept: an application receipt, or else plain words in JSON.

A Norwegian message whose envelope tells who sent it is answered by AppRec. All others, MedCom's among them, have no
receipt here that is theirs: they get the answer in JSON, and problems as problem+json (RFC 9457).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from uuid import NAMESPACE_URL, uuid5

import msgspec

from klokt.channels.doors.hall import Delivered
from klokt.errors import IntakeError, SendingError
from klokt.intake.norwegian_header import read_header
from klokt.intake.norwegian_message import is_norwegian
from klokt.intake.safe_xml import root_of
from klokt.sending.norwegian_parties import answering
from klokt.sending.receipt import Fault, Receipt, Taken, fault_of, write_receipt

XML, JSON, PROBLEM = "application/xml", "application/json", "application/problem+json"

_OLDER = ("/2005-", "/2008-")
"""In the namespace of a message from before AppRec 1.1."""

DIFFERS = "the same id came before with other content; both are kept, and a person looks at them"


@dataclass(frozen=True, slots=True)
class Answer:
    """The status of HTTP, the body and its type."""

    status: int
    body: bytes
    media_type: str


def answer(raw: bytes, became: Delivered, now: datetime) -> Answer:
    """Return the answer to a message that is durable."""
    status = 409 if became.differs else 422 if not became.referrals else 200 if became.repeated else 201
    receipt = _receipt(raw, became, now)
    if receipt is not None:
        return Answer(status, receipt, XML)
    if status < 400 and not became.problems:
        return Answer(status, msgspec.json.encode({"message": became.message, "referrals": became.referrals}), JSON)
    told = [DIFFERS] if became.differs else [f"{each.code} {each.problem}" for each in became.problems]
    return problem(status, {"message": became.message, "referrals": became.referrals, "problems": told})


def problem(status: int, more: Mapping[str, object]) -> Answer:
    """Return a problem as RFC 9457 writes it."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, **more}
    return Answer(status, msgspec.json.encode(body), PROBLEM)


def _receipt(raw: bytes, became: Delivered, now: datetime) -> bytes | None:
    """The receipt of a Norwegian message; None for others, and where the envelope does not tell to whom it goes."""
    try:
        root = root_of(raw)
        if not is_norwegian(root):
            return None
        header = read_header(raw)
        own_id = str(uuid5(NAMESPACE_URL, f"https://klokt.org/receipt/{became.message}"))
        version = "1.0" if any(part in root.namespace for part in _OLDER) else "1.1"
        if root.name == "MsgHead":
            version = "1.1"
        taken = Taken.NOT if not became.referrals else Taken.WITH_FAULTS if became.problems else Taken.WHOLE
        return write_receipt(Receipt(answering(header, own_id, now), header, taken, _faults(became), version))
    except (IntakeError, SendingError):
        return None


def _faults(became: Delivered) -> tuple[Fault, ...]:
    if became.differs:
        return (Fault("X99", "Annen feil", DIFFERS),)
    return tuple(fault_of(IntakeError(each.code, each.problem)) for each in became.problems)
