"""What a proposal says of questions, assumptions, changes and alerts, against all completions."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product

from hypothesis import given

from agreement.worlds import SURE_ATOMS, VALUES, World, examples, patients, worlds
from klokt.engine.assess import assess
from klokt.engine.ends import WhatIf
from klokt.engine.walk import walk
from klokt.model.expression import Value


@examples(110)
@given(worlds(SURE_ATOMS))
def test_a_fact_is_missing_exactly_when_it_can_change_the_outcome_of_a_completion(world: World) -> None:
    ends = {
        tuple(completion.items()): world.naive.end(world.flow, completion, world.facts)
        for completion in (dict(sorted(each.items())) for each in world.naive.completions(world.facts))
    }
    found: dict[tuple[str, tuple[tuple[str, Value], ...]], str] = {}
    matters = set()
    for completion, end in ends.items():
        for name, value in completion:
            others = tuple(pair for pair in completion if pair != (name, value))
            if found.setdefault((name, others), end) != end:
                matters.add(name)
    missing = assess(world.compiled, world.stated(), "flow").missing
    assert set(missing) == matters - set(world.facts)
    assert len(set(missing)) == len(missing)


@examples(110)
@given(worlds())
def test_every_change_that_is_named_leads_where_it_says(world: World) -> None:
    proposal = assess(world.compiled, world.stated(), "flow")
    silences = world.silences if proposal.without_assumptions is None else {}
    for change in proposal.would_change:
        after = world.naive.outcome(world.flow, {**world.facts, **change.facts}, silences)
        assert after == change.outcome != proposal.outcome


@examples(80)
@given(worlds(SURE_ATOMS, told_apart=True))
def test_no_part_of_a_change_leads_there_by_itself(world: World) -> None:
    proposal = assess(world.compiled, world.stated(), "flow")
    silences = world.silences if proposal.without_assumptions is None else {}
    for change in proposal.would_change:
        for part in parts_of(change.facts):
            assert walk(world.compiled.flow("flow"), {**world.facts, **part}, silences).outcome != change.outcome


@examples(80)
@given(worlds(SURE_ATOMS, told_apart=True))
def test_no_smaller_change_leads_there_when_nothing_is_open(world: World) -> None:
    known = {**ALL_KNOWN, **world.facts}
    changes = assess(world.compiled, world.stated(**known), "flow").would_change
    smallest = {change.outcome: len(change.facts) for change in changes}
    for facts in smaller_changes(world, known, max(smallest.values(), default=0)):
        outcome = world.compiled.flow("flow").decide({**known, **facts})
        assert smallest.get(outcome, 0) <= len(facts)


@examples(160)
@given(worlds(), patients())
def test_what_other_facts_would_lead_to_is_what_they_lead_to(world: World, other: dict[str, Value]) -> None:
    flow, then = world.compiled.flow("flow"), {**world.facts, **other}
    read = WhatIf(flow.diagram, world.facts, world.silences, flow.decide)
    assert read.outcome(other) == world.naive.outcome(world.flow, then, world.silences)
    known = WhatIf(flow.diagram, world.facts, {}, flow.decide_on_what_is_known)
    assert known.outcome(other) == world.naive.outcome(world.flow, then, {})


ALL_KNOWN = {name: values[0] for name, values in VALUES.items()}


def parts_of(facts: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """Every set of some of these facts, but not of all."""
    for count in range(len(facts)):
        for some in combinations(facts.items(), count):
            yield dict(some)


def smaller_changes(world: World, known: Mapping[str, Value], size: int) -> Iterator[dict[str, Value]]:
    """Every set of changes with fewer facts than this, that leaves what care cannot change."""
    definitions = world.naive.guideline.facts
    free = [name for name in known if not definitions[name].fixed]
    for count in range(1, size):
        for names in combinations(free, count):
            for values in product(*(world.naive.values_of(name) for name in names)):
                yield dict(zip(names, values, strict=True))


@examples(110)
@given(worlds())
def test_every_assumption_is_a_silence_that_the_audience_may_read_so(world: World) -> None:
    for assumption in assess(world.compiled, world.stated(), "flow").assumptions:
        assert assumption.fact not in world.facts
        silence = world.naive.guideline.facts[assumption.fact].silence[world.flow.audience]
        assert (assumption.read_as, assumption.source) == (silence.read_as, silence.source)


@examples(160)
@given(worlds())
def test_the_assumptions_that_are_listed_carry_the_outcome_alone(world: World) -> None:
    proposal = assess(world.compiled, world.stated(), "flow")
    assumed = {each.fact: each.read_as for each in proposal.assumptions}
    assert world.naive.outcome(world.flow, world.facts, assumed) == proposal.outcome


@examples(90)
@given(worlds())
def test_nothing_is_assumed_when_no_silence_may_be_read(world: World) -> None:
    proposal = assess(world.compiled, world.stated(), "flow", read_silence=False)
    assert proposal.assumptions == ()
    assert proposal.outcome == world.naive.outcome(world.flow, world.facts, {})


@examples(90)
@given(worlds())
def test_an_alert_is_shown_whatever_the_outcome_and_raises_the_urgency(world: World) -> None:
    proposal = assess(world.compiled, world.stated(), "flow")
    rules = world.naive.guideline.rules.values()
    raised = {rule.id for rule in rules if rule.alert and world.naive.truth(rule.when, world.facts, world.facts)}
    assert {alert.rule for alert in proposal.alerts} == raised
    urgencies = [rule.alert for rule in rules if rule.id in raised]
    assert proposal.urgency == next(
        (urgency for urgency in ("acute", "prioritised") if urgency in urgencies), "routine"
    )
