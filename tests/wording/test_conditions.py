"""A condition in words reads right in every language, and leaves nothing out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from klokt.content.load import library, load, usable
from klokt.engine.compiled import parameters_on
from klokt.engine.parse import Names, parse
from klokt.model import expression as ex
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Expression, Value, walk
from klokt.model.fact import FactDefinition, FactKind
from klokt.model.guideline import Guideline, Parameter, Rule
from klokt.wording.conditions import Leaf, names_in, one_line, told_condition
from norway import norway

DAY = date(2025, 1, 1)
LABELS = {"MR": {"en": "MR"}, "CT": {"en": "CT"}, "XR": {"en": "X-ray"}}
FACTS = {
    "fever": FactDefinition("fever", FactKind.BOOLEAN, {"en": "Fever?", "nb": "Feber?"}),
    "pain": FactDefinition("pain", FactKind.BOOLEAN, {"en": "Pain?", "nb": "Smerter?"}),
    "rash": FactDefinition("rash", FactKind.BOOLEAN, {"en": "Rash?", "nb": "Utslett?"}),
    "modality": FactDefinition("modality", FactKind.CHOICE, {"en": "Asked for?"}, None, ("MR", "CT", "XR"), LABELS),
    "treated": FactDefinition("treated", FactKind.DURATION, {"en": "Treated for?", "nb": "Behandlet?"}, Unit.WEEKS),
    "score": FactDefinition("score", FactKind.NUMBER, {"en": "Score?", "nb": "Skår?"}),
}
PARAMETERS = (
    Parameter("minimum", Duration(12, Unit.WEEKS), DAY, title={"en": "Shortest treatment"}),
    Parameter("strict", True, DAY, title={"en": "The unit is strict"}),
)
RULES = {"of_age": Rule("of_age", ex.FactRef("fever"), {"en": "The patient is 50 or older"})}


def small() -> Guideline:
    """Return a guideline with a few facts, parameters and a rule."""
    return Guideline(
        "small",
        "1",
        {},
        "nobody",
        "made up",
        "nobody",
        ("en",),
        (),
        DAY,
        parameters=PARAMETERS,
        facts=FACTS,
        rules=RULES,
    )


def told(text: str, language: str = "en") -> str:
    """Return a condition of the small guideline on one line of words."""
    values: dict[str, Value] = {each.name: each.value for each in PARAMETERS}
    condition = parse(text, Names(FACTS, values, RULES))
    return one_line(told_condition(small(), condition, values, language))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("fever", "Fever? yes"),
        ("not fever", "Fever? no"),
        ("not not fever", "Fever? yes"),
        ("of_age", "The patient is 50 or older: yes"),
        ("not of_age", "The patient is 50 or older: no"),
        ("strict", "The unit is strict: yes (set to yes)"),
        ("not strict", "The unit is strict: no (set to yes)"),
        ("treated >= minimum", "Treated for? at least 12 weeks (Shortest treatment)"),
        ("not treated >= minimum", "Treated for? less than 12 weeks (Shortest treatment)"),
        ("treated > days(1)", "Treated for? more than 1 day"),
        ("not treated > weeks(6)", "Treated for? at most 6 weeks"),
        ("score == 4.5", "Score? exactly 4.5"),
        ("not score == 4", "Score? more or less than 4"),
        ("4 < score", "Score? more than 4"),
        ('modality == "XR"', "Asked for? X-ray"),
        ('modality != "XR"', "Asked for? other than X-ray"),
        ('modality in ("MR", "CT", "XR")', "Asked for? MR, CT or X-ray"),
        ('modality not in ("MR", "CT")', "Asked for? other than MR or CT"),
        ("known(fever)", "Fever? stated"),
        ("not known(fever)", "Fever? not stated"),
        ("known(fever) and fever", "Fever? stated and yes"),
        ("not (known(fever) and fever)", "Fever? not stated or no"),
        ("weeks(6) <= treated < minimum", "Treated for? at least 6 weeks and less than 12 weeks (Shortest treatment)"),
        ("fever and not pain", "All of these: Fever? yes; Pain? no"),
        ("fever or pain and rash", "At least one of these: Fever? yes; (All of these: Pain? yes; Rash? yes)"),
        ("fever and pain and (rash and of_age)", "All of these: Fever? yes; Pain? yes; Rash? yes; "
                                                 "The patient is 50 or older: yes"),
        ("not (fever or pain)", "All of these: Fever? no; Pain? no"),
        ("not (fever and not pain)", "At least one of these: Fever? no; Pain? yes"),
        ("at_least(2, fever, pain, rash)", "At least 2 of these: Fever? yes; Pain? yes; Rash? yes"),
        ("at_least(1, fever, pain)", "At least one of these: Fever? yes; Pain? yes"),
        ("at_least(2, fever, pain)", "All of these: Fever? yes; Pain? yes"),
        ("not at_least(2, fever, pain, rash)", "At most 1 of these: Fever? yes; Pain? yes; Rash? yes"),
        ("(known(fever) and fever) or not fever", "At least one of these: Fever? stated and yes; Fever? no"),
    ],
)  # fmt: skip
def test_each_form_of_the_rule_language_reads_right(condition: str, words: str) -> None:
    assert told(condition) == words


def test_a_number_has_the_decimal_mark_of_the_reader() -> None:
    assert told("score >= 4.5", "nb") == "Skår? minst 4,5"


def test_a_parameter_without_a_name_in_words_is_told_by_its_id() -> None:
    assert told("treated >= minimum", "nb") == "Behandlet? minst 12 uker (minimum)"


def test_a_value_is_told_as_it_holds_on_the_day() -> None:
    limit = ex.Compare("<", ex.FactRef("treated"), ex.ParameterRef("minimum"))
    eight = told_condition(small(), limit, {"minimum": Duration(8, Unit.WEEKS)}, "en")
    assert isinstance(eight, Leaf)
    assert eight.answer == "less than 8 weeks"


def conditions(guideline: Guideline) -> Iterator[Expression]:
    """Yield the conditions of all rules, steps, obligations and letters."""
    yield from (rule.when for rule in guideline.rules.values())
    yield from (step.when for flow in guideline.flows.values() for step in flow.steps)
    yield from (each.opens_when for each in guideline.obligations.values())
    yield from (letter.when for letter in guideline.letters.values() if letter.when)
    yield from (paragraph.when for paragraph in guideline.paragraphs if paragraph.when)


def names(condition: Expression) -> set[tuple[str, str]]:
    """Return the facts, rules and parameters that a condition itself names."""
    found = {("fact", name) for name in ex.facts_in(condition)}
    for part in walk(condition):
        match part:
            case ex.RuleRef(name):
                found.add(("rule", name))
            case ex.ParameterRef(name) | ex.Compare(_, _, ex.ParameterRef(name)):
                found.add(("parameter", name))
    return found


@pytest.mark.parametrize("folder", library().values(), ids=lambda folder: folder.name)
def test_every_condition_of_the_library_names_all_that_it_rests_on_in_every_language(folder: Path) -> None:
    guideline = usable(load(folder))
    values = parameters_on(guideline.parameters, DAY)
    for condition in conditions(guideline):
        for language in guideline.languages:
            words = told_condition(guideline, condition, values, language)
            assert {(each.kind, each.name) for each in names_in(words)} == names(condition)
            assert all(each.words in one_line(words) for each in names_in(words))


def test_the_words_of_the_age_limit_name_the_parameter() -> None:
    when = norway().rules["of_age"].when
    values = parameters_on(norway().parameters, DAY)
    assert one_line(told_condition(norway(), when, values, "nb")) == (
        "Hvor gammel er pasienten på henvisningsdagen? minst 50 år (Nedre aldersgrense)"
    )
