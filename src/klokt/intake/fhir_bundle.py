"""Read the ServiceRequests of a FHIR R4 Bundle, or one that comes alone, each as a referral."""

from collections.abc import Iterator, Mapping

from klokt.errors import IntakeError
from klokt.intake import fhir_types as fhir
from klokt.intake.fhir_evidence import Evidence
from klokt.intake.fhir_request import read_request, request_id
from klokt.intake.fhir_resources import Resource, Resources
from klokt.intake.identifiers import shown_id
from klokt.intake.shape import shape
from klokt.model.referral import Referral


def read_bundle(value: Mapping[str, object], label: str) -> Iterator[Referral | IntakeError]:
    """Yield a referral or an error for each ServiceRequest in order; raise IntakeError K302 if there is none."""
    bundle = shape(value, fhir.Bundle)
    resources = Resources(
        Resource(f"$.entry[{index}].resource", entry.full_url, entry.resource)
        for index, entry in enumerate(bundle.entry)
        if entry.resource is not None
    )
    requests = list(resources.of_type("ServiceRequest"))
    if not requests:
        raise IntakeError("K302", "the Bundle has no ServiceRequest, so there is no referral in it")
    labels = [label] if len(requests) == 1 else [f"{label}, request {n}" for n in range(1, len(requests) + 1)]
    yield from _read_each(requests, resources, labels)


def read_service_request(value: Mapping[str, object], label: str) -> Referral | IntakeError:
    """Return the referral, or an error, for a ServiceRequest with no more than what it contains."""
    alone = Resource("$", None, value)
    return next(_read_each([alone], Resources([alone]), [label]))


def _read_each(requests: list[Resource], resources: Resources, labels: list[str]) -> Iterator[Referral | IntakeError]:
    evidence = Evidence(requests, resources)
    for request, label in zip(requests, labels, strict=True):
        try:
            yield read_request(request, resources, evidence, label)
        except IntakeError as error:
            yield IntakeError(error.code, error.message, _id_if_readable(request))


def _id_if_readable(request: Resource) -> str | None:
    try:
        return request_id(request, request.read(fhir.ServiceRequest), "") or None
    except IntakeError:
        return shown_id(request.body.get("id"))
