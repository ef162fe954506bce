"""The flowchart as SVG: the real flows in every language, and the path of a real proposal."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings

from drawing.flows import charts, guideline
from klokt.content.load import find, load, usable
from klokt.drawing.chart import Chart, exits
from klokt.drawing.flowchart import draw
from klokt.drawing.text import path_text
from klokt.intake.reader import read
from klokt.model.fact import Audience
from klokt.model.proposal import Proposal
from klokt.model.referral import Referral
from klokt.triage.propose import Assessor

SVG = "{http://www.w3.org/2000/svg}"
GUIDELINE = usable(load(find("no_knee_hip_imaging")))
EXAMPLES = Path(__file__).parents[2] / "examples"
REFERRAL = next(iter(read((EXAMPLES / "my_referral.json").read_bytes())))
FLOWS = pytest.mark.parametrize("flow", GUIDELINE.flows)
LANGUAGES = pytest.mark.parametrize("language", GUIDELINE.languages)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 (our own drawing)


def words_of(element: ET.Element) -> str:
    return " ".join(text.text or "" for text in element.iter(f"{SVG}text"))


def a_proposal(audience: Audience) -> Proposal:
    assert isinstance(REFERRAL, Referral)
    return Assessor(GUIDELINE).propose(REFERRAL, audience).proposals[0]


@FLOWS
@LANGUAGES
def test_every_question_and_outcome_of_the_real_flows_is_there_in_words(flow: str, language: str) -> None:
    chart = Chart(GUIDELINE, flow, language)
    boxes = [words_of(box) for box in parsed(draw(chart)).iter(f"{SVG}a")]
    for step in chart.flow.steps:
        assert f"{step.question[language]} {chart.numbers[step.id]}" in [_number_last(box) for box in boxes]
        for outcome in filter(None, map(chart.outcome, exits(step))):
            assert {chart.told(outcome), outcome.title[language]} & set(boxes)


def _number_last(words: str) -> str:
    return re.sub(r"^(\d+) (.*)$", r"\2 \1", words)


@FLOWS
@LANGUAGES
def test_drawing_twice_gives_the_same_bytes(flow: str, language: str) -> None:
    assert draw(Chart(GUIDELINE, flow, language)) == draw(Chart(GUIDELINE, flow, language))


@pytest.mark.parametrize("audience", Audience)
@LANGUAGES
def test_the_path_of_a_proposal_marks_exactly_its_questions_answers_and_outcome(
    audience: Audience, language: str
) -> None:
    made = a_proposal(audience)
    marked = list(parsed(draw(Chart(GUIDELINE, made.flow, language, made))).iterfind(".//*[@data-path]"))
    questions = [box.get("data-box") for box in marked if box.tag == f"{SVG}a"]
    answered = {(line.get("data-step"), truth) for line in marked for truth in line.get("data-answers", "").split()}
    assert questions == [taken.step for taken in made.path] + [made.path[-1].step]
    assert {(taken.step, taken.answer.value) for taken in made.path} <= answered
    assert {step for step, _ in answered} == {taken.step for taken in made.path}


def test_the_path_is_also_told_in_words_with_the_numbers_of_the_chart() -> None:
    made = a_proposal(Audience.RECEIVER)
    description = parsed(draw(Chart(GUIDELINE, made.flow, "nn", made))).findtext(f"{SVG}desc") or ""
    assert "\n".join(path_text(GUIDELINE, made, "nn")) in description


def test_off_the_path_boxes_are_dashed_and_their_words_as_dark_as_on_it() -> None:
    made = a_proposal(Audience.RECEIVER)
    drawn = parsed(draw(Chart(GUIDELINE, made.flow, "nb", made)))
    for box in drawn.iter(f"{SVG}a"):
        outlined = box.find(f"{SVG}path")
        assert outlined is not None
        assert (outlined.get("stroke-dasharray") is None) == (box.get("data-path") == "yes")
    assert drawn.findall(".//*[@opacity]") == []
    colours = {text.get("fill") for text in drawn.iter(f"{SVG}text") if text.get("class") == "flow-text"}
    assert len(colours) == 1


@settings(max_examples=60, deadline=None)
@given(charts())
def test_whatever_a_guideline_says_the_drawing_is_well_formed_and_needs_no_style_or_script(chart: Chart) -> None:
    drawn = parsed(draw(chart))
    assert [each.tag for each in drawn.iter() if each.tag in (f"{SVG}style", f"{SVG}script")] == []
    assert [name for each in drawn.iter() for name in each.attrib if name == "style" or name.startswith("on")] == []
    assert (drawn.get("lang"), drawn.findtext(f"{SVG}title")) == ("nb", chart.title)


def test_words_that_look_like_markup_are_shown_as_they_are() -> None:
    made = guideline([("first", "end", "end", "end")], {"first": "age < 50 & <b>fever</b>", "end": '"]]>'})
    assert "age < 50 & <b>fever</b>" in words_of(parsed(draw(Chart(made, "the_flow", "nb"))))


def test_each_box_links_to_its_source_on_the_page() -> None:
    drawn = parsed(draw(Chart(GUIDELINE, "receiver", "en"), page="/guidelines/x"))
    first = next(drawn.iter(f"{SVG}a"))
    assert first.get("href") == f"/guidelines/x#{GUIDELINE.flows['receiver'].steps[0].source[0]}"
    assert drawn.get("role") == "graphics-document"


def test_a_chart_without_links_is_one_picture() -> None:
    drawn = parsed(draw(Chart(GUIDELINE, "receiver", "en"), page=None))
    assert (drawn.get("role"), list(drawn.iter(f"{SVG}a"))) == ("img", [])


def test_a_file_of_its_own_carries_the_colours_for_a_dark_screen() -> None:
    drawn = parsed(draw(Chart(GUIDELINE, "receiver", "en"), page=None, alone=True))
    assert "prefers-color-scheme: dark" in (drawn.findtext(f"{SVG}style") or "")
