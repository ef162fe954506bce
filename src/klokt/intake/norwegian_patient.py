"""Read who a Norwegian message is about: birth date, sex and name, and no number."""

from collections.abc import Iterator

from klokt.errors import IntakeError
from klokt.intake.birth_date import settled
from klokt.intake.norwegian_header import words
from klokt.intake.norwegian_values import coded, moment, written_moment
from klokt.intake.person_name import whole_name
from klokt.intake.safe_xml import Node
from klokt.model.person_number import DANISH_NUMBER, NORWEGIAN_NUMBERS
from klokt.model.referral import Notice, Patient

SEXES = {"1": "male", "2": "female", "M": "male", "K": "female"}
"""Volven 3101; 0 and 9 say that it is not known."""

_KINDS = {"FNR": NORWEGIAN_NUMBERS[0], "DNR": NORWEGIAN_NUMBERS[1], "FHN": NORWEGIAN_NUMBERS[2]} | {
    "HNR": NORWEGIAN_NUMBERS[2],
    "DKF": DANISH_NUMBER,
}
"""The kinds of person numbers (Volven 8116) that carry a birth date or check digits."""


def read_patient(patient: Node | None, path: str) -> tuple[Patient, tuple[Notice, ...]]:
    """Return the patient as far as the engine may know; unknown, with a notice, where none is told.

    Raises IntakeError K303 or K304 for a birth date that is none; a person number is never a reason to refuse.
    """
    if patient is None:
        return Patient(), (Notice("K320", f"{path}: no patient is told, so the age is unknown"),)
    node = patient.child("DateOfBirth")
    written = moment(node)
    sex = SEXES.get(coded(patient.child("Sex")).code or "")
    if node is not None and written_moment(node) and written is None:
        return Patient(None, sex, _name(patient)), (
            Notice("K322", f"{node.where}: gives no day, so the age is unknown"),
        )
    born, notices = settled(written, numbers_of(patient), patient.where)
    if born is None:
        notices += (Notice("K320", f"{patient.where}: carries no birth date, so the age is unknown"),)
    return Patient(born, sex, _name(patient)), notices


def _name(patient: Node) -> str | None:
    """The name: one text in the older messages, and its parts in the header."""
    parts = (words(patient, name) for name in ("GivenName", "MiddleName", "FamilyName"))
    return whole_name(words(patient, "Name")) or whole_name(*parts)


def refuse_two(patient: Node | None, other: Node | None) -> None:
    """Raise IntakeError K304 where the header and the message name different patients by number."""
    if patient is None or other is None:
        return
    one, two = ({number for _, number in numbers_of(each)} for each in (patient, other))
    if one and two and one.isdisjoint(two):
        raise IntakeError("K304", f"{patient.where}: another patient than the header names")


def numbers_of(patient: Node) -> Iterator[tuple[str, str]]:
    """Yield each person number with its system: OffId in the older messages, Ident in the header."""
    pairs = [(patient.child("OffId"), patient.child("TypeOffId"))]
    pairs += [(each.child("Id"), each.child("TypeId")) for each in patient.children("Ident")]
    for number, kind in pairs:
        system = _KINDS.get(coded(kind).code or "")
        if number is not None and number.text() and system:
            yield system, number.text().replace(" ", "")
