"""A condition is read as it is written, or an author is told what is wrong and where."""

import pytest

from klokt.engine.parse import nearest
from klokt.errors import ExpressionError
from klokt.model.duration import Duration, Unit
from klokt.model.expression import (
    And,
    AtLeast,
    Compare,
    Expression,
    FactRef,
    Known,
    Literal,
    Not,
    OneOf,
    Or,
    ParameterRef,
    RuleRef,
    facts_in,
)

from .small import condition

FEVER, SWELLING, TRAUMA, TREATED = (FactRef(name) for name in ("fever", "swelling", "trauma", "treated"))
SIX_WEEKS = Literal(Duration(6, Unit.WEEKS))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("fever", FEVER),
        ("strict", ParameterRef("strict")),
        ("red_flag", RuleRef("red_flag")),
        ("not fever", Not(FEVER)),
        ("fever and swelling and trauma", And((FEVER, SWELLING, TRAUMA))),
        ("fever or swelling and trauma", Or((FEVER, And((SWELLING, TRAUMA))))),
        ("at_least(2, fever, swelling, trauma)", AtLeast(2, (FEVER, SWELLING, TRAUMA))),
        ("known(treated)", Known(TREATED)),
        ("score == -1", Compare("==", FactRef("score"), Literal(-1))),
        ("score != 4.5", Compare("!=", FactRef("score"), Literal(4.5))),
        ("score > limit", Compare(">", FactRef("score"), ParameterRef("limit"))),
        ("treated >= minimum_treatment", Compare(">=", TREATED, ParameterRef("minimum_treatment"))),
        ("treated < days(83)", Compare("<", TREATED, Literal(Duration(83, Unit.DAYS)))),
        ("age <= months(600)", Compare("<=", FactRef("age"), Literal(Duration(600, Unit.MONTHS)))),
        ('modality == "MR"', Compare("==", FactRef("modality"), Literal("MR"))),
        ('modality in ("MR", "CT")', OneOf(FactRef("modality"), ("MR", "CT"))),
        ('modality in ["MR"]', OneOf(FactRef("modality"), ("MR",))),
        ('modality not in ("MR",)', Not(OneOf(FactRef("modality"), ("MR",)))),
        ("  fever  ", FEVER),
    ],
)
def test_each_form_of_the_language_is_read(text: str, tree: Expression) -> None:
    assert condition(text, "red_flag") == tree


@pytest.mark.parametrize(
    ("sign", "mirrored"), [("<", ">"), ("<=", ">="), (">", "<"), (">=", "<="), ("==", "=="), ("!=", "!=")]
)
def test_a_fact_may_stand_on_either_side(sign: str, mirrored: str) -> None:
    assert condition(f"4 {sign} score") == condition(f"score {mirrored} 4")


def test_a_chain_is_one_condition_for_each_link() -> None:
    limits = condition("weeks(6) <= treated < minimum_treatment")
    assert limits == And((Compare(">=", TREATED, SIX_WEEKS), Compare("<", TREATED, ParameterRef("minimum_treatment"))))


def test_the_facts_of_a_condition_come_in_reading_order_and_once() -> None:
    text = 'treated >= weeks(6) and (known(fever) or fever) and modality in ("MR",) and not treated > weeks(9)'
    assert facts_in(condition(text)) == ["treated", "fever", "modality"]


NOT_THE_LANGUAGE = [
    ("fever &&  swelling", 8, 'write "and" for "&&"'),
    ("fever || swelling", 8, 'write "or" for "||"'),
    ("fever OR swelling", 7, 'write "or" for "OR"'),
    ("treated => weeks(6)", 9, 'write ">=" for "=>"'),
    ("score = 4", 7, 'write "==" to compare'),
    ("(fever", 1, 'the brackets do not pair: 1 "(" and 0 ")"'),
    ("(score >= 4 and fever", 1, 'the brackets do not pair: 1 "(" and 0 ")"'),
    ("score >= 4) and fever", 11, 'the brackets do not pair: 0 "(" and 1 ")"'),
    ('modality == "MR', 13, "a quotation mark is missing"),
    ("fever and", 1, "see the rule language in docs/content-format.md"),
    ("score != ", 1, "see the rule language in docs/content-format.md"),
    ("!fever", 1, 'write "not" for "!"'),
    ("", 1, "name a fact or a rule"),
    (" \n ", 1, "name a fact or a rule"),
    ("True", 1, "name a fact or a rule"),
    ("fever or false", 10, "name a fact or a rule"),
    ('"fever"', 1, "write the name without quotes"),
    ("treated >= week(6)", 12, 'did you mean "weeks"?'),
    ('treated >= "6 weeks"', 12, "write weeks(6)"),
    ('score >= "6"', 10, "write 6 without quotes"),
    ("fever & swelling", 1, 'write "and" for "&"'),
    ("fever if swelling else trauma", 1, "and, or, not, comparisons, in, at_least(...), known(...)"),
    ("trauma or None", 11, "and, or, not, comparisons, in, at_least(...), known(...)"),
    ("at_lest(1, fever)", 1, 'did you mean "at_least"?'),
    ("frobnicate(fever)", 1, "functions: at_least, known, days, weeks, months, years"),
    ("at_least(fever, swelling)", 1, "at_least(2, a, b, c)"),
    ("at_least(True, fever)", 1, "at_least(2, a, b, c)"),
    ("known(fever, swelling)", 1, 'did you mean "known"?'),
    ("fever is None", 1, "there is no null: use known(fact)"),
    ("trauma and 4 < 5", 12, "name a fact"),
    ("score + 1 > 4", 1, "write the result, or make it a fact or a parameter"),
    ("fever and score > 4 * 2", 19, "write the result, or make it a fact or a parameter"),
    ("score > None", 9, "a number, a duration such as weeks(12), or a parameter"),
    ("treated > weeks(score)", 11, "a number, a duration such as weeks(12), or a parameter"),
    ("treated > weeks(-1)", 11, "a number, a duration such as weeks(12), or a parameter"),
    ('modality in "MR"', 13, 'in ("one", "other"), a single one as ("one",)'),
    ("modality in ()", 13, 'in ("one", "other"), a single one as ("one",)'),
    ('"MR" in modality', 1, "name a choice fact"),
    ("score > True", 9, "a number, a duration such as weeks(12), or a parameter"),
    ("treated > weeks(True)", 11, "a number, a duration such as weeks(12), or a parameter"),
    ("score > -1e999", 9, "a number, a duration such as weeks(12), or a parameter"),
    ("score > 1e999", 9, "a number, a duration such as weeks(12), or a parameter"),
    ("treated > weeks(1e999)", 11, "a number, a duration such as weeks(12), or a parameter"),
]


@pytest.mark.parametrize(("text", "column", "hint"), NOT_THE_LANGUAGE)
def test_what_is_not_in_the_language_is_k201(text: str, column: int, hint: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        condition(text)
    assert (caught.value.code, caught.value.column, caught.value.hint) == ("K201", column, hint)


@pytest.mark.parametrize(
    ("text", "column", "hint"),
    [
        ("fevr", 1, 'did you mean "fever"?'),
        ("fever and red_flg", 11, 'did you mean "red_flag"?'),
        ("score > limt", 9, 'did you mean "limit"?'),
        ("known(treatd)", 1, 'did you mean "treated"?'),
        ("quite_another_word > 4", 1, ""),
        ("score > trauma", 9, ""),
    ],
)
def test_a_name_that_is_not_defined_is_k202_and_the_nearest_is_told(text: str, column: int, hint: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        condition(text, "red_flag")
    assert (caught.value.code, caught.value.column, caught.value.hint) == ("K202", column, hint)


@pytest.mark.parametrize(
    ("text", "column", "hint"),
    [
        ("treated", 1, "compare it: treated is in weeks"),
        ("fever and modality", 11, "compare it: modality is one of XR, CT, MR"),
        ("limit", 1, "compare a fact with it"),
        ("fever == 1", 10, 'write "fever" or "not fever"'),
        ('modality == "MRI"', 13, 'did you mean "MR"?'),
        ('modality in ("MR", "knee")', 20, "choices: XR, CT, MR"),
        ("modality == 4", 13, "one of XR, CT, MR"),
        ('modality < "MR"', 12, "use == or in"),
        ("score in (1, 2)", 1, "compare it with == or >="),
        ("treated >= 12", 12, "write weeks(...)"),
        ("treated >= months(3)", 12, "the fact is in weeks"),
        ("age >= weeks(50)", 8, "the fact is in years"),
        ("treated >= minimum_age", 12, "the fact is in weeks"),
        ("score >= weeks(4)", 10, "a number"),
        ("score > minimum_age", 9, "a number"),
        ("treated > strict", 11, 'give strict in guideline.toml a value such as "6 weeks"'),
        ("treated > limit", 11, 'give limit in guideline.toml a value such as "4 weeks"'),
        ("at_least(3, fever, swelling)", 1, "count them again"),
        ("at_least(0, fever)", 1, "count them again"),
    ],
)
def test_a_value_that_does_not_fit_is_k203(text: str, column: int, hint: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        condition(text)
    assert (caught.value.code, caught.value.column, caught.value.hint) == ("K203", column, hint)


def test_no_hint_is_better_than_a_wrong_one() -> None:
    assert nearest("zebra", ["fever", "swelling"]) == ""
