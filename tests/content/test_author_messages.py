"""What an author reads in the terminal says what to do next."""

from pathlib import Path

import pytest

from klokt.app import main

from .folders import change, small


def test_a_guideline_without_an_index_is_told_the_command_that_makes_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder, document = small(tmp_path), tmp_path / "document.txt"
    document.write_text("Fever is acute.\n", encoding="utf-8")
    assert main(["trace", str(folder)]) == 1
    assert "--document guideline --source FILE --write-index" in capsys.readouterr().err
    main(["trace", str(folder), "--source", str(document), "--write-index"])
    assert "guideline.sentences.tsv (sentences: 1," in capsys.readouterr().out


def test_a_document_that_is_not_there_is_told_with_those_that_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["trace", str(small(tmp_path)), "--document", "other"]) == 2
    assert "there are: guideline" in capsys.readouterr().err


def test_an_index_is_not_written_from_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["trace", str(small(tmp_path)), "--write-index"]) == 2
    assert "--source FILE" in capsys.readouterr().err


def test_errors_come_before_notes_and_are_counted_in_grammar(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small(tmp_path)
    change(folder, "20_flow.md", 'no = "accept"', 'no = "acept"')
    monkeypatch.chdir(folder)
    assert main(["check", "."]) == 1
    *findings, summary = capsys.readouterr().out.splitlines()
    assert [line.split()[2] for line in findings] == ["error", "warning", "note", "note"]
    assert summary == "small: 1 error, 1 warning, 2 notes, 5 cases"
