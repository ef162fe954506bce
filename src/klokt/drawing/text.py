"""A flowchart as numbered text: the whole chart, or the path of a proposal."""

from collections.abc import Iterator
from dataclasses import dataclass

from klokt.drawing.chart import Chart, Exit, exits
from klokt.model.guideline import Guideline
from klokt.model.proposal import Proposal
from klokt.words import Words

_word = Words("klokt.drawing")


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A question of a chart in words: its number, where its answers lead, and the ids of what it rests on."""

    number: int
    question: str
    exits: tuple[tuple[str, str], ...]
    source: tuple[str, ...]


def told_steps(chart: Chart) -> Iterator[ToldStep]:
    """Yield each question of a chart in its order."""
    for step in chart.flow.steps:
        led = tuple((chart.answers(each), _led(chart, each)) for each in exits(step))
        yield ToldStep(chart.numbers[step.id], step.question[chart.language], led, step.source)


def _led(chart: Chart, each: Exit) -> str:
    """Where an exit leads: what the audience is told there, or the number of the next question."""
    outcome = chart.outcome(each)
    onward = _word("to_step", chart.language).format(number=chart.numbers.get(each.to))
    return chart.told(outcome) if outcome else onward


def chart_text(chart: Chart) -> Iterator[str]:
    """Yield each question with its number, and below it where its answers lead."""
    for step in told_steps(chart):
        yield f"{step.number}. {step.question}"
        yield from (f"   {answers}: {led}" for answers, led in step.exits)


def told_path(chart: Chart) -> Iterator[str]:
    """Yield the questions of a chart's path, each with its number in the chart, then the proposal."""
    for step, answer in chart.path():
        yield f"{chart.numbers[step.id]}. {step.question[chart.language]} {_word(answer.value, chart.language)}."
    yield chart.concluded()


def path_text(guideline: Guideline, proposal: Proposal, language: str) -> Iterator[str]:
    """Yield the path of a proposal as told_path does; raise KeyError for a language without its words."""
    return told_path(Chart(guideline, proposal.flow, language, proposal))
