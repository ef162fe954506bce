"""A condition has one meaning: in the generated Python, in the explained tree, and in Kleene's tables."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from agreement import naive
from agreement.naive import AND, NOT, OR
from agreement.worlds import World, examples, worlds
from klokt.engine.explain import evaluator, explain
from klokt.engine.lower import Scope, lowered, open_facts
from klokt.model.expression import Expression, Value


def by_source(condition: Expression, scope: Scope, facts: dict[str, Value]) -> bool | None:
    """The truth that the generated Python gives."""
    yes, no = (eval(lowered(condition, scope, truth), {"g": facts.get}) is True for truth in (True, False))  # noqa: S307 (what we wrote)
    assert not (yes and no)
    return True if yes else False if no else None


@examples(160)
@given(worlds())
def test_without_silences_all_evaluators_agree_on_every_condition(world: World) -> None:
    scope = world.compiled.scope
    for condition in conditions_of(world):
        expected = world.naive.truth(condition, world.facts, world.facts)
        assert by_source(condition, scope, world.facts) is expected
        assert evaluator(condition, scope)(world.facts, world.facts)[0] is expected


@examples(90)
@given(worlds())
def test_with_silences_read_the_generated_source_agrees_with_the_tables(world: World) -> None:
    scope = world.compiled.flow("flow").scope
    for condition in conditions_of(world):
        expected = world.naive.truth(condition, {**world.silences, **world.facts}, world.facts)
        assert by_source(condition, scope, world.facts) is expected
        assert expected is not None or set(open_facts(condition, scope)) - set(world.facts)


@examples(90)
@given(worlds())
def test_each_part_of_an_explanation_holds_as_it_says(world: World) -> None:
    for condition in conditions_of(world):
        evaluated = evaluator(condition, world.compiled.scope)(world.facts, world.facts)
        parts = [explain(condition, evaluated, world.compiled.scope)]
        for part in parts:
            assert part.truth is world.naive.truth(part.expression, world.facts, world.facts)
            parts.extend(part.parts)


@examples(90)
@given(worlds())
def test_a_yes_or_no_rests_on_facts_that_settle_it_alone(world: World) -> None:
    for condition in conditions_of(world):
        truth, rests_on, _ = evaluator(condition, world.compiled.scope)(world.facts, world.facts)
        if truth is not None:
            alone = {name: value for name, value in world.facts.items() if name in rests_on}
            assert world.naive.truth(condition, alone, world.facts) is truth


@examples(90)
@given(worlds())
def test_an_unknown_rests_on_facts_that_nobody_told(world: World) -> None:
    for condition in conditions_of(world):
        truth, rests_on, _ = evaluator(condition, world.compiled.scope)(world.facts, world.facts)
        if truth is None:
            assert rests_on
            assert set(rests_on).isdisjoint(world.facts)


@given(st.sampled_from(sorted(AND, key=str)))
def test_the_tables_are_kleenes(pair: tuple[bool | None, bool | None]) -> None:
    order: list[bool | None] = [False, None, True]
    places = [order.index(truth) for truth in pair]
    assert AND[pair] is order[min(places)]
    assert OR[pair] is order[max(places)]
    assert OR[pair] is NOT[AND[NOT[pair[0]], NOT[pair[1]]]]


def conditions_of(world: World) -> list[Expression]:
    """The conditions of the rules and of the steps."""
    return [rule.when for rule in world.naive.guideline.rules.values()] + [step.when for step in world.flow.steps]


def test_the_naive_evaluator_borrows_nothing_from_the_engine() -> None:
    assert "klokt.engine" not in Path(naive.__file__).read_text(encoding="utf-8")
