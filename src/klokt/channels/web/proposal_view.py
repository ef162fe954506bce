"""A proposal as its page shows it: the outcome, what it rests on, and what could still change it."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from klokt.channels.web.links import Link, reason_links, source_link
from klokt.channels.web.page import address
from klokt.drawing.chart import Chart
from klokt.drawing.flowchart import draw
from klokt.model.fact import Audience
from klokt.model.guideline import Guideline
from klokt.model.proposal import Assumption, Change, Proposal, Reason
from klokt.model.truth import Truth
from klokt.wording.told import told_outcome, told_reason, told_target, told_truth, told_urgency, told_value

LARGEST_CHANGE = 3
"""How many facts a change may have to be shown: nobody reads a longer list as a smallest change."""


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A rule in words, whether it holds, and what it rests on: places in documents, and readings of ours."""

    told: str
    holds: str
    sources: tuple[Link, ...]
    readings: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AssumptionView:
    """Silences that were read alike by leave of the same place."""

    read_as: str
    questions: tuple[str, ...]
    source: Link


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What would have to be so (question and value), and what would then be proposed."""

    facts: tuple[tuple[str, str], ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class DutyView:
    """What the unit owes, and whether that is open: yes, no, or not told yet."""

    told: str
    opens: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """All that the page tells of one proposal, in one language."""

    target: str
    outcome: str
    effect: str
    urgency: str
    urgency_word: str
    certain: str
    without_assumptions: str
    path: tuple[tuple[int, str, str], ...]
    chart: Markup
    alerts: tuple[ReasonView, ...]
    conflicts: tuple[ReasonView, ...]
    disputed: tuple[str, ...]
    reasons: tuple[ReasonView, ...]
    assumptions: tuple[AssumptionView, ...]
    missing: tuple[str, ...]
    changes: tuple[ChangeView, ...]
    letters_held: bool
    duties: tuple[DutyView, ...]


def proposal_view(guideline: Guideline, proposal: Proposal, audience: Audience, language: str) -> ProposalView:
    """Return a proposal in words. The flowchart is the one that the proposal was made by, with its path."""
    teller = _Teller(guideline, audience, language)
    chart = Chart(guideline, proposal.flow, language, proposal)
    without = proposal.without_assumptions
    return ProposalView(
        target=told_target(guideline, proposal.target, language),
        outcome=teller.outcome(proposal.outcome),
        effect=guideline.outcomes[proposal.outcome].effect,
        urgency=proposal.urgency,
        urgency_word=told_urgency(proposal.urgency, language).capitalize(),
        certain="certain" if without else "undecided" if proposal.assumptions else "open",
        without_assumptions=teller.outcome(without) if without and without != proposal.outcome else "",
        path=tuple(
            (chart.numbers[step.id], step.question[language], told_truth(answer, language).capitalize())
            for step, answer in chart.path()
        ),
        chart=_drawn(_Drawing(guideline, language, proposal)),
        alerts=tuple(map(teller.reason, proposal.alerts)),
        conflicts=tuple(map(teller.reason, proposal.conflicts)),
        disputed=tuple(guideline.facts[name].question[language] for name in proposal.disputed),
        reasons=tuple(teller.reason(each) for each in proposal.reasons if each not in proposal.alerts),
        assumptions=teller.assumptions(proposal),
        missing=tuple(guideline.facts[name].question[language] for name in proposal.missing),
        changes=tuple(teller.change(each) for each in proposal.would_change if len(each.facts) <= LARGEST_CHANGE),
        letters_held=bool(proposal.letter and proposal.alerts_elsewhere),
        duties=tuple(
            DutyView(guideline.obligations[duty.obligation].title[language], duty.opens.value)
            for duty in proposal.duties
        ),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    guideline: Guideline
    audience: Audience
    language: str

    def outcome(self, outcome: str) -> str:
        return told_outcome(self.guideline, outcome, self.audience, self.language)

    def reason(self, reason: Reason) -> ReasonView:
        links = reason_links(self.guideline, reason, self.language)
        return ReasonView(
            told=told_reason(self.guideline, reason, self.language),
            holds=told_truth(Truth.of(reason.holds), self.language),
            sources=tuple(link for link in links if not link.is_reading),
            readings=tuple(link for link in links if link.is_reading),
        )

    def assumptions(self, proposal: Proposal) -> tuple[AssumptionView, ...]:
        def told(each: Assumption) -> tuple[str, str]:
            return each.source, told_value(self.guideline.facts[each.fact], each.read_as, self.language)

        return tuple(
            AssumptionView(
                read_as,
                tuple(self.guideline.facts[each.fact].question[self.language] for each in group),
                source_link(self.guideline, source, self.language),
            )
            for (source, read_as), group in groupby(sorted(proposal.assumptions, key=told), key=told)
        )

    def change(self, change: Change) -> ChangeView:
        facts = ((self.guideline.facts[name], value) for name, value in change.facts.items())
        return ChangeView(
            tuple((fact.question[self.language], told_value(fact, value, self.language)) for fact, value in facts),
            self.outcome(change.outcome),
        )


class _Drawing:
    """What a drawing depends on and nothing else, so that two referrals on the same path share one."""

    def __init__(self, guideline: Guideline, language: str, proposal: Proposal) -> None:
        self.guideline, self.language, self.proposal = guideline, language, proposal
        path = tuple((step.step, step.answer) for step in proposal.path)
        self._key = (guideline.content_hash, language, proposal.flow, proposal.outcome, path)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drawing) and self._key == other._key


@lru_cache(maxsize=256)
def _drawn(drawing: _Drawing) -> Markup:
    """The flowchart as SVG, which escapes what it prints. Nothing of a patient is kept but the path."""
    page = address(drawing.language, "guidelines", drawing.guideline.id)
    chart = Chart(drawing.guideline, drawing.proposal.flow, drawing.language, drawing.proposal)
    return Markup(draw(chart, page=page))  # noqa: S704 (drawn by us, and every text in it is escaped)
