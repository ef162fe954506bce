"""What comes to the FHIR door is kept before it is acknowledged, once, and answered in FHIR's own words."""

import json

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from channels.doors.bringing import FHIR, OTHER_FNR, TOKEN, Json, bundle, items, message, only, order, patient, send
from channels.unit.house import ANNA
from klokt.channels.unit.house import House
from klokt.model.worklist import ItemState

Door = TestClient[Litestar]


def issue(answer: Json) -> tuple[str, str]:
    """Return the severity and code of the first issue of an OperationOutcome."""
    assert answer["resourceType"] == "OperationOutcome"
    first = answer["issue"][0]
    return first["severity"], first["code"]


def test_an_order_is_on_the_list_with_its_deadline_once_it_is_acknowledged(house: House, door: Door) -> None:
    answer = door.post("/fhir/R4/ServiceRequest", content=json.dumps(order()), headers=FHIR)
    item = only(house)
    assert (answer.status_code, issue(answer.json())) == (201, ("information", "informational"))
    assert answer.headers["location"] == f"http://testserver.local/fhir/R4/ServiceRequest/{item.stream}"
    assert answer.headers["content-type"] == "application/fhir+json"
    assert item.deadline is not None


def test_the_same_order_again_changes_nothing(house: House, door: Door) -> None:
    assert [send(door, "/ServiceRequest", order())[0] for _ in range(3)] == [201, 200, 200]
    assert len(items(house)) == 1


def test_another_order_under_the_same_number_is_put_before_a_person(house: House, door: Door) -> None:
    send(door, "/ServiceRequest", order())
    status, answer = send(door, "/ServiceRequest", order(priority="stat"))
    assert (status, issue(answer)) == (409, ("error", "conflict"))
    assert {each.state for each in items(house)} == {ItemState.NEW, ItemState.DIFFERS}


@pytest.mark.parametrize("kind", ["document", "collection"])
def test_a_bundle_is_taken_under_its_own_name(kind: str, house: House, door: Door) -> None:
    sent = bundle(kind, order(number=None), identifier={"system": "urn:ietf:rfc:3986", "value": "urn:uuid:b-1"})
    assert [send(door, "", sent)[0] for _ in range(2)] == [201, 200]
    assert len(items(house)) == 1


def test_a_message_is_answered_by_a_message_that_names_it(house: House, door: Door) -> None:
    status, answer = send(door, "/$process-message", message(order()))
    header, details = (each["resource"] for each in answer["entry"])
    assert (status, answer["type"], header["response"]["code"]) == (200, "message", "ok")
    assert header["response"]["identifier"] == "header-1"
    assert details["resourceType"] == "OperationOutcome"
    assert send(door, "", message(order()))[0] == 200
    assert only(house).state is ItemState.NEW


@pytest.mark.parametrize("kind", ["transaction", "batch"])
def test_each_entry_is_answered_in_its_place(kind: str, house: House, door: Door) -> None:
    alone = order(contained=[], subject={"reference": "Patient/p"})
    status, answer = send(door, "", bundle(kind, patient(), alone))
    assert (status, answer["type"]) == (200, f"{kind}-response")
    told = [each["response"] for each in answer["entry"]]
    assert [each["status"] for each in told] == ["201", "201"]
    assert told[1]["location"].endswith(only(house).stream)


def test_of_a_batch_what_can_be_read_is_taken_and_the_rest_is_put_before_a_person(house: House, door: Door) -> None:
    status, answer = send(door, "", bundle("batch", order(authoredOn="yesterday"), order("order-2")))
    assert (status, [each["response"]["status"] for each in answer["entry"]]) == (200, ["422", "201"])
    assert [each.state for each in items(house)] == [ItemState.NOT_READ, ItemState.NEW]


def test_of_a_transaction_nothing_is_taken_unless_all_can_be_read(house: House, door: Door) -> None:
    status, answer = send(door, "", bundle("transaction", order(authoredOn="yesterday"), order("order-2")))
    assert (status, issue(answer)) == (422, ("error", "value"))
    assert only(house).state is ItemState.NOT_READ


def test_what_cannot_be_read_names_the_place_and_is_put_before_a_person(house: House, door: Door) -> None:
    for _ in range(2):
        status, answer = send(door, "/ServiceRequest", order(authoredOn="04021950128"))
        assert (status, issue(answer)) == (422, ("error", "value"))
        assert answer["issue"][0]["expression"] == ["ServiceRequest.authoredOn"]
        assert answer["issue"][0]["diagnostics"].startswith("K303 expected a date")
        assert "04021950128" not in json.dumps(answer)
    assert only(house).state is ItemState.NOT_READ


def test_a_message_about_two_people_is_put_before_a_person(house: House, door: Door) -> None:
    other = order("order-2", contained=[patient(OTHER_FNR)])
    status, answer = send(door, "", bundle("collection", order(), other))
    assert (status, issue(answer)) == (422, ("error", "business-rule"))
    assert only(house).because == "K342"


def test_the_same_person_is_known_again_whoever_sends_it(house: House, door: Door) -> None:
    send(door, "/ServiceRequest", order())
    send(door, "", message(order("order-2")))
    assert len({each.subject for each in items(house)}) == 1


def test_whose_number_is_not_told_is_never_taken_for_another(house: House, door: Door) -> None:
    for number in ("order-1", "order-2"):
        send(door, "/ServiceRequest", order(number, contained=[patient(number=None)]))
    assert len({each.subject for each in items(house)}) == 2


def test_a_number_of_a_person_never_stands_in_the_journal_as_the_name_of_a_message(house: House, door: Door) -> None:
    send(door, "", bundle("collection", order(), identifier={"value": "FNR 04021950128"}))
    history = house.journal_for(ANNA).history(only(house).stream.replace("referral", "message")[:-2])
    assert "04021950128" not in repr([each.what for each in history])


@pytest.mark.parametrize("shown", [{}, {"Authorization": "Bearer nobody"}, {"Authorization": "Basic ZGVtbw=="}])
def test_whoever_shows_no_token_is_told_so_in_fhir(shown: dict[str, str], house: House, door: Door) -> None:
    headers = {"Content-Type": FHIR["Content-Type"], **shown}
    answer = door.post("/fhir/R4/ServiceRequest", content=json.dumps(order()), headers=headers)
    assert (answer.status_code, issue(answer.json())) == (401, ("error", "login"))
    assert answer.headers["www-authenticate"] == "Bearer"
    assert items(house) == []


@pytest.mark.parametrize(
    ("status", "body", "type_"),
    [
        (400, b"", "application/fhir+json"),
        (400, b'{"resourceType": "ServiceRequest"', "application/fhir+json"),
        (400, b"[" * 100_000, "application/fhir+json"),
        (400, b'{"resourceType": "Patient"}', "application/fhir+json"),
        (415, b"<ServiceRequest/>", "application/fhir+xml"),
        (413, b" " * 10_000_001, "application/fhir+json"),
    ],
)
def test_what_is_no_message_is_refused_and_not_kept(
    status: int, body: bytes, type_: str, house: House, door: Door
) -> None:
    answer = door.post("/fhir/R4/ServiceRequest", content=body, headers={**TOKEN, "Content-Type": type_})
    assert (answer.status_code, issue(answer.json())[0]) == (status, "error")
    assert items(house) == []


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/ServiceRequest", 405),
        ("DELETE", "/Task/1", 405),
        ("GET", "/Patient/1", 404),
        ("PUT", "/metadata", 405),
    ],
)
def test_nothing_can_be_read_or_removed(method: str, address: str, status: int, door: Door) -> None:
    answer = door.request(method, f"/fhir/R4{address}", headers=TOKEN)
    assert (answer.status_code, issue(answer.json())[0]) == (status, "error")


def test_the_door_says_exactly_what_it_offers(door: Door) -> None:
    told = door.get("/fhir/R4/metadata").json()
    offered = {each["type"]: [one["code"] for one in each["interaction"]] for each in told["rest"][0]["resource"]}
    assert offered == {"ServiceRequest": ["create"], "DiagnosticReport": ["create"], "Task": ["create", "update"]}
    assert (told["fhirVersion"], told["kind"], told["status"]) == ("4.0.1", "instance", "active")


def test_no_message_is_acknowledged_while_the_database_cannot_keep_it(
    house: House, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise OSError("04021950128")

    monkeypatch.setattr("klokt.storage.turn.WriteTurn.seal", busy)
    status, answer = send(door, "/ServiceRequest", order())
    assert (status, issue(answer)) == (500, ("error", "exception"))
    assert "04021950128" not in json.dumps(answer)
    monkeypatch.undo()
    assert items(house) == []
    assert send(door, "/ServiceRequest", order())[0] == 201
    assert len(items(house)) == 1
