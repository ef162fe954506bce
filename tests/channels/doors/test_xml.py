"""A message in XML is answered by its receipt, once it is kept."""

import json

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from lxml import etree

from channels.doors.bringing import EXAMPLES, TOKEN, XML, items, only
from channels.unit.house import IMAGING
from klokt.channels.doors.door import Door as Own
from klokt.channels.doors.hall import Hall
from klokt.channels.unit.house import House
from klokt.errors import TriageError
from klokt.model.worklist import ItemState

Door = TestClient[Litestar]
NORWEGIAN = ["no_requisition.xml", "no_referral_2_0.xml"]
NAMELESS = ["no_referral_1_1.xml", "spine_xref01.xml"]
"""Of a sender that a receipt cannot name, and of a kind that has no receipt here."""


def message(name: str) -> bytes:
    """Return an example, from a sender and to a receiver that a receipt can name."""
    return (EXAMPLES / name).read_bytes()


def bring(door: Door, raw: bytes, unit: str = IMAGING) -> tuple[int, str, bytes]:
    """Bring a message, and return the status, the type of the answer, and the answer."""
    answer = door.post(f"/doors/{unit}/xml", content=raw, headers=XML)
    return answer.status_code, answer.headers["content-type"], answer.content


def told(receipt: bytes) -> tuple[str | None, str | None]:
    """Return what became of the message, and which it was."""
    root = etree.fromstring(receipt)
    status, original = root.find("{*}Status"), root.find("{*}OriginalMsgId/{*}Id")
    assert status is not None
    assert original is not None
    return status.get("V"), original.text


@pytest.mark.parametrize("name", NORWEGIAN)
def test_a_norwegian_message_is_taken_once_and_answered_by_a_receipt(name: str, house: House, door: Door) -> None:
    raw = message(name)
    answers = [bring(door, raw) for _ in range(2)]
    assert [(status, type_) for status, type_, _ in answers] == [(201, "application/xml"), (200, "application/xml")]
    assert [told(answer)[0] for _, _, answer in answers] == ["1", "1"]
    assert only(house).state is ItemState.NEW


def test_other_content_under_the_same_name_is_not_acknowledged(house: House, door: Door) -> None:
    bring(door, message(NORWEGIAN[0]))
    status, _, answer = bring(door, message(NORWEGIAN[0]).replace(b"uten bedring", b"med bedring"))
    assert (status, told(answer)[0]) == (409, "2")
    assert {each.state for each in items(house)} == {ItemState.NEW, ItemState.DIFFERS}


def test_what_cannot_be_read_is_put_before_a_person_and_told_as_such(house: House, door: Door) -> None:
    born = message(NORWEGIAN[1]).replace(b"1955-11-10", b"2955-11-10")
    for _ in range(2):
        status, _, answer = bring(door, born)
        assert (status, told(answer)[0]) == (422, "2")
        assert b"2955" not in answer
    assert only(house).state is ItemState.NOT_READ


@pytest.mark.parametrize("name", NAMELESS)
def test_what_has_no_receipt_is_answered_in_plain_json(name: str, house: House, door: Door) -> None:
    status, type_, answer = bring(door, message(name))
    assert (status, type_) == (201, "application/json")
    assert json.loads(answer)["referrals"] == [each.stream for each in items(house)]


@pytest.mark.parametrize(
    ("status", "raw"),
    [
        (400, b""),
        (400, b"{}"),
        (400, b"<Message>"),
        (400, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        (413, b" " * 10_000_001),
        (422, b"<Message/>"),
    ],
)
def test_what_is_no_message_says_why(status: int, raw: bytes, house: House, door: Door) -> None:
    answer = bring(door, raw)
    assert answer[:2] == (status, "application/problem+json")
    assert len(items(house)) == (status == 422)


@pytest.mark.parametrize(
    ("unit", "headers", "status"),
    [
        (IMAGING, {"Content-Type": "application/xml"}, 401),
        ("sundby_spine", XML, 401),
        ("nowhere", XML, 401),
        (IMAGING, {**TOKEN, "Content-Type": "text/plain"}, 415),
    ],
)
def test_a_token_opens_the_door_of_its_own_unit_alone(
    unit: str, headers: dict[str, str], status: int, house: House, door: Door
) -> None:
    answer = door.post(f"/doors/{unit}/xml", content=message(NORWEGIAN[0]), headers=headers)
    assert (answer.status_code, items(house)) == (status, [])


def test_a_sender_who_is_not_named_may_not_use_a_door_that_names_some(house: House) -> None:
    hall, narrow = Hall(house), Own(IMAGING, "narrow", senders=("90004",))
    hall.open(narrow)
    assert hall.bring(narrow, message("no_referral_2_0.xml")).referrals
    with pytest.raises(TriageError, match="may not use this door"):
        hall.bring(narrow, message("spine_xref01.xml"))
    assert len(items(house)) == 1
