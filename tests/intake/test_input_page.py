"""The examples on the page of the input, run as they stand there."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from intake.samples import KNEE_LEFT, referral
from klokt.app import main

PAGES = Path(__file__).parents[2]
PAGE = (PAGES / "docs" / "input.md").read_text("utf-8")
LETTER, REQUISITION, REFERRAL = re.findall(r"^```xml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
FORM, BUNDLE, EPISODE = re.findall(r"^```json\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def assessed(example: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return the answer of klokt assess to an example of the page."""
    file = folder / "example.json"
    file.write_text(example, "utf-8")
    assert main(["assess", str(file), "--format", "json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_the_bundle_of_the_page_is_assessed_with_its_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = assessed(BUNDLE, tmp_path, capsys)
    assert answer["outcome"] == "change_to_standing_xray"
    assert (answer["proposals"][0]["site"], answer["proposals"][0]["side"]) == ("knee", "left")
    assert answer["facts"]["conservative_weeks"]["value"] == 14
    assert answer["facts"]["conservative_without_improvement"]["value"] is True


def test_the_json_form_of_the_page_is_assessed_with_its_facts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = assessed(FORM, tmp_path, capsys)
    assert answer["outcome"] == "return_conservative"
    assert (answer["facts"]["locking"]["value"], answer["facts"]["fever"]["value"]) == (False, False)


@pytest.mark.parametrize("example", [FORM, BUNDLE], ids=["JSON form", "FHIR"])
def test_the_examples_ask_for_the_left_knee_and_nothing_in_them_is_noticed(example: str) -> None:
    found = referral(json.loads(example))
    assert (found.requested.modality, found.requested.targets, found.notices) == ("MR", (KNEE_LEFT,), ())


def test_the_episode_of_the_page_has_a_next_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "episode.json"
    file.write_text(EPISODE, "utf-8")
    assert main(["pathway", str(file), "--format", "json"]) == 0
    state = json.loads(capsys.readouterr().out)
    assert state["id"] == "p-1"
    assert state["next_step"]


def test_the_xref01_of_the_page_is_assessed_by_what_its_text_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = assessed(LETTER, tmp_path, capsys)
    facts = {name: answer["facts"][name]["value"] for name in ("pain_location", "radiating_pain", "paresis")}
    assert facts == {"pain_location": "lumbar", "radiating_pain": "leg", "paresis": "none"}


def test_the_requisition_of_the_page_is_assessed_with_nothing_noticed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = assessed(REQUISITION, tmp_path, capsys)
    assert (answer["outcome"], answer["notices"]) == ("change_to_standing_xray", [])
    assert (answer["proposals"][0]["site"], answer["proposals"][0]["side"]) == ("knee", "left")


def test_the_norwegian_referral_of_the_page_is_assessed_by_what_its_text_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = assessed(REFERRAL, tmp_path, capsys)
    assert (answer["referral"], answer["outcome"]) == ("message-2", "urgent_red_flag")


@pytest.mark.parametrize(
    ("example", "outcome"),
    [
        ("no_requisition", "change_to_standing_xray"),
        ("no_referral_1_1", "urgent_red_flag"),
        ("no_referral_2_0", "accept_as_requested"),
    ],
)
def test_the_examples_in_xml_are_assessed_by_what_stands_in_them(
    example: str, outcome: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", str(PAGES / "examples" / f"{example}.xml"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == outcome
