"""The explained tree says of each part whether it holds, and which facts that rests on."""

import pytest

from klokt.engine.explain import evaluator, explain
from klokt.model.expression import FactRef, Literal, RuleRef, Value
from klokt.model.truth import Truth

from .small import compiled, condition, guideline

NOTHING: dict[str, Value] = {}


@pytest.mark.parametrize(
    ("text", "facts", "truth", "rests_on"),
    [
        ("fever", {"fever": True}, True, ("fever",)),
        ("not fever", {"fever": True}, False, ("fever",)),
        ("not fever", NOTHING, None, ("fever",)),
        ("fever and swelling", {"fever": True, "swelling": True}, True, ("fever", "swelling")),
        ("fever and swelling", {"fever": False}, False, ("fever",)),
        ("fever and swelling", {"fever": True}, None, ("swelling",)),
        ("fever or swelling", {"fever": True}, True, ("fever",)),
        ("fever or swelling", {"fever": False}, None, ("swelling",)),
        ("fever or not fever", NOTHING, None, ("fever",)),
        ("at_least(2, fever, swelling, trauma)", {"fever": True, "trauma": True}, True, ("fever", "trauma")),
        ("at_least(2, fever, swelling, trauma)", {"fever": False, "trauma": False}, False, ("fever", "trauma")),
        ("at_least(2, fever, swelling, trauma)", {"fever": True, "trauma": False}, None, ("swelling",)),
        ("weeks(6) <= treated < weeks(12)", {"treated": 12}, False, ("treated",)),
        ("treated >= minimum_treatment", {"treated": 12}, True, ("treated",)),
        ("treated >= minimum_treatment", {"treated": 11 + 6 / 7}, False, ("treated",)),
        ('modality in ("MR", "CT")', {"modality": "XR"}, False, ("modality",)),
        ('modality != "MR"', {"modality": "XR"}, True, ("modality",)),
        ("known(fever)", NOTHING, False, ("fever",)),
        ("known(fever)", {"fever": False}, True, ("fever",)),
        ("strict and fever", {"fever": True}, True, ("fever",)),
    ],
)
def test_a_condition_holds_and_rests_on_the_facts_that_settle_it(
    text: str, facts: dict[str, Value], truth: bool | None, rests_on: tuple[str, ...]
) -> None:
    assert evaluator(condition(text), compiled().scope)(facts, facts)[:2] == (truth, rests_on)


def test_known_asks_what_was_said_and_not_what_was_assumed() -> None:
    asked = evaluator(condition("known(fever) or fever"), compiled().scope)
    assert asked({"fever": False}, NOTHING)[0] is False


def test_a_literal_is_yes_or_no() -> None:
    scope = compiled().scope
    assert [evaluator(Literal(value), scope)({}, {})[0] for value in (True, False)] == [True, False]


def test_an_explanation_enters_the_rules_that_a_condition_names() -> None:
    scope = compiled().scope
    asked = condition("red_flag", "red_flag")
    explained = explain(asked, evaluator(asked, scope)({"fever": True}, {}), scope)
    assert (explained.expression, explained.truth, explained.rests_on) == (RuleRef("red_flag"), True, ("fever",))
    (inside,) = explained.parts
    assert [(part.expression, part.truth) for part in inside.parts] == [
        (FactRef("fever"), True),
        (FactRef("swelling"), None),
    ]


def test_a_rule_is_yes_no_or_unknown_on_what_was_said_alone() -> None:
    ready = compiled(guideline())
    told: list[dict[str, Value]] = [{"fever": True}, {"fever": False, "swelling": False}, {"fever": False}]
    assert [ready.rule_truth("red_flag", facts) for facts in told] == [Truth.YES, Truth.NO, Truth.UNKNOWN]
