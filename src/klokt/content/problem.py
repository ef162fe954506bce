"""A finding in a guideline folder: where it is, what is wrong, and what to do about it."""

from dataclasses import dataclass
from typing import Literal as Only

from klokt.model.place import Place

Severity = Only["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. Errors make a guideline unusable or unsafe; notes only tell.

    >>> print(Problem(Place("10_scope.md", 7), "K102", "error", 'unknown key "whn"', 'did you mean "when"?'))
    10_scope.md:7 K102 error unknown key "whn" (did you mean "when"?)
    """

    place: Place
    code: str
    severity: Severity
    message: str
    hint: str = ""

    def __str__(self) -> str:
        end = f" ({self.hint})" if self.hint else ""
        return f"{self.place} {self.code} {self.severity} {self.message}{end}"
