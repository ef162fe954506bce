"""The second reader as whoever runs klokt sets it up: its options, what a referral then says, and its silence."""

import json
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from litestar.testing import TestClient

from asking.server import Reply, drips, refuses, resets, says, sends, serving, tells
from klokt.app import main

TEXT = "Smerter i venstre kne i tre måneder. Ingen traume. Svetter mye om natten og er engstelig."
REFERRAL = {
    "id": "made-up",
    "referral_date": "2025-09-01",
    "patient": {"birth_date": "1960-01-01"},
    "requester_role": "general_practitioner",
    "requested": {"modality": "MR", "body_site": "knee", "laterality": "left"},
    "text": TEXT,
}
LABELS = {"facts": {}, "evidence": {}, "expected": {"decision": "individual_assessment"}, "acceptable": []}
SWEATS = ("tumour_suspected", True, "Svetter mye om natten")
MODEL = ("--second-reader-model", "made-up")


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "referral.json"
    path.write_text(json.dumps(REFERRAL), "utf-8")
    return str(path)


def assessed(capsys: pytest.CaptureFixture[str], file: str, *options: str) -> dict[str, Any]:
    """Return the JSON answer of klokt assess, which must be fine."""
    assert main(["assess", file, "--format", "json", *options]) == 0
    given: dict[str, Any] = json.loads(capsys.readouterr().out)
    return given


def test_a_referral_that_would_be_returned_is_seen_by_a_person_where_the_second_reader_finds_a_red_flag(
    capsys: pytest.CaptureFixture[str], file: str
) -> None:
    assert assessed(capsys, file)["outcome"] == "return_conservative"
    with serving(says(SWEATS)) as server:
        found = assessed(capsys, file, "--second-reader", server.url, *MODEL)
    assert (found["outcome"], found["urgency"]) == ("individual_assessment", "prioritised")
    [evidence] = found["facts"]["tumour_suspected"]["evidence"]
    assert TEXT[evidence["start"] : evidence["end"]] == "Svetter mye om natten"


@pytest.mark.parametrize(
    "reply",
    [
        refuses(500),
        refuses(401),
        refuses(302, Location="http://127.0.0.1:1/"),
        resets,
        drips,
        sends(b"<html>"),
        sends(b" " * 2_000_000),
        tells(None, refusal="No."),
        tells('{"facts": ['),
    ],
)
def test_where_it_is_silent_the_first_reading_stands_and_a_person_is_told(
    capsys: pytest.CaptureFixture[str], file: str, reply: Reply
) -> None:
    alone = assessed(capsys, file)
    options = ("--second-reader-retries", "0", "--second-reader-timeout", "0.3")
    with serving(reply) as server:
        found = assessed(capsys, file, "--second-reader", server.url, *MODEL, *options)
    assert found.pop("notices")[-1]["code"] == "second_reader_silent"
    assert found == {key: value for key, value in alone.items() if key != "notices"}


@pytest.mark.parametrize(
    ("fact", "value", "quote"),
    [
        ("tumour_suspected", True, "nattesvette"),
        ("no_such_fact", True, "Svetter mye om natten"),
        ("tumour_suspected", "yes", "Svetter mye om natten"),
        ("tumour_suspected", False, "Svetter mye om natten"),
    ],
)
def test_an_answer_that_cannot_be_trusted_changes_nothing(
    capsys: pytest.CaptureFixture[str], file: str, fact: str, value: object, quote: str
) -> None:
    alone = assessed(capsys, file)
    with serving(says((fact, value, quote))) as server:
        found = assessed(capsys, file, "--second-reader", server.url, *MODEL)
    assert "Not used" in found.pop("notices")[-1]["message"]
    assert found == {key: value for key, value in alone.items() if key != "notices"}


def test_a_question_of_the_second_reader_is_shown_with_its_words(capsys: pytest.CaptureFixture[str], file: str) -> None:
    treated = ("conservative_treatment_tried", True, "tre måneder")
    with serving(says(treated)) as server:
        assert main(["assess", file, "--second-reader", server.url, *MODEL, "--language", "en"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Found by the second reader only; a person must read the words: “tre måneder”" in shown


def test_it_is_off_by_default_and_the_environment_may_turn_it_on(
    capsys: pytest.CaptureFixture[str], file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(says(SWEATS)) as server:
        assessed(capsys, file)
        assert server.requests == []
        monkeypatch.setenv("KLOKT_SECOND_READER", server.url)
        monkeypatch.setenv("KLOKT_SECOND_READER_MODEL", "of-the-hospital")
        monkeypatch.setenv("KLOKT_SECOND_READER_KEY", "sk-made-up")
        assert assessed(capsys, file)["outcome"] == "individual_assessment"
    [(_, headers, body)] = server.requests
    assert (headers["Authorization"], body["model"]) == ("Bearer sk-made-up", "of-the-hospital")


def test_a_key_in_a_file_goes_before_the_one_of_the_environment(
    capsys: pytest.CaptureFixture[str], file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "key"
    key.write_text("sk-of-the-file\n", "utf-8")
    monkeypatch.setenv("KLOKT_SECOND_READER_KEY", "sk-of-the-environment")
    with serving(says(SWEATS)) as server:
        assessed(capsys, file, "--second-reader", server.url, *MODEL, "--second-reader-key-file", str(key))
    assert server.requests[0][1]["Authorization"] == "Bearer sk-of-the-file"


@pytest.mark.parametrize(("options", "begins"), [((), "Er det "), (("--second-reader-language", "en"), "Is ")])
def test_the_questions_are_in_the_language_that_is_wanted(
    capsys: pytest.CaptureFixture[str], file: str, options: tuple[str, ...], begins: str
) -> None:
    with serving(says()) as server:
        assessed(capsys, file, "--second-reader", server.url, *MODEL, *options)
    asked = json.loads(server.requests[0][2]["messages"][1]["content"])["facts"]
    [question] = [each["question"] for each in asked if each["fact"] == "tumour_suspected"]
    assert question.startswith(begins)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--second-reader", "http://llm.hospital.example", *MODEL), "K901"),
        (("--second-reader", "https://llm.hospital.example"), "K902"),
    ],
)
def test_a_second_reader_that_is_not_set_up_is_told_before_anything_is_read(
    capsys: pytest.CaptureFixture[str], file: str, options: tuple[str, ...], code: str
) -> None:
    assert main(["assess", file, *options]) == 1
    told = capsys.readouterr()
    assert (told.out, code in told.err) == ("", True)


@pytest.mark.parametrize("key", ["", "\n", "two\nlines", "nøkkel"])
def test_a_key_that_cannot_be_sent_is_told_and_not_repeated(
    capsys: pytest.CaptureFixture[str], file: str, tmp_path: Path, key: str
) -> None:
    kept = tmp_path / "key"
    kept.write_text(key, "utf-8")
    options = ("--second-reader", "https://llm.hospital.example", *MODEL, "--second-reader-key-file", str(kept))
    assert main(["assess", file, *options]) == 1
    told = capsys.readouterr().err
    assert "K902" in told
    assert "nøkkel" not in told
    assert "two" not in told


@pytest.mark.parametrize(
    "option",
    [
        ("--second-reader-timeout", "0"),
        ("--second-reader-timeout", "nan"),
        ("--second-reader-timeout", "soon"),
        ("--second-reader-timeout", "601"),
        ("--second-reader-retries", "-1"),
        ("--second-reader-retries", "11"),
        ("--second-reader-retries", "often"),
    ],
)
def test_a_time_or_a_number_that_cannot_be_is_wrong_usage(file: str, option: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["assess", file, *option])
    assert ended.value.code == 2


def test_klokt_score_tells_what_it_is_worth(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    labelled = tmp_path / "labelled.jsonl"
    labelled.write_text(json.dumps(REFERRAL | LABELS) + "\n", "utf-8")
    assert main(["score", str(labelled), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["unsafe"] == ["made-up"]
    with serving(says(SWEATS)) as server:
        assert main(["score", str(labelled), "--format", "json", "--second-reader", server.url, *MODEL]) == 0
    assert json.loads(capsys.readouterr().out)[0]["unsafe"] == []


def test_no_letter_goes_against_what_the_second_reader_found(capsys: pytest.CaptureFixture[str], file: str) -> None:
    assert main(["letter", file]) == 0
    with serving(says(SWEATS)) as server:
        assert main(["letter", file, "--second-reader", server.url, *MODEL]) == 1
    assert "K5" in capsys.readouterr().err


def test_the_pages_show_what_it_found_and_each_text_is_sent_once(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: told.update(app=app))
    with serving(says(SWEATS)) as server:
        assert main(["serve", file, "--second-reader", server.url, *MODEL]) == 0
        with TestClient(told["app"]) as client:
            page = client.get("/en/referrals/made-up").text
            client.get("/en/")
    assert "A language model has read the text too." in page
    assert "<mark>Svetter mye om natten</mark>" in page
    assert len(server.requests) == 1
