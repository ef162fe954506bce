"""Tell XML messages apart by their root and namespace, and read the referrals in those that are known."""

from collections.abc import Iterator

from klokt.errors import IntakeError
from klokt.intake.norwegian_message import READ, is_norwegian, read_norwegian
from klokt.intake.safe_xml import Node, root_of
from klokt.intake.xref01 import MEDCOM, read_hospital_referral
from klokt.model.referral import Referral

_READ = f"MedCom XREF01 (Emessage with HospitalReferral), {READ}"
_INSTEAD = f"send {_READ}, FHIR R4 JSON, or the JSON form of a referral"
_MEDCOM_HOST = "/medcom"
_BESIDE = {"Envelope"}


def read_xml(data: bytes, label: str) -> Iterator[Referral | IntakeError]:
    """Yield a referral or an error for each letter of the message in order.

    Raises IntakeError K311 for XML that cannot be parsed, and K310 for a message of another kind.
    """
    root = root_of(data)
    if root.name == "Emessage" and root.namespace == MEDCOM:
        yield from _read_emessage(root, label)
        return
    if is_norwegian(root):
        yield from read_norwegian(root, label)
        return
    if root.name == "Emessage" and _MEDCOM_HOST in root.namespace:
        raise IntakeError("K310", f"{root.where}: a MedCom message of a namespace that is not read; {_INSTEAD}")
    if root.name == "HospitalReferral" and root.namespace == MEDCOM:
        raise IntakeError("K310", f"{root.where}: a letter without its message; put it into an Emessage")
    raise IntakeError("K310", f"{root.where}: an XML message that is not read here; {_INSTEAD}")


def _read_emessage(root: Node, label: str) -> Iterator[Referral | IntakeError]:
    letters = [each for each in root.children() if each.name not in _BESIDE]
    if not letters:
        raise IntakeError("K310", f"{root.where}: there is no letter in the message; {_INSTEAD}")
    for number, letter in enumerate(letters, 1):
        own = label if len(letters) == 1 else f"{label}, letter {number}"
        if letter.name == "HospitalReferral":
            yield read_hospital_referral(letter, own)
        else:
            yield IntakeError(
                "K310", f"{letter.where}: a MedCom letter that is not a referral to a hospital; {_INSTEAD}"
            )
