"""The stages of a pathway as flows, so that each can be drawn and told as any other flowchart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from klokt.model.fact import Audience, Texts
from klokt.model.guideline import Flow, Guideline, Outcome, Step
from klokt.model.pathway import NextStep, Pathway, Stage, Transition
from klokt.words import Words

ONWARD = "stage-"
"""Opens the id of the box that leads to the next stage: the anchor of that stage on the page of its guideline."""

_URGENT = ("acute", "subacute")

word = Words("klokt.drawing")


def with_stages(guideline: Guideline) -> Guideline:
    """Return the guideline with its pathway's stages for flows: each transition a question, each next step an outcome.

    The first question whose answer is yes leads to its next step; where none is, the next stage is asked. A
    guideline without a pathway has no flows then.
    """
    pathway = guideline.pathway
    if pathway is None:
        return replace(guideline, flows={})
    stages = [stage for stage in pathway.stages.values() if _asked(pathway, stage)]
    flows = {stage.id: _flow(pathway, stage, stages) for stage in stages}
    steps = {each.id: _outcome(each) for each in pathway.next_steps.values()}
    return replace(guideline, flows=flows, outcomes={**steps, **_onward(stages, guideline.languages)})


def _asked(pathway: Pathway, stage: Stage) -> list[Transition]:
    return [each for each in pathway.transitions if each.stage == stage.id]


def _flow(pathway: Pathway, stage: Stage, stages: Sequence[Stage]) -> Flow:
    following = stages[stages.index(stage) + 1 :]
    end = f"{ONWARD}{following[0].id}" if following else pathway.default
    return Flow(
        stage.id, Audience.RECEIVER, "full", stage.title, tuple(_steps(_asked(pathway, stage), end)), stage.place
    )


def _steps(transitions: Sequence[Transition], end: str) -> Iterator[Step]:
    for number, each in enumerate(transitions, 1):
        other = transitions[number].id if number < len(transitions) else end
        question = {language: f"{title}?" for language, title in each.title.items()}
        yield Step(each.id, each.when, question, each.leads_to, other, other, each.source, each.text, each.place)


def _outcome(step: NextStep) -> Outcome:
    effect = "escalate" if step.urgency in _URGENT else "accept"
    return Outcome(step.id, step.title, step.urgency or "", 1, effect, source=step.source, place=step.place)


def _onward(stages: Sequence[Stage], languages: Sequence[str]) -> Mapping[str, Outcome]:
    """The boxes that lead on, by id."""
    return {
        f"{ONWARD}{stage.id}": Outcome(f"{ONWARD}{stage.id}", _led_on(stage, languages), "", 1, "leave")
        for stage in stages
    }


def _led_on(stage: Stage, languages: Sequence[str]) -> Texts:
    return {each: word("next_stage", each).format(stage=stage.title[each]) for each in languages}
