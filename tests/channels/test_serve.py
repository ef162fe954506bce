"""klokt serve: the pages over files of referrals, and what is said where the pages are not installed."""

import argparse
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from litestar.testing import TestClient

from klokt.channels.cli.main import main
from klokt.channels.cli.serve import port
from klokt.text.corrections import KeptCorrection, read_corrections

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


def test_corrections_are_kept_only_where_a_file_for_them_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: told.update(app=app))
    referrals = str(EXAMPLES / "web_referrals.jsonl")
    for arguments, status in (([], 404), (["--corrections", str(tmp_path / "kept.jsonl")], 200)):
        assert main(["serve", *arguments, referrals]) == 0
        with TestClient(told["app"]) as client:
            assert client.get("/en/referrals/w-01/keep").status_code == status


def test_a_place_where_no_corrections_can_be_kept_is_told_before_anything_is_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--corrections", str(tmp_path / "nowhere" / "kept.jsonl")]) == 1
    assert "kept.jsonl: No such file or directory" in capsys.readouterr().err


def test_what_is_kept_bears_the_day_of_today(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: told.update(app=app))
    before = datetime.now(UTC).date()
    kept = tmp_path / "kept.jsonl"
    assert main(["serve", "--corrections", str(kept), str(EXAMPLES / "web_referrals.jsonl")]) == 0
    with TestClient(told["app"]) as client:
        client.post("/en/referrals/w-01/kept", data={"0.fever": "no", "keep.0.fever": "yes"})
    (only,) = read_corrections(kept.read_bytes())
    assert isinstance(only, KeptCorrection)
    assert before <= only.kept_on <= datetime.now(UTC).date()


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
