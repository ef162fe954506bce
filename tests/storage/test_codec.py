"""What was written once is read for ever: the bytes and hashes of events do not change between editions of klokt."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klokt.model.decision import Choice, Override
from klokt.model.event import Corrected, Decided, Happening, Proposed, ReferralReceived
from klokt.model.fact import Audience
from klokt.model.referral import Patient, Referral
from klokt.storage import codec
from klokt.storage.chain import NO_SEAL, NOTHING, Row, Seal, hash_of, seal_hash

KINDS: tuple[type[Happening], ...] = get_args(Happening)
AT = datetime(2026, 11, 23, 5, 30, 0, 123456, tzinfo=UTC)
ROW = Row(7, "referral-1-0", 3, "claimed", AT, "anna", "unit_a", None, b"{}", None, NOTHING)


def test_a_decision_of_the_first_edition_is_still_read_and_its_bytes_have_only_grown() -> None:
    decided = Decided(Choice.RETURN, "b", "a", 2, Override.OTHER, ("alert",))
    first = b'{"acknowledged":["alert"],"answers":2,"choice":"return","outcome":"b","override":"other","proposed":"a"'
    assert codec.happening("decided", first + b"}") == decided
    assert codec.canonical(decided) == first + b',"together":false}'


def test_a_referral_of_the_first_edition_is_still_read() -> None:
    body = b'{"because":"x","collected":true,"door":"fhir","kind":"imaging","message":"m","referral_date":"2025-09-01"}'
    assert codec.happening("referral_received", body) == ReferralReceived(
        "m", "fhir", "imaging", date(2025, 9, 1), collected=True, because="x"
    )


def test_a_correction_and_a_referral_from_before_reports_came_in_are_still_read() -> None:
    assert codec.happening("corrected", b'{"facts":["a"]}') == Corrected(("a",), message=None)
    assert codec.personal("referral_received", b'{"id":"a","kind":"imaging"}') == Referral("a", "imaging", numbers=())


def test_a_referral_from_before_names_were_kept_is_still_read() -> None:
    found = codec.personal("referral_received", b'{"id":"a","kind":"imaging","patient":{"birth_date":null,"sex":null}}')
    assert found == Referral("a", "imaging", patient=Patient(name=None))


def test_hashes_are_those_of_the_first_edition() -> None:
    sealed = Seal(1, AT, 1, 1, NO_SEAL.hash)
    assert hash_of(ROW).hex() == "3cbc63d3a26a19379d5df830437b851b25634acc7ec3048cbfe99d33bdd77edc"
    assert seal_hash(sealed, [bytes(32)]).hex() == "bfcd270e2cd7f3c1fc1334cfcac44f5dd99f329fa2fc02fd7080e9957101412b"


def test_a_kind_is_named_by_its_class() -> None:
    kinds = [codec.kind_of(each) for each in KINDS]
    assert codec.kind_of(Proposed) == "proposed"
    assert len(set(kinds)) == len(kinds)


@pytest.mark.parametrize("what", KINDS, ids=codec.kind_of)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_an_event_comes_out_as_it_went_in(what: Callable[..., Happening], data: st.DataObject) -> None:
    event = data.draw(st.builds(what))
    body = codec.canonical(event)
    assert codec.happening(codec.kind_of(event), body) == event
    assert codec.canonical(codec.happening(codec.kind_of(event), body)) == body


def test_numbers_keep_their_kind_so_that_a_proposal_can_be_made_again_to_the_byte() -> None:
    made = Proposed(
        *("g", "1", "hash", date(2025, 9, 1), Audience.RECEIVER, "o", "return", "routine", "1"),
        overrides={"whole": 12, "part": 12.0, "yes": True, "word": "12"},
    )
    found = codec.happening("proposed", codec.canonical(made))
    assert isinstance(found, Proposed)
    assert {name: (type(value), value) for name, value in found.overrides.items()} == {
        name: (type(value), value) for name, value in made.overrides.items()
    }
