"""What is written is read again: the same facts, day, patient, urgency and codes, in both kinds of message."""

import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danish_pathway import denmark
from klokt.model.fact import FactDefinition, FactKind
from klokt.model.referral import Referral
from sending.messages import READER, WRITERS, facts, only, received, referral, written

TEXT = "Lændesmerter gennem 9 uger med udstråling til venstre ben.\n\nIngen pareser.  Sygemeldt. <b> & »æøå«"
STATED = [fact for fact in denmark().facts.values() if fact.field_name is None]


def values(fact: FactDefinition) -> st.SearchStrategy[Any]:
    """Return values that a sender may state of a fact."""
    match fact.kind:
        case FactKind.BOOLEAN:
            return st.booleans()
        case FactKind.CHOICE:
            return st.sampled_from(fact.choices)
        case FactKind.NUMBER:
            return st.integers(0, 900)
        case FactKind.DURATION:
            unit = fact.unit.value if fact.unit else ""
            return st.integers(0, 90) | st.integers(0, 90).map(lambda number: f"{number} {unit}")
        case FactKind.DATE:
            return st.sampled_from(["2011", "2011-10", "2011-10-31"])
        case _:
            return st.text(string.ascii_letters + "æøå", min_size=1, max_size=20)


SENT = st.fixed_dictionaries({}, optional={fact.name: values(fact) for fact in STATED})


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=60, deadline=None)
@given(stated=SENT)
def test_every_stated_fact_is_read_again_as_it_was(kind: str, stated: dict[str, Any]) -> None:
    sent = referral(known_facts=stated)
    assert facts(received(kind, sent)) == facts(sent)


@pytest.mark.parametrize("kind", WRITERS)
def test_the_text_says_the_same_when_it_is_read_again(kind: str) -> None:
    sent = referral(text=TEXT)
    again = received(kind, sent)
    assert facts(again) == facts(READER.with_text(sent)) != {}
    assert "<b> & »æøå«" in (again.text or "")


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_input_gives_the_same_bytes(kind: str) -> None:
    sent = referral(known_facts={"paresis": "none"}, text=TEXT)
    assert written(kind, sent) == written(kind, sent)


@pytest.mark.parametrize("kind", WRITERS)
def test_day_patient_role_and_id_come_back(kind: str) -> None:
    again = received(kind, referral(patient={"birth_date": "1961-07-07", "sex": "male"}, text=TEXT))
    assert (again.id, str(again.referral_date), again.requester_role) == (
        "sent-1",
        "2012-03-05",
        "general_practitioner",
    )
    assert (str(again.patient.birth_date), again.patient.sex) == ("1961-07-07", "male")
    assert (again.kind, again.priority) == ("specialist", "routine")


def with_diagnosis(code: str) -> Referral:
    """Return a referral with a Danish diagnosis, as FHIR would bring it."""
    system = "urn:oid:1.2.208.176.2.4.12" if code.startswith("D") else "urn:oid:1.2.208.176.2.31"
    body = f"""{{"resourceType": "ServiceRequest", "id": "r", "status": "active", "authoredOn": "2012-03-05",
        "priority": "asap", "reasonCode": [{{"coding": [{{"system": "{system}", "code": "{code}"}}]}}]}}"""
    return only(body.encode())


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("code", ["DG834", "DM171+TUL2", "DM511", "L86"])
def test_a_diagnosis_and_the_urgency_come_back(kind: str, code: str) -> None:
    sent = with_diagnosis(code)
    again = only(written(kind, sent))
    assert (again.coded, again.priority) == (sent.coded, "asap")


def test_an_xref01_that_is_written_again_keeps_its_text() -> None:
    once = only(written("xref01", referral(text=TEXT)))
    assert only(written("xref01", once)).text == once.text
