"""What leaves with a decision is what was decided, in every form, and never beside a red flag."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from channels.unit.house import IMAGING, units
from klokt.channels.outgoing import NO_WAY, Occasion, Wanted, drafts_for, usual_letters
from klokt.errors import LetterError, SendingError
from klokt.model.decision import Choice, Decision
from klokt.model.referral import Referral
from klokt.triage.decide import Draft
from klokt.triage.propose import Assessment
from norway import a_referral
from sending.fhir_r4 import of_kind, wrong

MESSAGE = (Path(__file__).parents[3] / "examples" / "no_requisition.xml").read_bytes()
AT = datetime(2025, 9, 1, 22, 30, tzinfo=UTC)
HERE = units()[IMAGING]


def occasion(message: bytes = b"", words: str | None = None) -> Occasion:
    return Occasion("referral-1", 3, "anna", "Anna Eksempel", AT, "nb", words, message)


def assessed(referral: Referral) -> Assessment:
    return HERE.guides.propose(referral, "no_knee_hip_imaging")


def leaving(
    choice: Choice,
    outcome: str,
    at: Occasion,
    letters: tuple[Wanted, ...] | None = None,
    referral: Referral | None = None,
) -> dict[str, Draft]:
    """What leaves, by kind, where a referral of which little is known is decided on; the usual letters by default."""
    asked = referral or a_referral(knee_pain=True)
    assessment, decision = assessed(asked), Decision(choice, outcome, 3)
    chosen = usual_letters(HERE, assessment, decision, "nb") if letters is None else letters
    return {each.kind: each for each in drafts_for(HERE, asked, assessment, decision, at, chosen)}


def test_a_return_goes_to_referrer_and_patient_and_as_a_message() -> None:
    found = leaving(Choice.RETURN, "return_conservative", occasion(MESSAGE))
    assert {kind: each.to for kind, each in found.items()} == {
        "letter_pdf": "letters",
        "patient_pdf": "letters",
        "fhir": "messages",
        "status_9148": "messages",
    }
    assert found["letter_pdf"].content.startswith(b"%PDF")
    bundle = json.loads(found["fhir"].content)
    assert wrong(bundle) == []
    assert [each["type"]["coding"][0]["code"] for each in of_kind(bundle, "DocumentReference")] == [
        "conservative_treatment",
        "information_sheet",
    ]


def test_the_status_of_a_returned_referral_has_the_code_and_the_letters_words() -> None:
    root = etree.fromstring(leaving(Choice.RETURN, "return_conservative", occasion(MESSAGE))["status_9148"].content)
    assert [each.get("V") for each in root.iter("{*}TypeInnhold")] == ["4"]
    assert any("Kari Eksempel, overlege" in (each.text or "") for each in root.iter("{*}TextResultValue"))
    assert [each.text for each in root.iter("{*}FamilyName")] == ["Testesen"]


def test_the_patient_of_a_norwegian_message_is_named_in_fhir_by_number() -> None:
    bundle = json.loads(leaving(Choice.RETURN, "return_conservative", occasion(MESSAGE))["fhir"].content)
    assert of_kind(bundle, "Task")[0]["for"]["identifier"] == {
        "system": "urn:oid:2.16.578.1.12.4.1.4.1",
        "value": "13916920045",
    }


def test_a_message_that_names_nobody_to_answer_gets_no_status() -> None:
    assert "status_9148" not in leaving(Choice.RETURN, "return_conservative", occasion(b"{}"))
    nameless = MESSAGE.replace(b"<Name>Test Testesen</Name>", b"")
    assert nameless != MESSAGE
    assert "status_9148" not in leaving(Choice.RETURN, "return_conservative", occasion(nameless))


@pytest.mark.parametrize("choice", [Choice.ASK, Choice.FETCH, Choice.ESCALATE, Choice.INDIVIDUAL])
def test_a_decision_without_a_letter_still_tells_the_referrer(choice: Choice) -> None:
    found = leaving(choice, "individual_assessment", occasion(MESSAGE, "Finnes det et røntgen?"), ())
    assert set(found) == {"fhir"}
    (request,) = of_kind(json.loads(found["fhir"].content), "CommunicationRequest")
    assert request["payload"] == [{"contentString": "Finnes det et røntgen?"}]


@pytest.mark.parametrize("choice", [Choice.ASK, Choice.FORWARD, Choice.RETURN])
def test_a_referrer_is_never_left_to_guess(choice: Choice) -> None:
    with pytest.raises(SendingError) as refused:
        leaving(choice, "individual_assessment", occasion(), ())
    assert refused.value.code == "K602"


def test_no_letter_leaves_beside_a_red_flag_whatever_a_person_chose() -> None:
    flagged = a_referral(knee_pain=True, septic_arthritis_suspected=True)
    letters = (Wanted("conservative_treatment", "nb"),)
    with pytest.raises(LetterError) as refused:
        leaving(Choice.RETURN, "return_conservative", occasion(), letters, flagged)
    assert refused.value.code == "K503"


def test_no_letter_is_usual_beside_a_red_flag() -> None:
    flagged = assessed(a_referral(knee_pain=True, septic_arthritis_suspected=True))
    assert usual_letters(HERE, flagged, Decision(Choice.RETURN, "return_conservative", 3), "nb") == ()


def test_a_return_letter_does_not_go_with_what_was_accepted() -> None:
    with pytest.raises(LetterError) as refused:
        leaving(Choice.ACCEPT, "accept_as_requested", occasion(), (Wanted("conservative_treatment", "nb"),))
    assert refused.value.code == "K502"


def test_a_letter_that_is_not_written_in_the_language_goes_in_its_own() -> None:
    decision = Decision(Choice.RETURN, "return_conservative", 3)
    usual = usual_letters(HERE, assessed(a_referral(knee_pain=True)), decision, "da")
    assert {each.language for each in usual if each.letter == "information_sheet"} == {"nb"}


def test_a_letter_without_a_way_is_kept_for_a_person() -> None:
    nowhere = replace(HERE, settings=msgspec.structs.replace(HERE.settings, way=()))
    asked = a_referral(knee_pain=True)
    decision, letters = Decision(Choice.RETURN, "return_conservative", 3), (Wanted("conservative_treatment", "nb"),)
    (only,) = drafts_for(nowhere, asked, assessed(asked), decision, occasion(MESSAGE), letters)
    assert (only.kind, only.to) == ("letter_pdf", NO_WAY)


def test_the_same_decision_gives_the_same_bytes() -> None:
    first = leaving(Choice.RETURN, "return_conservative", occasion(MESSAGE))
    assert leaving(Choice.RETURN, "return_conservative", occasion(MESSAGE)) == first


def test_an_outcome_that_the_guideline_does_not_know_is_refused() -> None:
    with pytest.raises(SendingError) as refused:
        leaving(Choice.ACCEPT, "no_such_outcome", occasion(), ())
    assert refused.value.code == "K602"
