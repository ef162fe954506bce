"""The decisions that a person made last, in words: whose referral got what, and whether it can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from babel.dates import format_time

from klokt.channels.unit.case import can_undo
from klokt.channels.unit.house import House
from klokt.channels.unit.person import Person
from klokt.channels.unit.told import outcome_word
from klokt.channels.web.desk import Entry
from klokt.channels.web.page import View
from klokt.channels.web.summary import LOCALES, told_patient, told_request
from klokt.model.event import Decided, Recorded
from klokt.model.guideline import Guideline
from klokt.model.referral import Referral
from klokt.model.worklist import Item, Outgoing

MOST = 10
"""How many decisions are told."""


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """A decision in words, with the hour in the unit's zone; `version` is the one to take it back at."""

    stream: str
    version: int
    title: str
    patient: str
    choice: str
    outcome: str
    at: str
    can_undo: bool


def last_decisions(house: House, person: Person, unit: str, view: View) -> tuple[DecisionTold, ...]:
    """Return the person's last decisions of today that stand, the newest first."""
    zone = house.units[unit].settings.place
    midnight = datetime.combine(house.today(unit), time(), zone).astimezone(UTC)
    found = house.journal_for(person).done_by_me(unit, midnight)
    newest = {each.stream: each for each in reversed(found)}
    recent = sorted(newest.values(), key=lambda each: each.position, reverse=True)
    return decisions_told(recent[:MOST], house, person, view)


def decisions_told(decided: Sequence[Recorded], house: House, person: Person, view: View) -> tuple[DecisionTold, ...]:
    """Return decisions in words, in their order, without those that were taken back or made anew."""
    if not decided:
        return ()
    journal, streams = house.journal_for(person), [each.stream for each in decided]
    items, referrals = journal.items(streams), journal.referrals(streams)
    letters: dict[str, list[Outgoing]] = {}
    for letter in journal.letters(*streams):
        letters.setdefault(letter.stream, []).append(letter)
    told = []
    for each in decided:
        item = items.get(each.stream)
        if item and (item.decided_by, item.decided_at) == (each.actor, each.at):
            queued = [one for one in letters.get(each.stream, ()) if one.position > each.position]
            told.append(_told(each, item, referrals.get(each.stream), can_undo(queued, house.now()), (house, view)))
    return tuple(told)


def _told(
    decided: Recorded, item: Item, referral: Referral | None, undo: bool, where: tuple[House, View]
) -> DecisionTold:
    house, view = where
    what, unit = decided.what, house.units[item.unit]
    guideline = unit.guides.guidelines.get(item.guideline or "")
    return DecisionTold(
        stream=item.stream,
        version=item.version,
        title=_title(item, referral, guideline, view),
        patient=told_patient(referral, referral.referral_date or house.today(item.unit), view.language)
        if referral
        else "",
        choice=what.choice.value if isinstance(what, Decided) else "",
        outcome=outcome_word(guideline, what.outcome if isinstance(what, Decided) else None, view),
        at=format_time(
            decided.at.astimezone(unit.settings.place), "short", locale=LOCALES.get(view.language, view.language)
        ),
        can_undo=undo,
    )


def _title(item: Item, referral: Referral | None, guideline: Guideline | None, view: View) -> str:
    if referral is None:
        return view.word("erased")
    if guideline is None:
        return view.word("not_assessed_title")
    return told_request(Entry(item.stream, referral, guideline), view.language)
