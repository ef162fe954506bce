"""Whoever answers a Norwegian message knows from its envelope to whom, and about which message."""

from pathlib import Path

import pytest

from klokt.errors import IntakeError
from klokt.intake.norwegian_header import Organisation, read_header

EXAMPLES = Path(__file__).parents[2] / "examples"
SENDERS = {"no_requisition": "90001", "no_referral_1_1": "90003", "no_referral_2_0": "90004"}


def example(name: str) -> str:
    """Return the text of an example."""
    return (EXAMPLES / f"{name}.xml").read_text("utf-8")


@pytest.mark.parametrize(("name", "sender"), SENDERS.items())
def test_the_envelope_tells_the_message_and_who_sent_it(name: str, sender: str) -> None:
    found = read_header(example(name).encode())
    assert (found.id or "").startswith("7d0b3f5e-0c1d-4f0a-9d55-1f2f6f1a000")
    assert (found.sender.her_id, (found.made or "")[:7]) == (sender, "2025-09")


def test_the_kind_and_the_status_tell_a_new_requisition_from_one_that_is_taken_back() -> None:
    message = example("no_requisition")
    assert (read_header(message.encode()).kind.code, read_header(message.encode()).status) == ("REQ_RTG", "N")
    assert read_header(message.replace('ServType V="N"', 'ServType V="C"').encode()).status == "C"


def test_the_part_of_an_organisation_that_is_meant_is_the_one_to_answer() -> None:
    part = Organisation("Legekontor", (("HER", "2"),))
    assert Organisation("Kommune", (("HER", "1"), ("ENH", "9")), part).her_id == "2"
    assert Organisation("Kommune", (("HER", "1"),), Organisation("Legekontor")).her_id == "1"


def test_a_nested_organisation_of_the_header_is_the_part_that_is_meant() -> None:
    inner = (
        "<Organisation><OrganisationName>Rom 2</OrganisationName>"
        '<Ident><Id>77</Id><TypeId V="HER"/></Ident></Organisation></Organisation></Sender>'
    )
    found = read_header(example("no_referral_2_0").replace("</Organisation>\n    </Sender>", inner).encode())
    assert (found.sender.name, found.sender.her_id) == ("Fysioterapi Eksempel", "77")


def test_what_an_envelope_does_not_tell_is_none() -> None:
    found = read_header(b"<Anything/>")
    assert (found.id, found.made, found.sender, found.status) == (None, None, Organisation(), None)


def test_what_is_not_xml_has_no_envelope() -> None:
    with pytest.raises(IntakeError) as caught:
        read_header(b"<MsgHead>")
    assert caught.value.code == "K311"


def test_the_patient_is_no_part_of_the_envelope() -> None:
    assert "Testesen" not in repr(read_header(example("no_referral_2_0").encode()))
