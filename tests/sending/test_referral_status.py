"""What became of a referral goes back to whoever sent it, and is never read as a new referral."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from klokt.errors import IntakeError, SendingError
from klokt.intake import read
from klokt.intake.norwegian_header import read_header
from klokt.intake.norwegian_status import STATUS_LIST
from klokt.sending.referral_status import NEEDS_REASON, Became, ReferralStatus, write_referral_status
from sending.answers import PERSON, about, envelope
from sending.test_receipt import found, tree
from sending.test_schema import misplaced

ORDER = {
    "MsgHead": "MsgInfo Document",
    "MsgInfo": "Type MIGversion GenDate MsgId Ack ConversationRef Sender Receiver Patient",
    "ConversationRef": "RefToParent RefToConversation",
    "Sender": "Organisation",
    "Organisation": "OrganisationName Ident* Organisation?",
    "Ident": "Id TypeId",
    "Patient": "FamilyName GivenName DateOfBirth? Ident",
    "Document": "DocumentConnection RefDoc",
    "RefDoc": "IssueDate MsgType Content",
    "Content": "Henvisning",
    "Henvisning": "TypeInnholdIMelding IssueDate Comment?",
}
RETURNED = ReferralStatus(envelope(), about(), PERSON, Became.RETURNED, "Trening i tolv uker først.")
CONTENT = "Document/RefDoc/Content/Henvisning"


@pytest.mark.parametrize("became", Became)
def test_a_status_tells_what_became_of_the_referral_by_its_code(became: Became) -> None:
    root = tree(write_referral_status(replace(RETURNED, became=became)))
    assert misplaced(root, ORDER) == []
    told = found(root, f"{CONTENT}/TypeInnholdIMelding/TypeInnhold")
    assert (told.get("V"), told.get("S")) == (became.value[0], STATUS_LIST)


def test_the_codes_are_those_of_the_list() -> None:
    assert {each.name: each.value[0] for each in Became} == {
        "CALLED_IN": "1",
        "HAS_RIGHT": "2",
        "PASSED_ON": "3",
        "RETURNED": "4",
        "ADVISED": "11",
    }


def test_a_status_goes_to_the_sender_about_the_message_and_the_patient() -> None:
    message = write_referral_status(RETURNED)
    answer = read_header(message)
    assert (answer.receiver, answer.sender) == (about().sender, about().receiver)
    assert (answer.parent, answer.conversation, answer.id) == (about().id, about().id, "answer-1")
    assert found(tree(message), "MsgInfo/Patient/Ident/Id").text == PERSON.number


@given(st.sampled_from(Became), st.text(max_size=200))
def test_no_status_that_is_written_is_ever_read_as_a_referral(became: Became, reason: str) -> None:
    status = replace(RETURNED, became=became, reason=reason)
    if became in NEEDS_REASON and not reason.strip():
        with pytest.raises(SendingError, match="reason"):
            write_referral_status(status)
        return
    (answer,) = read(write_referral_status(status))
    assert isinstance(answer, IntakeError)
    assert answer.code == "K310"


def test_the_reason_keeps_its_lines_and_what_looks_like_a_mark() -> None:
    reason = "Mindre enn <12> uker & uten trening.\nSend på nytt etter det."
    assert (
        found(tree(write_referral_status(replace(RETURNED, reason=reason))), f"{CONTENT}/Comment/TextResultValue").text
        == reason
    )


@pytest.mark.parametrize(
    "wrong",
    [
        replace(RETURNED, patient=replace(PERSON, number="123")),
        replace(RETURNED, patient=replace(PERSON, number_kind="PNR")),
        replace(RETURNED, patient=replace(PERSON, family_name=" ")),
        replace(RETURNED, about=replace(about(), id=None)),
        replace(RETURNED, envelope=replace(envelope(), id="")),
    ],
)
def test_a_status_that_lacks_something_is_not_written_and_names_nobody(wrong: ReferralStatus) -> None:
    with pytest.raises(SendingError) as caught:
        write_referral_status(wrong)
    assert caught.value.code == "K602"
    assert not [word for word in ("Testesen", "123") if word in caught.value.message]


def test_the_namespaces_stand_where_they_begin_without_prefixes() -> None:
    assert {each.prefix for each in tree(write_referral_status(RETURNED)).iter(etree.Element)} == {None}
