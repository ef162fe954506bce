"""What stands above a referral, and at the end of a round: how far it is, and what was decided in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from klokt.channels.unit.case import Case, case_of
from klokt.channels.unit.last_decisions import DecisionTold, decisions_told, last_decisions
from klokt.channels.unit.round import Round, behind, decided_in, round_of
from klokt.channels.unit.visit import Visit
from klokt.channels.web.page import Asked, Pages
from klokt.channels.web.summary import told_patient, told_request
from klokt.model.event import Decided, Recorded
from klokt.model.worklist import Filter, ItemState


@dataclass(frozen=True, slots=True)
class RoundBar:
    """How far a round is: the number of the referral that is shown, and of how many; `is_open` until it is decided."""

    number: int
    size: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page of a referral shows of the person's own work: the round that goes on, and the last decisions."""

    round: RoundBar | None = None
    last: tuple[DecisionTold, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """A referral that was passed, in words."""

    stream: str
    title: str
    patient: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A round as it stands: each decision, how often each choice was made, departures, what was passed, and minutes.

    `is_over` where all of it was decided or passed, or nothing is left to take.
    """

    size: int
    decided: tuple[DecisionTold, ...]
    choices: tuple[tuple[str, int], ...]
    departures: int
    passed: tuple[Passed, ...]
    minutes: int
    is_over: bool


def beside(request: Asked, case: Case, language: str, pages: Pages) -> Beside:
    """Return what stands beside a referral; nothing where a part of the page is asked for alone."""
    if "hx-request" in request.headers or not case.may_decide:
        return Beside()
    unit = case.item.unit
    last = last_decisions(case.house, case.person, unit, pages.view(request, language))
    going = round_of(request.cookies, case.person, unit)
    return Beside(_bar(going, case) if going else None, last)


def beside_list(visit: Visit) -> dict[str, object]:
    """Return what a list shows of the person's own work: the round that goes on, if any, and the last decisions."""
    going = round_of(visit.cookies, visit.person, visit.unit)
    return {"round": going, "last": last_decisions(visit.house, visit.person, visit.unit, visit.view)}


def summary(visit: Visit, going: Round, is_over: bool) -> Summary:
    """Return a round in words; `is_over` says that there is no other referral to take."""
    found = decided_in(going, visit.journal)
    choices = Counter(each.what.choice.value for each in found if isinstance(each.what, Decided))
    departures = sum(isinstance(each.what, Decided) and each.what.override is not None for each in found)
    return Summary(
        size=going.size,
        decided=decisions_told(found, visit.house, visit.person, visit.view),
        choices=tuple(choices.most_common()),
        departures=departures,
        passed=_passed(visit, going),
        minutes=_minutes(going, found),
        is_over=is_over or len(behind(going, found)) >= going.size,
    )


def unread(visit: Visit) -> int:
    """Return how many messages nobody could read: they need a person, and stand in no round."""
    return visit.journal.count(visit.unit, Filter(states=(ItemState.NOT_READ, ItemState.DIFFERS)))


def _bar(going: Round, case: Case) -> RoundBar:
    gone = behind(going, decided_in(going, case.journal))
    is_open = case.item.state is ItemState.NEW and case.stream not in gone
    return RoundBar(min(len(gone) + is_open, going.size), going.size, is_open)


def _passed(visit: Visit, going: Round) -> tuple[Passed, ...]:
    """What was passed and is new still."""
    language, today = visit.view.language, visit.house.today(visit.unit)
    cases = [case_of(visit.house, visit.person, language, visit.unit, each) for each in going.passed]
    return tuple(
        Passed(
            each.stream,
            told_request(each.entry, language) if each.entry else visit.view.word("not_assessed_title"),
            told_patient(each.referral, each.referral.referral_date or today, language) if each.referral else "",
        )
        for each in cases
        if each.item.state is ItemState.NEW
    )


def _minutes(going: Round, found: Sequence[Recorded]) -> int:
    last = max((each.at for each in found), default=going.since)
    return round((last - going.since).total_seconds() / 60)
