"""Tell the forms apart by their content, and read each referral on its own."""

import re
from collections.abc import Iterator
from io import BytesIO

from klokt.errors import IntakeError
from klokt.intake.fhir_bundle import read_bundle, read_service_request
from klokt.intake.identifiers import shown_id
from klokt.intake.referral_form import read_form
from klokt.intake.strict_json import decode, elements, fault, is_json
from klokt.intake.unread_keys import is_form
from klokt.intake.xml_messages import read_xml
from klokt.model.referral import Referral

_BOM = b"\xef\xbb\xbf"
_SPACE = b" \t\r\n"
_OBJECT_ON_ONE_LINE = re.compile(rb"^\{.*\}[ \t\r]*$", re.MULTILINE)
_FORMS = (
    "a FHIR R4 Bundle or ServiceRequest, MedCom XREF01, a Norwegian requisition or referral in XML, "
    "or the JSON form of a referral (one, an array, or one a line)"
)


def read(data: bytes, name: str = "-") -> Iterator[Referral | IntakeError]:
    """Yield every referral in the data in order, and an error in the place of each that cannot be read.

    `name` is the file's name for the errors; "-" for standard input. Nothing is raised.
    """
    prefix = "" if name == "-" else f"{name}, "
    for place, raw in documents(data.removeprefix(_BOM)):
        yield from _read_document(raw, place, prefix)


def documents(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each JSON document with its place: the whole, the elements of an array, or the lines."""
    start = data.lstrip(_SPACE)[:1]
    whole = start == b"<" or is_json(data)
    if whole and start == b"[":
        found = elements(data)
        if not found:
            yield "line 1", data
        for number, element in enumerate(found, 1):
            yield f"item {number}", element
    elif not whole and _OBJECT_ON_ONE_LINE.search(data):
        for number, line in enumerate(BytesIO(data), 1):
            if line.strip(_SPACE):
                yield f"line {number}", line
    else:
        yield "line 1", data


def _read_document(raw: bytes, place: str, prefix: str) -> Iterator[Referral | IntakeError]:
    is_xml = raw.lstrip(_SPACE).startswith(b"<")
    try:
        for result in read_xml(raw, place) if is_xml else _read_value(raw, place):
            yield placed(result, "" if is_xml else place, prefix) if isinstance(result, IntakeError) else result
    except IntakeError as error:
        at = "" if is_xml else place_of_fault(raw, place) if error.code == "K301" else place
        yield placed(error, at, prefix)


def place_of_fault(raw: bytes, place: str) -> str:
    """Return the line and column of what is not JSON; a document on a line of its own keeps its number."""
    line, column = fault(raw) or (1, 0)
    return (place if line == 1 else f"line {line}") + (f", column {column}" if column else "")


def placed(error: IntakeError, place: str, prefix: str) -> IntakeError:
    """Return the error with the place of its document before its message; XML errors tell their own line."""
    at = f"{place}: " if place else ""
    return IntakeError(error.code, f"{prefix}{at}{error.message}", error.referral)


def _read_value(raw: bytes, place: str) -> Iterator[Referral | IntakeError]:
    if not raw.strip(_SPACE):
        raise IntakeError("K302", f"there is nothing to read; send {_FORMS}")
    value = decode(raw)
    if value == []:
        raise IntakeError("K302", "there is no referral in the file")
    if not isinstance(value, dict):
        raise IntakeError("K302", f"not a referral; send {_FORMS}")
    match value.get("resourceType"):
        case "Bundle":
            yield from read_bundle(value, place)
        case "ServiceRequest":
            yield read_service_request(value, place)
        case None if is_form(value):
            yield _read_form(value, place)
        case _:
            raise IntakeError("K302", f"not a form that is known here; send {_FORMS}")


def _read_form(value: dict[str, object], place: str) -> Referral | IntakeError:
    try:
        return read_form(value, place)
    except IntakeError as error:
        return IntakeError(error.code, error.message, shown_id(value.get("id")))
