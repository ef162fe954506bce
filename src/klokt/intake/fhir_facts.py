"""Read FHIR codes that are names of our own facts."""

from collections.abc import Iterator

from klokt.errors import IntakeError
from klokt.intake.fhir_codes import all_codes
from klokt.intake.fhir_imaging import STATEMENT_SYSTEM
from klokt.intake.fhir_types import CodeableConcept
from klokt.intake.shape import FACT_NAME, refuse_absurd_length
from klokt.model.expression import Value
from klokt.model.referral import Statement, Target

FACT_SYSTEM = "https://klokt.org/fhir/CodeSystem/fact"

_OF_A_REPORT = {"xray_reported", "prior_xray", "prior_xray_age", "prior_xray_shows_oa", "prior_xray_weight_bearing"}


def fact_names(concept: CodeableConcept | None) -> list[str]:
    """Return the codes of the concept that name facts.

    A code in the system of what reports state names a fact too, unless it is one of those statements.
    """
    return [
        code.code
        for code in all_codes((concept,))
        if code.system == FACT_SYSTEM or (code.system == STATEMENT_SYSTEM and code.code not in _OF_A_REPORT)
    ]


def statements(names: list[str], value: Value, where: tuple[Target, ...], path: str) -> Iterator[Statement]:
    """Yield the value of each fact for each target; raise IntakeError K303 for a name or length that cannot be."""
    for name in names:
        if not FACT_NAME.fullmatch(name):
            raise IntakeError("K303", f"{path}.code: expected the name of a fact, in lower case")
        refuse_absurd_length(name, value, path)
        yield from (Statement(name, value, target=target) for target in where or (None,))
