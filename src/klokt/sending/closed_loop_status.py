"""Where a decision puts a referral: the status of a FHIR Task, with the BSeR code of the business status."""

from dataclasses import dataclass
from enum import Enum

from klokt.model.decision import Choice
from klokt.sending.closed_loop_names import Json

BSER = "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS"
"""The system of the business statuses of BSeR 2.0."""


@dataclass(frozen=True, slots=True)
class _Code:
    code: str
    display: str

    @property
    def coding(self) -> Json:
        return {"system": BSER, "code": self.code, "display": self.display}


class Business(Enum):
    """The business statuses that a decision can lead to, by code and name in BSeR 2.0."""

    CREATED = _Code("2.0", "Service Request Created")
    ACCEPTED = _Code("3.0", "Service Request Accepted")
    DECLINED = _Code("4.0", "Service Request Declined")

    @property
    def coding(self) -> Json:
        """The code with its system and name."""
        return self.value.coding


PRIORITIES = {
    "acute": "stat",
    "subacute": "urgent",
    "prioritised": "asap",
    "routine": "routine",
    "elective": "routine",
}
"""The request priorities of FHIR for our urgencies."""

_LIFECYCLE = {
    Choice.ACCEPT: ("accepted", Business.ACCEPTED),
    Choice.CHANGE: ("accepted", Business.ACCEPTED),
    Choice.RETURN: ("rejected", Business.DECLINED),
    Choice.ASK: ("on-hold", Business.CREATED),
    Choice.FETCH: ("on-hold", Business.CREATED),
    Choice.FORWARD: ("in-progress", Business.CREATED),
    Choice.ESCALATE: ("in-progress", Business.CREATED),
    Choice.INDIVIDUAL: ("in-progress", Business.CREATED),
}


def lifecycle(choice: Choice) -> tuple[str, Business]:
    """Return the status of the Task and its business status; only a return ends it, and nothing else is declined."""
    return _LIFECYCLE[choice]
