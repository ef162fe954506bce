"""What the README tells a new user to do works as it says."""

import json
import re
import shutil
from pathlib import Path

import pytest
from house import GUIDELINES, ROOT

from klokt.channels.cli.main import main
from klokt.content.load import load, usable

PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")]


def test_changing_50_to_51_makes_the_case_of_the_50th_birthday_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(GUIDELINES / "no_knee_hip_imaging", tmp_path / "no_knee_hip_imaging"))
    identity = folder / "guideline.toml"
    identity.write_text(identity.read_text("utf-8").replace('"50 years"', '"51 years"'), "utf-8")
    assert main(["check", str(folder)]) == 1
    assert re.search(r"K143 error .*50", capsys.readouterr().out)


def test_the_demo_shows_every_outcome_of_the_receivers_flow_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", str(ROOT / "examples" / "demo_referrals.jsonl"), "--format", "json"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    guideline = usable(load(GUIDELINES / "no_knee_hip_imaging"))
    exits = {end for step in guideline.flows["receiver"].steps for end in (step.yes, step.no, step.unknown)}
    assert sorted(answer["outcome"] for answer in answers) == sorted(exits & set(guideline.outcomes))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_is_there(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = re.findall(r"`(?:\.venv/bin/)?klokt ([a-z-]+)", page.read_text("utf-8"))
    for command in dict.fromkeys(named):
        with pytest.raises(SystemExit) as end:
            main([command, "--help"])
        assert end.value.code == 0, command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_links_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []
