"""klokt letter as a caller sees it: the letter that may go, in each form, and plain words where none may."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from klokt.app import main
from klokt.letters.press import press
from letters.paper import as_read, opened

ROOT = Path(__file__).parents[2]
MINE = str(ROOT / "examples" / "my_referral.json")
UNIT = str(ROOT / "examples" / "my_unit.toml")
BOTH_KNEES = {"modality": "MR", "body_site": "knee", "laterality": "both"}


def a_file(folder: Path, *changes: Mapping[str, object]) -> str:
    """Write the example referral, changed in these ways, one a line."""
    mine = json.loads(Path(MINE).read_text("utf-8"))
    file = folder / "referrals.jsonl"
    file.write_text("\n".join(json.dumps({**mine, **change}) for change in changes), encoding="utf-8")
    return str(file)


def with_fever(name: str) -> Mapping[str, object]:
    return {"id": name, "known_facts": {"septic_arthritis_suspected": True}}


def test_the_proposed_letter_is_told_with_the_referral_as_its_reference(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["letter", MINE]) == 0
    letter = capsys.readouterr().out
    assert "KONSERVATIV BEHANDLING" in letter
    assert "Referanse: my-referral" in letter


def test_a_sheet_for_the_patient_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["letter", MINE, "--letter", "information_sheet", "--language", "en"]) == 0
    assert "What helps?" in capsys.readouterr().out


def test_the_sender_reference_and_day_are_those_that_are_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["letter", MINE, "--unit", UNIT, "--reference", "KL-9", "--on", "2025-10-02"]) == 0
    letter = capsys.readouterr().out
    assert "Avsender mangler" not in letter
    assert "Referanse: KL-9" in letter
    assert "2. oktober 2025" in letter


def test_the_pdf_carries_the_answer_that_klokt_assess_gives(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "letter.pdf"
    assert main(["letter", MINE, "--format", "pdf", "--out", str(out)]) == 0
    assert main(["assess", MINE, "--format", "json"]) == 0
    (attached,) = opened(out.read_bytes()).attachments["proposal.json"]
    assert json.loads(attached) == json.loads(capsys.readouterr().out)
    assert "Konservativ behandling" in as_read(out.read_bytes())


def test_a_letter_comes_as_a_page_and_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["letter", MINE, "--format", "html"]) == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")
    assert main(["letter", MINE, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["letter"] == "conservative_treatment"


def test_a_referral_that_gets_no_letter_says_which_outcome_has_none(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["letter", a_file(tmp_path, with_fever("ill"))]) == 1
    told = capsys.readouterr()
    assert (told.out, "urgent_red_flag" in told.err) == ("", True)


def test_a_letter_that_may_not_go_is_refused_with_its_code(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["letter", a_file(tmp_path, with_fever("ill")), "--letter", "conservative_treatment"]) == 1
    assert "K503" in capsys.readouterr().err


def test_one_referral_among_several_is_named_by_its_id(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = a_file(tmp_path, with_fever("ill"), {"id": "well"})
    assert main(["letter", file, "--referral", "well"]) == 0
    assert "Referanse: well" in capsys.readouterr().out
    assert main(["letter", file, "--referral", "nobody"]) == 1


def test_the_joints_that_a_letter_leaves_out_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = a_file(tmp_path, {"requested": BOTH_KNEES, "known_facts": {}})
    assert main(["letter", file]) == 0
    first = capsys.readouterr()
    assert main(["letter", file, "--target", "2"]) == 0
    second = capsys.readouterr()
    assert ("venstre kne" in first.out, "--target 2: høyre kne" in first.err) == (True, True)
    assert ("høyre kne" in second.out, "--target 1: venstre kne" in second.err) == (True, True)


@pytest.mark.parametrize("options", [("--target", "2"), ("--target", "0")])
def test_a_target_that_is_not_there_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    assert main(["letter", MINE, *options]) == 2
    assert "target" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [("letter", MINE, "--format", "pdf"), ("publish", "no_knee_hip_imaging", "--format", "poster")]
)
def test_a_pdf_is_not_written_to_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(command) == 2
    assert "--out" in capsys.readouterr().err


def test_without_the_extra_the_command_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    press.cache_clear()
    assert main(["letter", MINE, "--format", "pdf", "--out", str(tmp_path / "a.pdf")]) == 1
    assert "klokt[letters]" in capsys.readouterr().err


def test_only_who_prints_loads_typst() -> None:
    script = f"import sys; from klokt.app import main; main(['assess', {MINE!r}]); print('typst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 (our own interpreter)
    assert done.stdout.splitlines()[-1] == "False"


def test_a_poster_is_a_pdf_on_the_paper_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    flow = ("--flow", "receiver_simplified", "--language", "nn", "--paper", "a3")
    assert main(["publish", "no_knee_hip_imaging", "--format", "poster", *flow, "--out", str(out)]) == 0
    assert round(float(opened(out.read_bytes()).pages[0].mediabox.width)) == 842
