"""A flowchart as numbered text: the whole chart, or the path of a proposal."""

from collections.abc import Iterator

from klokt.drawing.chart import Chart, exits
from klokt.model.guideline import Guideline
from klokt.model.proposal import Proposal
from klokt.words import Words

_word = Words("klokt.drawing")


def chart_text(chart: Chart) -> Iterator[str]:
    """Yield each question with its number, and below it where its answers lead."""
    for step in chart.flow.steps:
        yield f"{chart.numbers[step.id]}. {step.question[chart.language]}"
        for each in exits(step):
            outcome = chart.outcome(each)
            onward = _word("to_step", chart.language).format(number=chart.numbers.get(each.to))
            yield f"   {chart.answers(each)}: {chart.told(outcome) if outcome else onward}"


def told_path(chart: Chart) -> Iterator[str]:
    """Yield the questions of a chart's path, each with its number in the chart, then the proposal."""
    for step, answer in chart.path():
        yield f"{chart.numbers[step.id]}. {step.question[chart.language]} {_word(answer.value, chart.language)}."
    yield chart.concluded()


def path_text(guideline: Guideline, proposal: Proposal, language: str) -> Iterator[str]:
    """Yield the path of a proposal as told_path does; raise KeyError for a language without its words."""
    return told_path(Chart(guideline, proposal.flow, language, proposal))
