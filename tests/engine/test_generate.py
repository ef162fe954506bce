"""A flow as Python source: readable, and built from the checked tree alone."""

import pytest

from klokt.engine.generate import source_of
from klokt.model.expression import Value
from klokt.model.fact import Audience

from .small import compiled, guideline

RECEIVER = """\
def decide(facts, settled=settled):
    g = facts.get
    # has_red_flag
    if ((g('fever') is True) or (g('swelling') is True)):
        return 'admit'
    # next_treated
    if ((v := g('treated')) is not None and v >= 12):
        return 'accept'
    if ((v := g('treated')) is not None and v < 12):
        return 'return_it'
    return settled(facts, 'next_treated') or 'ask'
"""
REFERRER = """\
def decide(facts, settled=settled):
    g = facts.get
    # has_red_flag
    if ((g('fever') is True) or (g('swelling') is True)):
        return 'admit'
    if ((g('fever') is False) and (g('swelling') is False)):
        # next_treated
        if ((v := g('treated')) is not None and v >= 12):
            return 'accept'
        if ((v := g('treated')) is not None and v < 12):
            return 'return_it'
        return settled(facts, 'next_treated') or 'ask'
    return settled(facts, 'has_red_flag') or 'ask'
"""


@pytest.mark.parametrize(("audience", "source"), [(Audience.RECEIVER, RECEIVER), (Audience.REFERRER, REFERRER)])
def test_the_source_of_a_flow_can_be_read(audience: Audience, source: str) -> None:
    flow = compiled(guideline(audience=audience)).flow("flow")
    assert source_of(flow.flow, flow.scope) == source


def test_a_step_that_is_reached_in_two_ways_is_written_once() -> None:
    steps = [
        ("first", "trauma", "last", "second", "last"),
        ("second", "score > 4", "accept", "last", "ask"),
        ("last", "fever", "admit", "return_it", "ask"),
    ]
    flow = compiled(guideline(steps)).flow("flow")
    source = source_of(flow.flow, flow.scope)
    assert source.count("# last") == 1
    assert source.count(" step_last(facts, settled)") == 1 + 3


def test_what_is_not_yes_is_no_where_all_that_can_be_unknown_is_known() -> None:
    steps = [("only", "fever and swelling and trauma", "admit", "accept", "ask")]
    flow = compiled(guideline(steps)).flow("flow")
    assert "if (g('trauma') is not None) or (" in source_of(flow.flow, flow.scope)
    told: list[dict[str, Value]] = [{"trauma": True}, {"fever": True, "swelling": True}, {"fever": False}]
    assert [flow.decide(facts) for facts in told] == ["accept", "ask", "accept"]


def test_a_fact_that_a_function_asks_for_often_is_read_once() -> None:
    often = " or ".join(f"weeks({weeks}) <= treated < weeks({weeks + 1})" for weeks in (2, 6, 10))
    flow = compiled(guideline([("only", often, "accept", "return_it", "ask")])).flow("flow")
    assert source_of(flow.flow, flow.scope).count("g('treated')") == 1
    assert [flow.decide({"treated": weeks}) for weeks in (2, 3, 6.5, 11)] == ["accept", "return_it"] * 2


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"fever": True}, "admit"),
        ({"treated": 12}, "accept"),
        ({"treated": 11}, "return_it"),
        ({}, "ask"),
    ],
)
def test_the_compiled_function_gives_the_outcome(facts: dict[str, Value], outcome: str) -> None:
    assert compiled().flow("flow").decide(facts) == outcome


def test_the_function_finds_what_all_completions_agree_on() -> None:
    flow = compiled(guideline([("first", "trauma or not trauma", "accept", "return_it", "ask")])).flow("flow")
    assert flow.decide({}) == "accept"
