"""klokt assess on Danish spine referrals: the published form, and what a person reads in a terminal."""

import json
from pathlib import Path

import jsonschema
import pytest

from denmark import GOLD
from klokt.app import main
from klokt.channels.wire import schema

INPUT = ("id", "referral_date", "patient", "requester_role", "text")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The labelled referrals with their facts, as a file."""
    rows = [{key: row[key] for key in INPUT} | {"known_facts": row["gold"]} for row in GOLD]
    path = tmp_path / "referrals.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


@pytest.mark.parametrize("audience", ["receiver", "referrer"])
def test_every_answer_has_the_published_form(capsys: pytest.CaptureFixture[str], file: Path, audience: str) -> None:
    assert main(["assess", str(file), "--format", "json", "--audience", audience]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for given in answers:
        jsonschema.validate(given, schema())
    assert {(given["guideline"], given["action"] == given["outcome"]) for given in answers} == {
        ("dk_degenerative_spine", True)
    }


@pytest.mark.parametrize("language", ["nb", "nn", "da", "en"])
def test_every_referral_can_be_shown_in_every_language(
    capsys: pytest.CaptureFixture[str], file: Path, language: str
) -> None:
    assert main(["assess", str(file), "--language", language, "--all"]) == 0
    shown = capsys.readouterr().out
    assert [row["id"] for row in GOLD if row["id"] not in shown] == []


def test_the_text_form_tells_the_group_what_is_missing_and_what_an_indication_lacks(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    assert main(["assess", str(file), "--language", "en"]) == 0
    shown = capsys.readouterr().out.partition("dk-t054")[2].partition("dk-t058")[0]
    assert "Group: Nerve root" in shown
    assert "2. Duration: How long have the symptoms lasted this time?" in shown
    assert "Root pain that conservative treatment has not improved: unknown; lacking: clear_improvement" in shown
