"""What the page of a guideline shows of its pathway: contacts, days, guarantees, stages, transitions and checklists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from klokt.channels.web.guideline_links import Link, Links
from klokt.channels.web.page import word
from klokt.model.checklist import Checklist
from klokt.model.expression import Expression, Value
from klokt.model.fact import Texts
from klokt.model.pathway import (
    Caution,
    Clock,
    Contact,
    Length,
    Milestone,
    NextStep,
    Pathway,
    Stage,
    Transition,
)
from klokt.wording.conditions import Told, told_condition
from klokt.wording.told import told_parameter, told_urgency

Part = Contact | Milestone | Clock | Stage | Transition | NextStep | Caution | Checklist


@dataclass(frozen=True, slots=True)
class PathwayBlock:
    """A part of the pathway: what it is called, its title, lines about it, when it holds, where it leads."""

    anchor: str
    of: Part
    label: str
    title: str
    lines: tuple[str, ...]
    told: Told | None
    leads: tuple[Link, ...]
    sources: tuple[Link, ...]
    kind: str = "pathway"


class PathwayBlocks:
    """The blocks of a pathway in a language, with the parameters as they hold on a day."""

    def __init__(self, links: Links, values: Mapping[str, Value]) -> None:
        self.links, self.values = links, values
        self.guideline, self.language = links.guideline, links.language

    def views(self) -> Iterator[PathwayBlock]:
        """Yield every block, kind by kind; none for a guideline without a pathway."""
        pathway = self.guideline.pathway
        if pathway is None:
            return iter(())
        return chain(
            (self._made(each, "contact", [self._after(each.after)]) for each in pathway.contacts),
            (self._made(each, "milestone", self._day(each), each.when) for each in pathway.milestones.values()),
            (self._made(each, "clock", [self._within(each.budget)], each.requires) for each in pathway.clocks.values()),
            (self._stage(each) for each in pathway.stages.values()),
            (self._transition(pathway, each) for each in pathway.transitions),
            (self._made(each, "next_step", self._urgency(each.urgency)) for each in pathway.next_steps.values()),
            (self._made(each, "caution", self._urgency(each.urgency), each.when) for each in pathway.cautions),
            (self._checklist(pathway, each) for each in pathway.work.checklists),
        )

    def _made(
        self,
        part: Part,
        kind: str,
        lines: list[str],
        when: Expression | None = None,
        leads: tuple[Link, ...] = (),
    ) -> PathwayBlock:
        told = None if when is None else told_condition(self.guideline, when, self.values, self.language)
        return PathwayBlock(
            anchor=f"{kind.replace('_', '-')}-{part.id}",
            of=part,
            label=word(f"guideline_{kind}", self.language),
            title=self._spoken(part.title),
            lines=tuple(lines),
            told=told,
            leads=leads,
            sources=self.links.sources(part.source),
        )

    def _stage(self, stage: Stage) -> PathwayBlock:
        chart = Link(word("guideline_flowchart", self.language), f"#flow-{stage.id}")
        return self._made(stage, "stage", [], stage.when, (chart,))

    def _transition(self, pathway: Pathway, each: Transition) -> PathwayBlock:
        step = pathway.next_steps[each.leads_to]
        leads = (Link(self._spoken(step.title), f"#next-step-{step.id}"),)
        stage = word("guideline_in_stage", self.language).format(stage=self._spoken(pathway.stages[each.stage].title))
        return self._made(each, "transition", [stage], each.when, leads)

    def _checklist(self, pathway: Pathway, checklist: Checklist) -> PathwayBlock:
        items = [self._spoken(each.words) for each in pathway.work.items if checklist.id in each.checklists]
        return self._made(checklist, "checklist", items, checklist.when)

    def _after(self, length: Length) -> str:
        return word("guideline_after_beginning", self.language).format(length=self._length(length))

    def _within(self, length: Length) -> str:
        return word("guideline_within", self.language).format(length=self._length(length))

    def _day(self, milestone: Milestone) -> list[str]:
        pathway = self.guideline.pathway
        if milestone.after is None or pathway is None:
            return []
        events = ", ".join(self._spoken(pathway.events[name].title) for name in milestone.events)
        said = word("guideline_after_event", self.language)
        return [said.format(length=self._length(milestone.after), event=events)]

    def _length(self, length: Length) -> str:
        return told_parameter(self.values[length] if isinstance(length, str) else length, self.language)

    def _urgency(self, urgency: str | None) -> list[str]:
        return [] if urgency is None else [told_urgency(urgency, self.language)]

    def _spoken(self, texts: Texts) -> str:
        return texts[self.language] if self.language in texts else next(iter(texts.values()))
