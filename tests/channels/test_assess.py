"""klokt assess as a caller sees it: the answers, the errors, and the exit status."""

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from klokt.app import main
from klokt.channels.wire import schema

EXAMPLES = Path(__file__).parents[2] / "examples"
GOLD = [json.loads(line) for line in (EXAMPLES / "no_imaging_referrals.jsonl").read_text("utf-8").splitlines()]
SENT_AWAY = {"return_conservative"}
URGENT = {"urgent_red_flag", "early_imaging_red_flag", "individual_assessment"}
INPUT = ("id", "referral_date", "patient", "requester_role", "requested", "text")


def answers(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, lines: list[Any], *options: str, status: int = 0
) -> list[dict[str, Any]]:
    """Assess the lines from a file and return the JSON answers."""
    file = tmp_path / "referrals.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    assert main(["assess", str(file), "--format", "json", *options]) == status
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def with_gold_facts(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in INPUT} | {"known_facts": row["facts"]}


def test_the_labelled_facts_lead_to_the_labelled_outcomes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = answers(capsys, tmp_path, [with_gold_facts(row) for row in GOLD])
    wrong = [
        (row["id"], row["expected"]["decision"], given["outcome"])
        for row, given in zip(GOLD, found, strict=True)
        if given["outcome"] not in {row["expected"]["decision"], *row["acceptable"]}
    ]
    assert wrong == []


def test_no_urgent_referral_among_the_examples_is_returned(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    urgent = [row for row in GOLD if row["expected"]["decision"] in URGENT]
    found = answers(capsys, tmp_path, [with_gold_facts(row) for row in urgent])
    returned = [
        row["id"]
        for row, given in zip(urgent, found, strict=True)
        if given["outcome"] in SENT_AWAY and given["outcome"] not in row["acceptable"]
    ]
    assert returned == []


@pytest.mark.parametrize("audience", ["receiver", "referrer"])
def test_every_answer_has_the_published_form(capsys: pytest.CaptureFixture[str], tmp_path: Path, audience: str) -> None:
    lines = [*(with_gold_facts(row) for row in GOLD), "not json"]
    for given in answers(capsys, tmp_path, lines, "--audience", audience, status=1):
        jsonschema.validate(given, schema())


def test_the_labels_of_an_example_are_never_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    row = GOLD[0]
    plain = {key: row[key] for key in INPUT}
    assert answers(capsys, tmp_path, [row]) == answers(capsys, tmp_path, [plain])


def test_a_line_that_cannot_be_read_is_answered_in_its_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = [with_gold_facts(GOLD[0]), "{oops}", with_gold_facts(GOLD[1])]
    found = answers(capsys, tmp_path, lines, status=1)
    assert [row.get("referral") for row in found] == [GOLD[0]["id"], None, GOLD[1]["id"]]
    assert found[1]["error"]["code"] == "K301"


def test_the_day_that_was_asked_for_and_what_is_disputed_are_in_the_answer(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    both_ways = {"known_facts": {"fever": True}, "known_facts_by_site": [{"site": "knee", "facts": {"fever": False}}]}
    row = {key: GOLD[0][key] for key in INPUT} | both_ways
    (given,) = answers(capsys, tmp_path, [row], "--on", "2025-06-01")
    assert given["on"] == "2025-06-01"
    assert given["conflicts"] == [{"rule": None, "fact": "fever"}]


def test_an_id_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "steering.json"
    file.write_text(json.dumps(with_gold_facts(GOLD[0]) | {"id": "\x1b[2Jall fine"}), "utf-8")
    assert main(["assess", str(file)]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_a_word_in_the_place_of_a_number_is_not_repeated(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    row = {key: GOLD[0][key] for key in INPUT} | {"known_facts": {"conservative_weeks": "Someone Secret"}}
    (given,) = answers(capsys, tmp_path, [row], status=1)
    assert "Secret" not in given["error"]["message"]
    assert "conservative_weeks must be a number of weeks" in given["error"]["message"]


@pytest.mark.parametrize("number", ["01015012345", "Someone 010150 12345", "NIN-01015012345"])
def test_an_id_that_holds_a_person_number_is_never_shown(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, number: str
) -> None:
    fine = with_gold_facts(GOLD[0]) | {"id": number}
    broken = fine | {"referral_date": "soon"}
    found = answers(capsys, tmp_path, [fine, broken], status=1)
    assert "12345" not in json.dumps(found)


def test_standard_input_is_read(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.TextIOWrapper(io.BytesIO((EXAMPLES / "my_referral.json").read_bytes()))
    monkeypatch.setattr("sys.stdin", given)
    assert main(["assess", "-", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["referral"] == "my-referral"


def test_the_text_form_tells_the_outcome_the_path_and_that_a_person_decides(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["assess", str(EXAMPLES / "my_referral.json"), "--language", "en"]) == 0
    shown = capsys.readouterr().out
    assert "return_conservative" in shown
    assert "Path through the flowchart" in shown
    assert "A person decides" in shown
    assert "\x1b[" not in shown


@pytest.mark.parametrize("language", ["nb", "nn", "da", "en"])
def test_every_demo_referral_can_be_shown_in_every_language(capsys: pytest.CaptureFixture[str], language: str) -> None:
    assert main(["assess", str(EXAMPLES / "demo_referrals.jsonl"), "--language", language]) == 0
    assert capsys.readouterr().out.count("demo-") >= 8


def test_the_demo_shows_each_outcome(capsys: pytest.CaptureFixture[str]) -> None:
    main(["assess", str(EXAMPLES / "demo_referrals.jsonl"), "--format", "json"])
    assert len({json.loads(line)["outcome"] for line in capsys.readouterr().out.splitlines()}) == 8


def test_a_file_that_is_not_there_is_one_line_and_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "nowhere.json"]) == 1
    assert capsys.readouterr().err == "klokt: nowhere.json: No such file or directory\n"


def test_a_guideline_that_is_not_there_is_named_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", str(EXAMPLES / "my_referral.json"), "--guideline", "no_knee_hip_imagin"]) == 1
    assert 'did you mean "no_knee_hip_imaging"?' in capsys.readouterr().err


def test_a_parameter_that_no_guideline_has_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", str(EXAMPLES / "my_referral.json"), "--parameter", "nonsense=3"]) == 2
    assert "nonsense" in capsys.readouterr().err


def test_wrong_usage_ends_with_2() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["assess"])
    assert ended.value.code == 2


@pytest.mark.parametrize("command", ["assess", "check", "trace", "new", "schema"])
def test_each_command_explains_itself_with_an_example(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"  klokt {command}" in capsys.readouterr().out


@pytest.mark.parametrize(("stream", "said"), [("stdin", "input is closed"), ("stdout", "output is closed")])
def test_a_closed_stream_is_one_line_and_status_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, stream: str, said: str
) -> None:
    monkeypatch.setattr(f"sys.{stream}", None)
    assert main(["assess", "-"]) == 1
    assert said in capsys.readouterr().err
