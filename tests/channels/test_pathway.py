"""klokt pathway: what comes out, as JSON and in words, and what the exit status says."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from danish_pathway import EXAMPLES as FILE
from klokt.channels.cli.main import main
from klokt.channels.pathway_wire import pathway_schema

EXAMPLES = str(FILE)


def answers(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    """Return what the command prints, one object a line."""
    main(["pathway", *arguments, "--format", "json"])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_answer_fits_the_published_schema(capsys: pytest.CaptureFixture[str]) -> None:
    found = answers(capsys, EXAMPLES)
    assert len(found) == 28
    for each in found:
        jsonschema.validate(each, pathway_schema())


def test_a_right_is_told_with_its_days_its_reason_and_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = [each for each in answers(capsys, EXAMPLES) if each["id"] == "dk-p072"]
    assert found["rights"] == "extended_free_choice_programme"
    assert {"what": "right_programme_from", "date": "2013-02-11"} in found["due_dates"]
    assert [each["because"] for each in found["why"]] == ["programme_not_in_time", "programme_guarantee"]
    assert found["why"][0]["sources"][0]["document"] == "dk_spine_2011"


def test_a_course_without_a_day_asks_for_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "one.json"
    file.write_text('{"id": "p1", "events": [{"date": "2012-01-02", "type": "first_contact"}]}', "utf-8")
    assert main(["pathway", str(file), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "K303"
    assert main(["pathway", str(file), "--format", "json", "--on", "2012-01-03"]) == 0


@pytest.mark.parametrize(("language", "told"), [("da", "Afvent næste planlagte kontakt"), ("nb", "Vent til neste")])
def test_the_next_step_is_told_in_words(language: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pathway", EXAMPLES, "--language", language]) == 0
    assert told in capsys.readouterr().out


def test_the_forecast_puts_the_first_breach_first(capsys: pytest.CaptureFixture[str]) -> None:
    days = [each["right_from"] for each in answers(capsys, EXAMPLES, "--forecast")]
    assert days
    assert days == sorted(days)


def test_a_guideline_without_a_pathway_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pathway", EXAMPLES, "--guideline", "no_knee_hip_imaging"]) == 1
    assert "no pathway" in capsys.readouterr().err
