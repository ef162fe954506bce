"""A condition becomes two plain ones, is it yes and is it no, with nothing left unknown in either."""

import pytest

from klokt.engine.lower import holds, lowered, open_facts
from klokt.model.expression import FactRef, Literal, Value

from .small import compiled, condition

OPEN = compiled().scope
SILENT = compiled().flow("flow").scope


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("trauma", "(g('trauma') is True)", "(g('trauma') is False)"),
        ("not trauma", "(g('trauma') is False)", "(g('trauma') is True)"),
        (
            "fever and trauma",
            "((g('fever') is True) and (g('trauma') is True))",
            "((g('fever') is False) or (g('trauma') is False))",
        ),
        ("known(fever)", "(g('fever') is not None)", "(g('fever') is None)"),
        ("strict", "True", "False"),
        ("score < 4", "((v := g('score')) is not None and v < 4)", "((v := g('score')) is not None and v >= 4)"),
        (
            "treated >= minimum_treatment",
            "((v := g('treated')) is not None and v >= 12)",
            "((v := g('treated')) is not None and v < 12)",
        ),
        (
            'modality in ("MR", "CT")',
            "(g('modality') in ('MR', 'CT'))",
            "((v := g('modality')) is not None and v not in ('MR', 'CT'))",
        ),
        (
            "at_least(1, fever, trauma)",
            "((g('fever') is True) or (g('trauma') is True))",
            "((g('fever') is False) and (g('trauma') is False))",
        ),
        (
            "at_least(2, fever, swelling, trauma)",
            "((g('fever') is True) + (g('swelling') is True) + (g('trauma') is True) >= 2)",
            "((g('fever') is False) + (g('swelling') is False) + (g('trauma') is False) >= 2)",
        ),
        (
            'modality == "MR"',
            "(g('modality') == 'MR')",
            "((v := g('modality')) is not None and v != 'MR')",
        ),
    ],
)
def test_both_sides_of_a_condition_are_plain_python(text: str, yes: str, no: str) -> None:
    assert (lowered(condition(text), OPEN, True), lowered(condition(text), OPEN, False)) == (yes, no)


def test_a_silence_that_is_read_is_part_of_the_test_itself() -> None:
    assert lowered(FactRef("fever"), SILENT, False) == "(g('fever') is not True)"
    assert lowered(FactRef("fever"), SILENT, True) == "(g('fever') is True)"


def test_a_literal_is_written_as_python_does() -> None:
    assert [lowered(Literal(True), OPEN, truth) for truth in (True, False)] == ["True", "False"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("fever and not red_flag", []),
        ("trauma or score > 4 or trauma", ["trauma", "score"]),
        ("fever or trauma", ["trauma"]),
        ("known(trauma) and strict", []),
        ("known(trauma) and not trauma", []),
        ("not known(trauma) or trauma", []),
        ("known(trauma) or trauma", ["trauma"]),
        ("known(score) and trauma", ["trauma"]),
    ],
)
def test_a_condition_is_left_open_by_the_facts_whose_silence_is_not_read(text: str, names: list[str]) -> None:
    assert open_facts(condition(text, "red_flag"), SILENT) == names


@pytest.mark.parametrize(("operator", "left", "right"), [("<", "MR", "CT"), (">=", True, "CT"), ("<", 4, "MR")])
def test_only_numbers_have_an_order(operator: str, left: Value, right: Value) -> None:
    with pytest.raises(TypeError, match="needs two numbers"):
        holds(operator, left, right)
