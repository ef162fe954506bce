"""The numbers by which FHIR names an order and a person."""

from collections.abc import Iterable, Iterator

from klokt.intake import fhir_types as fhir
from klokt.intake.identifiers import looks_personal
from klokt.model.person_number import PERSON_SYSTEMS, as_person
from klokt.model.referral import Number


def order_numbers(id_: str | None, identifiers: Iterable[fhir.Identifier]) -> Iterator[Number]:
    """Yield the identifiers and the id of an order, but none that may be a person's."""
    for each in identifiers:
        if each.value and each.system not in PERSON_SYSTEMS and not looks_personal(each.value):
            yield Number(each.system, each.value)
    if id_ and not looks_personal(id_):
        yield Number(None, id_)


def named_orders(references: Iterable[fhir.Reference]) -> Iterator[Number]:
    """Yield the numbers of the orders that references mean: the identifier, and the id in the address."""
    for each in references:
        address = (each.reference or "").partition("/_history/")[0].rpartition("/")[2].removeprefix("urn:uuid:")
        yield from order_numbers(address, (each.identifier,) if each.identifier else ())


def person_in(identifiers: Iterable[fhir.Identifier]) -> str | None:
    """Return a person's number as one text, the same from every sender; None where none is told."""
    told = {each.system: each.value for each in reversed(list(identifiers)) if each.system and each.value}
    return next((as_person(system, value) for system in PERSON_SYSTEMS if (value := told.get(system))), None)
