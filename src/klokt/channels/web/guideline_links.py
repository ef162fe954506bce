"""Where the things of a guideline stand on its page, and links that lead there."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from klokt.model.guideline import Guideline, Step
from klokt.wording.conditions import parameter_title

CONTENT_LANGUAGE = "en"
"""The language of prose, sources and interpretations; what patients and clinicians are told is in all."""

_MARKS = re.compile(r"`([^`]+)`|\{(\w+)\}|\b([a-z0-9]+(?:_[a-z0-9]+)+)\b")
"""What stands out of a line of prose: a `name` in quotes, a {slot} of a letter, or the id of a block."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an anchor of the page; `foreign` where they are in the language of the content."""

    text: str
    href: str
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a line of prose: plain words, or a name that may lead somewhere."""

    text: str
    is_name: bool = False
    href: str = ""


def section_anchor(file: str) -> str:
    """Return the anchor of a file of the guideline."""
    return "section-" + re.sub(r"[^a-z0-9]+", "-", file.removesuffix(".md").lower())


def steps_of(guideline: Guideline) -> Mapping[str, Step]:
    """Return the steps of all flows, each once, by id."""
    return {step.id: step for flow in guideline.flows.values() for step in flow.steps}


class Links:
    """Links to the things of one guideline, in one language."""

    def __init__(self, guideline: Guideline, language: str, files: Iterable[str] = ()) -> None:
        self.guideline = guideline
        self.language = language
        self.files = {name: file for file in files for name in (file, file.rpartition("/")[2])}
        self._steps = steps_of(guideline)
        self._cited = {*guideline.sources, *guideline.interpretations, *(note.id for note in guideline.not_rules)}

    def source(self, name: str) -> Link:
        """Return a link to a source by its place in the document, or to an interpretation by its question."""
        if source := self.guideline.sources.get(name):
            return Link(source.locator, f"#{name}", foreign=True)
        return Link(self.guideline.interpretations[name].question, f"#{name}", foreign=True)

    def sources(self, names: Iterable[str]) -> tuple[Link, ...]:
        """Return a link to each source or interpretation."""
        return tuple(self.source(name) for name in names)

    def speaker(self, name: str) -> Link:
        """Return a link to a rule by its title, or to a step by its question."""
        if rule := self.guideline.rules.get(name):
            return Link(rule.title[self.language], f"#rule-{name}")
        return self.step(name)

    def step(self, name: str) -> Link:
        """Return a link to a step by its question."""
        return Link(self._steps[name].question[self.language], f"#step-{name}")

    def end(self, name: str) -> Link:
        """Return a link to an outcome by its title, or to the step that an exit leads to."""
        if outcome := self.guideline.outcomes.get(name):
            return Link(outcome.title[self.language], f"#outcome-{name}")
        return self.step(name)

    def fact(self, name: str) -> Link:
        """Return a link to a fact by its question."""
        return Link(self.guideline.facts[name].question[self.language], f"#fact-{name}")

    def flow(self, name: str) -> Link:
        """Return a link to a flowchart by its title."""
        return Link(self.guideline.flows[name].title[self.language], f"#flow-{name}")

    def runs(self, text: str) -> tuple[Run, ...]:
        """Return a line with its `names` and {slots} told apart; files and facts of the guideline are links."""
        return tuple(self._runs(text))

    def _runs(self, text: str) -> Iterator[Run]:
        end = 0
        for mark in _MARKS.finditer(text):
            if mark.start() > end:
                yield Run(text[end : mark.start()])
            quoted, slot, name = mark.groups()
            yield self._slot(slot) if slot else self._named(quoted or name)
            end = mark.end()
        if text[end:]:
            yield Run(text[end:])

    def _named(self, name: str) -> Run:
        if name in self.files:
            return Run(name, True, f"#{section_anchor(self.files[name])}")
        return Run(name, True, f"#{name}" if name in self._cited else "")

    def _slot(self, slot: str) -> Run:
        if any(parameter.name == slot for parameter in self.guideline.parameters):
            return Run(parameter_title(self.guideline, slot, self.language), True, f"#parameter-{slot}")
        return Run(slot.replace("_", " "), True, f"#fact-{slot}" if slot in self.guideline.facts else "")
