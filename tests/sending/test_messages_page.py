"""The examples on the page of the messages work as they stand there."""

import re
import runpy
from pathlib import Path

import pytest

from klokt.sending.parties import read_parties
from sending.messages import parties

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "messages.md").read_text("utf-8")


def test_the_parties_of_the_page_are_those_of_the_example_file() -> None:
    (example,) = re.findall(r"^```json\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert read_parties(example.encode()) == parties()


def test_the_program_of_the_page_writes_a_receipt_and_a_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (program,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    file = tmp_path / "answer.py"
    file.write_text(program, "utf-8")
    monkeypatch.chdir(ROOT)
    made = runpy.run_path(str(file))
    assert (b'<Status V="1"' in made["receipt"], b'9148" DN="Avvist"' in made["status"]) == (True, True)
