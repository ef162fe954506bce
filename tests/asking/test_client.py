"""A second reader at a real address in the test process: what is sent, and what the answers become."""

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from asking.server import (
    Reply,
    completion,
    drips,
    hangs,
    in_chunks,
    refuses,
    resets,
    says,
    sends,
    serving,
    stops_halfway,
    tells,
)
from klokt.asking.client import FIRST_PAUSE, LARGEST_ANSWER, HttpReader
from klokt.errors import SecondReaderError
from klokt.text.second_reader import Answered, Asked

FEVER = Asked("fever", "Har pasienten feber?", "boolean")
WEEKS = Asked("weeks", "Hvor lenge?", "duration", unit="weeks", help="Full weeks.")
SAID = ("fever", True, "feber")
WHOLE = json.dumps(completion(json.dumps({"facts": [{"fact": "fever", "value": True, "quote": "feber"}]}))).encode()
HEARD = [Answered(*SAID)]
KEY = "sk-made-up"
TEXT = "Har feber."
SOON = 0.2


def heard(reply: Reply, *more: Reply, text: str = TEXT, retries: int = 0, timeout: float = 10.0) -> list[Answered]:
    with serving(reply, *more) as server:
        reader = HttpReader(server.url, "m", KEY, timeout=timeout, retries=retries, pause=lambda _: None)
        return reader.read(text, [FEVER])


def refused(reply: Reply, *more: Reply, retries: int = 0, timeout: float = 10.0) -> SecondReaderError:
    with pytest.raises(SecondReaderError) as caught:
        heard(reply, *more, retries=retries, timeout=timeout)
    assert "feber" not in str(caught.value)
    assert KEY not in str(caught.value)
    return caught.value


def test_what_is_asked_has_the_form_of_a_chat_completion() -> None:
    with serving(says(SAID)) as server:
        HttpReader(server.url, "made-up", KEY).read(TEXT, [FEVER, WEEKS])
    [(path, headers, body)] = server.requests
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert headers["Accept-Encoding"] == "identity"
    assert (body["model"], body["temperature"], body["stream"]) == ("made-up", 0, False)
    schema = body["response_format"]["json_schema"]
    assert (body["response_format"]["type"], schema["strict"]) == ("json_schema", True)
    assert schema["schema"]["properties"]["facts"]["items"]["properties"]["fact"]["enum"] == ["fever", "weeks"]


def test_only_the_text_and_the_facts_are_sent() -> None:
    with serving(says()) as server:
        HttpReader(server.url, "made-up").read(TEXT, [WEEKS])
    [(_, headers, body)] = server.requests
    assert "Authorization" not in headers
    assert [each["role"] for each in body["messages"]] == ["system", "user"]
    weeks = {"fact": "weeks", "question": "Hvor lenge?", "type": "duration", "choices": []}
    assert json.loads(body["messages"][1]["content"]) == {
        "facts": [weeks | {"unit": "weeks", "help": "Full weeks."}],
        "text": TEXT,
    }


def test_a_person_number_in_the_text_is_not_sent() -> None:
    with serving(says()) as server:
        HttpReader(server.url, "made-up").read("Født 040219 50128. CPR 070761-4285. Feber 12.01.2025.", [FEVER])
    sent = json.loads(server.requests[0][2]["messages"][1]["content"])["text"]
    assert sent == "Født XXXXXX XXXXX. CPR XXXXXX-XXXX. Feber 12.01.2025."


@pytest.mark.parametrize("base", ["", "/", "/v1", "/v1/", "/llm", "/llm/v1"])
def test_the_address_may_be_given_with_or_without_its_version(base: str) -> None:
    with serving(says()) as server:
        HttpReader(server.url + base, "made-up").read(TEXT, [FEVER])
    assert server.requests[0][0] == ("/llm" if "llm" in base else "") + "/v1/chat/completions"


@pytest.mark.parametrize(
    "reply",
    [
        sends(WHOLE),
        in_chunks(WHOLE),
        sends(gzip.compress(WHOLE), Content_Encoding="gzip"),
        tells('```json\n{"facts": [{"fact": "fever", "value": true, "quote": "feber"}]}\n```'),
        tells('{"facts": [{"fact": "fever", "value": true, "quote": "feber", "why": "it says so"}]}'),
    ],
    ids=["plain", "in chunks", "packed", "in a fence", "with more than was asked for"],
)
def test_an_answer_is_read_in_every_form_that_servers_send_it_in(reply: Reply) -> None:
    assert heard(reply) == HEARD


def test_values_that_do_not_fit_are_left_to_whoever_merges_them() -> None:
    assert [each.value for each in heard(says(("fever", None, "a"), ("fever", [1], "b")))] == [None, [1]]


@pytest.mark.parametrize(
    "reply",
    [
        sends(b""),
        sends(b"<html>Sign in</html>"),
        sends(b"[]"),
        sends(b"\xff\xfe"),
        sends(b"[" * 100_000),
        sends(json.dumps({"error": {"message": "overloaded"}}).encode()),
        sends(json.dumps(completion(None) | {"choices": []}).encode()),
        sends(b"not packed", Content_Encoding="gzip"),
        sends(gzip.compress(WHOLE)[:-30], Content_Encoding="gzip"),
        tells("The patient has a fever."),
        tells('{"facts": [{"fact": "fever", "value": tr', finish_reason="length"),
        tells('{"facts": []}', finish_reason="length"),
        tells('{"facts": []}', finish_reason="content_filter"),
        tells(None, refusal="I cannot help with that."),
        tells(None, finish_reason="tool_calls", tool_calls=[]),
        tells('{"facts": "fever"}'),
        tells('{"fact": "fever"}'),
        tells('{"facts": ["fever"]}'),
        tells('{"facts": [{"fact": "fever", "value": true}]}'),
        says((7, True, "feber")),
        says(("fever", True, None)),
        tells('{"facts": [{"fact": "fever", "value": ' + "9" * 5000 + ', "quote": "\\ud800"}]}'),
    ],
)
def test_an_answer_in_another_form_is_no_answer(reply: Reply) -> None:
    assert refused(reply, retries=2).code == "K911"


def test_an_answer_that_is_too_large_is_no_answer() -> None:
    assert "too large" in refused(sends(b" " * (LARGEST_ANSWER + 1))).message
    assert "too large" in refused(sends(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")).message


@pytest.mark.parametrize("status", [301, 302, 307, 401, 403, 404, 429, 500, 503])
def test_a_server_that_refuses_is_told_by_its_status(status: int) -> None:
    error = refused(refuses(status))
    assert (error.code, str(status) in error.message) == ("K910", True)


def test_the_text_is_never_sent_on_to_another_host() -> None:
    with serving(says(SAID)) as elsewhere:
        assert refused(refuses(307, Location=f"{elsewhere.url}/v1/chat/completions")).code == "K910"
    assert elsewhere.requests == []


def test_no_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(says(SAID)) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert heard(says(SAID)) == HEARD
    assert proxy.requests == []


@pytest.mark.parametrize("reply", [resets, stops_halfway, hangs, drips])
def test_a_server_that_breaks_off_or_is_too_slow_is_not_waited_for(reply: Reply) -> None:
    assert refused(reply, timeout=SOON).code == "K910"


def test_a_server_that_is_not_there_is_no_answer() -> None:
    with serving(says()) as server:
        url = server.url
    with pytest.raises(SecondReaderError, match="could not be reached"):
        HttpReader(url, "made-up", retries=0).read(TEXT, [FEVER])


def test_a_server_without_tls_is_not_spoken_to_in_the_open() -> None:
    with serving(says(SAID)) as server:
        reader = HttpReader(server.url.replace("http:", "https:"), "made-up", KEY, timeout=SOON, retries=0)
        with pytest.raises(SecondReaderError, match="could not be reached"):
            reader.read(TEXT, [FEVER])
    assert server.requests == []


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Return a certificate for this machine that nobody else has signed, with its key, made for this test."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here to make a certificate")
    file = tmp_path / "certificate.pem"
    named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", *named, "-keyout", str(file)]
    made = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 (a command of our own)
    file.write_bytes(file.read_bytes() + made.stdout)
    return file


def test_the_text_is_not_sent_to_a_server_whose_certificate_nobody_knows(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(says(SAID), certificate=certificate) as server:
        reader = HttpReader(f"https://localhost:{server.server_port}", "made-up", retries=0)
        with pytest.raises(SecondReaderError, match="could not be reached"):
            reader.read(TEXT, [FEVER])
        assert server.requests == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert reader.read(TEXT, [FEVER]) == HEARD


@pytest.mark.parametrize("reply", [hangs, drips, resets, stops_halfway])
def test_a_slow_or_broken_answer_over_tls_is_not_waited_for_either(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, reply: Reply
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(reply, certificate=certificate) as server:
        reader = HttpReader(f"https://localhost:{server.server_port}", "made-up", timeout=5 * SOON, retries=0)
        with pytest.raises(SecondReaderError, match="did not answer in time"):
            reader.read(TEXT, [FEVER])


@pytest.mark.parametrize("first", [refuses(429), refuses(500), refuses(503), resets, stops_halfway])
def test_where_it_may_help_it_is_asked_again(first: Reply) -> None:
    assert heard(first, says(SAID), retries=1) == HEARD


@pytest.mark.parametrize("first", [refuses(401), refuses(404)])
def test_where_it_cannot_help_it_is_not_asked_again(first: Reply) -> None:
    assert refused(first, says(SAID), retries=5).code == "K910"


def test_it_is_asked_again_as_often_as_was_said() -> None:
    with serving(refuses(500)) as server, pytest.raises(SecondReaderError, match="500"):
        HttpReader(server.url, "made-up", retries=3, pause=lambda _: None).read(TEXT, [FEVER])
    assert len(server.requests) == 4


@pytest.mark.parametrize(
    ("headers", "paused"),
    [
        ({"Retry-After": "7"}, [7, 7]),
        ({}, [FIRST_PAUSE, 2 * FIRST_PAUSE]),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, [FIRST_PAUSE, 2 * FIRST_PAUSE]),
        ({"Retry-After": "3600"}, []),
    ],
)
def test_the_pause_is_the_one_that_the_server_asks_for(headers: dict[str, str], paused: list[float]) -> None:
    pauses: list[float] = []
    with serving(refuses(429, **headers)) as server, pytest.raises(SecondReaderError, match="429"):
        HttpReader(server.url, "made-up", retries=2, timeout=10, pause=pauses.append).read(TEXT, [FEVER])
    assert pauses == paused


@pytest.mark.parametrize("status", [400, 422])
def test_a_server_that_knows_no_schema_is_asked_without_one_from_then_on(status: int) -> None:
    with serving(refuses(status), says(SAID)) as server:
        reader = HttpReader(server.url, "made-up")
        assert reader.read(TEXT, [FEVER]) == reader.read(TEXT, [FEVER]) == HEARD
    assert ["response_format" in body for _, _, body in server.requests] == [True, False, False]


def test_a_question_that_is_refused_in_both_forms_is_asked_with_a_schema_the_next_time() -> None:
    with serving(refuses(400), refuses(400), says(SAID)) as server:
        reader = HttpReader(server.url, "made-up")
        with pytest.raises(SecondReaderError, match="400"):
            reader.read(TEXT, [FEVER])
        assert reader.read(TEXT, [FEVER]) == HEARD
    assert ["response_format" in body for _, _, body in server.requests] == [True, False, True]
