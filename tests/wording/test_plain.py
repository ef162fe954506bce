"""A condition made plain keeps its meaning, and its `not` stands at single facts alone."""

from hypothesis import given

from agreement.worlds import World, examples, worlds
from klokt.model import expression as ex
from klokt.model.expression import walk
from klokt.wording.plain import plain

FEVER, PAIN, AGE = ex.FactRef("fever"), ex.FactRef("pain"), ex.FactRef("age")


@examples(160)
@given(worlds())
def test_every_patient_gets_the_same_answer_from_the_plain_condition(world: World) -> None:
    for condition in conditions_of(world):
        expected = world.naive.truth(condition, world.facts, world.facts)
        assert world.naive.truth(plain(condition), world.facts, world.facts) is expected


@examples(90)
@given(worlds())
def test_no_not_stands_before_another_not_a_comparison_or_a_group(world: World) -> None:
    for condition in conditions_of(world):
        for part in walk(plain(condition)):
            if isinstance(part, ex.Not):
                assert not isinstance(part.operand, ex.Not | ex.Compare | ex.And | ex.Or)


def test_under_the_limit_is_told_for_not_at_least_the_limit() -> None:
    limit = ex.ParameterRef("limit")
    assert plain(ex.Not(ex.Compare(">=", AGE, limit))) == ex.Compare("<", AGE, limit)


def test_neither_of_two_is_told_as_no_to_both() -> None:
    assert plain(ex.Not(ex.Or((FEVER, PAIN)))) == ex.And((ex.Not(FEVER), ex.Not(PAIN)))


def conditions_of(world: World) -> list[ex.Expression]:
    """The conditions of the rules and of the steps."""
    return [rule.when for rule in world.naive.guideline.rules.values()] + [step.when for step in world.flow.steps]
