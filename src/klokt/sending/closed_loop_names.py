"""The names that an answer in FHIR uses: our systems of codes and identifiers, and references by identifier."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

SYSTEM = "https://klokt.org/fhir"
"""What our own systems begin with."""

ONCE = f"{SYSTEM}/sid/once"
"""The system of the names by which a second copy is known as one."""


@dataclass(frozen=True, slots=True)
class Named:
    """A unit or a person: the kind of resource, an id of ours that is not a name, and the name for people."""

    kind: str
    id: str
    name: str

    @property
    def reference(self) -> Json:
        """A reference by identifier, which needs no resource at the receiver."""
        system = f"{SYSTEM}/sid/{self.kind.lower()}"
        return {"type": self.kind, "identifier": identified(system, self.id), "display": self.name}


def identified(system: str, value: str) -> Json:
    """Return an identifier in a system."""
    return {"system": system, "value": value}


def coding(system: str, code: str) -> Json:
    """Return a code of one of our systems."""
    return {"system": f"{SYSTEM}/CodeSystem/{system}", "code": code}
