"""What a FHIR door says of a message: an OperationOutcome (FHIR R4) with klokt's codes, and never a value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

Json = dict[str, object]

ERRORS = "https://klokt.org/fhir/CodeSystem/error"

_CODES: Mapping[str, str] = {
    "K301": "structure",
    "K302": "not-supported",
    "K304": "invariant",
    "K305": "business-rule",
    "K306": "required",
    "K310": "not-supported",
    "K311": "structure",
    "K340": "not-found",
    "K341": "incomplete",
    "K342": "business-rule",
    "K700": "exception",
    "K701": "conflict",
    "K702": "forbidden",
    "K706": "deleted",
    "K802": "lock-error",
}
_PLACE = re.compile(r"(?:[^$]*: )?\$(?P<path>[\w.\[\]]*): (?P<told>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is told: how severe it is, the code of FHIR, klokt's code where there is one, and the words."""

    severity: str
    code: str
    told: str
    error: str | None = None
    expression: str | None = None

    def written(self) -> Json:
        """Return the issue as FHIR writes it."""
        issue: Json = {"severity": self.severity, "code": self.code}
        if self.error:
            issue["details"] = {"coding": [{"system": ERRORS, "code": self.error}]}
        issue["diagnostics"] = f"{self.error} {self.told}" if self.error else self.told
        if self.expression:
            issue["expression"] = [self.expression]
        return issue


def outcome(*issues: Issue) -> Json:
    """Return an OperationOutcome."""
    return {"resourceType": "OperationOutcome", "issue": [each.written() for each in issues]}


def issue_of(code: str, message: str, kind: str, severity: str = "error") -> Issue:
    """Return the issue of an error of klokt's, with the place in a resource of a kind where the message tells one."""
    placed = _PLACE.fullmatch(message)
    told = placed["told"] if placed else message
    expression = f"{kind}{placed['path']}" if placed else None
    return Issue(severity, _CODES.get(code, "value"), told, code, expression)


def taken(told: str) -> Issue:
    """Return the issue that says that all is well."""
    return Issue("information", "informational", told)
