"""Links from a referral's page into the page of its guideline: to a place in a source, or to a reading of ours."""

from dataclasses import dataclass

from klokt.channels.web.page import address
from klokt.model.guideline import Guideline
from klokt.model.proposal import Reason


@dataclass(frozen=True, slots=True)
class Link:
    """What is linked to, in the words of the guideline: a place of a document, or the question of a reading."""

    told: str
    href: str
    document: str

    @property
    def is_reading(self) -> bool:
        """Whether it is an interpretation, which is ours and of no document."""
        return not self.document


def source_link(guideline: Guideline, source_id: str, language: str) -> Link:
    """Return the link to a source by its place, or to an interpretation by its question."""
    href = address(language, "guidelines", guideline.id, anchor=source_id)
    if source := guideline.sources.get(source_id):
        return Link(source.locator, href, guideline.documents[source.document].title)
    return Link(guideline.interpretations[source_id].question, href, "")


def reason_links(guideline: Guideline, reason: Reason, language: str) -> tuple[Link, ...]:
    """Return the links to what a rule or step rests on."""
    rule = guideline.rules.get(reason.rule)
    steps = (step for flow in guideline.flows.values() for step in flow.steps if step.id == reason.rule)
    source = rule.source if rule else next(steps).source
    return tuple(source_link(guideline, each, language) for each in source)
