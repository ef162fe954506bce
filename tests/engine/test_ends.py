"""Where a flow leads, and where it would lead if a fact were other than it is."""

from collections.abc import Mapping

import pytest

from klokt.engine.compiled import CompiledFlow
from klokt.engine.ends import WhatIf
from klokt.model.expression import Value

from .small import compiled, guideline

NOTHING: dict[str, Value] = {}


def never(facts: Mapping[str, Value], settled: object = None) -> str:
    """A flow that must not be asked."""
    raise AssertionError("the diagram knows the outcome")


def flow(*steps: tuple[str, str, str, str, str]) -> CompiledFlow:
    """The flow of the small guideline, or of these steps."""
    return compiled(guideline(steps) if steps else guideline()).flow("flow")


def test_what_all_completions_agree_on_is_told_without_asking_the_flow() -> None:
    case = WhatIf(flow().diagram, {"treated": 3}, {"fever": False, "swelling": False}, never)
    assert [case.outcome(each) for each in (NOTHING, {"treated": 12}, {"fever": True})] == [
        "return_it",
        "accept",
        "admit",
    ]


def test_a_fact_that_nobody_asks_for_changes_nothing() -> None:
    case = WhatIf(flow().diagram, {"fever": True}, {}, never)
    assert case.outcome({"treated": 30}) == case.outcome({"score": 9}) == "admit"


@pytest.mark.parametrize(("change", "outcome"), [({"score": 5}, "ask"), ({"trauma": True}, "accept")])
def test_where_completions_differ_the_flow_is_asked_on_what_they_agree(change: dict[str, Value], outcome: str) -> None:
    case = flow(("first", "trauma", "accept", "last", "last"), ("last", "age >= minimum_age", "admit", "accept", "ask"))
    assert WhatIf(case.diagram, {}, {}, case.decide).outcome(change) == outcome


def test_to_be_told_a_fact_is_to_know_it() -> None:
    known = flow(("only", "known(trauma)", "accept", "return_it", "ask"))
    case = WhatIf(known.diagram, {}, {"trauma": False}, never)
    assert (case.outcome({}), case.outcome({"trauma": False})) == ("return_it", "accept")
