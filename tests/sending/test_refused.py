"""A message is not written where something is missing, and the error names the field and nobody."""

from typing import Any

import pytest

from klokt.errors import SendingError
from klokt.sending.parties import read_parties
from sending.messages import WRITERS, referral, written


def refused(kind: str, changes: dict[str, Any], **form: Any) -> SendingError:
    """Return the error with which a message is refused."""
    with pytest.raises(SendingError) as caught:
        written(kind, referral(**form), **changes)
    return caught.value


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"patient__cpr": None}, "patient needs one of cpr and other_id"),
        ({"patient__other_id": "x"}, "patient needs one of cpr and other_id"),
        ({"patient__cpr": "3113614285"}, "patient.cpr"),
        ({"patient__surname": None}, "surname"),
        ({"sender__ean": "579"}, "sender.ean"),
        ({"receiver__id_kind": "cvr"}, "receiver.id_kind"),
        ({"message__sent": "2012-03-05T10:15:00"}, "message.sent"),
        ({"message__sent": "yesterday"}, "message.sent"),
        ({"sender__organization": "x"}, "organization"),
    ],
)
def test_parties_that_are_not_all_there_are_named(changes: dict[str, Any], named: str) -> None:
    found = refused("xref01", changes)
    assert (found.code, named in found.message) == ("K601", True)
    assert "3113614285" not in found.message


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_parties_that_are_no_json_are_refused(data: bytes) -> None:
    with pytest.raises(SendingError, match="the parties"):
        read_parties(data)


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("patient", [{"birth_date": "1961-07-08"}, {"sex": "female"}])
def test_a_patient_that_is_not_the_one_of_the_number_is_refused(kind: str, patient: dict[str, str]) -> None:
    assert refused(kind, {}, patient=patient).code == "K602"


@pytest.mark.parametrize("kind", WRITERS)
def test_a_referral_without_its_day_is_refused(kind: str) -> None:
    assert refused(kind, {}, referral_date=None).code == "K602"


@pytest.mark.parametrize("kind", WRITERS)
def test_a_request_of_imaging_is_not_sent_as_a_referral_to_a_hospital(kind: str) -> None:
    assert refused(kind, {}, requested={"modality": "MR", "body_site": "lumbar_spine"}).code == "K603"
