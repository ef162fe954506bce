"""A guideline's own cases are run, and one that fails says what was expected, what came, and why."""

from pathlib import Path

import pytest

from klokt.content.cases import CaseResult, run
from klokt.content.load import load, usable

from .folders import append, change, small, with_age


def results(folder: Path) -> dict[str, CaseResult]:
    """The result of each case of a folder, by the case's name."""
    return {result.case.name: result for result in run(usable(load(folder)))}


def failing(folder: Path) -> list[str]:
    """What each failing case says did not come true."""
    return [str(mismatch) for result in results(folder).values() for mismatch in result.mismatches]


def test_the_cases_of_a_sound_guideline_pass(tmp_path: Path) -> None:
    told = results(with_age(tmp_path))
    assert len(told) == 7
    assert all(result.passed for result in told.values())


def test_the_age_of_a_patient_follows_from_the_birth_date_and_the_day(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    change(folder, "10_red_flags.md", "born = 1975-03-02\non = 2025-03-01", "born = 1975-03-02\non = 2025-03-03")
    result = results(folder)["A patient is too young the day before"]
    assert str(result) == (
        'case "A patient is too young the day before": rule "of_age": expected no, came yes\n'
        "    age is 50; minimum_age is 50 years, so of_age is yes"
    )


def test_a_parameter_counts_as_it_is_on_the_day_of_the_case(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    later = 'name = "minimum_age"\nvalue = "51 years"\nvalid_from = 2025-03-02\nsource = ["fever_is_acute"]\n'
    append(folder, "guideline.toml", f"\n[[parameter]]\n{later}")
    assert failing(folder) == ['rule "of_age": expected yes, came no']


def test_a_flow_that_answers_otherwise_tells_the_way_it_took(tmp_path: Path) -> None:
    folder = small(tmp_path)
    change(folder, "20_flow.md", 'yes = "acute_assessment"\nno = "accept"', 'yes = "accept"\nno = "acute_assessment"')
    result = results(folder)["A patient with a fever is seen acutely"]
    assert [str(mismatch) for mismatch in result.mismatches] == [
        "outcome: expected acute_assessment, came accept",
    ]
    assert result.why == ("step ask_red_flag (red_flag): fever is true, so ask_red_flag is yes",)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('because = ["red_flag"]', 'urgency = "routine"', "urgency: expected routine, came acute"),
        ('because = ["red_flag"]', 'assumes = ["fever"]', "assumptions: expected fever, came none"),
        ('because = ["red_flag"]', 'missing = ["fever"]', "missing facts: expected fever, came none"),
        ('because = ["red_flag"]', 'without_assumptions = "accept"', "outcome without assumptions: expected accept"),
        ('assumes = ["fever"]', "assumes = []", "assumptions: expected none, came fever"),
        ('assumes = ["fever"]', 'without_assumptions = "accept"', ""),
    ],
)
def test_whatever_else_a_case_expects_is_compared(tmp_path: Path, old: str, new: str, told: str) -> None:
    folder = small(tmp_path)
    change(folder, "cases/whole.md", 'without_assumptions = "undecided"\n', "")
    change(folder, "cases/whole.md", old, new)
    assert failing(folder)[0].startswith(told)


def test_a_reason_that_is_not_given_is_told(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    change(folder, "20_flow.md", "red_flag and of_age", "fever and of_age")
    assert failing(folder) == ["reasons: expected red_flag, came ask_red_flag, of_age"]


def test_a_value_that_is_no_fact_fails_the_case_instead_of_being_left_out(tmp_path: Path) -> None:
    folder = small(tmp_path)
    change(folder, "10_red_flags.md", "given = { fever = true }", "given = { fever = true, fewer = true }")
    assert failing(folder) == ['given: expected facts of the guideline, came "fewer" is not a fact']


def test_an_obligation_opens_when_its_case_says(tmp_path: Path) -> None:
    folder = small(tmp_path)
    texts = 'title = { nb = "x", nn = "x", da = "x", en = "x" }\nsource = ["fever_is_acute"]\n'
    block = f'id = "call_in"\nafter = "accept"\nopens_when = "fever"\nproposes = "call_in"\n{texts}'
    case = 'name = "Fever after acceptance"\nobligation = "call_in"\ngiven = { fever = true }\nexpect = "no"\n'
    append(folder, "20_flow.md", f"\n```toml\n[[obligation]]\n{block}\n[[case]]\n{case}```\n")
    assert failing(folder) == ['obligation "call_in": expected no, came yes']


def test_a_silence_is_told_as_it_was_read(tmp_path: Path) -> None:
    folder = small(tmp_path)
    change(folder, "cases/whole.md", 'given = {}\noutcome = "accept"', 'given = {}\noutcome = "acute_assessment"')
    result = results(folder)["A referral that does not mention fever is accepted on an assumption"]
    assert result.why == ("step ask_red_flag (red_flag): fever is false, so ask_red_flag is no",)
