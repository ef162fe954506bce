"""Turn one FHIR ServiceRequest, with what was sent beside it, into a referral."""

from collections.abc import Iterable, Iterator
from datetime import date

from klokt.errors import IntakeError
from klokt.intake import fhir_types as fhir
from klokt.intake.codes import finding
from klokt.intake.fhir_codes import all_codes, meaning, targets
from klokt.intake.fhir_country import country_of
from klokt.intake.fhir_evidence import Evidence
from klokt.intake.fhir_findings import read_condition, read_observation
from klokt.intake.fhir_imaging import read_reports
from klokt.intake.fhir_numbers import order_numbers
from klokt.intake.fhir_patient import read_subject
from klokt.intake.fhir_requested import kind_of, read_requested, unknown_code
from klokt.intake.fhir_resources import Resource, Resources
from klokt.intake.identifiers import looks_personal
from klokt.intake.shape import fhir_day, refuse_contradictions, refuse_impossible_age
from klokt.model.person_number import PERSON_SYSTEMS
from klokt.model.referral import CodedStatement, Notice, Referral, Statement

_NO_ORDER = {"revoked", "entered-in-error"}
_PRIORITIES = {"routine": "routine", "asap": "asap", "urgent": "asap", "stat": "asap"}
_STATUSES = {"draft", "active", "on-hold", "completed", "unknown"}


def read_request(resource: Resource, resources: Resources, evidence: Evidence, label: str) -> Referral:
    """Return the referral; raise IntakeError K303, K304 or K305. `label` stands in for a missing id."""
    form = resource.read(fhir.ServiceRequest)
    _refuse_no_order(form, resource.path)
    on = fhir_day(form.authored_on, f"{resource.path}.authoredOn") if form.authored_on else None
    subject = read_subject(form.subject, resource, resources)
    refuse_impossible_age(subject.patient.birth_date, on, subject.path)
    requested = read_requested(form, resource.path)
    found = [*_reasons(form), *_findings(evidence.of(resource, form), on)]
    statements = tuple(dict.fromkeys(each for each in found if isinstance(each, Statement)))
    coded = tuple(dict.fromkeys(each for each in found if isinstance(each, CodedStatement)))
    refuse_contradictions(statements, resource.path)
    notices = [*_request_notices(form, on, resource.path), *subject.notices, *evidence.notices(resource, form)]
    return Referral(
        id=request_id(resource, form, label),
        kind=kind_of(form, requested),
        country=country_of(resource.body, subject.body),
        referral_date=on,
        patient=subject.patient,
        requester_role=_requester_role(form.requester, resource, resources),
        requested=requested,
        text=_text(form),
        statements=statements,
        coded=coded,
        priority=_PRIORITIES.get(form.priority or ""),
        numbers=tuple(order_numbers(form.id, form.identifier)),
        notices=(*notices, *(each for each in found if isinstance(each, Notice))),
    )


def request_id(resource: Resource, form: fhir.ServiceRequest, label: str) -> str:
    """Return the request's id, an identifier that is not a person's, its fullUrl, or else the label."""
    numbers = (number.value for number in form.identifier if number.system not in PERSON_SYSTEMS)
    for candidate in (form.id, *numbers, resource.full_url):
        if candidate and not looks_personal(candidate):
            return candidate
    return label


def _refuse_no_order(form: fhir.ServiceRequest, path: str) -> None:
    if form.status in _NO_ORDER:
        raise IntakeError("K305", f"{path}.status: the request was revoked or entered in error, so it is not an order")
    if form.do_not_perform:
        raise IntakeError("K305", f"{path}.doNotPerform: asks that something not be done, so it is not an order")


def _request_notices(form: fhir.ServiceRequest, on: date | None, path: str) -> Iterator[Notice]:
    yield from unknown_code(form, path)
    if form.authored_on and on is None:
        yield Notice("K322", f"{path}.authoredOn: gives no day, so the referral date is unknown")
    if any(not all_codes((reason,)) and not reason.text for reason in form.reason_code):
        yield Notice("K328", f"{path}.reasonCode: a reason without a code in a known system is not read")
    if form.modifier_extension:
        yield Notice("K330", f"{path}.modifierExtension: may change what the request means and is not read")
    if form.status is not None and form.status not in _STATUSES:
        yield Notice("K330", f"{path}.status: not one of the statuses of a FHIR request")


def _reasons(form: fhir.ServiceRequest) -> Iterator[CodedStatement]:
    """Yield the coded reasons: findings that are present or suspected."""
    for reason in form.reason_code:
        for code in all_codes((reason,)):
            named = finding(code.system, code.code)
            yield from (CodedStatement(named, True, target) for target in targets(reason, ()) or (None,))


def _findings(resources: Iterable[Resource], on: date | None) -> Iterator[Statement | CodedStatement | Notice]:
    reports = []
    for resource in resources:
        match resource.kind:
            case "Condition":
                yield from read_condition(resource, on)
            case "Observation":
                yield from read_observation(resource)
            case _:
                reports.append(resource)
    yield from read_reports(reports, on)


def _requester_role(reference: fhir.Reference | None, owner: Resource, resources: Resources) -> str | None:
    found = resources.find(reference, owner) if reference and reference.reference else None
    if found is None:
        return None
    concepts: list[fhir.CodeableConcept | None] = []
    if found.kind == "PractitionerRole":
        concepts.extend(found.read(fhir.PractitionerRole).code)
    elif found.kind == "Practitioner":
        concepts.extend(each.code for each in found.read(fhir.Practitioner).qualification)
    roles = meaning(*concepts).get("role")
    return next(iter(roles)) if len(roles) == 1 else None


def _text(form: fhir.ServiceRequest) -> str | None:
    parts = [reason.text for reason in form.reason_code] + [note.text for note in form.note]
    written = [part for part in parts if part is not None]
    return "\n".join(written) if written else None
