"""Bring files to the units by hand: each document a message of its own, to the unit whose guideline serves it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from klokt.channels.unit.house import House
from klokt.engine.spells import HORIZON
from klokt.errors import IntakeError, KloktError, UnitError
from klokt.intake.episode_form import holds_episodes, read_episodes
from klokt.intake.reader import documents, read
from klokt.model.access import Access, Role
from klokt.model.episode import Episode
from klokt.model.referral import Referral
from klokt.triage.receive import Incoming, receive
from klokt.triage.record import Now, follow_anew, take

BY_HAND = "by_hand"
"""The door, and the sender, of what somebody brought in by hand."""


@dataclass(slots=True)
class Brought:
    """How many messages and courses came in, and how many were there before."""

    new: int = 0
    known: int = 0
    courses: int = 0


def bring(house: House, files: Sequence[tuple[str, bytes]]) -> Brought:
    """Bring the files, by name and content, to the units; the same again changes nothing.

    What no unit's guideline serves goes to the first unit: a person there must look. Raises IntakeError for a course
    that cannot be read, as no list can show it.
    """
    brought = Brought()
    for name, data in files:
        if holds_episodes(data):
            for episode in read_episodes(data, name):
                if isinstance(episode, IntakeError):
                    raise episode
                new = bring_course(house, episode)
                brought.known += not new
                brought.courses += bool(new)
            continue
        for _, raw in documents(data):
            _bring_message(house, raw, brought)
    return brought


def _bring_message(house: House, raw: bytes, brought: Brought) -> None:
    unit = next(_serving(house, raw), next(iter(house.units)))
    journal = house.store.open_for(_door(unit))
    now, at_work = house.now(), house.units[unit]
    message = Incoming(unit, BY_HAND, BY_HAND, sha256(raw).hexdigest(), raw)
    receipt = receive(
        journal, message, read, at_work.guides.assess, now, house.today(unit), at_work.settings.triage_days
    )
    brought.known += receipt.repeated
    brought.new += not receipt.repeated


def _serving(house: House, raw: bytes) -> Iterator[str]:
    """The units with one guideline that serves the first referral of a message."""
    first = next(iter(read(raw)), None)
    if isinstance(first, Referral):
        for unit, each in house.units.items():
            try:
                each.guides.choose(first)
            except KloktError:
                continue
            yield unit


def bring_course(house: House, episode: Episode, unit: str | None = None) -> int:
    """Bring a course to a unit, or to the first that follows courses; return how many of its events were new.

    Raises UnitError K851 where the unit follows none, and TriageError as `take` does.
    """
    found = next((each for each in house.units if unit in (None, each) and house.units[each].courses), None)
    courses = house.units[found].courses if found else None
    if found is None or courses is None:
        raise UnitError("K851", "no guideline of the unit follows the courses of patients")
    journal = house.store.open_for(_door(found))
    return take(journal, found, episode, Now(house.now(), house.today(found), courses.follow))


def keep_up(house: House) -> int:
    """Follow anew the courses whose guideline changed, or that nobody touched for long; return how many."""
    followed = 0
    for unit, each in house.units.items():
        if each.courses is None:
            continue
        journal, today = house.store.open_for(_door(unit)), house.today(unit)
        now = Now(house.now(), today, each.courses.follow)
        streams = journal.courses.to_follow(unit, each.courses.basis, today - timedelta(days=HORIZON // 2))
        followed += sum(follow_anew(journal, stream, now) for stream in streams)
    return followed


def _door(unit: str) -> Access:
    return Access(BY_HAND, {unit: frozenset({Role.DOOR})})
