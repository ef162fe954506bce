"""A report that says in codes that the X-ray explains nothing opens the unit's own call; all else needs a person."""

import json
from datetime import timedelta
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from channels.doors.bringing import (
    FACT,
    FHIR,
    NUMBERS,
    OTHER_FNR,
    Json,
    bundle,
    explains,
    items,
    order,
    patient,
    promises,
    put_on_hold,
    report,
    send,
)
from channels.unit.house import ANNA, IMAGING, NOW
from klokt.channels.doors import door as settings
from klokt.channels.doors.hall import Hall
from klokt.channels.unit.house import House
from klokt.model.event import Corrected, Proposed
from klokt.model.worklist import ItemState
from klokt.triage import results
from klokt.triage.hold import claim

Door = TestClient[Litestar]
CALL = "mr_after_unexplained_xray"
BY_NUMBER = {"identifier": {"system": NUMBERS, "value": "order-1"}}


@pytest.fixture
def waiting(house: House, door: Door) -> str:
    """The stream of an order for which an X-ray was offered instead."""
    send(door, "/ServiceRequest", order())
    (item,) = items(house)
    put_on_hold(house, item.stream)
    return item.stream


def unread(house: House) -> list[str]:
    """Return why each message stands before a person."""
    return [each.because for each in items(house) if each.state is ItemState.NOT_READ]


def test_an_unexplained_pain_opens_the_call_by_itself(waiting: str, house: House, door: Door) -> None:
    assert promises(house)[CALL] == "awaited"
    status, _ = send(door, "/DiagnosticReport", report(explains(False)))
    assert (status, promises(house)[CALL], unread(house)) == (201, "open", [])
    said = [(each.actor, each.what) for each in house.journal_for(ANNA).history(waiting)]
    ((actor, facts),) = [(actor, what.facts) for actor, what in said if isinstance(what, Corrected) and what.message]
    assert (actor, facts) == ("door:practices", ("converted_xray_explains_pain", "converted_xray_done"))


def test_the_same_report_again_opens_nothing_twice(waiting: str, house: House, door: Door) -> None:
    assert [send(door, "/DiagnosticReport", report(explains(False)))[0] for _ in range(3)] == [201, 200, 200]
    history = house.journal_for(ANNA).history(waiting)
    assert sum(isinstance(each.what, Corrected) for each in history) == 1


def test_a_pain_that_is_explained_opens_nothing_and_closes_nothing(waiting: str, house: House, door: Door) -> None:
    assert send(door, "/DiagnosticReport", report(explains(True)))[0] == 201
    assert (promises(house)[CALL], unread(house)) == ("awaited", [])


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_completed_task_answers_too(method: str, waiting: str, house: House, door: Door) -> None:
    told = {"converted_xray_done": True, "converted_xray_explains_pain": False}
    output = [
        {"type": {"coding": [{"system": FACT, "code": name}]}, "valueBoolean": value} for name, value in told.items()
    ]
    task = {
        "resourceType": "Task",
        "id": "t",
        "status": "completed",
        "intent": "order",
        "for": {"identifier": patient()["identifier"][0]},
        "basedOn": [BY_NUMBER],
        "output": output,
    }
    answer = door.request(method, f"/fhir/R4/Task{'/t' if method == 'PUT' else ''}", json=task, headers=FHIR)
    assert (answer.status_code, promises(house)[CALL]) == (201, "open")


@pytest.mark.parametrize("kind", ["collection", "message", "transaction"])
def test_a_report_may_come_in_a_bundle_with_what_it_refers_to(
    kind: str, waiting: str, house: House, door: Door
) -> None:
    loose = report(based_on=BY_NUMBER, contained=[], subject={"reference": "Patient/p"})
    loose["result"] = [{"reference": "Observation/explains"}]
    status, _ = send(door, "", bundle(kind, patient(), loose, explains(False)))
    assert (status, promises(house)[CALL]) == (200 if kind == "transaction" else 201, "open")


def test_the_unit_may_be_answered_by_its_own_name_for_the_referral(waiting: str, house: House, door: Door) -> None:
    based_on = {"reference": f"https://klokt.example/fhir/R4/ServiceRequest/{waiting}"}
    nobody = report(explains(False), based_on=based_on, subject=None)
    assert send(door, "/DiagnosticReport", nobody)[0] == 201
    assert promises(house)[CALL] == "open"


def test_the_work_that_the_unit_ordered_itself_is_known_by_the_name_that_it_gave(
    waiting: str, house: House, door: Door
) -> None:
    output = [{"type": {"coding": [{"system": FACT, "code": "converted_xray_done"}]}, "valueBoolean": True}]
    named = [{"value": f"{waiting}/3.1"}]
    task = {"resourceType": "Task", "status": "completed", "identifier": named, "output": output}
    assert send(door, "/Task", task)[0] == 201
    assert (promises(house)[CALL], unread(house)) == ("awaited", ["K341"])


def knee(side: str) -> Json:
    """Return the code of an X-ray of one knee."""
    return {"coding": [{"system": "urn:oid:2.16.578.1.12.4.1.1.7270", "code": code} for code in ("SNG0AA", side)]}


UNCERTAIN: dict[str, tuple[str, Json]] = {
    "another patient": ("K340", report(explains(False), contained=[patient(OTHER_FNR), explains(False)])),
    "a number nobody knows": ("K340", report(explains(False), based_on={"identifier": {"value": "order-9"}})),
    "no number": ("K340", report(explains(False), basedOn=[])),
    "a bare number and nobody": (
        "K340",
        report(explains(False), based_on={"identifier": {"value": "order-1"}}, subject=None),
    ),
    "words alone": ("K341", report(conclusion="Forklarer ikke smertene.")),
    "words in the place of the answer": ("K303", report(explains(None))),
    "a preliminary report": ("K341", report(explains(False), status="preliminary")),
    "both answers": ("K341", report(explains(False), explains(True, "again"))),
    "the other knee": ("K341", report(explains(False), code=knee("ZTX0XA"))),
    "a fact that does not exist": (
        "K303",
        report({**explains(False), "code": {"coding": [{"system": FACT, "code": "not_a_fact"}]}}),
    ),
}


@pytest.mark.parametrize("why", UNCERTAIN)
def test_what_is_not_certain_is_put_before_a_person(why: str, waiting: str, house: House, door: Door) -> None:
    code, sent = UNCERTAIN[why]
    for _ in range(2):
        status, _ = send(door, "/DiagnosticReport", sent)
    assert (unread(house), promises(house)[CALL]) == ([code], "awaited")
    assert status in (200, 422)


def test_a_fracture_beside_the_answer_is_put_before_a_person_as_well(waiting: str, house: House, door: Door) -> None:
    fracture = [{"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-no", "code": "S82.1"}]}]
    assert send(door, "/DiagnosticReport", report(explains(False), conclusionCode=fracture))[0] == 201
    assert (promises(house)[CALL], unread(house)) == ("open", ["K341"])


def test_a_serious_finding_that_the_guideline_knows_raises_its_alert(waiting: str, house: House, door: Door) -> None:
    infection = [{"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-no", "code": "M00.9"}]}]
    send(door, "/DiagnosticReport", report(explains(False), conclusionCode=infection))
    last = [each.what for each in house.journal_for(ANNA).history(waiting) if isinstance(each.what, Proposed)][-1]
    assert last.alerts


def test_a_report_that_says_otherwise_than_the_one_before_needs_a_person(
    waiting: str, house: House, door: Door
) -> None:
    send(door, "/DiagnosticReport", report(explains(True)))
    send(door, "/DiagnosticReport", report(explains(False)))
    assert (promises(house)[CALL], unread(house)) == ("awaited", ["K341"])


def test_a_report_on_what_nobody_waits_for_needs_a_person(house: House, door: Door) -> None:
    send(door, "/ServiceRequest", order())
    assert send(door, "/DiagnosticReport", report(explains(False)))[0] == 422
    assert unread(house) == ["K340"]


def test_two_orders_with_one_number_are_not_told_apart_by_guessing(waiting: str, house: House, door: Door) -> None:
    send(door, "", bundle("collection", order(), identifier={"value": "again"}))
    (other,) = [each for each in items(house) if each.state is ItemState.NEW]
    put_on_hold(house, other.stream)
    send(door, "/DiagnosticReport", report(explains(False)))
    assert unread(house) == ["K340"]


def test_a_person_who_was_there_first_keeps_no_report_out(
    waiting: str, house: House, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow_up, at_once = results._follow_up, iter([True])

    def interrupted(*arguments: Any) -> Any:
        found = follow_up(*arguments)
        if next(at_once, False):
            claim(house.journal_for(ANNA), waiting, NOW, NOW + timedelta(minutes=5))
        return found

    monkeypatch.setattr(results, "_follow_up", interrupted)
    assert send(door, "/DiagnosticReport", report(explains(False)))[0] == 201
    assert promises(house)[CALL] == "open"


def test_at_a_door_that_brings_no_reports_a_person_must_look(waiting: str, house: House, door: Door) -> None:
    hall, quiet = Hall(house), settings.Door(IMAGING, "quiet")
    hall.open(quiet)
    assert hall.bring(quiet, json.dumps(report(explains(False))).encode()).problems
    assert (unread(house), promises(house)[CALL]) == (["K302"], "awaited")
