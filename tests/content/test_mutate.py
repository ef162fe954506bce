"""Small wrong changes of a guideline are noticed by its cases, or listed with what was changed."""

from pathlib import Path

import pytest

from klokt.content.load import load, usable
from klokt.content.mutate import mutate
from klokt.content.mutation.conditions import changed_conditions
from klokt.content.mutation.mutants import mutants_of
from klokt.engine.parse import Names, parse
from klokt.errors import ContentError
from klokt.model.duration import Unit
from klokt.model.fact import FactDefinition, FactKind

from .folders import GROUPED, append, change, line_of, small, with_age

FACTS = {
    "fever": FactDefinition("fever", FactKind.BOOLEAN, {}),
    "pain": FactDefinition("pain", FactKind.BOOLEAN, {}),
    "treated": FactDefinition("treated", FactKind.DURATION, {}, unit=Unit.WEEKS),
}


def changes_of(text: str) -> list[str]:
    """The changes of a condition, in words."""
    return [what for what, _ in changed_conditions(parse(text, Names(FACTS, {}, ())), FACTS)]


@pytest.mark.parametrize(
    ("text", "change_made"),
    [
        ("fever and pain", "part 1: and becomes or"),
        ("fever or pain", "part 1: or becomes and"),
        ("fever or pain", "part 1: pain is left out"),
        ("not fever", "part 1: not is dropped"),
        ("fever", "part 1: not is added before fever"),
        ("at_least(1, fever, pain)", "part 1: at_least 1 becomes 2"),
        ("treated >= weeks(12)", "part 1: treated >= becomes >"),
        ("treated >= weeks(12)", "part 1: 12 weeks becomes 11 weeks"),
        ("treated >= weeks(12)", "part 1: 12 weeks becomes 83 days"),
        ("fever and treated >= weeks(12)", "part 3: 12 weeks becomes 85 days"),
    ],
)
def test_each_kind_of_change_is_made(text: str, change_made: str) -> None:
    assert change_made in changes_of(text)


def test_a_change_deep_in_a_condition_leaves_the_rest_as_it_is() -> None:
    names = Names(FACTS, {}, ())
    changed = dict(changed_conditions(parse("fever or not (pain and fever)", names), FACTS))
    assert changed["part 4: and becomes or"] == parse("fever or not (pain or fever)", names)
    assert changed["part 6: not is added before fever"] == parse("fever or not (pain and not fever)", names)


@pytest.mark.parametrize(
    "change_made",
    [
        "rule red_flag, is always no",
        "rule red_flag, is always yes",
        "rule of_age, part 1: age >= becomes >",
        "step ask_red_flag, yes and no are swapped",
        "step ask_red_flag, exit yes is moved",
        "parameter minimum_age from 2025-01-01, 50 years becomes 51 years",
        "fact fever, silence of the receiver is read the other way",
        "fact fever, silence of the receiver is not read",
    ],
)
def test_the_cases_of_a_guideline_notice(tmp_path: Path, change_made: str) -> None:
    loaded = load(with_age(tmp_path))
    assert change_made in [mutant.id for mutant in mutants_of(loaded, usable(loaded))]
    assert change_made not in [survivor.mutant.id for survivor in mutate(loaded).survivors]


def test_what_no_case_notices_is_told_at_its_line(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    report = mutate(load(folder))
    exit_line = line_of(folder, "20_flow.md", 'unknown = "needs_more_information"')
    unnoticed = (
        f"20_flow.md:{exit_line} step ask_red_flag, exit unknown is moved: no case notices, and no reason is given"
    )
    assert unnoticed in [str(survivor) for survivor in report.survivors]
    assert report.killed == report.tried - len(report.survivors) - len(report.equivalent)
    assert report.share == pytest.approx(report.killed / (report.tried - len(report.equivalent)))


def test_a_reason_in_the_folder_stands_beside_what_survives_and_an_outdated_one_is_told(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    entry = '[[survivor]]\nmutant = "{}"\nreason = "Fever is never unknown here."\n'
    reasons = [entry.format("step ask_red_flag, exit unknown is moved"), entry.format("rule gone, is always no")]
    (folder / "mutants.toml").write_text("".join(reasons), encoding="utf-8")
    report = mutate(load(folder))
    told = {survivor.mutant.id: survivor.reason for survivor in report.survivors}
    assert told["step ask_red_flag, exit unknown is moved"] == "Fever is never unknown here."
    assert report.outdated == ("rule gone, is always no",)


def test_a_file_of_reasons_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    folder = small(tmp_path)
    (folder / "mutants.toml").write_text('[[survivor]]\nreason = "x"\n', encoding="utf-8")
    with pytest.raises(ContentError, match=r"needs .* blocks with mutant and reason"):
        mutate(load(folder))


def test_a_change_that_proposes_the_same_for_everyone_is_told_apart(tmp_path: Path) -> None:
    folder = with_age(tmp_path)
    change(folder, "10_red_flags.md", 'when = "fever"', 'when = "fever or (fever and of_age)"')
    equivalent = [mutant.id for mutant in mutate(load(folder)).equivalent]
    assert "rule red_flag, part 1: (fever .. of_age) is left out" in equivalent
    assert "rule red_flag, part 1: fever is left out" not in equivalent


def test_a_change_that_shows_only_where_a_unit_sets_its_own_switch_is_not_the_same_for_everyone(tmp_path: Path) -> None:
    folder = small(tmp_path)
    switch = 'name = "strict"\nvalue = false\nvalid_from = 2025-01-01\nsource = ["fever_is_acute"]\n'
    append(folder, "guideline.toml", f"\n[[parameter]]\n{switch}")
    change(folder, "10_red_flags.md", 'when = "fever"', 'when = "fever or (strict and not known(fever))"')
    unnoticed = "rule red_flag, part 5: not is dropped"
    assert unnoticed in [mutant.id for mutant in mutate(load(folder)).equivalent]
    change(folder, "guideline.toml", 'name = "strict"', 'overridable = true\nname = "strict"')
    assert unnoticed in [survivor.mutant.id for survivor in mutate(load(folder)).survivors]


STEP = """
```toml
[[step]]
id = "{id}"
flow = ["receiver"]
when = "fever"
yes = "{yes}"
no = "{no}"
unknown = "accept"
source = ["fever_is_acute"]
question = {{ nb = "x", nn = "x", da = "x", en = "x" }}
```
"""


def test_steps_that_change_places_are_noticed_and_an_exit_that_nobody_takes_is_told_apart(tmp_path: Path) -> None:
    folder = small(tmp_path)
    change(folder, "20_flow.md", 'steps = ["ask_red_flag"]', 'steps = ["ask_red_flag", "ask_fever", "ask_again"]')
    change(folder, "20_flow.md", 'no = "accept"', 'no = "next"')
    append(folder, "20_flow.md", STEP.format(id="ask_fever", yes="accept", no="next"))
    append(folder, "20_flow.md", STEP.format(id="ask_again", yes="needs_more_information", no="accept"))
    loaded = load(folder)
    report = mutate(loaded)
    swapped = "flow receiver, ask_red_flag and ask_fever change places"
    unnoticed = [*report.equivalent, *(survivor.mutant for survivor in report.survivors)]
    assert swapped in [mutant.id for mutant in mutants_of(loaded, usable(loaded))]
    assert swapped not in [mutant.id for mutant in unnoticed]
    assert "step ask_again, exit yes is moved" in [mutant.id for mutant in report.equivalent]


def test_a_change_that_would_send_a_patient_in_a_circle_is_not_tried(tmp_path: Path) -> None:
    folder = small(tmp_path)
    change(folder, "20_flow.md", 'steps = ["ask_red_flag"]', 'steps = ["ask_fever", "ask_red_flag", "ask_again"]')
    append(folder, "20_flow.md", STEP.format(id="ask_fever", yes="accept", no="ask_again"))
    append(folder, "20_flow.md", STEP.format(id="ask_again", yes="accept", no="ask_red_flag"))
    loaded = load(folder)
    tried = {mutant.id for mutant in mutants_of(loaded, usable(loaded))}
    assert "step ask_again, exit yes is moved" in tried
    assert "step ask_again, exit no is moved" not in tried


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("group red_flag", ['group = "red_flag"\n']),
        ("requirement fever", ["lacks = []", 'lacks = ["fever"]']),
    ],
)
def test_a_change_of_a_group_or_requirement_is_noticed_only_by_cases_that_name_it(
    tmp_path: Path, subject: str, said: list[str]
) -> None:
    folder = small(tmp_path)
    append(folder, "20_flow.md", GROUPED)
    assert not [each for each in mutate(load(folder)).survivors if each.mutant.subject == subject]
    for text in said:
        change(folder, "20_flow.md", text, "")
    assert [each for each in mutate(load(folder)).survivors if each.mutant.subject == subject]
