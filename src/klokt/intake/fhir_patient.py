"""Read who a FHIR request is about: birth date, sex and name, and no number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from klokt.intake import fhir_types as fhir
from klokt.intake.birth_date import settled
from klokt.intake.fhir_resources import Resource, Resources
from klokt.intake.person_name import human_name
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
        return Subject(Patient(None, _sex(form), human_name(form.name)), tuple(notices), path, resource.body)
    born = _birth_date(written, form.identifier, f"{resource.path}.identifier", notices)
    return Subject(Patient(born, _sex(form), human_name(form.name)), tuple(notices), path, resource.body)


def _sex(form: fhir.Patient) -> str | None:
    return form.gender if form.gender in _SEXES else None


def _birth_date(
    written: date | None, identifiers: Iterable[fhir.Identifier], path: str, notices: list[Notice]
) -> date | None:
    """Return the birth date as written, or else that of its person numbers."""
    numbers = ((each.system, each.value) for each in identifiers if each.system and each.value)
    born, noticed = settled(written, numbers, path)
    notices.extend(noticed)
    return born
