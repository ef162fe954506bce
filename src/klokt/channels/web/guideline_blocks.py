"""What the page of a guideline shows of each block, with its condition in words and its links."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from klokt.channels.web.guideline_cases import CaseView, view_case
from klokt.channels.web.guideline_links import Link, Links, steps_of
from klokt.model.expression import Expression, Value
from klokt.model.fact import Texts
from klokt.model.guideline import (
    Flow,
    Group,
    Interpretation,
    NotARule,
    Obligation,
    Outcome,
    Requirement,
    Rule,
    Source,
    Step,
)
from klokt.model.letter import Letter, Paragraph
from klokt.model.truth import Truth
from klokt.wording.conditions import Told, told_condition
from klokt.wording.told import told_truth

Noun = (
    Source
    | NotARule
    | Interpretation
    | Rule
    | Step
    | Outcome
    | Obligation
    | Requirement
    | Group
    | Flow
    | Letter
    | Paragraph
)


@dataclass(frozen=True, slots=True)
class Exits:
    """Where a question leads in these flows: each answer in words, and the step or outcome it leads to."""

    flows: tuple[Link, ...]
    answers: tuple[tuple[str, Link], ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text in the page's language, or in the first one that it has; `lang` is then that language."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block as it is shown. `kind` names it; `of` is the noun itself.

    `leads` are what rests on a source, the letter of an outcome, what an obligation follows and
    proposes, the outcomes of a letter, or the silences that a paragraph tells.
    """

    kind: str
    anchor: str
    of: Noun
    sources: tuple[Link, ...] = ()
    told: Told | None = None
    cases: tuple[CaseView, ...] = ()
    exits: tuple[Exits, ...] = ()
    leads: tuple[Link, ...] = ()
    heading: Spoken | None = None
    words: Spoken | None = None


class Blocks:
    """The blocks of a guideline in a language, with its parameters as they hold on a day."""

    def __init__(self, links: Links, values: Mapping[str, Value]) -> None:
        self.links = links
        self.guideline = links.guideline
        self.language = links.language
        self.values = values
        self._used_by = self._uses()
        self._cases: defaultdict[str, list[CaseView]] = defaultdict(list)
        for case in self.guideline.cases:
            if case.flow is None:
                self._cases[case.rule or case.obligation or ""].append(view_case(case, links))

    def views(self) -> Iterator[BlockView]:
        """Yield every block of the sections and letters, kind by kind."""
        guideline = self.guideline
        for source in guideline.sources.values():
            yield BlockView("source", source.id, source, leads=tuple(self._used_by[source.id]))
        for note in guideline.not_rules:
            yield BlockView("note", note.id, note)
        for reading in guideline.interpretations.values():
            yield BlockView("interpretation", reading.id, reading, self.links.sources(reading.source))
        yield from map(self._rule, guideline.rules.values())
        yield from map(self._step, steps_of(guideline).values())
        yield from map(self._outcome, guideline.outcomes.values())
        yield from map(self._obligation, guideline.obligations.values())
        yield from map(self._requirement, guideline.requirements.values())
        yield from map(self._group, guideline.groups.values())
        for flow in guideline.flows.values():
            yield BlockView("flow", f"defined-{flow.id}", flow, leads=(self.links.flow(flow.id),))
        yield from map(self._letter, guideline.letters.values())
        yield from map(self._paragraph, guideline.paragraphs)

    def _rule(self, rule: Rule) -> BlockView:
        sources, cases = self.links.sources(rule.source), tuple(self._cases[rule.id])
        return BlockView("rule", f"rule-{rule.id}", rule, sources, self._told(rule.when), cases)

    def _step(self, step: Step) -> BlockView:
        sources, exits = self.links.sources(step.source), tuple(self._exits(step.id))
        return BlockView("step", f"step-{step.id}", step, sources, self._told(step.when), exits=exits)

    def _outcome(self, outcome: Outcome) -> BlockView:
        letter = self.guideline.letters.get(outcome.letter or "")
        leads = (Link(self._spoken(letter.title).text, f"#letter-{letter.id}"),) if letter else ()
        return BlockView("outcome", f"outcome-{outcome.id}", outcome, self.links.sources(outcome.source), leads=leads)

    def _obligation(self, duty: Obligation) -> BlockView:
        return BlockView(
            "obligation",
            f"obligation-{duty.id}",
            duty,
            self.links.sources(duty.source),
            self._told(duty.opens_when),
            tuple(self._cases[duty.id]),
            leads=(self.links.end(duty.after), self.links.end(duty.proposes)),
        )

    def _requirement(self, each: Requirement) -> BlockView:
        sources, told = self.links.sources(each.source), self._told(each.met_when)
        return BlockView("requirement", f"requirement-{each.id}", each, sources, told)

    def _group(self, group: Group) -> BlockView:
        return BlockView("group", f"group-{group.id}", group, self.links.sources(group.source), self._told(group.when))

    def _letter(self, letter: Letter) -> BlockView:
        return BlockView(
            "letter",
            f"letter-{letter.id}",
            letter,
            self.links.sources(letter.source),
            self._told(letter.when),
            leads=tuple(self.links.end(outcome) for outcome in letter.outcomes),
            heading=self._spoken(letter.title),
        )

    def _paragraph(self, paragraph: Paragraph) -> BlockView:
        return BlockView(
            "letter_paragraph",
            f"paragraph-{paragraph.id}",
            paragraph,
            self.links.sources(paragraph.source),
            self._told(paragraph.when),
            leads=tuple(self.links.fact(name) for name in paragraph.tells),
            heading=self._spoken(paragraph.heading) if paragraph.heading else None,
            words=self._spoken(paragraph.text),
        )

    def _told(self, condition: Expression | None) -> Told | None:
        if condition is None:
            return None
        return told_condition(self.guideline, condition, self.values, self.language)

    def _exits(self, step_id: str) -> Iterator[Exits]:
        """The exits of a step; flows that it leads to the same places in are told together."""
        found: defaultdict[tuple[str, str, str], list[Link]] = defaultdict(list)
        for flow in self.guideline.flows.values():
            for step in flow.steps:
                if step.id == step_id:
                    found[step.yes, step.no, step.unknown].append(self.links.flow(flow.id))
        for ends, flows in found.items():
            answers = (told_truth(truth, self.language) for truth in (Truth.YES, Truth.NO, Truth.UNKNOWN))
            yield Exits(tuple(flows), tuple(zip(answers, map(self.links.end, ends), strict=True)))

    def _spoken(self, texts: Texts) -> Spoken:
        lang = self.language if self.language in texts else next(iter(texts))
        return Spoken(texts[lang], "" if lang == self.language else lang)

    def _uses(self) -> defaultdict[str, list[Link]]:
        """The rules, steps and outcomes that rest on each source."""
        found: defaultdict[str, list[Link]] = defaultdict(list)
        speakers = [(self.links.speaker(rule.id), rule.source) for rule in self.guideline.rules.values()]
        speakers += [(self.links.step(step.id), step.source) for step in steps_of(self.guideline).values()]
        speakers += [(self.links.end(each.id), each.source) for each in self.guideline.outcomes.values()]
        for link, sources in speakers:
            for name in sources:
                found[name].append(link)
        return found
