"""Whatever comes to a door, the answer is in the sender's words, tells no value, and acknowledges only what is kept."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import func, select

from channels.doors.bringing import (
    EXAMPLES,
    FHIR,
    FNR,
    XML,
    Json,
    bundle,
    explains,
    items,
    message,
    order,
    patient,
    report,
    send,
    serving,
)
from channels.unit.house import IMAGING, NOW, a_house, units
from klokt.channels.unit.house import House
from klokt.storage.store import Store
from klokt.storage.tables import event
from klokt.storage.verify import verify

TOLD = "et hemmelig ord"
"""Words of the patient's that no answer may hold."""

WORD = {"text": f"{TOLD} {FNR}"}
DOCUMENTS: dict[str, Json] = {
    "": bundle("transaction", patient(), order(reasonCode=[WORD])),
    "/$process-message": message(order(reasonCode=[WORD])),
    "/ServiceRequest": order(reasonCode=[WORD]),
    "/DiagnosticReport": report(explains(False), conclusion=TOLD),
    "/Task": {"resourceType": "Task", "status": "completed", "output": [{"type": WORD, "valueBoolean": True}]},
}
VALUES: st.SearchStrategy[object] = st.sampled_from(
    [None, True, -1, 1e300, "", TOLD, FNR, [], {}, [[]], [None], {"a": {}}, {TOLD: FNR}]
)
Path_ = tuple[str | int, ...]


def paths(value: object, here: Path_ = ()) -> Iterator[Path_]:
    """Every place in a document."""
    if here:
        yield here
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inside:
        yield from paths(each, (*here, name))


def changed(document: Json, place: Path_, value: object) -> Json:
    """The document with another value at one place."""
    found = deepcopy(document)
    inside: Any = found
    for name in place[:-1]:
        inside = inside[name]
    inside[place[-1]] = value
    return found


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """An address and a body that is almost one for it: a value replaced, or bytes cut off or changed."""
    address = draw(st.sampled_from(sorted(DOCUMENTS)))
    document = DOCUMENTS[address]
    for _ in range(draw(st.integers(0, 2))):
        document = changed(document, draw(st.sampled_from(sorted(paths(document), key=repr))), draw(VALUES))
    raw = json.dumps(document).encode()
    if draw(st.booleans()):
        at = draw(st.integers(0, len(raw)))
        raw = raw[:at] + draw(st.binary(max_size=3)) + raw[at + draw(st.integers(0, 9)) :]
    return address, raw


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all examples."""
    with a_house(tmp_path_factory.mktemp("damaged")) as opened:
        yield opened


@pytest.fixture(scope="module")
def door(house: House) -> Iterator[TestClient[Litestar]]:
    """One client for all examples."""
    with serving(house) as client:
        yield client


def kept(house: House) -> int:
    """Return how many events there are."""
    with house.store.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(event)).scalar_one())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sent=damaged())
def test_a_damaged_body_is_answered_in_fhir_and_kept_if_it_is_acknowledged(
    sent: tuple[str, bytes], house: House, door: TestClient[Litestar]
) -> None:
    before = kept(house)
    status, answer = send(door, *sent)
    assert status in (200, 201, 400, 409, 422)
    assert answer["resourceType"] == "OperationOutcome" or status < 300
    assert TOLD not in json.dumps(answer)
    assert FNR not in json.dumps(answer)
    assert kept(house) > before or status != 201
    assert kept(house) == before or status != 400


XML_EXAMPLES = [(EXAMPLES / name).read_bytes() for name in ("no_requisition.xml", "spine_xref01.xml")]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(raw=st.sampled_from(XML_EXAMPLES), at=st.integers(0, 3000), cut=st.integers(0, 40), more=st.binary(max_size=3))
def test_a_damaged_xml_message_is_answered_and_kept_if_it_is_acknowledged(
    raw: bytes, at: int, cut: int, more: bytes, house: House, door: TestClient[Litestar]
) -> None:
    before = kept(house)
    answer = door.post(f"/doors/{IMAGING}/xml", content=raw[:at] + more + raw[at + cut :], headers=XML)
    assert answer.status_code in (200, 201, 400, 409, 422)
    assert answer.headers["content-type"] in ("application/xml", "application/json", "application/problem+json")
    assert kept(house) > before or answer.status_code != 201


def test_many_at_once_are_each_acknowledged_for_themselves(url: str) -> None:
    with Store(url) as store:
        many = House(store, units(), lambda: NOW)
        bodies = [json.dumps(order(f"order-{number % 20}")) for number in range(40)]
        with serving(many) as client, ThreadPoolExecutor(8) as pool:
            answers = pool.map(lambda body: client.post("/fhir/R4/ServiceRequest", content=body, headers=FHIR), bodies)
            statuses = sorted(each.status_code for each in answers)
        assert statuses == [200] * 20 + [201] * 20
        assert (len(items(many)), verify(store.engine).wrong) == (20, [])


def test_no_word_of_a_message_or_a_token_is_in_the_log(
    house: House, door: TestClient[Litestar], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError(f"{TOLD} {FNR}")

    monkeypatch.setattr("klokt.channels.doors.hall.Hall.bring", fails)
    send(door, "/ServiceRequest", order())
    door.post(f"/doors/{IMAGING}/xml", content=XML_EXAMPLES[0], headers=XML)
    door.post("/fhir/R4/ServiceRequest", content=b"{}", headers={**FHIR, "Authorization": f"Bearer {TOLD}"})
    assert len(caplog.records) >= 3
    assert TOLD not in caplog.text
    assert FNR not in caplog.text
