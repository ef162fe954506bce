"""A referral's page: what was sent, the facts as a form, and beside each place to examine what is proposed for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from klokt.channels.web.answers import Answers, targets_of
from klokt.channels.web.desk import Entry
from klokt.channels.web.fact_fields import FactFields, fact_fields
from klokt.channels.web.proposal_view import ProposalView, proposal_view
from klokt.channels.web.summary import told_day, told_field, told_patient, told_request
from klokt.model.fact import Span
from klokt.model.guideline import Guideline
from klokt.model.proposal import Proposal
from klokt.model.referral import Referral, Target
from klokt.triage.propose import UNREAD_TEXT, Assessment

_ROLE = "requester_role"
"""The field that tells who refers."""


@dataclass(frozen=True, slots=True)
class Section:
    """One place to examine: its number in the form, its facts and its proposal."""

    number: int
    fields: FactFields
    proposal: ProposalView


@dataclass(frozen=True, slots=True)
class ReferralView:
    """All that the page tells, in one language. `text` is None where the form of the referral has no text.

    `text` is told in parts: the words, and the fact that they are evidence for, or an empty text.
    `set_aside` are words of the text that were not taken as said of the case: why, the words, and the
    questions that they speak of.
    """

    key: str
    id: str
    asked: str
    words: str
    patient: str
    role: str
    day: str
    text: tuple[tuple[str, str], ...] | None
    asks_for_reading: bool
    text_read: bool
    notices: tuple[tuple[str, str], ...]
    set_aside: tuple[tuple[str, str, tuple[str, ...]], ...]
    audience: str
    sections: tuple[Section, ...]
    status: str
    guideline_title: str
    edition: str
    guideline_id: str


def referral_view(entry: Entry, first: Assessment, now: Assessment, answers: Answers, language: str) -> ReferralView:
    """Return the page of a referral: `first` is what was proposed before any answer, `now` with the answers."""
    referral, guideline = entry.referral, entry.guideline
    sections = tuple(_sections(first, now, answers, targets_of(referral), language))
    return ReferralView(
        key=entry.key,
        id=referral.id,
        asked=told_request(entry, language),
        words=referral.requested.words or "",
        patient=told_patient(referral, now.on, language),
        role=_role(guideline, referral, language),
        day=told_day(now.on, language, "long"),
        text=None if referral.text is None else tuple(_marked(referral.text, first.proposals)),
        asks_for_reading=any(notice.code in UNREAD_TEXT for notice in first.notices),
        text_read=answers.text_read,
        notices=tuple((notice.code, notice.message) for notice in now.notices if notice.code not in UNREAD_TEXT),
        set_aside=tuple(_set_aside(now, language)),
        audience=now.audience.value,
        sections=sections,
        status="; ".join(_told(section.proposal, len(sections) > 1) for section in sections),
        guideline_title=guideline.title[language],
        edition=guideline.edition,
        guideline_id=guideline.id,
    )


def _role(guideline: Guideline, referral: Referral, language: str) -> str:
    """Who refers, where the guideline has a word for it."""
    known = {choice for fact in guideline.facts.values() if fact.field_name == _ROLE for choice in fact.choices}
    return told_field(guideline, _ROLE, referral.requester_role, language) if referral.requester_role in known else ""


def _set_aside(now: Assessment, language: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for each in now.set_aside:
        questions = grouped.setdefault((each.why, " ".join(each.evidence.text.split())), [])
        question = now.guideline.facts[each.fact].question[language]
        if question not in questions:
            questions.append(question)
    for (why, words), questions in grouped.items():
        yield why, words, tuple(questions)


def _sections(
    first: Assessment, now: Assessment, answers: Answers, targets: tuple[Target, ...], language: str
) -> Iterator[Section]:
    """The most urgent leads, as it did before any answer: a section does not move while somebody writes in it."""
    current = {proposal.target: proposal for proposal in now.proposals}
    numbers = {target: number for number, target in enumerate(targets)}
    for before in first.proposals:
        after = current[before.target]
        number = numbers[before.target]
        yield Section(
            number,
            fact_fields(now.guideline, number, before, after, answers, language),
            proposal_view(now.guideline, after, now.audience, language),
        )


def _told(proposal: ProposalView, one_of_several: bool) -> str:
    place = f"{proposal.target}: " if proposal.target and one_of_several else ""
    return f"{place}{proposal.outcome} ({proposal.urgency_word.lower()})"


def _marked(text: str, proposals: tuple[Proposal, ...]) -> Iterator[tuple[str, str]]:
    """The text in parts: what is evidence for a fact, and what stands between."""
    spans = sorted({(span.start, span.end, name) for name, span in _evidence(proposals)})
    position = 0
    for start, end, name in spans:
        if start < position or end > len(text):
            continue
        yield text[position:start], ""
        yield text[start:end], name
        position = end
    yield text[position:], ""


def _evidence(proposals: tuple[Proposal, ...]) -> Iterator[tuple[str, Span]]:
    for proposal in proposals:
        for name, fact in proposal.facts.items():
            yield from ((name, span) for span in fact.evidence)
