"""Read what came in at a door: its envelope whatever its form, and its referrals as one message of one person."""

from collections.abc import Iterator

from klokt.errors import IntakeError
from klokt.intake.envelopes import Envelope, fhir_envelope, xml_envelope
from klokt.intake.fhir_result import read_result, results_in
from klokt.intake.reader import read
from klokt.intake.strict_json import decode
from klokt.model.referral import Referral
from klokt.model.result import Result

NOTHING_TOLD = Envelope(None, None, ())
"""The envelope of what tells nothing of itself, or cannot be read."""


def envelope_of(data: bytes) -> Envelope:
    """Return the envelope of a message; what cannot be told is left out, and nothing is raised."""
    try:
        if is_xml(data):
            return xml_envelope(data)
        value = decode(data)
        return fhir_envelope(value) if isinstance(value, dict) and "resourceType" in value else NOTHING_TOLD
    except IntakeError:
        return NOTHING_TOLD


def is_xml(data: bytes) -> bool:
    """Return whether the data begins as XML does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(b"<")


def is_result(data: bytes) -> bool:
    """Return whether the message is a report or task that answers an order, and brings no order itself."""
    if is_xml(data):
        return False
    try:
        value = decode(data)
        return isinstance(value, dict) and bool(results_in(value)) and not _orders(value)
    except IntakeError:
        return False


def result_of(data: bytes) -> Result:
    """Return what the only report of a message answers; raise IntakeError, K342 where it is about several persons."""
    if len(envelope_of(data).persons) > 1:
        raise _several()
    value = decode(data)
    if not isinstance(value, dict):
        raise IntakeError("K302", "not a report; send a FHIR DiagnosticReport or Task")
    return read_result(value)


def read_message(data: bytes) -> Iterator[Referral | IntakeError]:
    """Yield the referrals of a message of one person, and an error in the place of each that cannot be read.

    Where one part of a FHIR transaction cannot be read, none is taken: errors alone are yielded. A message about
    several persons is error K342.
    """
    if len(envelope_of(data).persons) > 1:
        yield _several()
        return
    found = list(read(data))
    if _is_transaction(data) and any(isinstance(each, IntakeError) for each in found):
        found = [each for each in found if isinstance(each, IntakeError)]
    yield from found


def _several() -> IntakeError:
    return IntakeError("K342", "the message is about more than one patient; send one for each")


def _is_transaction(data: bytes) -> bool:
    if is_xml(data):
        return False
    try:
        value = decode(data)
    except IntakeError:
        return False
    return isinstance(value, dict) and value.get("type") == "transaction"


def _orders(value: dict[str, object]) -> bool:
    entries = value.get("entry")
    resources = (
        [each.get("resource") for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []
    )
    return any(isinstance(each, dict) and each.get("resourceType") == "ServiceRequest" for each in resources)
