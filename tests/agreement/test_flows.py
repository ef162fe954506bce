"""A flow has one outcome: by the generated function, by the walk, and by its definition."""

from hypothesis import given
from hypothesis import strategies as st

from agreement.worlds import SURE_ATOMS, World, examples, worlds
from klokt.engine.assess import assess
from klokt.engine.walk import walk
from klokt.model.expression import Value


@examples(200)
@given(worlds())
def test_the_outcome_alone_the_path_and_the_definition_agree(world: World) -> None:
    compiled = world.compiled.flow("flow")
    expected = world.naive.outcome(world.flow, world.facts, world.silences)
    assert compiled.decide(world.facts) == expected
    assert walk(compiled, world.facts, world.silences).outcome == expected
    assert assess(world.compiled, world.stated(), "flow").outcome == expected


@examples(90)
@given(worlds(silent=False))
def test_without_silences_the_outcome_is_that_of_all_completions_or_else_the_exit_for_unknown(world: World) -> None:
    agreed = world.naive.settled(world.flow, world.facts, {})
    proposal = assess(world.compiled, world.stated(), "flow")
    assert proposal.outcome == (agreed or world.naive.outcome(world.flow, world.facts, {}))


@examples(110)
@given(worlds())
def test_what_holds_without_assumptions_is_exactly_what_all_completions_agree_on(world: World) -> None:
    agreed = world.naive.settled(world.flow, world.facts, {})
    assert assess(world.compiled, world.stated(), "flow").without_assumptions == agreed
    assert agreed == world.naive.settled_lazily(world.flow, world.facts, {})


@examples(110)
@given(worlds(SURE_ATOMS), st.data())
def test_an_outcome_without_assumptions_stays_when_a_fact_is_added(world: World, data: st.DataObject) -> None:
    certain = assess(world.compiled, world.stated(), "flow").without_assumptions
    unknown = [name for name in world.naive.guideline.facts if name not in world.facts]
    if certain is None or not unknown:
        return
    name = data.draw(st.sampled_from(unknown))
    value: Value = data.draw(st.sampled_from(world.naive.values_of(name)))
    after = assess(world.compiled, world.stated(**{name: value}), "flow")
    assert (after.without_assumptions, after.outcome) == (certain, certain)


@examples(90)
@given(worlds())
def test_with_every_fact_known_nothing_is_open_and_nothing_is_assumed(world: World) -> None:
    facts = next(iter(world.naive.completions(world.facts)))
    proposal = assess(world.compiled, world.stated(**facts), "flow")
    assert proposal.outcome == proposal.without_assumptions == world.naive.end(world.flow, facts, facts)
    assert (proposal.missing, proposal.assumptions) == ((), ())
