"""klokt refer writes the message that was asked for, and tells what a person should know before it is sent."""

from pathlib import Path

import pytest

from klokt.app import main

EXAMPLES = Path(__file__).parents[2] / "examples"
REFERRAL = str(EXAMPLES / "dk_referral.json")
PARTIES = ["--parties", str(EXAMPLES / "dk_parties.json")]


@pytest.mark.parametrize("kind", ["xref01", "fhir"])
def test_a_referral_that_was_sent_is_assessed_as_before(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sent"
    assert main(["refer", REFERRAL, *PARTIES, "--format", kind, "--out", str(out)]) == 0
    told = capsys.readouterr().err
    assert "routine" in told
    assert "Forløbet" in told
    assert main(["assess", str(out)]) == 0
    again = capsys.readouterr().out.splitlines()[:3]
    assert main(["assess", REFERRAL]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == again


def test_parties_that_lack_something_are_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking, out = tmp_path / "parties.json", tmp_path / "sent.xml"
    lacking.write_text("{}", "utf-8")
    command = ["refer", REFERRAL, "--parties", str(lacking), "--format", "xref01", "--out", str(out)]
    assert main(command) == 1
    assert "K601" in capsys.readouterr().err
    assert not out.exists()
