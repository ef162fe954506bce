"""Errors are told in the reader's language or as JSON, with an id and with nothing that was sent."""

import logging

import pytest

from channels.web.browsing import Page, browsing, every_page


@pytest.mark.parametrize(
    ("url", "status", "words"),
    [
        ("/nb/none", 404, "Siden finnes ikke"),
        ("POST /nb/", 405, "Siden kan ikke brukes slik"),
        ("POST too much", 413, "Skjemaet er for stort"),
    ],
)
def test_an_error_is_a_page_in_the_language_of_the_address(url: str, status: int, words: str) -> None:
    answer = every_page()[url]
    assert (answer.status_code, words in Page(answer).text) == (status, True)


def test_an_error_outside_the_languages_is_told_in_the_browsers() -> None:
    with browsing() as client:
        assert "Siden findes ikke" in client.get("/none", headers={"Accept-Language": "da"}).text


def test_a_program_gets_the_error_as_json() -> None:
    with browsing() as client:
        answer = client.get("/nb/none", headers={"Accept": "application/problem+json"})
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert (answer.json()["status"], answer.json()["title"]) == (404, "Siden finnes ikke")


def test_a_fault_of_ours_tells_an_id_on_the_page_and_in_the_log_and_never_what_was_sent(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("feber 39")

    monkeypatch.setattr("klokt.channels.web.referral_page.read_answers", fail)
    with browsing() as client, caplog.at_level(logging.ERROR):
        answer = client.post("/nb/referrals/a-1", data={"0.fever": "yes"})
    told = [record.getMessage() for record in caplog.records if record.name == "klokt.web"]
    assert answer.status_code == 500
    assert "feber" not in answer.text + " ".join(record.getMessage() for record in caplog.records)
    assert len(told) == 1
    assert told[0].split()[1] in answer.text


def test_a_body_that_is_no_form_is_refused_and_not_read_as_no_answers() -> None:
    with browsing() as client:
        assert client.post("/nb/referrals/a-1", json={"0.fever": "yes"}).status_code == 400


def test_an_answer_to_a_question_that_the_form_does_not_have_is_refused() -> None:
    with browsing() as client:
        assert client.post("/nb/referrals/a-1", data={"7.fever": "yes"}).status_code == 422


def test_head_is_answered_as_get_without_the_body() -> None:
    with browsing() as client:
        head, whole = client.head("/nb/"), client.get("/nb/")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]
