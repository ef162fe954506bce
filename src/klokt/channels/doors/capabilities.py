"""What the FHIR door offers, as it says itself: a CapabilityStatement (FHIR R4) that names nothing else."""

from klokt import __version__
from klokt.channels.doors.outcome import Json

CHANGED = "2026-11-23"
"""The day on which what is offered changed last."""


def capabilities() -> Json:
    """Return the CapabilityStatement."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": CHANGED,
        "kind": "instance",
        "software": {"name": "klokt", "version": __version__},
        "implementation": {"description": "The door of a receiving unit: referrals, and reports that answer them"},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "documentation": "Nothing can be read here. An answer other than an error is given after the commit.",
                "security": {"cors": False, "description": "A bearer token for each door, over TLS"},
                "resource": [
                    _resource("ServiceRequest", ["create"], "An order or referral, with what it contains"),
                    _resource("DiagnosticReport", ["create"], "The report that answers a referral on hold"),
                    _resource("Task", ["create", "update"], "Completed work on a referral on hold, with its output"),
                ],
                "interaction": [{"code": "transaction"}, {"code": "batch"}],
                "operation": [
                    {
                        "name": "process-message",
                        "definition": "http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message",
                    }
                ],
            }
        ],
        "messaging": [
            {
                "documentation": "Any event whose message has a ServiceRequest, or one DiagnosticReport or Task; it is "
                "answered at once. Bundles of the types document and collection are taken as well.",
            }
        ],
    }


def _resource(kind: str, interactions: list[str], documentation: str) -> Json:
    offered = [{"code": each} for each in interactions]
    return {"type": kind, "documentation": documentation, "interaction": offered}
