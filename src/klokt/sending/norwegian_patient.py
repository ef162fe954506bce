"""Read the patient's name and number out of a Norwegian message, to answer it; nothing of it goes anywhere else."""

from klokt.intake.norwegian_header import words
from klokt.intake.norwegian_values import coded, moment
from klokt.intake.safe_xml import Node, root_of
from klokt.sending.referral_status import Person


def patient_in(data: bytes) -> Person | None:
    """Return the patient as a message names them, or None where name or number is missing.

    Raises IntakeError K311 for XML that cannot be parsed, and K304 for an element that is given twice.
    """
    found = next(root_of(data).descendants("Patient"), None)
    if found is None:
        return None
    family, given = _names(found)
    number, kind = _number(found)
    if not (family and given and number):
        return None
    return Person(family, given, number, kind or "FNR", moment(found.child("DateOfBirth")))


def _names(patient: Node) -> tuple[str, str]:
    """The family name and the given name; the older messages have one name, whose last word is the family's."""
    if patient.child("FamilyName"):
        return words(patient, "FamilyName") or "", words(patient, "GivenName") or ""
    given, _, family = (words(patient, "Name") or "").rpartition(" ")
    return family, given


def _number(patient: Node) -> tuple[str | None, str | None]:
    if patient.child("OffId"):
        return words(patient, "OffId"), coded(patient.child("TypeOffId")).code
    first = next(patient.children("Ident"), None)
    return (words(first, "Id"), coded(first.child("TypeId")).code) if first else (None, None)
