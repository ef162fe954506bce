"""The parts of FHIR R4 resources that are read; all else in them is left alone.

Every element is optional: profiles differ, and what is missing is missing.
"""

from typing import TypeVar

from msgspec import Struct, field


class Coding(Struct):
    """A code, with the URI of its system."""

    system: str | None = None
    code: str | None = None
    display: str | None = None


class CodeableConcept(Struct):
    """A concept in one or more code systems, or in words."""

    coding: tuple[Coding, ...] = ()
    text: str | None = None


class Identifier(Struct):
    """A number or name that a system gave out."""

    system: str | None = None
    value: str | None = None


class Reference(Struct):
    """Another resource, by its address or by its identifier."""

    reference: str | None = None
    identifier: Identifier | None = None


class Annotation(Struct):
    """A note."""

    text: str | None = None


class Quantity(Struct):
    """An amount with its unit; a comparator says that the amount is a bound, not a value."""

    value: int | float | None = None
    comparator: str | None = None
    unit: str | None = None
    system: str | None = None
    code: str | None = None


class Period(Struct):
    """A time from start to end."""

    start: str | None = None
    end: str | None = None


class Extension(Struct):
    """An extension, by the URI of its definition."""

    url: str | None = None


class ServiceRequest(Struct, rename="camel"):
    """An order or referral."""

    id: str | None = None
    identifier: tuple[Identifier, ...] = ()
    status: str | None = None
    priority: str | None = None
    do_not_perform: bool = False
    category: tuple[CodeableConcept, ...] = ()
    code: CodeableConcept | None = None
    order_detail: tuple[CodeableConcept, ...] = ()
    body_site: tuple[CodeableConcept, ...] = ()
    subject: Reference | None = None
    authored_on: str | None = None
    requester: Reference | None = None
    reason_code: tuple[CodeableConcept, ...] = ()
    reason_reference: tuple[Reference, ...] = ()
    supporting_info: tuple[Reference, ...] = ()
    note: tuple[Annotation, ...] = ()
    modifier_extension: tuple[Extension, ...] = ()


class Numbered(Struct):
    """Any resource by its identifiers."""

    identifier: tuple[Identifier, ...] = ()


class About(Struct):
    """Any order, report or task by the person that it is about."""

    subject: Reference | None = None
    recipient: Reference | None = field(default=None, name="for")


class Patient(Struct, rename="camel"):
    """A patient; addresses are never read. A name has any form: it is no reason to refuse a request."""

    identifier: tuple[Identifier, ...] = ()
    name: object = None
    birth_date: str | None = None
    gender: str | None = None


class PractitionerRole(Struct):
    """What a practitioner does somewhere."""

    code: tuple[CodeableConcept, ...] = ()


class Qualification(Struct):
    """A practitioner's training."""

    code: CodeableConcept | None = None


class Practitioner(Struct):
    """A practitioner; only the training is read."""

    qualification: tuple[Qualification, ...] = ()


class Condition(Struct, rename="camel"):
    """A problem or diagnosis."""

    subject: Reference | None = None
    clinical_status: CodeableConcept | None = None
    verification_status: CodeableConcept | None = None
    code: CodeableConcept | None = None
    body_site: tuple[CodeableConcept, ...] = ()
    abatement_date_time: str | None = None


class Observation(Struct, rename="camel"):
    """Something measured or asked."""

    subject: Reference | None = None
    status: str | None = None
    code: CodeableConcept | None = None
    body_site: CodeableConcept | None = None
    value_boolean: bool | None = None
    value_integer: int | None = None
    value_string: str | None = None
    value_quantity: Quantity | None = None
    value_codeable_concept: CodeableConcept | None = None


class DiagnosticReport(Struct, rename="camel"):
    """The report of an examination."""

    subject: Reference | None = None
    status: str | None = None
    code: CodeableConcept | None = None
    effective_date_time: str | None = None
    effective_period: Period | None = None
    conclusion: str | None = None
    conclusion_code: tuple[CodeableConcept, ...] = ()


class Answer(DiagnosticReport, rename="camel"):
    """The report of an examination that answers an order."""

    identifier: tuple[Identifier, ...] = ()
    based_on: tuple[Reference, ...] = ()
    result: tuple[Reference, ...] = ()


class Output(Struct, rename="camel"):
    """What a task brought: a value under a code."""

    type: CodeableConcept | None = None
    value_boolean: bool | None = None
    value_codeable_concept: CodeableConcept | None = None


class Task(Struct, rename="camel"):
    """The work on an order, with what it brought."""

    identifier: tuple[Identifier, ...] = ()
    based_on: tuple[Reference, ...] = ()
    focus: Reference | None = None
    status: str | None = None
    output: tuple[Output, ...] = ()


class Source(Struct):
    """Where a message comes from."""

    endpoint: str | None = None


class MessageHeader(Struct):
    """The first entry of a message."""

    id: str | None = None
    source: Source | None = None


class Entry(Struct, rename="camel"):
    """An entry of a Bundle; the resource keeps its raw form until it is needed."""

    full_url: str | None = None
    resource: dict[str, object] | None = None


class Bundle(Struct):
    """A set of resources sent together."""

    entry: tuple[Entry, ...] = ()


class Parcel(Bundle):
    """A Bundle as its receiver must know it: what kind of exchange it is, and its own name."""

    type: str | None = None
    identifier: Identifier | None = None


R = TypeVar("R", bound=Struct)
