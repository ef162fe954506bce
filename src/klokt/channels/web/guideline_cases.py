"""The cases of a guideline in words: what was given, and what must follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from klokt.channels.web.guideline_links import Link, Links
from klokt.model.guideline import Case
from klokt.model.truth import Truth
from klokt.wording.told import told_outcome, told_truth, told_urgency, told_value


@dataclass(frozen=True, slots=True)
class CaseView:
    """An example: the facts given as questions with answers, and the answer or the outcome that must follow."""

    of: Case
    given: tuple[tuple[str, str], ...]
    expected: Link
    urgency: str
    without_assumptions: str
    because: tuple[Link, ...]
    assumes: tuple[Link, ...]
    missing: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FlowCases:
    """Cases of the same flow that stand beside each other."""

    flow: Link
    cases: tuple[CaseView, ...]
    kind: str = "cases"


def view_case(case: Case, links: Links) -> CaseView:
    """Return a case in the language of the links."""
    return CaseView(
        of=case,
        given=tuple(_given(case, links)),
        expected=_expected(case, links),
        urgency=told_urgency(case.urgency, links.language) if case.urgency else "",
        without_assumptions=_certain(case, links),
        because=tuple(links.speaker(name) for name in case.because),
        assumes=tuple(links.fact(name) for name in case.assumes or ()),
        missing=tuple(links.fact(name) for name in case.missing),
    )


def flow_cases(cases: Iterable[Case], links: Links) -> Iterator[FlowCases]:
    """Yield the cases of flows, those of the same flow together where they follow each other."""
    for flow, together in groupby((case for case in cases if case.flow), key=lambda case: case.flow or ""):
        yield FlowCases(links.flow(flow), tuple(view_case(case, links) for case in together))


def _given(case: Case, links: Links) -> Iterator[tuple[str, str]]:
    for name, value in case.given.items():
        fact = links.guideline.facts[name]
        yield fact.question[links.language], told_value(fact, fact.read(value), links.language)


def _expected(case: Case, links: Links) -> Link:
    if case.outcome:
        flow = links.guideline.flows[case.flow or ""]
        return Link(
            told_outcome(links.guideline, case.outcome, flow.audience, links.language), f"#outcome-{case.outcome}"
        )
    return Link(told_truth(Truth(case.expect), links.language), "")


def _certain(case: Case, links: Links) -> str:
    """The outcome that must follow from what is known alone; a text that is no outcome's id stays as it is."""
    known = links.guideline.outcomes.get(case.without_assumptions or "")
    return known.title[links.language] if known else (case.without_assumptions or "")
