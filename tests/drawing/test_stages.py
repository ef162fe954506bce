"""The stages of a pathway, drawn as the flowcharts that they are."""

import pytest

from denmark import denmark
from klokt.drawing.chart import Chart
from klokt.drawing.layout import lay_out
from klokt.drawing.stages import with_stages
from klokt.drawing.text import chart_text
from norway import norway

STAGED = with_stages(denmark())


def test_every_transition_of_the_pathway_is_a_question_of_one_stage() -> None:
    asked = [step.id for flow in STAGED.flows.values() for step in flow.steps]
    pathway = denmark().pathway
    assert pathway is not None
    assert sorted(asked) == sorted(each.id for each in pathway.transitions)


def test_a_transition_that_holds_leads_to_its_next_step_and_one_that_does_not_to_the_next_question() -> None:
    first, second, *_ = STAGED.flows["primary_care"].steps
    pathway = denmark().pathway
    assert pathway is not None
    taken = next(each for each in pathway.transitions if each.id == first.id)
    assert (first.yes, first.no, first.unknown) == (taken.leads_to, second.id, second.id)


def test_where_nothing_of_a_stage_holds_the_next_stage_is_asked() -> None:
    told = list(chart_text(Chart(STAGED, "record_to_clarify", "en")))
    assert told[-1].endswith("Ask on: After the programme")


@pytest.mark.parametrize("stage", list(STAGED.flows))
@pytest.mark.parametrize("language", denmark().languages)
def test_no_two_boxes_of_a_stage_meet(stage: str, language: str) -> None:
    boxes = [box.rect for box in lay_out(Chart(STAGED, stage, language)).boxes]
    met = [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[number + 1 :]
        if one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom
    ]
    assert not met


def test_a_guideline_without_a_pathway_has_no_stages_to_draw() -> None:
    assert not with_stages(norway()).flows
