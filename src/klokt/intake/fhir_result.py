"""Read a FHIR DiagnosticReport or Task that answers an order: which order, and what is stated in codes.

Words are never read: what a conclusion says of a question is answered by a code, or by a person.
"""

from collections.abc import Iterable, Iterator, Mapping

from klokt.errors import IntakeError
from klokt.intake import fhir_types as fhir
from klokt.intake.codes import finding
from klokt.intake.fhir_codes import all_codes, meaning, targets
from klokt.intake.fhir_facts import fact_names, statements
from klokt.intake.fhir_findings import read_observation
from klokt.intake.fhir_imaging import STATEMENT_SYSTEM
from klokt.intake.fhir_numbers import named_orders, order_numbers
from klokt.intake.fhir_resources import Resource, Resources
from klokt.intake.shape import shape
from klokt.model.expression import Value
from klokt.model.fact import Code
from klokt.model.referral import CodedStatement, Notice, Number, Statement, Target
from klokt.model.result import Result

RESULTS = ("DiagnosticReport", "Task")
"""The kinds of resources that answer an order."""

XRAY_REPORTED = Code(STATEMENT_SYSTEM, "xray_reported")
"""Stated by a final report of an X-ray that answers an order."""

_FINAL = {"final", "amended", "corrected", "appended"}
_ANSWERS = {"yes": True, "no": False}
Found = Statement | CodedStatement | Notice


def results_in(value: Mapping[str, object]) -> list[tuple[Resource, Resources]]:
    """Return the reports and tasks of a document, each with what was sent beside it.

    Raises IntakeError K303 where a Bundle has not the form of one.
    """
    if value.get("resourceType") in RESULTS:
        alone = Resource("$", None, value)
        return [(alone, Resources([alone]))]
    if value.get("resourceType") != "Bundle":
        return []
    entries = enumerate(shape(value, fhir.Bundle).entry)
    everything = Resources(
        Resource(f"$.entry[{index}].resource", each.full_url, each.resource) for index, each in entries if each.resource
    )
    return [(each, everything) for each in everything.of_type(*RESULTS)]


def read_result(value: Mapping[str, object]) -> Result:
    """Return what a report or task answers.

    Raises IntakeError K302 where there is none, or more than one, K303 for a value that is not read, and K341 where
    it is not final.
    """
    results = results_in(value)
    if len(results) != 1:
        raise IntakeError("K302", f"{len(results) or 'no'} reports in one message; send one DiagnosticReport or Task")
    resource, resources = results[0]
    if resource.kind == "Task":
        return _of_task(resource)
    return _of_report(resource, resources)


def _of_report(resource: Resource, resources: Resources) -> Result:
    form = resource.read(fhir.Answer)
    if form.status not in _FINAL:
        raise IntakeError("K341", f"{resource.path}.status: the report is not final, so it answers nothing yet")
    where = targets(form.code, ())
    found = [*_examined(form, where), *_conclusions(form, where, resource.path)]
    for each in form.result:
        found += _observed(resources.find(each, resource), where, resource.path)
    return _result(named_orders(form.based_on), found)


def _of_task(resource: Resource) -> Result:
    form = resource.read(fhir.Task)
    if form.status != "completed":
        raise IntakeError("K341", f"{resource.path}.status: the task is not completed, so it answers nothing yet")
    found: list[Found] = []
    for index, each in enumerate(form.output):
        path = f"{resource.path}.output[{index}]"
        value = each.value_boolean
        if value is None and each.value_codeable_concept is not None:
            answers = meaning(each.value_codeable_concept).get("answer")
            value = _ANSWERS[next(iter(answers))] if len(answers) == 1 else None
        if value is None or not all_codes((each.type,)):
            found.append(Notice("K328", f"{path}: no yes or no under a code, so it is not read"))
        else:
            found += _stated(each.type, value, (), path)
    orders = (*form.based_on, *((form.focus,) if form.focus else ()))
    return _result((*named_orders(orders), *order_numbers(None, form.identifier)), found)


def _result(orders: Iterable[Number], found: list[Found]) -> Result:
    told = [each for each in found if not isinstance(each, Notice)]
    notices = [each for each in found if isinstance(each, Notice)]
    return Result(tuple(dict.fromkeys(orders)), tuple(told), tuple(notices))


def _examined(form: fhir.Answer, where: tuple[Target, ...]) -> Iterator[CodedStatement]:
    """That the examination was reported, where its code tells which it was."""
    if meaning(form.code).get("modality") == {"XR"}:
        yield from (CodedStatement(XRAY_REPORTED, True, target) for target in where or (None,))


def _conclusions(form: fhir.Answer, where: tuple[Target, ...], path: str) -> Iterator[Found]:
    if form.conclusion and not form.conclusion_code and not form.result:
        yield Notice("K328", f"{path}.conclusion: in words only, which are not read")
    for index, concept in enumerate(form.conclusion_code):
        if not all_codes((concept,)):
            yield Notice("K328", f"{path}.conclusionCode[{index}]: has no code, and its words are not read")
        if not meaning(concept).get("finding"):
            yield from _stated(concept, True, where, f"{path}.conclusionCode[{index}]")


def _observed(resource: Resource | None, where: tuple[Target, ...], path: str) -> Iterator[Found]:
    if resource is None or resource.kind != "Observation":
        yield Notice("K329", f"{path}.result: refers to an Observation that was not sent")
        return
    if resource.read(fhir.Observation).status not in _FINAL:
        yield Notice("K326", f"{resource.path}.status: the observation is not final, so it is not a result")
        return
    for each in read_observation(resource):
        if isinstance(each, Statement) and each.target is None:
            yield from (Statement(each.fact, each.value, target=target) for target in where or (None,))
        elif isinstance(each, CodedStatement) and each.target is None:
            yield from (CodedStatement(each.code, each.value, target) for target in where or (None,))
        else:
            yield each


def _stated(
    concept: fhir.CodeableConcept | None, value: Value, where: tuple[Target, ...], path: str
) -> Iterator[Statement | CodedStatement]:
    """A value as the facts that a code names, or else under each of the codes."""
    names = fact_names(concept)
    yield from statements(names, value, where, path)
    for code in () if names else all_codes((concept,)):
        yield from (CodedStatement(finding(code.system, code.code), value, target) for target in where or (None,))
