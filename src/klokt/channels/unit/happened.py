"""What happened to a referral and what became of it, in words: its history, its letters, and what the unit owes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_datetime

from klokt.channels.unit.case import Case
from klokt.channels.web.desk import Entry
from klokt.channels.web.fact_fields import FactField
from klokt.channels.web.referral_view import ReferralView, Section
from klokt.channels.web.summary import LOCALES, told_day, told_request
from klokt.engine.question import facts_asked
from klokt.model.event import Corrected, Decided, Proposed, Recorded
from klokt.model.fact import Audience
from klokt.model.guideline import Guideline
from klokt.model.owed import ObligationAwaited, ObligationClosed, ObligationOpened
from klokt.model.referral import Referral
from klokt.model.worklist import Item
from klokt.wording.told import told_outcome

CLOSING = ("done", "not_needed", "patient_declined", "done_elsewhere")
"""The reasons for which a person closes an obligation."""

_INNER = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the history: the kind of event, who did it and when, in the unit's zone, and what it was about."""

    kind: str
    who: str
    when: str
    about: str
    note: str


@dataclass(frozen=True, slots=True)
class Owed:
    """What the unit owes: whether it is open, by whom and when, what to do then, and the facts that it waits for."""

    id: str
    told: str
    is_open: bool
    is_overdue: bool
    owner: str
    due: str
    proposes: str
    fields: tuple[FactField, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another referral of the same person in the unit."""

    stream: str
    asked: str
    day: str
    state: str
    outcome: str
    decision: str


def history_of(case: Case, language: str) -> tuple[Happened, ...]:
    """Return all that happened, the newest first."""
    return tuple(
        Happened(
            kind_of(each.what),
            told_who(case, each.actor),
            told_moment(case, each.at, language),
            _about(case, each, language),
            each.personal if isinstance(each.what, Decided) and isinstance(each.personal, str) else "",
        )
        for each in reversed(case.history)
    )


def kind_of(what: object) -> str:
    """Return how the words name a kind of event ("letter_queued")."""
    return _INNER.sub("_", type(what).__name__).lower()


def told_who(case: Case, actor: str) -> str:
    """Return the name of the person who looks at the page, and the id of anybody else."""
    return case.person.name if actor == case.person.who else actor


def told_moment(case: Case, at: datetime, language: str) -> str:
    """Return a moment as the unit's clocks tell it."""
    local = at.astimezone(case.unit.settings.place)
    return format_datetime(local, "medium", locale=LOCALES.get(language, language))


def owed_of(case: Case, view: ReferralView | None, language: str) -> tuple[Owed, ...]:
    """Return the obligations that stand, those that are open first. Their facts are taken from the page's fields."""
    guideline = case.guideline
    if guideline is None:
        return ()
    found = [_owed(case, guideline, each, view, language) for each in case.standing.values()]
    return tuple(sorted(found, key=lambda each: not each.is_open))


def awaited_facts(case: Case) -> frozenset[str]:
    """Return the facts that an obligation waits for: they are asked for apart."""
    if case.guideline is None:
        return frozenset()
    return frozenset(
        name
        for each in case.standing.values()
        if isinstance(each, ObligationAwaited) and each.obligation in case.guideline.obligations
        for name in facts_asked(case.guideline.obligations[each.obligation].opens_when, case.guideline.rules)
    )


def earlier_of(case: Case, language: str) -> tuple[Earlier, ...]:
    """Return the other referrals of the same person in this unit, the newest first."""
    if case.item.subject is None:
        return ()
    items = [each for each in case.journal.of_subject(case.item.subject) if each.stream != case.item.stream]
    items = [each for each in items if each.unit == case.item.unit]
    referrals = case.journal.referrals([each.stream for each in items])
    return tuple(_earlier(case, each, referrals.get(each.stream), language) for each in items)


def _owed(
    case: Case,
    guideline: Guideline,
    event: ObligationAwaited | ObligationOpened,
    view: ReferralView | None,
    language: str,
) -> Owed:
    described = guideline.obligations.get(event.obligation)
    opened = event if isinstance(event, ObligationOpened) else None
    wanted = set(facts_asked(described.opens_when, guideline.rules)) if described and not opened else set()
    fields = [field for section in view.sections for field in every_field(section)] if view else []
    return Owed(
        id=event.obligation,
        told=described.title[language] if described else event.obligation,
        is_open=opened is not None,
        is_overdue=opened is not None and opened.due < today(case),
        owner=event.owner,
        due=told_day(opened.due, language, "long") if opened else "",
        proposes=told_outcome(guideline, opened.proposes, Audience.RECEIVER, language) if opened else "",
        fields=tuple(field for field in fields if field.fact in wanted),
    )


def every_field(section: Section) -> Iterator[FactField]:
    """Yield the fields of a place to examine, each once."""
    parts = section.fields
    yield from {each.name: each for each in (*parts.best, *parts.told, *parts.more, *parts.rest)}.values()


def today(case: Case) -> date:
    """Return the day that it is in the unit."""
    return case.at.astimezone(case.unit.settings.place).date()


def _earlier(case: Case, item: Item, referral: Referral | None, language: str) -> Earlier:
    guideline = case.unit.guides.guidelines.get(item.guideline or "")
    asked = told_request(Entry(item.stream, referral, guideline), language) if referral and guideline else ""
    known = guideline is not None and item.outcome in guideline.outcomes
    outcome = (
        told_outcome(guideline, item.outcome, Audience.RECEIVER, language)
        if known and guideline and item.outcome
        else ""
    )
    day = told_day(item.received.astimezone(case.unit.settings.place).date(), language)
    return Earlier(item.stream, asked, day, item.state.value, outcome, item.decision or "")


def _about(case: Case, each: Recorded, language: str) -> str:
    """What an event was about: an outcome, the facts that were corrected, or what is owed."""
    guideline = case.guideline
    if guideline is None:
        return ""
    match each.what:
        case Proposed(outcome=name) | Decided(outcome=name) if name in guideline.outcomes:
            return told_outcome(guideline, name, Audience.RECEIVER, language)
        case Corrected(facts=names):
            return " ".join(guideline.facts[name].question[language] for name in names if name in guideline.facts)
        case ObligationAwaited(obligation=name) | ObligationOpened(obligation=name) | ObligationClosed(obligation=name):
            described: Mapping[str, str] = guideline.obligations[name].title if name in guideline.obligations else {}
            return described.get(language, name)
    return ""
