"""Telling the forms apart, and reading each referral on its own."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.samples import bundle, patient, request
from klokt.errors import IntakeError
from klokt.intake import read
from klokt.model.referral import Referral

ONE = b'{"id": "a", "text": "x"}'
TWO = b'{"id": "b", "text": "y"}'


def ids(data: bytes) -> list[str | None]:
    return [each.referral if isinstance(each, IntakeError) else each.id for each in read(data)]


def codes(data: bytes) -> list[str]:
    return [each.code if isinstance(each, IntakeError) else "read" for each in read(data)]


@pytest.mark.parametrize(
    "data",
    [
        ONE + b"\n" + TWO,
        ONE + b"\r\n\r\n" + TWO + b"\r\n",
        b"\xef\xbb\xbf" + ONE + b"\n" + TWO,
        b"[" + ONE + b"," + TWO + b"]",
        json.dumps([json.loads(ONE), json.loads(TWO)], indent=1).encode(),
    ],
    ids=["lines", "windows lines", "byte order mark", "array", "indented array"],
)
def test_lines_and_arrays_of_referrals_are_told_apart(data: bytes) -> None:
    assert ids(data) == ["a", "b"]


def test_one_referral_may_be_written_over_several_lines() -> None:
    assert ids(json.dumps(json.loads(ONE), indent=0).encode()) == ["a"]


def test_a_bundle_may_stand_on_a_line_beside_the_json_form() -> None:
    assert ids(ONE + b"\n" + json.dumps(bundle(request(), patient())).encode()) == ["a", "r"]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"{broken", "K301"),
        (b'{"id": "c", "text": "\xff"}', "K301"),
        (b'{"id": "c", "text": "\\ud800"}', "K301"),
        (b'{"id": "c", "known_facts": {"conservative_weeks": NaN}}', "K301"),
        (b'{"id": "c", "known_facts": {"conservative_weeks": 1e999}}', "K301"),
        (b'{"id": "c", "known_facts": ' + b"[" * 100_000, "K301"),
        (b'{"id": "c", "known_facts": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001, "K301"),
        (b"7", "K302"),
        (b"{}", "K302"),
        (b'{"resourceType": "Patient"}', "K302"),
        (b'{"resourceType": ["Bundle"]}', "K302"),
        (b'{"id": "c", "text": 7}', "K303"),
        (b'{"id": "c", "known_facts": {"fever": true, "fever": false}}', "K304"),
        (b"<rekvisisjon/>", "K310"),
    ],
)
def test_a_bad_line_is_an_error_and_the_others_are_still_read(bad: bytes, code: str) -> None:
    assert codes(ONE + b"\n" + bad + b"\n" + TWO) == ["read", code, "read"]


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "K302"), (b" \n", "K302"), (b"[", "K301"), (b"<a/>", "K310"), (b'{"id":\n', "K301")]
)
def test_a_whole_that_cannot_be_read_is_one_error(data: bytes, code: str) -> None:
    assert codes(data) == [code]


def test_an_empty_array_is_told_to_hold_no_referral() -> None:
    (found,) = read(b"[]", "referrals.json")
    assert isinstance(found, IntakeError)
    assert (found.code, found.message) == ("K302", "referrals.json, line 1: there is no referral in the file")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b'{\n "id": "a",\n "text": "x"\n "patient": {}\n}', "line 4, column 2"),
        ('{\r\n "id": "a",\r\n "text": "æøå" 7\r\n}'.encode(), "line 3, column 16"),
        (b'{"id": "a",\n "text": "x"\n', "line 2, column 13"),
        (b'{"id": "a",\n "text": "\xff"}', "line 2, column 11"),
        (ONE + b'\n{"id": "c" "text": "y"}', "line 2, column 12"),
    ],
    ids=["no comma", "windows lines", "cut off", "not UTF-8", "a line of its own"],
)
def test_what_is_not_json_is_found_by_line_and_column(data: bytes, place: str) -> None:
    found = [each.message for each in read(data, "a.json") if isinstance(each, IntakeError)]
    assert [message.startswith(f"a.json, {place}: not JSON") for message in found] == [True]
    assert "byte " not in found[0]


@pytest.mark.parametrize("fault", [b'{"text": None}', b'{"text": True}', b"{'text': 1}", b"{\"text\": 'x'}"])
def test_what_python_writes_is_told_in_json(fault: bytes) -> None:
    (found,) = read(fault)
    assert isinstance(found, IntakeError)
    assert found.message.endswith('JSON writes true, false, null and "..." with double quotes')


def test_a_bad_element_of_an_array_is_an_error_and_the_others_are_still_read() -> None:
    assert codes(b"[" + ONE + b", 7, " + TWO + b"]") == ["read", "K302", "read"]


def test_the_elements_of_an_array_and_the_lines_are_counted_from_one() -> None:
    array, lines = read(b'[{"text": "x"}]'), read(b'{"text": "x"}\n{"text": "y"}')
    assert [each.id for each in (*array, *lines) if isinstance(each, Referral)] == ["item 1", "line 1", "line 2"]


def test_an_error_says_in_which_file_and_line_and_whose_it_is() -> None:
    (_, found) = read(ONE + b'\n{"id": "c", "text": 7}', "referrals.jsonl")
    assert isinstance(found, IntakeError)
    assert found.message.startswith("referrals.jsonl, line 2: $.text: ")
    assert found.referral == "c"


def test_xml_is_refused_with_the_forms_that_are_read() -> None:
    (found,) = read(b"\xef\xbb\xbf<?xml version='1.0'?><MsgHead/>")
    assert isinstance(found, IntakeError)
    assert "FHIR R4" in found.message


KEYS = (
    *("id", "resourceType", "patient", "birth_date", "requested", "body_site", "known_facts", "known_facts_by_site"),
    *("text", "entry", "resource", "fullUrl", "subject", "reference", "identifier", "value", "system", "code"),
    *("coding", "bodySite", "reasonReference", "contained", "authoredOn", "birthDate", "status", "valueQuantity"),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8) | st.sampled_from(["Patient/p", "r"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)
KINDS = st.sampled_from(["ServiceRequest", "Patient", "Condition", "Observation", "DiagnosticReport", "Practitioner"])


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    assert all(code.startswith("K3") for code in codes(data) if code != "read")


@given(VALUES)
def test_no_json_makes_it_raise(value: object) -> None:
    assert set(codes(json.dumps(value).encode())) <= {"read", "K301", "K302", "K303", "K304", "K305"}


@given(st.lists(st.tuples(KINDS, st.dictionaries(st.text(max_size=3), VALUES), VALUES), max_size=4))
def test_no_bundle_makes_it_raise(parts: list[tuple[str, dict[str, object], object]]) -> None:
    resources = [
        {"id": "p", **extra, **(each if isinstance(each, dict) else {}), "resourceType": kind}
        for kind, extra, each in parts
    ]
    data = json.dumps(bundle(request(), *resources)).encode()
    assert set(codes(data)) <= {"read", "K301", "K303", "K304", "K305"}
