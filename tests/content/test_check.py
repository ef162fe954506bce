"""Each check shows what it is for, at the line where it is to be mended; a clean folder is silent."""

import re
from pathlib import Path

import pytest

from klokt.content.check import check
from klokt.content.load import load
from klokt.content.problem import CODES, Problem

from .folders import GROUPED, TEXTS, append, change, line_of, small, with_age

RULE = '\n```toml\n[[rule]]\nid = "{id}"\nwhen = "{when}"\nsource = ["fever_is_acute"]\n'
TITLE = 'title = { nb = "x", nn = "x", da = "x", en = "x" }\n```\n'
NOTES = {"K191", "K192"}


def found_in(folder: Path) -> list[Problem]:
    """The problems of a folder, the notes of every new guideline apart."""
    return [problem for problem in check(load(folder)) if problem.code not in NOTES]


def test_a_clean_folder_is_silent(tmp_path: Path) -> None:
    assert found_in(with_age(tmp_path)) == []


def test_the_page_of_checks_tells_every_code() -> None:
    page = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (K\d+) \| (\w+) \| (.+) \|$", page, re.MULTILINE)
    assert told == [(code, severity, meaning) for code, (severity, meaning) in CODES.items()]


@pytest.mark.parametrize(
    ("code", "file", "old", "new"),
    [
        ("K112", "guideline.toml", 'id = "small"', 'id = "large"'),
        ("K120", "10_red_flags.md", 'kind = "red_flag"\nsource = ["fever_is_acute"]', 'source = ["fever_is_acutee"]'),
        ("K120", "10_red_flags.md", 'document = "guideline"', 'document = "guidelines"'),
        ("K120", "10_red_flags.md", 'rule = "red_flag"', 'rule = "red_flags"'),
        ("K120", "10_red_flags.md", "given = { fever = false }", "given = { fewer = false }"),
        ("K120", "cases/whole.md", 'outcome = "acute_assessment"', 'outcome = "acute"'),
        ("K120", "cases/whole.md", 'because = ["red_flag"]', 'because = ["red_flags"]'),
        ("K120", "cases/whole.md", 'without_assumptions = "undecided"', 'without_assumptions = "undecide"'),
        ("K121", "10_red_flags.md", 'kind = "red_flag"\nsource = ["fever_is_acute"]', ""),
        ("K121", "20_flow.md", 'effect = "escalate"\nsource = ["fever_is_acute"]', 'effect = "escalate"'),
        ("K121", "guideline.toml", 'source = ["fever_is_acute"]', ""),
        ("K122", "facts.toml", 'source = "silence_on_fever"', 'source = "silence"'),
        ("K123", "10_red_flags.md", "given = { fever = false }", "given = { fever = 0 }"),
        ("K130", "20_flow.md", 'no = "accept"', 'no = "acept"'),
        ("K130", "20_flow.md", 'no = "accept"', 'no = "next"'),
        ("K131", "20_flow.md", 'no = "accept"', 'no = "ask_red_flag"'),
        ("K133", "20_flow.md", 'unknown = "needs_more_information"', 'unknown = "accept"'),
        ("K135", "20_flow.md", "rank = 2", "rank = 1"),
        ("K134", "20_flow.md", "red_flag and of_age", "red_flag"),
        ("K134", "10_red_flags.md", "age >= minimum_age", "age >= years(50)"),
        (
            "K134",
            "sources.toml",
            "[[document]]",
            '[[document]]\nid = "x"\ntitle = ""\npublisher = ""\npublished = ""\nlanguage = ""\n[[document]]',
        ),
        ("K140", "10_red_flags.md", 'given = { fever = true }\nexpect = "yes"', 'given = {}\nexpect = "unknown"'),
        ("K141", "10_red_flags.md", "on = 2025-03-02", "on = 2026-03-02"),
        ("K141", "10_red_flags.md", "born = 1975-03-02\non = 2025-03-01", "born = 1985-03-02\non = 2025-03-01"),
        ("K143", "guideline.toml", 'value = "50 years"', 'value = "51 years"'),
        ("K150", "10_red_flags.md", 'nn = "Pasienten har feber"', ""),
        ("K150", "guideline.toml", 'da = "Retningslinjens titel"', 'da = " "'),
        (
            "K160",
            "guideline.toml",
            'value = "50 years"\nvalid_from = 2025-01-01',
            'value = "50 years"\nvalid_from = 2025-02-01',
        ),
        ("K162", "guideline.toml", "valid_from = 2025-01-01", "valid_from = 2025-01-01\nvalid_to = 2024-12-31"),
        ("K170", "10_red_flags.md", 'when = "fever"', 'when = "fever or not fever"'),
        ("K180", "20_flow.md", 'effect = "escalate"', 'effect = "return"'),
    ],
)
def test_what_is_wrong_is_told_by_its_code(tmp_path: Path, code: str, file: str, old: str, new: str) -> None:
    folder = with_age(tmp_path)
    change(folder, file, old, new)
    assert code in [problem.code for problem in found_in(folder)]


def test_a_step_that_no_exit_leads_to_is_told(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    change(folder, "20_flow.md", 'steps = ["ask_red_flag"]', 'steps = ["ask_red_flag", "ask_again"]')
    exits = 'flow = ["receiver"]\nwhen = "fever"\nyes = "accept"\nno = "accept"\nunknown = "accept"\n'
    texts = 'source = ["fever_is_acute"]\nquestion = { nb = "x", nn = "x", da = "x", en = "x" }\n'
    append(folder, "20_flow.md", f'\n```toml\n[[step]]\nid = "ask_again"\n{exits}{texts}```\n')
    assert [problem.code for problem in found_in(folder)] == ["K132"]


def test_a_case_with_a_length_in_another_unit_is_told_the_unit_of_the_fact(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    change(folder, "cases/whole.md", "age = 50", 'age = "2600 weeks"')
    (problem,) = [problem for problem in found_in(folder) if problem.code == "K123"]
    assert problem.message.startswith('case "A patient with a fever is seen acutely": age must be')
    assert problem.hint == "give years"


def test_two_values_of_a_parameter_from_one_day_are_told(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    second = 'name = "minimum_age"\nvalue = "50 years"\nvalid_from = 2025-01-01\nsource = ["fever_is_acute"]\n'
    append(folder, "guideline.toml", f"\n[[parameter]]\n{second}")
    assert [problem.code for problem in found_in(folder)] == ["K161"]


def test_a_count_needs_a_case_that_just_reaches_it_and_one_that_just_misses_it(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    change(folder, "10_red_flags.md", 'when = "fever"', 'when = "at_least(2, fever, of_age)"')
    told = [problem.message for problem in found_in(folder) if problem.code == "K142"]
    assert told == [f'no case of rule "red_flag" shows exactly {number} of 2' for number in (1, 2)]
    change(folder, "10_red_flags.md", "given = { fever = true }", "given = { fever = true, age = 50 }")
    change(folder, "10_red_flags.md", "given = { fever = false }", "given = { fever = false, age = 50 }")
    assert found_in(folder) == []


def test_an_id_with_a_word_from_nowhere_is_told_and_the_guidelines_own_glossary_may_add_it(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    change(folder, "10_red_flags.md", 'id = "of_age"', 'id = "of_zyzzyva"')
    for file in ("10_red_flags.md", "20_flow.md"):
        (folder / file).write_text((folder / file).read_text(encoding="utf-8").replace("of_age", "of_zyzzyva"))
    (problem,) = found_in(folder)
    assert (problem.code, problem.message) == ("K151", '"zyzzyva" in "of_zyzzyva" is not in the glossary')
    assert problem.hint.endswith('glossary.toml of the guideline: [words] plain = ["zyzzyva"]')
    (folder / "glossary.toml").write_text('[words]\nplain = ["zyzzyva"]\n', encoding="utf-8")
    assert found_in(folder) == []


def test_an_id_with_a_word_that_is_not_to_be_used_is_told_with_the_word_to_use(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    (folder / "glossary.toml").write_text(
        '[words]\nplain = []\n[forbidden]\nwords = [{ word = "fever", use = "high_temperature" }]\n', encoding="utf-8"
    )
    hints = {problem.hint for problem in found_in(folder) if problem.code == "K152"}
    assert hints == {"use high_temperature"}


def test_a_limit_changed_by_a_year_is_told_with_what_was_compared(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    change(folder, "guideline.toml", 'value = "50 years"', 'value = "51 years"')
    told = [problem.message for problem in found_in(folder) if problem.code == "K143"]
    assert 'rule "of_age": expected yes, came no' in told[0]
    assert "age is 50; minimum_age is 51 years, so of_age is no" in told[0]
    assert "step ask_red_flag" in told[1]
    assert "age is 50; minimum_age is 51 years, so ask_red_flag is no" in told[1]


def test_a_red_flag_that_is_returned_only_when_something_is_unknown_is_told(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    change(folder, "20_flow.md", 'effect = "ask"', 'effect = "return"')
    (problem,) = [problem for problem in found_in(folder) if problem.code == "K180"]
    assert 'leads to "needs_more_information" while "red_flag" is yes: fever is true' in problem.message


def test_an_interpretation_that_awaits_an_owner_is_a_note(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    notes = [problem for problem in check(load(folder)) if problem.code == "K192"]
    assert [(note.severity, note.place.line) for note in notes] == [
        ("note", line_of(folder, "10_red_flags.md", "awaits a clinical owner"))
    ]
    assert notes[0].message == "awaits a clinical owner: silence_on_fever"


def test_a_sentence_that_nothing_accounts_for_is_told(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    (folder / "sources").mkdir()
    lines = "number\tlocator\tfingerprint\tnormative\treference\n1\tRed flags\t3f2a9c1b77d0\tyes\tno\n"
    (folder / "sources" / "guideline.sentences.tsv").write_text(lines, encoding="utf-8")
    assert [problem.code for problem in found_in(folder)] == ["K190"]
    change(folder, "10_red_flags.md", 'says = "', 'fingerprints = ["3f2a9c1b77d0"]\nsays = "')
    assert found_in(folder) == []


def test_a_fingerprint_that_the_document_does_not_have_is_told_at_its_line(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    (folder / "sources").mkdir()
    header = "number\tlocator\tfingerprint\tnormative\treference\n"
    (folder / "sources" / "guideline.sentences.tsv").write_text(header, encoding="utf-8")
    change(folder, "10_red_flags.md", 'says = "', 'fingerprints = ["3f2a9c1b77d0"]\nsays = "')
    (problem,) = found_in(folder)
    assert (problem.code, problem.place.line) == ("K193", line_of(folder, "10_red_flags.md", "fingerprints"))


def test_nothing_is_run_while_a_name_leads_nowhere(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    change(folder, "20_flow.md", 'no = "accept"', 'no = "acept"')
    change(folder, "guideline.toml", 'value = "50 years"', 'value = "51 years"')
    assert "K143" not in [problem.code for problem in found_in(folder)]


@pytest.mark.parametrize("file", ["10_red_flags.md", "20_flow.md", "facts.toml", "guideline.toml", "sources.toml"])
def test_whatever_line_an_author_loses_the_checks_still_answer(tmp_path: Path, file: str) -> None:
    folder = with_age(tmp_path)
    lines = (folder / file).read_text(encoding="utf-8").splitlines(keepends=True)
    for number, line in enumerate(lines):
        (folder / file).write_text("".join(lines[:number] + lines[number + 1 :]), encoding="utf-8")
        told = {problem.code for problem in check(load(folder))} - {"K191", "K192"}
        assert told or not line.startswith(("when", "steps", "type", "id", "[["))


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("K120", 'group = "red_flag"', 'group = "red_flags"'),
        ("K120", 'lacks = ["fever"]', 'lacks = ["pain"]'),
        ("K121", 'rank = 1\nsource = ["fever_is_acute"]', "rank = 1"),
        ("K121", 'met_when = "known(fever)"\nsource = ["fever_is_acute"]', 'met_when = "known(fever)"'),
        ("K143", "lacks = []", 'lacks = ["fever"]'),
        ("K143", "given = { fever = true }", "given = { fever = false }"),
        ("K144", 'outcome = "acute_assessment"\ngroup = "red_flag"', 'outcome = "acute_assessment"'),
        ("K144", 'lacks = ["fever"]', ""),
        ("K144", "lacks = []", ""),
        ("K150", f"question = {{ {TEXTS} }}", 'question = { nb = "x", nn = "x", da = "x" }'),
        ("K151", 'id = "fever"\nnumber', 'id = "febrilia"\nnumber'),
    ],
)
def test_groups_and_requirements_are_checked_like_the_rest(tmp_path: Path, code: str, old: str, new: str) -> None:
    folder = small(tmp_path)
    append(folder, "20_flow.md", GROUPED)
    assert found_in(folder) == []
    change(folder, "20_flow.md", old, new)
    assert code in [problem.code for problem in found_in(folder)]


def test_two_requirements_cannot_have_one_number_nor_two_groups_one_rank(tmp_path: Path) -> None:
    folder = small(tmp_path)
    append(folder, "20_flow.md", GROUPED)
    renamed = GROUPED.replace('id = "red_flag"', 'id = "no_red_flag"').replace('id = "fever"', 'id = "pain"')
    append(folder, "20_flow.md", renamed.replace('name = "', 'name = "Again: '))
    told = [problem.message for problem in found_in(folder) if problem.code == "K135"]
    assert told == ['group "no_red_flag" has the rank of "red_flag"', 'requirement "pain" has the number of "fever"']


@pytest.mark.parametrize(("asked", "codes"), [("place", ["K120", "K134"]), ("pain_place", [])])
def test_an_obligation_may_ask_for_facts_that_decide_nothing_but_they_must_be_there(
    tmp_path: Path, asked: str, codes: list[str]
) -> None:
    folder = small(tmp_path)
    texts = '{ nb = "x", nn = "x", da = "x", en = "x" }\nsource = ["fever_is_acute"]\n'
    append(folder, "facts.toml", f'\n[pain_place]\ntype = "text"\nquestion = {texts}')
    opens = f'after = "accept"\nopens_when = "fever"\nproposes = "accept"\nasks = ["{asked}"]\n'
    append(folder, "20_flow.md", f'\n```toml\n[[obligation]]\nid = "call_in"\n{opens}title = {texts}```\n')
    assert [problem.code for problem in found_in(folder) if problem.code in ("K120", "K134")] == codes
