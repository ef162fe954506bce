"""The example on the page of the messages works as it stands there."""

import re
from pathlib import Path

from klokt.sending.parties import read_parties
from sending.messages import parties

PAGE = (Path(__file__).parents[2] / "docs" / "messages.md").read_text("utf-8")


def test_the_parties_of_the_page_are_those_of_the_example_file() -> None:
    (example,) = re.findall(r"^```json\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert read_parties(example.encode()) == parties()
