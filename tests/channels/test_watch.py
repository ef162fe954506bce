"""klokt watch takes in what lies in a folder, and says when it cannot."""

import json
from pathlib import Path

import pytest

from channels.doors.bringing import EXAMPLES, order
from channels.unit.house import ANNA, IMAGING
from klokt.channels.cli import watch
from klokt.channels.cli.main import main
from klokt.storage.store import Store

UNITS = str(EXAMPLES / "units.toml")


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty database; and no long wait between two looks."""
    monkeypatch.setattr(watch, "LOOKS_EVERY", 0.01)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    url = f"sqlite:///{tmp_path / 'unit.db'}"
    with Store(url) as store:
        store.upgrade()
    return url


def watched(folder: Path, database: str, unit: str = IMAGING) -> int:
    """Run the command once, and return its status."""
    return main(["watch", str(folder), "--database", database, "--units", UNITS, "--unit", unit, "--once"])


def test_a_file_is_on_the_list_of_the_unit(tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.json").write_text(json.dumps(order()))
    assert watched(tmp_path / "inbox", database) == 0
    assert capsys.readouterr().out == "1 files were taken in\n"
    with Store(database) as store:
        assert len(store.open_for(ANNA.access).worklist(IMAGING)) == 1


def test_a_unit_or_folder_that_is_not_there_is_said(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert watched(tmp_path, database, "nowhere") == 2
    assert watched(tmp_path / "nowhere", database) == 1
    told = capsys.readouterr().err
    assert "there is no unit nowhere" in told
    assert "nowhere/taken" in told
