"""The other referrals of the same person in the unit, with what was decided and what was found."""

from dataclasses import dataclass

from klokt.channels.unit.case import Case
from klokt.channels.unit.referral_view_results import asked_by_obligations, results_of
from klokt.channels.web.desk import Entry
from klokt.channels.web.summary import told_day, told_request
from klokt.model.fact import Audience
from klokt.model.guideline import Guideline
from klokt.model.referral import Referral
from klokt.model.worklist import Item
from klokt.triage.follow_up import corrections_of
from klokt.wording.told import told_outcome

MOST = 20
"""How many of them are shown: the page of one referral is no archive."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another referral of the same person: what was asked and when, what became of it, and what was found."""

    stream: str
    asked: str
    day: str
    state: str
    outcome: str
    decision: str
    found: tuple[tuple[str, str], ...]


def earlier_of(case: Case, language: str) -> tuple[Earlier, ...]:
    """Return the other referrals of the same person in this unit, the newest first."""
    if case.item.subject is None:
        return ()
    items = [each for each in case.journal.of_subject(case.item.subject) if each.stream != case.item.stream]
    items = [each for each in items if each.unit == case.item.unit][:MOST]
    referrals = case.journal.referrals([each.stream for each in items])
    return tuple(_earlier(case, each, referrals.get(each.stream), language) for each in items)


def _earlier(case: Case, item: Item, referral: Referral | None, language: str) -> Earlier:
    guideline = case.unit.guides.guidelines.get(item.guideline or "")
    return Earlier(
        stream=item.stream,
        asked=told_request(Entry(item.stream, referral, guideline), language) if referral and guideline else "",
        day=told_day(item.received.astimezone(case.unit.settings.place).date(), language),
        state=item.state.value,
        outcome=_outcome(guideline, item, language),
        decision=item.decision or "",
        found=_found(case, guideline, item, language) if referral and guideline else (),
    )


def _outcome(guideline: Guideline | None, item: Item, language: str) -> str:
    if guideline is None or item.outcome is None or item.outcome not in guideline.outcomes:
        return ""
    return told_outcome(guideline, item.outcome, Audience.RECEIVER, language)


def _found(case: Case, guideline: Guideline, item: Item, language: str) -> tuple[tuple[str, str], ...]:
    said = corrections_of(case.journal.history(item.stream))
    return results_of(guideline, said, asked_by_obligations(guideline), language)
