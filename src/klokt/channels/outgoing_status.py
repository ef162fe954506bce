"""The status that a Norwegian message gets in answer, and the number by which a message names its patient."""

from collections.abc import Iterator
from datetime import datetime

from klokt.errors import IntakeError, SendingError
from klokt.intake.norwegian_header import read_header
from klokt.intake.norwegian_message import is_norwegian
from klokt.intake.safe_xml import root_of
from klokt.model.decision import Choice
from klokt.model.person_number import NORWEGIAN_NUMBERS
from klokt.sending.norwegian_parties import answering
from klokt.sending.norwegian_patient import patient_in
from klokt.sending.referral_status import Became, Person, ReferralStatus, write_referral_status

BECAME = {
    Choice.ACCEPT: Became.CALLED_IN,
    Choice.CHANGE: Became.CALLED_IN,
    Choice.RETURN: Became.RETURNED,
    Choice.FORWARD: Became.PASSED_ON,
}
"""What Volven 9148 says of a decision; of the others it says nothing."""

_SYSTEMS = dict(zip(("FNR", "DNR", "FHN"), NORWEGIAN_NUMBERS, strict=True))
"""The systems of numbers that hold in the whole country; an H-nummer means somebody only where it was given."""


def status_for(choice: Choice, message: bytes, once: str, at: datetime, reason: str) -> Iterator[bytes]:
    """Yield the status of a referral that came in a Norwegian message; none for another message or decision.

    None, too, where the message does not name the patient, or whom to answer: then no answer would find its way.
    """
    person = norwegian_patient(message)
    if person is None or choice not in BECAME:
        return
    header = read_header(message)
    try:
        status = ReferralStatus(answering(header, once, at), header, person, BECAME[choice], reason)
        yield write_referral_status(status)
    except SendingError:
        return


def norwegian_patient(message: bytes) -> Person | None:
    """Return the patient that a Norwegian message names; None for another message, or where name or number lacks."""
    try:
        return patient_in(message) if is_norwegian(root_of(message)) else None
    except IntakeError:
        return None


def patient_number(message: bytes) -> tuple[str, str] | None:
    """Return the system and the number by which a Norwegian message names its patient; None for another message."""
    person = norwegian_patient(message)
    if person is None or person.number_kind not in _SYSTEMS:
        return None
    return _SYSTEMS[person.number_kind], person.number.replace(" ", "")
