"""Whatever stands in the place of any part of a message, it is read or refused, and never repeated."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from intake.samples import FACT, FNR, LOINC, NCRP, SNOMED, bundle, concept, finding, patient, request
from klokt.errors import IntakeError
from klokt.intake import read

PERSON = "Kari Nordmann 04021950128"
WRONG: list[Any] = [
    None,
    True,
    -1,
    1.5,
    PERSON,
    "2025-02-30",
    "9999-12-31",
    "#",
    "/",
    [],
    {},
    [PERSON],
    {PERSON: PERSON},
]
Path = tuple[str | int, ...]

MESSAGE = bundle(
    request(
        orderDetail=[concept(NCRP, "ZTX0XA")],
        bodySite=[concept(SNOMED, "72696002")],
        reasonReference=[{"reference": "Condition/c"}],
        supportingInfo=[{"reference": "#f"}],
        requester={"reference": "PractitionerRole/w"},
        note=[{"text": "x"}],
        contained=[finding("Observation", id="f", status="final", code=concept(FACT, "fever"), valueBoolean=True)],
    ),
    patient(birthDate="2019-02-04", identifier=[{"system": FNR, "value": "04021950128"}]),
    {"resourceType": "PractitionerRole", "id": "w", "code": [concept(SNOMED, "3842006")]},
    finding("Condition", id="c", code=concept(SNOMED, "239873007"), bodySite=[concept(SNOMED, "24028007")]),
    finding("Observation", status="final", code=concept(SNOMED, "30989003"), valueQuantity={"value": 12, "code": "wk"}),
    finding("DiagnosticReport", status="final", code=concept(LOINC, "26087-7"), effectiveDateTime="2024-05-05"),
)
FORM = {
    "id": "a",
    "referral_date": "2025-03-11",
    "patient": {"birth_date": "1963-05-04", "sex": "F"},
    "requested": {"modality": "MR", "body_site": "knee", "laterality": "left"},
    "text": "x",
    "known_facts": {"fever": False},
    "known_facts_by_site": [{"site": "knee", "side": "left", "facts": {"locking": True}}],
}


def paths(value: object, here: Path = ()) -> Iterator[Path]:
    """Yield the path of every part of a document below its top."""
    parts: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, list):
        parts = list(enumerate(value))
    for key, part in parts:
        yield (*here, key)
        yield from paths(part, (*here, key))


def with_part(document: Any, path: Path, wrong: object) -> bytes:
    """Return the document with something else in one place."""
    changed = copy.deepcopy(document)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = wrong
    return json.dumps(changed).encode()


@pytest.mark.parametrize("wrong", WRONG, ids=str)
@pytest.mark.parametrize("document", [MESSAGE, FORM], ids=["FHIR", "JSON form"])
def test_any_part_may_be_wrong_and_nothing_is_raised_or_repeated(document: Any, wrong: object) -> None:
    for path in paths(document):
        for found in read(with_part(document, path, wrong)):
            said = [found.message] if isinstance(found, IntakeError) else [each.message for each in found.notices]
            assert not any(secret in text for text in said for secret in ("Kari", "04021950128", "1963", "2019-02-04"))


@pytest.mark.parametrize("document", [MESSAGE, FORM], ids=["FHIR", "JSON form"])
def test_the_whole_documents_are_read_without_a_notice(document: Any) -> None:
    (found,) = read(json.dumps(document).encode())
    assert not isinstance(found, IntakeError)
    assert found.notices == ()
