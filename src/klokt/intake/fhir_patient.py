"""Read who a FHIR request is about: birth date and sex, and nothing that identifies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from klokt.intake import fhir_types as fhir
from klokt.intake.fhir_resources import Resource, Resources
from klokt.intake.identifiers import DATED_SYSTEMS, person_number
from klokt.intake.shape import fhir_day
from klokt.model.referral import Notice, Patient

_SEXES = {"male", "female"}


@dataclass(frozen=True, slots=True)
class Subject:
    """The patient as far as the engine may know, what was noticed on the way, and the resource as it was sent."""

    patient: Patient
    notices: tuple[Notice, ...]
    path: str
    body: Mapping[str, object] | None = None


def read_subject(reference: fhir.Reference | None, owner: Resource, resources: Resources) -> Subject:
    """Return the patient of a request; unknown, with a notice, where it cannot be told.

    A reference to a Patient that was not sent is not taken for another Patient that was.
    """
    path = f"{owner.path}.subject"
    found = resources.patient(reference, owner) if reference else None
    if found is not None:
        return _read_patient(found)
    notices = [Notice("K320", f"{path}: no Patient that was sent answers to this, so the age may be unknown")]
    identifiers = (reference.identifier,) if reference and reference.identifier else ()
    born = _birth_date(None, identifiers, path, notices)
    return Subject(Patient(born), tuple(notices), path)


def _read_patient(resource: Resource) -> Subject:
    form = resource.read(fhir.Patient)
    notices: list[Notice] = []
    path = f"{resource.path}.birthDate"
    written = fhir_day(form.birth_date, path) if form.birth_date else None
    if form.birth_date and written is None:
        notices.append(Notice("K322", f"{path}: gives no day, so the age is unknown"))
        return Subject(Patient(None, _sex(form)), tuple(notices), path, resource.body)
    born = _birth_date(written, form.identifier, f"{resource.path}.identifier", notices)
    return Subject(Patient(born, _sex(form)), tuple(notices), path, resource.body)


def _sex(form: fhir.Patient) -> str | None:
    return form.gender if form.gender in _SEXES else None


def _birth_date(
    written: date | None, identifiers: Iterable[fhir.Identifier], path: str, notices: list[Notice]
) -> date | None:
    """Return the birth date as written, or else that of the first person number that carries one."""
    carried: list[date] = []
    for identifier in identifiers:
        if identifier.system is None or identifier.system not in DATED_SYSTEMS or not identifier.value:
            continue
        number = person_number(identifier.system, identifier.value)
        if number is None or not number.checks:
            notices.append(Notice("K324", f"{path}: a person number has another form, or its check digits do not fit"))
        if number is not None and number.birth_date is not None:
            carried.append(number.birth_date)
    if written is None and len(set(carried)) == 1:
        notices.append(Notice("K323", f"{path}: the birth date is taken from the person number"))
        return carried[0]
    if len({*carried, written} - {None}) > 1:
        notices.append(Notice("K325", f"{path}: birth dates disagree; only one that is written as such counts"))
    return written
