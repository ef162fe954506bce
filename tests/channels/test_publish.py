"""klokt publish as a caller sees it: the flowchart as a picture and as text, and wrong usage."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from klokt.app import main

EXAMPLES = Path(__file__).parents[2] / "examples"
FLOWCHART = ("publish", "no_knee_hip_imaging", "--format", "flowchart")


def printed(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main([*FLOWCHART, *options]) == 0
    return capsys.readouterr().out


def test_the_flowchart_is_written_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "receiver.svg"
    assert main([*FLOWCHART, "--language", "nn", "--out", str(file)]) == 0
    drawn = ET.parse(file).getroot()  # noqa: S314 (our own drawing)
    assert (drawn.get("lang"), drawn.get("role")) == ("nn", "img")


def test_the_receivers_full_flow_in_the_first_language_is_drawn_unless_another_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    named = printed(capsys, "--flow", "receiver", "--language", "nb")
    assert printed(capsys) == named
    assert printed(capsys, "--flow", "referrer") != named


def test_the_chart_comes_as_text_too(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "--as", "text", "--language", "en", "--flow", "receiver_simplified").splitlines()
    assert sum(line[:1].isdigit() for line in lines) == 12


def test_the_way_of_a_referral_is_marked_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    referral = ("--referral", str(EXAMPLES / "my_referral.json"), "--language", "en")
    assert 'data-path="yes"' in printed(capsys, *referral)
    assert "Proposal: " in printed(capsys, *referral, "--as", "text").splitlines()[-3]


def test_the_boxes_link_to_the_page_that_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert 'href="guideline.html#' in printed(capsys, "--page", "guideline.html")


@pytest.mark.parametrize(
    "options",
    [("--flow", "recever"), ("--flow", "receiver_simplified", "--referral", str(EXAMPLES / "my_referral.json"))],
)
def test_a_flow_that_cannot_be_drawn_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    assert main([*FLOWCHART, *options]) == 2
    assert "flow" in capsys.readouterr().err


def test_a_referral_that_cannot_be_read_is_an_error_with_its_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for text, code in (("[]", "K302"), ('{"referral_date": "never"}', "K303")):
        (tmp_path / "referral.json").write_text(text)
        assert main([*FLOWCHART, "--referral", str(tmp_path / "referral.json")]) == 1
        assert code in capsys.readouterr().err


def test_a_stage_of_a_pathway_is_drawn_as_a_flow_is(capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--format", "flowchart", "--flow", "primary_care", "--language", "en", "--as", "text")
    assert main(["publish", "dk_degenerative_spine", *options]) == 0
    assert "1. Clear improvement at eight weeks?" in capsys.readouterr().out


def test_the_way_of_a_referral_is_not_marked_in_a_stage(capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--format", "flowchart", "--flow", "primary_care", "--referral", str(EXAMPLES / "my_referral.json"))
    assert main(["publish", "dk_degenerative_spine", *options]) == 2
    assert "full flow" in capsys.readouterr().err
