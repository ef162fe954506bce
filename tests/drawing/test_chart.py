"""What a chart says of a flow and of a path through it."""

import pytest

from drawing.flows import guideline, proposal
from klokt.drawing.chart import Chart
from klokt.drawing.text import chart_text, path_text
from klokt.model.truth import Truth

FLOW = guideline(
    [
        ("in_scope", "red_flag", "leave_it", "red_flag"),
        ("red_flag", "admit", "treated", "ask_for_it"),
        ("treated", "accept", "return_it", "accept"),
    ]
)
A_PATH = [("in_scope", Truth.YES), ("red_flag", Truth.NO), ("treated", Truth.NO)]


def taken(chart: Chart) -> list[str]:
    return [step.id for step in chart.flow.steps if chart.is_taken(step)]


def test_the_chart_as_text_tells_where_each_answer_leads() -> None:
    assert list(chart_text(Chart(FLOW, "the_flow", "nb"))) == [
        "1. in_scope",
        "   Ja / ukjent: gå til 2",
        "   Nei: leave_it",
        "2. red_flag",
        "   Ja: admit",
        "   Nei: gå til 3",
        "   Ukjent: ask_for_it",
        "3. treated",
        "   Ja / ukjent: accept",
        "   Nei: return_it",
    ]


def test_a_path_is_told_by_the_numbers_of_the_chart() -> None:
    told = list(path_text(FLOW, proposal(A_PATH, "return_it"), "nb"))
    assert told == ["1. in_scope Ja.", "2. red_flag Nei.", "3. treated Nei.", "Forslag: return_it"]


def test_only_the_questions_that_were_put_are_marked() -> None:
    assert taken(Chart(FLOW, "the_flow", "nb", proposal(A_PATH[:2], "treated"))) == ["in_scope", "red_flag"]


def test_without_a_proposal_nothing_is_marked() -> None:
    assert taken(Chart(FLOW, "the_flow", "nb")) == []


def test_an_outcome_that_every_answer_leads_to_is_told_so() -> None:
    settled = proposal([("in_scope", Truth.YES), ("red_flag", Truth.UNKNOWN)], "accept")
    assert list(path_text(FLOW, settled, "nb"))[-1] == "Uansett svar. Forslag: accept"


def test_a_proposal_of_another_flow_is_not_drawn_in_this_one() -> None:
    steps = FLOW.flows["the_flow"]
    other = guideline([("in_scope", "leave_it", "leave_it", "leave_it")])
    with pytest.raises(KeyError):
        Chart(other, "another_flow", "nb")
    with pytest.raises(ValueError, match="another flow"):
        Chart(FLOW, steps.id + "_simplified", "nb", proposal(A_PATH, "return_it"))
