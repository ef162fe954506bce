"""A new guideline folder passes every check, so that an author starts from green."""

from pathlib import Path

import pytest

from klokt.content.check import check
from klokt.content.load import load, usable
from klokt.content.mutate import mutate
from klokt.content.new_guideline import new_guideline
from klokt.model.fact import Audience


def test_a_new_guideline_passes_with_notes_alone(tmp_path: Path) -> None:
    loaded = load(new_guideline(tmp_path / "asthma", "asthma"))
    assert {problem.severity for problem in check(loaded)} == {"note"}
    assert usable(loaded).id == "asthma"
    assert {case.name for case in usable(loaded).cases if case.flow} != set()


def test_a_new_guideline_answers_both_audiences_and_takes_no_referral_from_another(tmp_path: Path) -> None:
    guideline = usable(load(new_guideline(tmp_path / "asthma", "asthma")))
    assert {flow.audience for flow in guideline.flows.values()} == set(Audience)
    assert guideline.serves == ()


def test_the_cases_of_a_new_guideline_notice_every_wrong_change(tmp_path: Path) -> None:
    report = mutate(load(new_guideline(tmp_path / "asthma", "asthma")))
    assert (report.killed, report.survivors, report.equivalent) == (report.tried, (), ())


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        new_guideline(tmp_path, "asthma")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.md"]
