"""Read who an XREF01 is about: birth date and sex by the CPR number, the name, and no number."""

from klokt.errors import IntakeError
from klokt.intake.identifiers import danish_checks, danish_sex, person_number
from klokt.intake.person_name import whole_name
from klokt.intake.safe_xml import Node
from klokt.model.person_number import DANISH_NUMBER
from klokt.model.referral import Notice, Patient

CPR, OTHER = "CivilRegistrationNumber", "AlternativeIdentifier"
_NAMES = ("PersonGivenName", "PersonSurnameName")


def read_patient(letter: Node) -> tuple[Patient, tuple[Notice, ...]]:
    """Return the patient and what was noticed.

    Raises IntakeError K304 where there are both kinds of number, and K303 where there is none or the CPR number
    carries no day of birth. A number without fitting check digits is noticed: since 2007 a valid one may have none.
    """
    patient = letter.child("Patient")
    if patient is None:
        raise IntakeError("K303", f"{letter.where}/Patient: is missing; it needs {CPR} or {OTHER}")
    number, other = patient.child(CPR), patient.child(OTHER)
    if number is not None and other is not None:
        raise IntakeError(
            "K304", f"{patient.where}: has both {patient.path}/{CPR} and {patient.path}/{OTHER}; give one"
        )
    if number is None and other is None:
        raise IntakeError("K303", f"{patient.where}: needs one of {patient.path}/{CPR} and {patient.path}/{OTHER}")
    name = whole_name(*(each.text() for each in map(patient.child, _NAMES) if each is not None))
    if number is None:
        return Patient(name=name), (
            Notice("K320", f"{patient.where}/{OTHER}: carries no birth date, so the age is unknown"),
        )
    told = person_number(DANISH_NUMBER, number.text())
    if told is None or told.birth_date is None:
        raise IntakeError("K303", f"{number.where}: expected ten digits that begin with a day; else use {OTHER}")
    notices = [Notice("K323", f"{number.where}: the birth date is taken from the person number")]
    if not danish_checks(number.text()):
        notices.append(Notice("K324", f"{number.where}: the check digits do not fit; numbers since 2007 need not"))
    return Patient(told.birth_date, danish_sex(number.text()), name), tuple(notices)
