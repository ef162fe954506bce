"""What was decided on a referral goes back as FHIR that a server can take twice and keep once."""

import json
from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha1
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klokt.errors import SendingError
from klokt.model.decision import Choice, Decision, Override
from klokt.sending.closed_loop import Answered, write_closed_loop
from klokt.sending.closed_loop_letters import Paper
from klokt.sending.closed_loop_names import Named
from norway import norway
from sending.fhir_r4 import of_kind, wrong

PAPERS = (
    Paper("xray_recommended", "Standing X-ray instead", "en", "referrer", b"%PDF one"),
    Paper("information_sheet", "What helps?", "en", "patient", b"%PDF two"),
)
CHANGED = Answered(
    once="referral-1/4",
    course="referral-1",
    referral="made-up-1",
    unit=Named("Organization", "unit_a", "Imaging, Granvik"),
    person=Named("Practitioner", "anna", "Anna Example"),
    decision=Decision(Choice.CHANGE, "change_to_standing_xray", 3),
    guideline=norway(),
    program="1.0",
    language="en",
    proposed="change_to_standing_xray",
    at=datetime(2025, 9, 1, 8, 0, tzinfo=UTC),
    papers=PAPERS,
)


def decided(choice: Choice, outcome: str, words: str | None = None) -> Answered:
    """The same referral with another decision and no letters."""
    return replace(CHANGED, decision=Decision(choice, outcome, 3), papers=(), words=words)


def written(answered: Answered) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write_closed_loop(answered))
    return found


def only_task(answered: Answered) -> dict[str, Any]:
    (task,) = of_kind(written(answered), "Task")
    return task


@pytest.mark.parametrize(
    ("choice", "outcome", "status", "business"),
    [
        (Choice.ACCEPT, "accept_as_requested", "accepted", "3.0"),
        (Choice.RETURN, "return_conservative", "rejected", "4.0"),
        (Choice.ASK, "needs_more_information", "on-hold", "2.0"),
        (Choice.FETCH, "fetch_earlier_images", "on-hold", "2.0"),
        (Choice.FORWARD, "individual_assessment", "in-progress", "2.0"),
        (Choice.ESCALATE, "urgent_red_flag", "in-progress", "2.0"),
        (Choice.INDIVIDUAL, "individual_assessment", "in-progress", "2.0"),
    ],
)
def test_a_decision_puts_the_referral_where_the_lifecycle_says(
    choice: Choice, outcome: str, status: str, business: str
) -> None:
    task = only_task(decided(choice, outcome, "Are there earlier images?"))
    assert (task["status"], task["businessStatus"]["coding"][0]["code"]) == (status, business)
    assert task["reasonCode"]["coding"][0]["code"] == outcome


def test_after_a_change_a_new_request_is_done_and_the_one_that_came_is_on_hold() -> None:
    bundle = written(CHANGED)
    (request,) = of_kind(bundle, "ServiceRequest")
    done, pending = of_kind(bundle, "Task")
    assert (done["status"], pending["status"], request["status"]) == ("accepted", "on-hold", "active")
    assert request["basedOn"] == [pending["focus"]]
    assert pending["focus"]["identifier"] == {"value": "made-up-1"}
    assert done["focus"]["reference"] in [each["fullUrl"] for each in bundle["entry"]]


def test_what_the_pending_referral_waits_for_is_named() -> None:
    _, pending = of_kind(written(CHANGED), "Task")
    promised = {each.id for each in norway().obligations.values() if each.after == "change_to_standing_xray"}
    assert {each["valueString"] for each in pending["input"]} == promised != set()


def test_the_units_own_call_resumes_the_referral_that_was_on_hold() -> None:
    task = only_task(decided(Choice.ACCEPT, "call_in_for_mr"))
    assert task["statusReason"]["coding"][0]["code"] == "resume"
    assert task["focus"]["identifier"]["value"] == "made-up-1"


def test_an_acute_referral_is_told_as_one() -> None:
    assert only_task(decided(Choice.ESCALATE, "urgent_red_flag"))["priority"] == "stat"


def test_a_named_person_decided_and_the_editions_are_told() -> None:
    task, _ = of_kind(written(CHANGED), "Task")
    assert task["output"][0]["valueReference"]["display"] == "Anna Example"
    told = {each["type"]["coding"][0]["code"]: each["valueString"] for each in task["input"]}
    assert told == {
        "guideline": "no_knee_hip_imaging",
        "edition": norway().edition,
        "content_hash": norway().content_hash,
        "program": "klokt 1.0",
        "proposed": "change_to_standing_xray",
    }


def test_why_another_outcome_was_decided_is_told() -> None:
    other = Decision(Choice.ACCEPT, "accept_as_requested", 3, Override.KNOWN_OTHERWISE)
    task = only_task(replace(CHANGED, decision=other, papers=()))
    assert "known_otherwise" in [each["valueString"] for each in task["input"]]


def test_each_letter_is_whole_and_goes_to_whom_it_is_for() -> None:
    bundle = written(CHANGED)
    for paper, document in zip(PAPERS, of_kind(bundle, "DocumentReference"), strict=True):
        attachment = document["content"][0]["attachment"]
        assert b64decode(attachment["data"]) == paper.content
        assert attachment["hash"] == b64encode(sha1(paper.content, usedforsecurity=False).digest()).decode()
        assert document["custodian"]["display"] == "Imaging, Granvik"
    to_referrer, to_patient = of_kind(bundle, "CommunicationRequest")
    assert "recipient" not in to_referrer
    assert to_patient["recipient"] == [to_patient["subject"]]


def test_a_question_goes_out_in_the_persons_words() -> None:
    asked = written(decided(Choice.ASK, "needs_more_information", " Is there an X-ray?\n"))
    (request,) = of_kind(asked, "CommunicationRequest")
    assert request["payload"] == [{"contentString": "Is there an X-ray?"}]


def test_the_patient_is_named_by_the_number_that_came_or_by_the_referral() -> None:
    named = replace(CHANGED, patient=("urn:oid:2.16.578.1.12.4.1.4.1", "10915596784"))
    assert of_kind(written(named), "ServiceRequest")[0]["subject"]["identifier"]["value"] == "10915596784"
    assert of_kind(written(CHANGED), "ServiceRequest")[0]["subject"]["identifier"]["value"] == "referral-1"


outcomes = st.sampled_from(sorted(norway().outcomes))


@given(st.sampled_from(Choice), outcomes, st.lists(st.sampled_from(PAPERS), max_size=2), st.text(min_size=1))
def test_whatever_is_decided_the_transaction_keeps_the_rules(
    choice: Choice, outcome: str, papers: list[Paper], words: str
) -> None:
    told = f"Why: {words}"
    answered = replace(CHANGED, decision=Decision(choice, outcome, 3), papers=tuple(papers), words=told)
    assert wrong(written(answered)) == []
    assert write_closed_loop(answered) == write_closed_loop(answered)


@pytest.mark.parametrize(
    "broken",
    [
        replace(CHANGED, at=datetime(2025, 9, 1, 8, 0)),  # noqa: DTZ001 (a moment without a zone is the case)
        replace(CHANGED, once=" "),
        replace(CHANGED, once="a|b"),
        decided(Choice.ACCEPT, "no_such_outcome"),
        decided(Choice.ASK, "needs_more_information", " "),
    ],
)
def test_what_cannot_be_told_is_refused(broken: Answered) -> None:
    with pytest.raises(SendingError) as refused:
        write_closed_loop(broken)
    assert refused.value.code == "K602"


def test_two_decisions_share_no_name_but_that_of_the_referral() -> None:
    first, second = (
        of_kind(written(CHANGED), "Task")[0],
        of_kind(written(replace(CHANGED, once="referral-1/9")), "Task")[0],
    )
    assert first["identifier"] != second["identifier"]
    assert first["groupIdentifier"] == second["groupIdentifier"]
