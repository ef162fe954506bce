"""A referral with a text that nobody has read is assessed with what the text says, and shows it."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from klokt.channels.cli.main import main
from klokt.model.fact import Origin
from klokt.model.referral import Referral, Statement
from klokt.text.reader import TextReader
from klokt.triage.propose import Assessment
from norway import a_referral, assessor, proposed
from text.conftest import FOLDER

RETURNED = "Smerter i venstre kne i tre måneder. Ingen traume. Ingen feber. Obs menisk."


def read(referral: Referral) -> Referral:
    """Return the referral with what its text says."""
    return TextReader(FOLDER, assessor()).with_text(referral)


def assessed(text: str) -> Assessment:
    """Return what is proposed for a referral with a text and nothing else."""
    return proposed(read(a_referral(text=text)))


def test_free_text_counts() -> None:
    assert assessed(RETURNED).proposals[0].outcome == "return_conservative"
    assert assessed("Smerter i kneet. Feber 39 og rødt, varmt kne.").proposals[0].outcome == "urgent_red_flag"


def told(text: str, fact: str) -> list[object]:
    """Return what a text says of a fact."""
    return [each.value for each in read(a_referral(text=text)).statements if each.fact == fact]


@pytest.mark.parametrize("right", ["høyre", "hoyre", "hoeyre"])
def test_a_side_is_known_without_nordic_letters(right: str) -> None:
    assert told(f"Henvist for smerter i {right} kne etter lang tur.", "request_conflicts_with_text") == [True]


def test_pain_that_goes_on_gives_way_to_an_improvement_that_is_told() -> None:
    assert told("Fysioterapi 12 uker har hjulpet en del, men fortsatt vondt.", "conservative_without_improvement") == [
        False
    ]
    assert told("Fysioterapi 12 uker, fortsatt vondt.", "conservative_without_improvement") == [True]


def test_what_has_a_length_of_its_own_is_not_asked() -> None:
    assert told("vondt i høyre kne fysio 3 mnd ikke bedre menisk?", "conservative_treatment_tried") == [True]


def test_a_fact_from_the_text_has_the_words_that_say_it() -> None:
    fact = assessed(RETURNED).proposals[0].facts["significant_trauma"]
    assert (fact.value, fact.origin, [span.text for span in fact.evidence]) == (False, Origin.TEXT, ["Ingen traume"])


def test_every_denial_of_what_can_raise_an_alarm_is_shown_with_its_words() -> None:
    denied = {(each.fact, each.evidence.text) for each in assessed(RETURNED).set_aside if each.why == "denied"}
    assert {("fever", "Ingen feber"), ("significant_trauma", "Ingen traume")} <= denied


def test_what_was_set_aside_is_shown_with_why() -> None:
    aside = assessed(RETURNED + " Septisk artritt i 2009. Far har revmatoid artritt.").set_aside
    assert {(each.fact, each.why) for each in aside if each.why != "denied"} == {
        ("septic_arthritis_suspected", "past"),
        ("rheumatoid_arthritis", "family"),
    }


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("Bolí mě koleno už čtyři týdny a nemohu chodit.", "text_not_understood"),
        (RETURNED + " Obs xanthogranulomatose.", "suspicion_not_read"),
    ],
)
def test_what_cannot_be_read_is_never_returned(text: str, notice: str) -> None:
    assessment = assessed(text)
    assert notice in {each.code for each in assessment.notices}
    assert assessment.proposals[0].outcome != "return_conservative"


def test_a_complaint_of_the_other_joint_only_leads_to_a_person() -> None:
    assessment = assessed("Smerter i høyre kne i tre måneder. Ingen traume.")
    assert assessment.proposals[0].outcome == "needs_more_information"


def test_two_infection_signs_are_a_suspicion_though_nobody_names_it() -> None:
    facts = assessed("Smerter i venstre kne. Feber 39. Rødt og varmt kne.").proposals[0].facts
    assert facts["septic_arthritis_suspected"].value is True
    assert facts["septic_arthritis_suspected"].evidence


def test_a_text_that_the_sender_has_read_is_left_alone() -> None:
    sent = replace(a_referral(text="Feber 39."), text_read=True, statements=(Statement("fever", False),))
    assert read(sent) is sent


@pytest.mark.parametrize("text", [None, "", "  \n"])
def test_without_a_text_there_is_nothing_to_read(text: str | None) -> None:
    sent = a_referral(text=text)
    assert read(sent) is sent


def test_a_guideline_without_phrases_leaves_the_text_unread(tmp_path: Path) -> None:
    sent = a_referral(text=RETURNED)
    assert TextReader(tmp_path, assessor()).with_text(sent) is sent


def answered(tmp_path: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what klokt assess prints of a referral with a text."""
    form: dict[str, Any] = {
        "id": "made-up",
        "referral_date": "2025-09-01",
        "patient": {"birth_date": "1960-01-01"},
        "requested": {"modality": "MR", "body_site": "knee", "laterality": "left"},
        "text": RETURNED + " Far har revmatoid artritt.",
    }
    path = tmp_path / "referral.json"
    path.write_text(json.dumps(form), encoding="utf-8")
    assert main(["assess", str(path), *arguments]) == 0
    return capsys.readouterr().out


def test_the_answer_holds_the_words_and_what_was_set_aside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(answered(tmp_path, capsys, "--format", "json"))
    assert data["facts"]["knee_pain"]["origin"] == "text"
    (evidence,) = data["facts"]["knee_pain"]["evidence"]
    assert RETURNED[evidence["start"] : evidence["end"]] == evidence["text"] == "Smerter i venstre kne"
    assert ("rheumatoid_arthritis", "family") in {(each["fact"], each["why"]) for each in data["set_aside"]}
    assert data["unclear"] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "I familien: «revmatoid artritt»"), ("da", "Afkræftet: »Ingen feber«"), ("en", "Denied: “Ingen feber”")],
)
def test_the_terminal_shows_the_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    assert said in answered(tmp_path, capsys, "--language", language)


def test_what_reads_texts_is_not_loaded_before_there_is_one() -> None:
    code = "import sys, klokt.channels.cli.assess; print('rapidfuzz' in sys.modules, 'klokt.text.read' in sys.modules)"
    command = [sys.executable, "-c", code]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 (our own code)
    assert printed.split() == ["False", "False"]
