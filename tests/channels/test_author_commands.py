"""klokt check, trace, new and schema as the author of a guideline sees them."""

import json
import shutil
from pathlib import Path

import pytest

from klokt.app import main
from klokt.content.load import find


@pytest.fixture
def norway_copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find("no_knee_hip_imaging"), tmp_path / "no_knee_hip_imaging"))


def replace_in(folder: Path, old: str, new: str) -> None:
    for file in sorted([*folder.glob("*.toml"), *folder.glob("*.md")]):
        text = file.read_text("utf-8")
        if old in text:
            file.write_text(text.replace(old, new, 1), "utf-8")
            return
    raise AssertionError(f"no file holds {old}")


def test_the_library_passes_its_checks_even_when_warnings_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--strict", "--quiet"]) == 0
    assert "no_knee_hip_imaging: 0 errors, 0 warnings" in capsys.readouterr().out


def test_changing_50_to_51_fails_a_case_that_says_what_and_why(
    capsys: pytest.CaptureFixture[str], norway_copy: Path
) -> None:
    replace_in(norway_copy, '"50 years"', '"51 years"')
    assert main(["check", str(norway_copy)]) == 1
    shown = capsys.readouterr().out
    assert "age is 50" in shown
    assert "51 years" in shown


def test_a_word_that_nothing_defines_is_found_at_its_line(
    capsys: pytest.CaptureFixture[str], norway_copy: Path
) -> None:
    replace_in(
        norway_copy, "at_least(2, reduced_general_condition, fever", "at_least(2, reduced_general_condition, fevr"
    )
    assert main(["check", str(norway_copy)]) == 1
    assert 'did you mean "fever"' in capsys.readouterr().out


def test_a_new_guideline_passes_its_checks(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "my_guideline")]) == 0
    assert main(["check", str(tmp_path / "my_guideline"), "--strict"]) == 0
    assert main(["new", str(tmp_path / "my_guideline")]) == 1


def test_a_name_that_is_not_an_id_is_refused(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "My-Guideline")]) == 2


def test_every_sentence_of_the_norwegian_document_is_accounted_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "no_knee_hip_imaging"]) == 0
    assert "Every sentence is accounted for." in capsys.readouterr().out


def test_a_document_with_an_unknown_sentence_is_another_edition(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Dette avsnittet finnes ikke i noe dokument.\n", "utf-8")
    assert main(["trace", "no_knee_hip_imaging", "--source", str(other)]) == 1
    assert "not the edition" in capsys.readouterr().out


def test_the_schema_is_a_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert "$defs" in json.loads(capsys.readouterr().out)
