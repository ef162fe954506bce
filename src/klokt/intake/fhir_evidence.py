"""Choose the findings that belong to a request: those it refers to or contains, and those of its patient.

A diagnosis goes to every request of the patient; an observation or report that another request refers to does not.
"""

from collections.abc import Iterator

from klokt.errors import IntakeError
from klokt.intake import fhir_types as fhir
from klokt.intake.fhir_resources import Resource, Resources
from klokt.intake.shape import shape
from klokt.model.referral import Notice

_KINDS = ("Condition", "Observation", "DiagnosticReport")


class Evidence:
    """The findings sent beside the requests, and who they are about."""

    def __init__(self, requests: list[Resource], resources: Resources) -> None:
        self._resources = resources
        self._findings = tuple(resources.of_type(*_KINDS))
        self._owners: dict[str, str | None] = {}
        self._claimed = {path for request in requests for path in self._claims(request)}

    def of(self, request: Resource, form: fhir.ServiceRequest) -> Iterator[Resource]:
        """Yield the findings of a request; raise IntakeError K304 where it refers to another patient's."""
        patient = self._whose(form.subject, request)
        for finding in self._referenced(request, form):
            owner = self._owner(finding)
            if owner != patient and self._was_sent(owner) and self._was_sent(patient):
                raise IntakeError("K304", f"{request.path}: refers to a finding of another patient, {finding.path}")
            yield finding
        own = {finding.path for finding in self._referenced(request, form)}
        yield from (each for each in request.contained() if each.kind in _KINDS and each.path not in own)
        for finding in self._findings:
            owner = self._owner(finding)
            shared = finding.kind == "Condition" and finding.path not in own
            if owner is not None and owner == patient and (shared or finding.path not in self._claimed):
                yield finding

    def notices(self, request: Resource, form: fhir.ServiceRequest) -> Iterator[Notice]:
        """Yield a notice for each reference to what was not sent, and each finding that nobody owns."""
        for reference in (*form.reason_reference, *form.supporting_info):
            if self._resources.find(reference, request) is None:
                yield Notice("K329", f"{request.path}: a reason or supporting information was not sent")
        for finding in self._findings:
            owner = self._owner(finding)
            stray = owner is None or not (self._was_sent(owner) or owner == self._whose(form.subject, request))
            if finding.path not in self._claimed and stray:
                yield Notice(
                    "K327", f"{finding.path}: does not say which patient sent here it is of, so it is not read"
                )

    def _claims(self, request: Resource) -> list[str]:
        """Return the paths of what a request refers to; a request that cannot be read claims nothing."""
        try:
            return [found.path for found in self._referenced(request, request.read(fhir.ServiceRequest))]
        except IntakeError:
            return []

    def _referenced(self, request: Resource, form: fhir.ServiceRequest) -> Iterator[Resource]:
        found = (self._resources.find(each, request) for each in (*form.reason_reference, *form.supporting_info))
        by_path = {resource.path: resource for resource in found if resource is not None}
        return (resource for resource in by_path.values() if resource.kind in _KINDS)

    def _owner(self, finding: Resource) -> str | None:
        if finding.path not in self._owners:
            subject = finding.body.get("subject")
            whose = None if subject is None else shape(subject, fhir.Reference, f"{finding.path}.subject")
            self._owners[finding.path] = self._whose(whose, finding)
        return self._owners[finding.path]

    def _whose(self, subject: fhir.Reference | None, owner: Resource) -> str | None:
        """Return a key that two resources share where they are about the same patient: the Patient's path if sent."""
        if subject is None:
            return None
        found = self._resources.patient(subject, owner)
        if found is not None:
            return found.path
        number = subject.identifier
        return subject.reference or (f"{number.system}|{number.value}" if number and number.value else None)

    @staticmethod
    def _was_sent(key: str | None) -> bool:
        return key is not None and key.startswith("$")
