"""klokt lessons: from kept corrections to labelled sentences on standard output."""

from datetime import date
from pathlib import Path

import pytest

from klokt.channels.cli.main import main
from klokt.text.corrections import KeptCorrection, KeptSentence, line_of

SENTENCE = "Kneet er som en ballong i kveld."
KEPT = KeptCorrection(
    guideline="no_knee_hip_imaging",
    edition="2025",
    language="nb",
    kept_on=date(2026, 11, 23),
    fact="hydrops",
    read=None,
    given=True,
    sentences=(KeptSentence(SENTENCE, None, says=True, beside={}),),
)
GUIDELINE = ["--guideline", "no_knee_hip_imaging"]


def test_a_kept_correction_is_printed_as_a_line_to_paste(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kept.jsonl"
    path.write_bytes(line_of(KEPT))
    assert main(["lessons", str(path), *GUIDELINE]) == 0
    assert f"\nhydrops=yes | {SENTENCE}\n" in capsys.readouterr().out


def test_a_line_that_cannot_be_read_is_told_by_its_number_and_the_others_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kept.jsonl"
    path.write_bytes(b'{"text": "Ola har feber"\n' + line_of(KEPT))
    assert main(["lessons", str(path), *GUIDELINE]) == 1
    told = capsys.readouterr()
    assert "K303 line 1" in told.err
    assert "Ola" not in told.err
    assert SENTENCE in told.out


def test_the_guideline_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["lessons", "-"])
    assert "--guideline" in capsys.readouterr().err
