"""A guideline folder is read whole, and whatever is wrong is told at its line."""

from datetime import date
from pathlib import Path

import pytest

from klokt.content.load import find, library, load, usable
from klokt.errors import ContentError
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Compare, FactRef, ParameterRef
from klokt.model.fact import Audience

from .folders import append, change, findings, line_of, small, with_age


def test_a_clean_folder_gives_a_guideline_and_no_problem(tmp_path: Path) -> None:
    loaded = load(with_age(tmp_path))
    assert loaded.problems == ()
    guideline = usable(loaded)
    assert guideline.rules["of_age"].when == Compare(">=", FactRef("age"), ParameterRef("minimum_age"))
    assert guideline.parameters[0].value == Duration(50, Unit.YEARS)
    assert guideline.facts["fever"].silence[Audience.RECEIVER].read_as is False
    assert guideline.cases[2].born == date(1975, 3, 2)


def test_a_rule_is_found_at_the_line_where_it_stands(tmp_path: Path) -> None:
    folder = small(tmp_path)
    assert usable(load(folder)).rules["red_flag"].place.line == line_of(folder, "10_red_flags.md", "[[rule]]")


def test_a_condition_with_a_misspelt_fact_is_told_at_its_line_with_the_nearest_name(tmp_path: Path) -> None:
    folder = small(tmp_path)
    change(folder, "10_red_flags.md", 'when = "fever"', 'when = "fevr"')
    line = line_of(folder, "10_red_flags.md", "fevr")
    assert findings(folder) == [f'10_red_flags.md:{line} K202 error "fevr" is not defined (did you mean "fever"?)']


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_condition_is_told_at_its_line(tmp_path: Path, empty: str) -> None:
    folder = small(tmp_path)
    change(folder, "10_red_flags.md", 'when = "fever"', f'when = "{empty}"')
    line = line_of(folder, "10_red_flags.md", "when =")
    assert findings(folder) == [f"10_red_flags.md:{line} K201 error the condition is empty (name a fact or a rule)"]


def test_a_long_condition_does_not_hide_the_keys_after_it(tmp_path: Path) -> None:
    folder = small(tmp_path)
    long = '"""\nfever\nwhen = unclear\n"""'
    change(folder, "10_red_flags.md", 'when = "fever"', f"when = {long}")
    change(folder, "10_red_flags.md", 'kind = "red_flag"', 'kynd = "red_flag"')
    problems = load(folder).problems
    assert [(problem.code, problem.place.line) for problem in problems] == [
        ("K201", line_of(folder, "10_red_flags.md", 'when = """')),
        ("K102", line_of(folder, "10_red_flags.md", "kynd")),
    ]
    assert problems[1].hint == 'did you mean "kind"?'


def test_toml_that_cannot_be_read_is_told_at_its_line_of_the_section(tmp_path: Path) -> None:
    folder = small(tmp_path)
    change(folder, "20_flow.md", 'variant = "full"', "variant = full")
    (found,) = [problem for problem in load(folder).problems if problem.code == "K101"]
    assert found.place.line == line_of(folder, "20_flow.md", "variant = full")


def test_one_line_that_cannot_be_read_is_told_alone(tmp_path: Path) -> None:
    folder = small(tmp_path)
    change(folder, "facts.toml", 'type = "boolean"', "type = boolean")
    assert [problem.code for problem in load(folder).problems] == ["K101", "K113"]


@pytest.mark.parametrize("fence", ["```TOML", "```", "```tom"])
def test_blocks_in_another_fence_are_told_at_the_fence(tmp_path: Path, fence: str) -> None:
    folder = small(tmp_path)
    append(folder, "20_flow.md", f'\nMore:\n\n{fence}\n[[case]]\nname = "lost"\n```\n')
    (found,) = load(folder).problems
    line = line_of(folder, "20_flow.md", 'name = "lost"') - 2
    assert (found.code, found.place.line, found.hint) == ("K110", line, "write ```toml")


def test_a_fence_with_other_text_is_nobodys_business(tmp_path: Path) -> None:
    folder = small(tmp_path)
    append(folder, "20_flow.md", "\n```\na drawing\n```\n\n```text\nwords\n```\n")
    assert findings(folder) == []


def test_a_fence_that_is_never_closed_is_told_where_it_opens(tmp_path: Path) -> None:
    folder = small(tmp_path)
    append(folder, "20_flow.md", '\n```toml\n[[case]]\nname = "lost"\n')
    found, note = load(folder).problems
    assert note.code == "K113"
    assert (found.code, found.place.line) == ("K101", line_of(folder, "20_flow.md", 'name = "lost"') - 2)


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("10_red_flags.md", 'locator = "Red flags, first line"', "", "K103"),
        ("10_red_flags.md", 'locator = "Red flags, first line"', "locator = 1", "K104"),
        ("10_red_flags.md", 'kind = "red_flag"', 'kind = "red_flags"', "K104"),
        ("10_red_flags.md", "decided_on = 2025-01-01", 'decided_on = "2025"', "K104"),
        ("10_red_flags.md", "decided_on = 2025-01-01", "decided_on = 2025-01-01T10:00:00", "K104"),
        ("10_red_flags.md", 'expect = "yes"', 'expect = "si"', "K104"),
        ("10_red_flags.md", 'expect = "yes"', "", "K103"),
        ("10_red_flags.md", "[[rule]]", "[[ruler]]", "K106"),
        ("10_red_flags.md", 'id = "red_flag"', 'id = "RedFlag"', "K108"),
        ("20_flow.md", "rank = 1", "rank = true", "K104"),
        ("20_flow.md", 'id = "ask_red_flag"', "", "K103"),
        ("20_flow.md", 'id = "receiver"', "id = 1", "K104"),
        ("20_flow.md", 'steps = ["ask_red_flag"]', 'steps = ["ask_red_flag", "ask_red_flag"]', "K111"),
        ("20_flow.md", 'steps = ["ask_red_flag"]', "steps = []", "K111"),
        ("20_flow.md", 'steps = ["ask_red_flag"]', 'steps = ["ask_red_flags"]', "K111"),
        ("20_flow.md", 'flow = ["receiver"]', 'flow = ["reciever"]', "K111"),
        ("20_flow.md", 'id = "accept"', 'id = "acute_assessment"', "K105"),
        ("facts.toml", "silence.receiver", "silence.reader", "K104"),
        ("facts.toml", "read_as = false", 'read_as = "no"', "K104"),
        ("facts.toml", 'type = "boolean"', 'type = "duration"', "K104"),
        ("facts.toml", 'type = "boolean"', 'type = "choice"', "K103"),
        ("facts.toml", "[fever]", 'loose = 1\n[fever]\ncodes = ["M00"]', "K106"),
        ("guideline.toml", 'edition = "1"', "", "K103"),
        (
            "guideline.toml",
            "[title]",
            '[[parameter]]\nname = "x"\nvalue = "soon"\nvalid_from = 2025-01-01\n[title]',
            "K104",
        ),
        ("sources.toml", "[[document]]", "[document]", "K106"),
    ],
)
def test_what_is_missing_misspelt_or_of_a_wrong_type_is_told(
    tmp_path: Path, file: str, old: str, new: str, code: str
) -> None:
    folder = small(tmp_path)
    change(folder, file, old, new)
    loaded = load(folder)
    assert code in [problem.code for problem in loaded.problems if problem.place.file == file]
    assert loaded.guideline is None


def test_rules_that_rest_on_each_other_in_a_circle_are_told(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    change(folder, "10_red_flags.md", 'when = "fever"', 'when = "fever or of_age"')
    change(folder, "10_red_flags.md", 'when = "age >= minimum_age"', 'when = "age >= minimum_age or red_flag"')
    (found,) = load(folder).problems
    assert (found.code, found.message) == ("K109", "rules go in a circle: red_flag -> of_age -> red_flag")


def test_a_rule_may_use_a_rule_that_stands_further_down(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    change(folder, "10_red_flags.md", 'when = "fever"', 'when = "fever and of_age"')
    assert findings(folder) == []


def test_next_leads_to_the_next_step_of_each_flow(tmp_path: Path) -> None:
    folder = small(tmp_path)
    change(folder, "20_flow.md", 'steps = ["ask_red_flag"]', 'steps = ["ask_red_flag", "ask_again"]')
    second = 'id = "ask_again"\nflow = ["receiver"]\nwhen = "fever"\nyes = "next"\nno = "accept"\nunknown = "accept"\n'
    texts = 'question = { nb = "?", nn = "?", da = "?", en = "?" }\n'
    append(folder, "20_flow.md", f"\n```toml\n[[step]]\n{second}{texts}```\n")
    change(folder, "20_flow.md", 'no = "accept"', 'no = "next"')
    first, last = usable(load(folder)).flows["receiver"].steps
    assert first.no == "ask_again"
    assert last.yes == "next"


@pytest.mark.parametrize(
    ("file", "old", "new", "message", "hint"),
    [
        ("facts.toml", 'unit = "years"', 'unit = "year"', 'unit cannot be "year"', 'did you mean "years"?'),
        ("facts.toml", 'unit = "years"', "", "a duration must have a unit", "days, weeks, months or years"),
        ("facts.toml", 'type = "duration"', 'type = "durations"', 'type cannot be "durations"', None),
        ("guideline.toml", '"50 years"', '"50 aar"', '"50 aar" is not a duration', "the units are days"),
        ("guideline.toml", '"50 years"', "50", "age cannot be compared with the parameter", "give minimum_age in"),
        ("guideline.toml", '["nb",', '["nbb",', '"nbb" in languages is not a language known here', "the languages are"),
        ("10_red_flags.md", "nb =", "no =", '"no" in title is not a language known here', "the languages are nb"),
    ],
)
def test_one_slip_is_one_error_with_its_remedy(
    tmp_path: Path, file: str, old: str, new: str, message: str, hint: str | None
) -> None:
    folder = with_age(tmp_path)
    change(folder, file, old, new)
    (found,) = load(folder).problems
    assert found.message.startswith(message)
    assert found.hint.startswith(hint or 'did you mean "duration"?')


def test_a_misnamed_section_is_not_silently_left_out(tmp_path: Path) -> None:
    folder = small(tmp_path)
    (folder / "30-more.md").write_text("# More\n", encoding="utf-8")
    (found,) = load(folder).problems
    assert (found.code, found.severity, found.place.file) == ("K110", "warning", "30-more.md")


def test_a_missing_file_and_a_file_that_is_not_text_are_told(tmp_path: Path) -> None:
    folder = small(tmp_path)
    (folder / "sources.toml").unlink()
    (folder / "20_flow.md").write_bytes(b"\xff\xfe\xff")
    assert [problem.code for problem in load(folder).problems] == ["K107", "K107", "K113"]


def test_the_hash_follows_every_word_but_not_the_line_ends(tmp_path: Path) -> None:
    folder = small(tmp_path)
    first = usable(load(folder)).content_hash
    for path in folder.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert usable(load(folder)).content_hash == first
    append(folder, "CHANGELOG.md", "One more word.\n")
    assert usable(load(folder)).content_hash != first


def test_a_guideline_is_found_by_its_id_and_by_its_path(tmp_path: Path) -> None:
    folder = small(tmp_path)
    assert library(tmp_path) == {"small": folder}
    assert find("small", tmp_path) == folder
    assert find(str(folder)) == folder
    with pytest.raises(ContentError, match='did you mean "small"'):
        find("smal", tmp_path)
    with pytest.raises(ContentError, match=r"has no guideline\.toml"):
        find(str(tmp_path), tmp_path)


def test_a_folder_that_cannot_be_used_says_every_error_when_it_must_be(tmp_path: Path) -> None:
    folder = small(tmp_path)
    change(folder, "10_red_flags.md", 'when = "fever"', 'when = "fevr"')
    change(folder, "20_flow.md", "rank = 1", "")
    with pytest.raises(ContentError, match=r"(?s)K202.*K103"):
        usable(load(folder))


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ('labels.knee = { nb = "kne" }', []),
        ('labels.kne = { nb = "kne" }', ["K104"]),
        ('labels.knee = "kne"', ["K104"]),
    ],
)
def test_a_label_must_be_the_texts_of_a_choice(tmp_path: Path, label: str, codes: list[str]) -> None:
    folder = small(tmp_path)
    append(folder, "facts.toml", f'\n[site]\ntype = "choice"\nchoices = ["knee"]\nquestion = {{ nb = "x" }}\n{label}\n')
    assert [problem.code for problem in load(folder).problems] == codes


def test_a_country_that_is_no_code_is_a_problem(tmp_path: Path) -> None:
    guideline = small(tmp_path)
    change(guideline, "guideline.toml", "serves = []", 'country = "Norway"\nserves = []')
    assert any("country must be two capital letters" in problem for problem in findings(guideline))
