"""What klokt check finds in a pathway."""

import shutil
from pathlib import Path

import pytest

from danish_pathway import FOLDER
from klokt.content.check import check
from klokt.content.load import load


def found(tmp_path: Path, file: str, old: str, new: str) -> list[str]:
    """Return the findings that a change of the Danish guideline brings, as code and message."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "dk_degenerative_spine"))
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    problems = check(load(folder))
    return [f"{each.code} {each.message}" for each in problems if each.severity == "error"]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "64_contacts.md",
            'leads_to = "close_pathway"',
            'leads_to = "close_pathwy"',
            'K120 there is no next step "clo',
        ),
        ("64_contacts.md", 'stage = "primary_care"', 'stage = "primary"', 'K120 there is no stage "primary"'),
        ("64_contacts.md", 'shows = ["contact_2w"', 'shows = ["contact_3w"', 'K120 there is no day "contact_3w"'),
        ("64_contacts.md", 'of = "early_reassessment"', 'of = "late"', 'K120 there is no milestone "late"'),
        ("80_programme.md", 'of = "surgery_guarantee"', 'of = "guarantee"', 'K120 there is no clock "guarantee"'),
        (
            "80_programme.md",
            'after = "programme_length"',
            'after = "programme"',
            'K120 "programme" is no length of time',
        ),
        (
            "90_guarantees.md",
            'met_by = { event = "programme_started" }',
            'met_by = { event = "begun" }',
            "K120 there is",
        ),
        ("64_contacts.md", 'after = "2 weeks"', 'after = "2 wks"', "K104"),
        (
            "90_guarantees.md",
            'starts = { event = "programme_ended" }',
            'starts = { evnt = "x" }',
            "K104 starts must say",
        ),
    ],
)
def test_a_slip_is_told_with_what_is_wrong(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    assert any(each.startswith(told) for each in found(tmp_path, file, old, new))


def test_a_fact_that_no_reading_gives_is_told(tmp_path: Path) -> None:
    told = found(tmp_path, "64_contacts.md", '[[reading]]\nfact = "sick_leave"', '[[reading]]\nfact = "sick_leve"')
    assert 'K220 no reading gives fact "sick_leave"' in told


def test_a_transition_that_no_episode_shows_is_told(tmp_path: Path) -> None:
    told = found(
        tmp_path,
        "64_contacts.md",
        "course_at_contact == 'worse'\"",
        "course_at_contact == 'worse' and sphincter_disturbance\"",
    )
    assert 'K221 no episode shows transition "worse_under_treatment"' in told


def test_a_length_of_two_weeks_and_a_day_makes_an_episode_fail(tmp_path: Path) -> None:
    told = found(tmp_path, "64_contacts.md", 'after = "2 weeks"', 'after = "15 days"')
    assert any(each.startswith("K143 episode") for each in told)


def test_a_guarantee_of_thirty_days_makes_an_episode_fail(tmp_path: Path) -> None:
    told = found(tmp_path, "90_guarantees.md", 'value = "1 month"', 'value = "30 days"')
    assert any(each.startswith("K143 episode") for each in told)


def test_the_window_that_the_ordinary_path_misses_is_a_note_with_a_timeline() -> None:
    notes = [each for each in check(load(FOLDER)) if each.code == "K223"]
    assert [each.severity for each in notes] == ["note"]
    assert "decision_window" in notes[0].message
    assert "surgery_decision day 140" in notes[0].message


def test_a_window_that_is_wide_enough_gives_no_note(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "dk_degenerative_spine"))
    section = folder / "90_guarantees.md"
    section.write_text(
        section.read_text("utf-8").replace('at_most = "decision_window_closes"', 'at_most = "20 weeks"'), "utf-8"
    )
    assert [each for each in check(load(folder)) if each.code == "K223"] == []
