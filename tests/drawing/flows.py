"""Flows of every shape for the tests of the drawing, built in the model with no file."""

from collections.abc import Mapping, Sequence
from datetime import date

from hypothesis import strategies as some

from klokt.drawing.chart import Chart
from klokt.model.expression import Literal
from klokt.model.fact import Audience
from klokt.model.guideline import Flow, Guideline, Outcome, Step
from klokt.model.proposal import PathStep, Proposal
from klokt.model.referral import NO_TARGET
from klokt.model.truth import Truth

EFFECTS = ("accept", "change", "return", "escalate", "ask", "assess", "leave")
Exits = Sequence[tuple[str, str, str, str]]


def guideline(exits: Exits, texts: Mapping[str, str] | None = None) -> Guideline:
    """Return a guideline of one flow: each step is an id and its exits for yes, no and unknown."""
    said = texts or {}
    steps = tuple(
        Step(name, Literal(True), {"nb": said.get(name, name)}, yes, no, unknown, (f"source_of_{name}",))
        for name, yes, no, unknown in exits
    )
    ends = {to for _, *found in exits for to in found} - {step.id for step in steps}
    outcomes = {
        name: Outcome(name, {"nb": said.get(name, name)}, "acute", rank, EFFECTS[rank % len(EFFECTS)])
        for rank, name in enumerate(sorted(ends), 1)
    }
    flow = Flow("the_flow", Audience.RECEIVER, "full", {"nb": "En flyt"}, steps)
    return Guideline(
        "g", "1", {"nb": "En retningslinje"}, "", "", "", ("nb",), (), date(2025, 1, 1),
        flows={flow.id: flow}, outcomes=outcomes,
    )  # fmt: skip


def proposal(answers: Sequence[tuple[str, Truth]], outcome: str) -> Proposal:
    """Return a proposal with that path."""
    path = tuple(PathStep(step, answer, ()) for step, answer in answers)
    return Proposal(
        "g", "1", "", "the_flow", NO_TARGET, outcome, "routine", None, (), None, path,
        (), (), (), (), {}, (), (), (), (), {},
    )  # fmt: skip


WORDS = some.text("abcdefgimwæøåMW-漢", min_size=1, max_size=60) | some.sampled_from(["knesmerter", "i", "minst", "12"])
TEXTS = some.lists(WORDS, min_size=1, max_size=14).map(" ".join)


@some.composite
def charts(draw: some.DrawFn) -> Chart:
    """Return a chart of a random flow, with loops and detours, and with a path or without."""
    names = [f"step_{number}" for number in range(draw(some.integers(1, 7)))]
    ends = [f"end_{number}" for number in range(draw(some.integers(1, 7)))]
    onward = [*names[1:], ends[0]]
    targets = [some.sampled_from([after, *ends, *names]) for after in onward]
    exits = [(name, draw(to), draw(to), draw(to)) for name, to in zip(names, targets, strict=True)]
    exits[-1] = (*exits[-1][:3], ends[0])
    made = guideline(exits, {name: draw(TEXTS) for name in [*names, *ends]})
    return Chart(made, "the_flow", "nb", draw(some.none() | proposals(made)))


@some.composite
def proposals(draw: some.DrawFn, made: Guideline) -> Proposal:
    """Return a proposal that walks the flow by random answers and ends at an outcome, or is settled on the way."""
    steps = {step.id: step for step in made.flows["the_flow"].steps}
    at, answers = next(iter(steps)), dict[str, Truth]()
    while at in steps and at not in answers:
        answers[at] = draw(some.sampled_from(Truth))
        at = {Truth.YES: steps[at].yes, Truth.NO: steps[at].no, Truth.UNKNOWN: steps[at].unknown}[answers[at]]
    if at in steps:
        answers[list(answers)[-1]] = Truth.UNKNOWN
        at = next(iter(made.outcomes))
    return proposal(list(answers.items()), at)
