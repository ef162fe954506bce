"""Read Conditions and Observations as coded statements, and Observations in our own system as facts."""

from collections.abc import Iterator
from datetime import date

from klokt.intake import fhir_types as fhir
from klokt.intake.codes import finding
from klokt.intake.fhir_codes import all_codes, meaning, status, targets
from klokt.intake.fhir_facts import fact_names, statements
from klokt.intake.fhir_resources import Resource
from klokt.intake.shape import fhir_day
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Value
from klokt.model.referral import CodedStatement, Notice, Statement, Target

Finding = Statement | CodedStatement | Notice

_UCUM = "http://unitsofmeasure.org"
_TIME_UNITS = {"d": Unit.DAYS, "wk": Unit.WEEKS, "mo": Unit.MONTHS, "a": Unit.YEARS}
_NO_RESULT = {"entered-in-error", "cancelled", "registered"}
_OVER = {"inactive", "resolved", "remission"}
_ANSWERS = {"yes": True, "no": False}


def read_condition(resource: Resource, on: date | None) -> Iterator[Finding]:
    """Yield the condition's codes: True where it is present or suspected, False where it was refuted.

    A condition entered in error says nothing; one that is over is not of this episode: a notice says so.
    """
    form = resource.read(fhir.Condition)
    verification = status(form.verification_status)
    if "entered-in-error" in verification:
        return
    if _is_over(form, resource.path, on):
        yield Notice("K326", f"{resource.path}: the condition is over, so it is not a fact of this episode")
        return
    if not all_codes((form.code,)):
        yield Notice("K328", f"{resource.path}: the condition has no code, and its words are not read")
    yield from _found(form.code, "refuted" not in verification, targets(form.code, form.body_site), resource.path)


def _is_over(form: fhir.Condition, path: str, on: date | None) -> bool:
    """Whether the condition had ended on the day; where it is called both active and over, it is active."""
    clinical = status(form.clinical_status)
    if form.abatement_date_time and "active" not in clinical:
        ended = fhir_day(form.abatement_date_time, f"{path}.abatementDateTime")
        return ended is None or on is None or ended <= on
    return bool(clinical & _OVER) and "active" not in clinical


def read_observation(resource: Resource) -> Iterator[Finding]:
    """Yield the observation's value under each of its codes, or as a fact where the code is in our system.

    Words and coded answers other than yes and no are values of facts only: what they say of a finding is open.
    """
    form = resource.read(fhir.Observation)
    if form.status in _NO_RESULT:
        return
    value = _value(form)
    where = targets(form.code, (form.body_site,) if form.body_site else ())
    if value is None or (isinstance(value, str) and not fact_names(form.code)):
        yield Notice("K328", f"{resource.path}: has no value that is read here (a unit, a bound, words or none)")
        return
    yield from _found(form.code, value, where, resource.path)


def _found(
    code: fhir.CodeableConcept | None, value: Value, where: tuple[Target, ...], path: str
) -> Iterator[Statement | CodedStatement]:
    """Yield the value as the facts that the code names, or else under each of its codes."""
    names = fact_names(code)
    yield from statements(names, value, where, path)
    for each in () if names else all_codes((code,)):
        named = finding(each.system, each.code)
        yield from (CodedStatement(named, value, target) for target in where or (None,))


def _value(form: fhir.Observation) -> Value | None:
    if form.value_quantity is not None:
        return _amount(form.value_quantity)
    if form.value_codeable_concept is not None:
        return _answer(form.value_codeable_concept)
    for value in (form.value_boolean, form.value_integer, form.value_string):
        if value is not None:
            return value
    return None


def _amount(quantity: fhir.Quantity) -> Value | None:
    """Return a duration for UCUM days, weeks, months and years, and a number that has no unit.

    A bound is not a value, and a number in another unit is not one that a rule could compare.
    """
    if quantity.value is None or quantity.comparator:
        return None
    if quantity.code is None and quantity.unit is None:
        return quantity.value
    if quantity.system not in (None, _UCUM) or quantity.code not in _TIME_UNITS or quantity.value < 0:
        return quantity.value if quantity.code == "1" else None
    return Duration(quantity.value, _TIME_UNITS[quantity.code])


def _answer(concept: fhir.CodeableConcept) -> Value | None:
    """Return True or False for a coded yes or no, else the first code itself, or the words where there is none."""
    answers = meaning(concept).get("answer")
    if len(answers) == 1:
        return _ANSWERS[next(iter(answers))]
    return next((coding.code for coding in concept.coding if coding.code), concept.text)
