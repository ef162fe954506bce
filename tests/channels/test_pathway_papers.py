"""klokt pathway: the lists at a contact, the account of a course, and the letter of a right, as they are printed."""

import json
from pathlib import Path

import pytest

from danish_pathway import EXAMPLES as FILE
from danish_pathway import FOLDER
from denmark import COMPLETE, answered
from klokt.channels.cli.main import main

EXAMPLES = str(FILE)
REGION = str(FOLDER.parents[1] / "examples" / "dk_my_region.toml")
RIGHT = "dk-p072"


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["pathway", EXAMPLES, *arguments]) == 0
    return capsys.readouterr().out


def test_the_contact_that_is_due_comes_with_what_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "--episode", "dk-p003", "--language", "en")
    assert "The contact that is due: Contact at 2 weeks, 22 April 2011" in text
    assert "Acute signs: New trouble with bladder or bowel?;" in text
    assert "now too (klokt’s addition): Fracture?;" in text
    assert "May be done by" in text


def test_as_json_each_item_has_its_place_and_whether_it_was_answered(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "--episode", "dk-p020", "--format", "json"))["at_contact"]
    assert (found["contact"], found["held"]) == ("contact_4w", True)
    items = {item["item"]: item for each in found["checklists"] for item in each["items"]}
    assert (items["ask_strength"]["answered"], items["ask_fracture"]["answered"]) == (True, False)
    assert items["ask_strength"]["sources"][0]["document"] == "dk_spine_2011"


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_the_account_of_one_episode_in_every_form(capsys: pytest.CaptureFixture[str], form: str) -> None:
    text = said(capsys, "--episode", "dk-p032", "--evidence", "--language", "en", "--format", form)
    assert "6 days early" in text


def test_a_referral_that_carries_the_account_has_told_how_the_guideline_was_followed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    known = json.loads(said(capsys, "--episode", "dk-p032", "--evidence", "--format", "json"))["known_facts"]
    without, with_account = answered(COMPLETE), answered({**COMPLETE, **known})
    assert set(without.missing_further) - set(with_account.missing_further) == {"course"}


def test_where_no_contact_was_recorded_the_account_answers_for_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "one.json"
    file.write_text('{"id": "p1", "as_of": "2012-01-03", "events": []}', "utf-8")
    assert main(["pathway", str(file), "--evidence", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["known_facts"] == {}


def test_the_letter_of_a_right_has_the_region_as_its_sender(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "--episode", RIGHT, "--letter", "--unit", REGION)
    assert text.startswith("Rygcenter Eksempelby")
    assert "Fra 11. februar 2013" in text


@pytest.mark.parametrize("paper", ["--evidence", "--letter"])
def test_a_pdf_goes_to_a_file(tmp_path: Path, paper: str) -> None:
    out = tmp_path / "paper.pdf"
    assert main(["pathway", EXAMPLES, "--episode", RIGHT, paper, "--format", "pdf", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_later_law_is_an_option_that_a_unit_turns_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unit = tmp_path / "region.toml"
    unit.write_text("[parameters]\nlater_law_applies = true\n", "utf-8")
    (clock,) = json.loads(said(capsys, "--episode", RIGHT, "--unit", str(unit), "--format", "json"))["clocks"]
    assert clock["deadline"] == "2013-02-09"


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--evidence"], 2, "28 episodes are meant; name one with --episode"),
        (["--evidence", "--episode", "nobody"], 2, "0 episodes are meant"),
        (["--format", "pdf"], 2, "pdf is a form of --evidence and --letter"),
        (["--out", "x.txt"], 2, "--out is for --evidence and --letter"),
        (["--letter", "--episode", "dk-p011"], 1, "K509 there is no letter on 2013-02-18"),
    ],
)
def test_what_cannot_be_written_is_said(
    capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, told: str
) -> None:
    assert main(["pathway", EXAMPLES, *arguments]) == status
    assert told in capsys.readouterr().err


def test_a_referral_and_its_course_that_are_assessed_together_tell_how_the_guideline_was_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = next(line for line in FILE.read_text("utf-8").splitlines() if '"dk-p032"' in line)
    courses, referral = tmp_path / "courses.jsonl", tmp_path / "referral.json"
    courses.write_text(course, "utf-8")
    sent = {"id": "dk-p032", "referral_date": "2012-03-21", "text": "Lændesmerter i 8 uger. Ingen pareser."}
    referral.write_text(json.dumps(sent), "utf-8")
    lacking = []
    for beside in ([], ["--episodes", str(courses)]):
        assert main(["assess", str(referral), *beside, "--format", "json", "--guideline", "dk_degenerative_spine"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["facts"]["symptom_duration_weeks"]["origin"] == "text"
        lacking.append(set(found["missing_further"]))
    assert lacking[0] - lacking[1] == {"course"}


def test_a_course_that_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    courses = tmp_path / "courses.jsonl"
    courses.write_text('{"id": "r1", "events": 3}', "utf-8")
    assert main(["assess", str(EXAMPLES), "--episodes", str(courses)]) == 1
    assert "K303" in capsys.readouterr().err
