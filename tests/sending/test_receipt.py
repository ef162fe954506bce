"""A receipt says what became of a message, in the order of the standard, to whoever sent it."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from klokt.errors import IntakeError, SendingError
from klokt.intake import read
from klokt.intake.norwegian_header import Organisation
from klokt.sending.receipt import VERSIONS, Fault, Receipt, Taken, fault_of, write_receipt
from sending.answers import MADE, about, envelope
from sending.test_schema import misplaced

ORDER = {
    "AppRec": "MsgType MIGversion GenDate Id Sender Receiver Status Error* OriginalMsgId",
    "Sender": "HCP",
    "Receiver": "HCP",
    "HCP": "Inst",
    "Inst": "Name Id TypeId AdditionalId* Dept?",
    "Dept": "Name Id TypeId AdditionalId*",
    "OriginalMsgId": "MsgType IssueDate Id",
}
TAKEN = Receipt(envelope(), about(), Taken.WHOLE)
FAULT = Fault("X99", "Annen feil", "K303 line 3: a field")
NAMES = st.text(min_size=1, max_size=30).filter(lambda each: each.isprintable() and bool(each.strip()))
NUMBERS = st.lists(st.tuples(st.sampled_from(["HER", "ENH", "RSH", "LOK"]), st.integers(1, 999_999_999).map(str)))


def tree(message: bytes) -> etree._Element:
    """Return the root of a message."""
    return etree.fromstring(message)


def found(root: etree._Element, path: str) -> etree._Element:
    """Return the element at the end of a path."""
    element = root.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    assert element is not None
    return element


@pytest.mark.parametrize("version", VERSIONS)
def test_a_receipt_names_the_message_and_goes_back_to_its_sender(version: str) -> None:
    root = tree(write_receipt(replace(TAKEN, version=version)))
    assert (etree.QName(root).namespace, misplaced(root, ORDER)) == (VERSIONS[version][0], [])
    assert found(root, "OriginalMsgId/Id").text == about().id
    assert found(root, "Receiver/HCP/Inst/Id").text == about().sender.her_id
    assert (found(root, "Status").get("V"), found(root, "Status").get("DN")) == ("1", "OK")


@pytest.mark.parametrize(("taken", "code"), [(Taken.NOT, "2"), (Taken.WITH_FAULTS, "3")])
def test_a_fault_is_named_between_the_status_and_the_message(taken: Taken, code: str) -> None:
    root = tree(write_receipt(replace(TAKEN, taken=taken, faults=(FAULT, FAULT))))
    assert misplaced(root, ORDER) == []
    assert found(root, "Status").get("V") == code
    assert found(root, "Error").get("OT") == "K303 line 3: a field"


def test_an_error_of_the_intake_becomes_a_fault_that_repeats_its_code() -> None:
    (cut,) = read(b"<Message>")
    assert isinstance(cut, IntakeError)
    assert (fault_of(cut).code, fault_of(IntakeError("K303", "line 3: wrong")).detail) == ("T01", "K303 line 3: wrong")


@given(NAMES, NUMBERS, NAMES, NUMBERS, NAMES)
def test_every_receipt_that_is_written_has_its_elements_in_order_and_its_words_whole(
    name: str, numbers: list[tuple[str, str]], part: str, inner: list[tuple[str, str]], detail: str
) -> None:
    sender = Organisation(name, tuple(numbers), Organisation(part, tuple(inner)))
    receipt = replace(TAKEN, envelope=replace(envelope(), sender=sender), taken=Taken.NOT)
    receipt = replace(receipt, faults=(Fault("X99", "Annen feil", detail),))
    if not any(kind != "LOK" for kind, _ in numbers):
        with pytest.raises(SendingError):
            write_receipt(receipt)
        return
    root = tree(write_receipt(receipt))
    assert misplaced(root, ORDER) == []
    assert found(root, "Sender/HCP/Inst/Name").text == name
    assert write_receipt(receipt) == write_receipt(receipt)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(TAKEN, faults=(FAULT,)),
        replace(TAKEN, taken=Taken.NOT),
        replace(TAKEN, about=replace(about(), id=None)),
        replace(TAKEN, about=replace(about(), made=None)),
        replace(TAKEN, envelope=replace(envelope(), id=" ")),
        replace(TAKEN, envelope=replace(envelope(), made=datetime(2025, 9, 3, 10, 0))),  # noqa: DTZ001 (it is the case)
        replace(TAKEN, envelope=replace(envelope(), sender=Organisation("Unit", (("LOK", "1"),)))),
        replace(TAKEN, envelope=replace(envelope(), receiver=Organisation(None, (("HER", "1"),)))),
    ],
)
def test_a_receipt_that_lacks_something_is_not_written(wrong: Receipt) -> None:
    with pytest.raises(SendingError) as caught:
        write_receipt(wrong)
    assert caught.value.code == "K602"


def test_there_is_no_third_version() -> None:
    with pytest.raises(SendingError, match=r"1\.0 or 1\.1"):
        write_receipt(replace(TAKEN, version="2.0"))


def test_a_receipt_tells_its_moment_with_the_time_zone() -> None:
    assert found(tree(write_receipt(TAKEN)), "GenDate").text == MADE.isoformat()
