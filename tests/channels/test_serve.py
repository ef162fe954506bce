"""klokt serve: the pages over files of referrals, and what is said where the pages are not installed."""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from litestar.testing import TestClient

from klokt.channels.cli.main import main
from klokt.channels.cli.serve import port

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_files_that_are_named_are_served_and_nothing_of_a_request_is_written_down(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: told.update(options, app=app))
    assert main(["serve", "--port", "8123", str(EXAMPLES / "web_referrals.jsonl")]) == 0
    assert "http://127.0.0.1:8123/" in capsys.readouterr().out
    assert (told["host"], told["port"], told["access_log"]) == ("127.0.0.1", 8123, False)
    with TestClient(told["app"]) as client:
        assert "21 of 21 referrals" in client.get("/en/").text


def test_a_file_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "no_such_file.jsonl"]) == 1
    assert "no_such_file.jsonl" in capsys.readouterr().err


def test_without_the_pages_installed_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert main(["serve"]) == 2
    assert "pip install 'klokt[web]'" in capsys.readouterr().err


def test_the_command_does_not_load_the_pages_unless_it_serves() -> None:
    script = "import sys, klokt.app; print('litestar' in sys.modules, 'jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 (our own interpreter)
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("written", ["0", "65536", "many"])
def test_a_port_that_cannot_be_is_wrong_usage(written: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="from 1 to 65535"):
        port(written)
