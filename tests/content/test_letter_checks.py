"""Letters are read and checked: each check shows what it is for, at the line where it is to be mended."""

from pathlib import Path

import pytest

from klokt.content.check import check
from klokt.content.load import load, usable
from klokt.content.problem import Problem

from .folders import append, change, line_of, with_age

FILE = "letters/all_is_well.md"
LETTER = """# All is well

Goes to the referrer when nothing is wrong.

```toml
[[letter]]
id = "good_answer"
title = { nb = "Godt svar", en = "A good answer" }
kind = "information"
addressee = "referrer"
languages = ["nb", "en"]
outcomes = ["accept"]
source = ["fever_is_acute"]

[[paragraph]]
id = "general_information"
letter = ["good_answer"]
role = "opening"
text.nb = "Pasienten på {age} fyller {minimum_age}."
text.en = "The patient is {age} of {minimum_age}."
source = ["fever_is_acute"]

[[paragraph]]
id = "assumed"
letter = ["good_answer"]
role = "assumptions"
heading.nb = "Lagt til grunn"
heading.en = "Assumed"
text.nb = "Rett det med {reference}."
text.en = "Correct it with {reference}."
source = ["fever_is_acute"]

[[paragraph]]
id = "fever_assumed"
letter = ["good_answer"]
under = "assumed"
role = "assumptions"
when = "not fever"
tells = ["fever"]
text.nb = "Ingen feber."
text.en = "No fever."
```
"""
CLOSING = '[[paragraph]]\nid = "last"\nletter = {letters}\nrole = "closing"\ntext = {{ nb = "x", en = "x" }}\n'


def with_letter(folder: Path) -> Path:
    """The small guideline, whose outcome `accept` names a letter of its own."""
    guideline = with_age(folder)
    (guideline / "letters").mkdir()
    (guideline / FILE).write_text(LETTER, encoding="utf-8")
    (guideline / "glossary.toml").write_text('[words]\nplain = ["assumed"]\n', encoding="utf-8")
    change(guideline, "20_flow.md", 'effect = "accept"', 'effect = "accept"\nletter = "good_answer"')
    return guideline


def found_in(folder: Path) -> list[Problem]:
    return [problem for problem in check(load(folder)) if problem.severity != "note"]


def test_a_clean_letter_is_silent(tmp_path: Path) -> None:
    assert found_in(with_letter(tmp_path)) == []


def test_a_letter_is_read_with_its_paragraphs_in_the_order_of_the_file(tmp_path: Path) -> None:
    guideline = usable(load(with_letter(tmp_path)))
    assert guideline.letters["good_answer"].outcomes == ("accept",)
    assert [paragraph.id for paragraph in guideline.paragraphs] == ["general_information", "assumed", "fever_assumed"]
    assert guideline.paragraphs[2].wording == "not fever"


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("K101", "[[letter]]", "[[letter]"),
        ("K102", 'role = "opening"', 'role = "opening"\nwen = "fever"'),
        ("K103", 'kind = "information"', ""),
        ("K104", 'kind = "information"', 'kind = "leaflet"'),
        ("K104", 'addressee = "referrer"', 'addressee = "doctor"'),
        ("K104", 'role = "opening"', 'role = "beginning"'),
        ("K105", 'id = "fever_assumed"', 'id = "assumed"'),
        ("K106", "[[letter]]", "[[rule]]"),
        ("K110", "# All is well", "All is well"),
        ("K120", 'letter = ["good_answer"]', 'letter = ["good_anser"]'),
        ("K120", 'under = "assumed"', 'under = "asumed"'),
        ("K120", 'tells = ["fever"]', 'tells = ["fewer"]'),
        ("K120", 'outcomes = ["accept"]', 'outcomes = ["accept", "acept"]'),
        ("K120", 'languages = ["nb", "en"]', 'languages = ["nb", "en", "sv"]'),
        ("K120", 'source = ["fever_is_acute"]', 'source = ["fever_is_acutee"]'),
        ("K121", 'source = ["fever_is_acute"]', ""),
        ("K150", 'text.en = "No fever."', ""),
        ("K150", 'heading.en = "Assumed"', ""),
        ("K150", ', en = "A good answer"', ""),
        ("K150", 'languages = ["nb", "en"]', 'languages = ["nb", "en", "da"]'),
        ("K151", 'id = "fever_assumed"', 'id = "fever_zyzzyva"'),
        ("K194", 'outcomes = ["accept"]', 'outcomes = ["needs_more_information"]'),
        ("K194", 'kind = "information"', 'kind = "return"'),
        ("K195", 'under = "assumed"\nrole = "assumptions"', 'under = "assumed"\nrole = "reason"'),
        ("K195", 'under = "assumed"', 'under = "fever_assumed"'),
        ("K196", 'nb = "Ingen feber."', 'nb = "Ingen {fewer}."'),
        ("K196", "The patient is {age} of {minimum_age}.", "The patient is {age}."),
        ("K196", 'nb = "Ingen feber."', 'nb = "Ingen {feber."'),
        ("K196", 'heading.nb = "Lagt til grunn"', 'heading.nb = "Lagt til grunn, {age}"'),
        ("K197", 'role = "assumptions"\nheading', 'when = "fever"\nrole = "assumptions"\nheading'),
        ("K197", 'role = "assumptions"\nheading', 'role = "finding"\nheading'),
        ("K198", 'role = "opening"', 'role = "reason"'),
        ("K202", 'when = "not fever"', 'when = "not fewer"'),
    ],
)
def test_what_is_wrong_is_told_by_its_code(tmp_path: Path, code: str, old: str, new: str) -> None:
    folder = with_letter(tmp_path)
    change(folder, FILE, old, new)
    assert code in [problem.code for problem in found_in(folder)]


def test_an_outcome_that_names_no_letter_of_the_guideline_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    folder = with_letter(tmp_path)
    change(folder, "20_flow.md", 'letter = "good_answer"', 'letter = "good_anser"')
    (problem,) = found_in(folder)
    assert (problem.code, problem.place.line) == ("K120", line_of(folder, "20_flow.md", "letter ="))
    assert problem.hint == 'did you mean "good_answer"?'


def test_a_paragraph_under_one_that_another_letter_lacks_is_told(tmp_path: Path) -> None:
    folder = with_letter(tmp_path)
    second = LETTER[LETTER.index("[[letter]]") : LETTER.index("[[paragraph]]")].replace("good_answer", "last_answer")
    append(folder, FILE, f"\n```toml\n{second}```\n")
    change(folder, FILE, 'id = "fever_assumed"\nletter = [', 'id = "fever_assumed"\nletter = ["last_answer", ')
    told = [problem.message for problem in found_in(folder) if problem.code == "K195"]
    assert told == ['paragraph "fever_assumed" stands under "assumed", which letter "last_answer" does not have']


def test_a_paragraph_of_no_letter_is_told(tmp_path: Path) -> None:
    folder = with_letter(tmp_path)
    append(folder, FILE, "\n```toml\n" + CLOSING.format(letters="[]") + 'source = ["fever_is_acute"]\n```\n')
    assert [problem.message for problem in found_in(folder)] == ['paragraph "last" is of no letter']


def test_a_sheet_for_the_patient_needs_no_list_of_assumptions(tmp_path: Path) -> None:
    folder = with_letter(tmp_path)
    change(folder, FILE, 'addressee = "referrer"', 'addressee = "patient"')
    change(folder, FILE, 'role = "assumptions"\nheading', 'role = "advice"\nheading')
    change(folder, FILE, 'under = "assumed"\nrole = "assumptions"', 'under = "assumed"\nrole = "advice"')
    assert found_in(folder) == []


def test_a_slot_that_no_language_shares_is_told_at_the_language_that_lacks_it(tmp_path: Path) -> None:
    folder = with_letter(tmp_path)
    change(folder, FILE, "The patient is {age} of {minimum_age}.", "The patient is {age}.")
    (problem,) = found_in(folder)
    assert problem.place.line == line_of(folder, FILE, "The patient is")
    assert problem.hint == "those are age, minimum_age"
