"""A flowchart for the wall: large enough to read, the same in words behind it, the same bytes each time."""

import pytest

from klokt.drawing.chart import Chart
from klokt.drawing.layout import fitted
from klokt.letters.poster import LEGIBLE, PAPERS, poster, smallest_type
from norway import a_referral, norway, proposed

from .paper import as_read, fonts_of, opened

FLOWS = list(norway().flows)
CHARTS = [(flow, language) for flow in FLOWS for language in norway().languages]


def chart(flow: str, language: str = "nb") -> Chart:
    return Chart(norway(), flow, language)


@pytest.mark.parametrize(("flow", "language"), CHARTS)
def test_all_text_of_every_flow_can_be_read_on_its_paper(flow: str, language: str) -> None:
    paper = "a4" if flow.endswith("simplified") else "a3"
    assert smallest_type(chart(flow, language), paper) >= LEGIBLE


@pytest.mark.parametrize(("flow", "language"), CHARTS)
def test_no_word_is_cut_to_fit_a_narrow_box(flow: str, language: str) -> None:
    shown = chart(flow, language)
    outcomes = norway().outcomes.values()
    texts = [step.question[language] for step in shown.flow.steps]
    texts += [told[language] for each in outcomes for told in (each.title, each.advice) if told]
    words = {word for text in texts for word in text.split()}
    drawn = fitted(shown, 550, 790)
    assert {word for box in drawn.boxes for line in box.lines for word in line.text.split()} <= words


@pytest.mark.parametrize("language", norway().languages)
def test_the_same_stands_in_words_behind_the_picture(language: str) -> None:
    made = opened(poster(chart("receiver_simplified", language)))
    assert len(made.pages) == len(opened(poster(chart("receiver", language))).pages) == 2
    behind = "".join(made.pages[1].extract_text().split())
    for step in norway().flows["receiver_simplified"].steps:
        assert "".join(step.question[language].split()) in behind


def test_the_proposal_of_a_referral_is_told_with_its_path() -> None:
    proposal = proposed(a_referral()).proposals[0]
    shown = Chart(norway(), proposal.flow, "nb", proposal)
    assert shown.concluded() in as_read(poster(shown))


def test_a_poster_is_the_same_to_the_byte() -> None:
    assert poster(chart("receiver_simplified")) == poster(chart("receiver_simplified"))


@pytest.mark.parametrize("paper", PAPERS)
def test_the_first_page_has_the_size_of_the_paper_asked_for(paper: str) -> None:
    box = opened(poster(chart("receiver_simplified"), paper)).pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == PAPERS[paper]


def test_a_poster_uses_the_shipped_fonts_alone() -> None:
    fonts = fonts_of(poster(chart("receiver_simplified")))
    assert {name.split("+")[1].split("-")[0] for name in fonts} == {"Inter"}
