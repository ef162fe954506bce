"""How a course stands from day to day if nothing more happens: the days on which that changes, and how it is then."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from klokt.engine.letter_choice import letter_on, standing_right
from klokt.engine.pathway import Follower
from klokt.model.episode import DueDate, Episode, State
from klokt.model.followed import Spell
from klokt.model.pathway import Pathway

HORIZON = 400
"""How many days are looked ahead, from the day itself or from the last event where that is later."""

FollowerOn = Callable[[date], Follower]
"""Return the pathway made ready for a day."""


def spells(follower_on: FollowerOn, episode: Episode, on: date) -> tuple[Spell, ...]:
    """Return how an episode stands from a day on, spell by spell; the last one is what holds after the days ahead.

    Events to come are looked at from their own days on. So whatever is read off a day's spell is what the pathway
    says on that day.
    """
    last = max([on, *(event.on for event in episode.events)]) + timedelta(days=HORIZON)
    return tuple(_changes(follower_on, episode, on, last))


def _changes(follower_on: FollowerOn, episode: Episode, day: date, last: date) -> Iterator[Spell]:
    before: Spell | None = None
    while day <= last:
        follower = follower_on(day)
        now = spell_of(follower, follower.state(episode, day), day)
        if before is None or replace(now, since=before.since) != before:
            yield now
            before = now
        day += timedelta(days=1)


def spell_of(follower: Follower, state: State, since: date) -> Spell:
    """Return the spell of a state, as one that began on a day."""
    first = min(_days(follower.pathway, state), key=lambda due: due.on, default=None)
    open_ = [run.deadline for run in state.clocks if run.is_open and not run.kept]
    run = standing_right(state)
    return Spell(
        since=since,
        next_step=state.next_step,
        urgency=state.urgency,
        what=first.what if first else None,
        due=first.on if first else None,
        missed=min((each.on for each in state.missed), default=None),
        deadline=min(open_, default=None),
        clock=run.clock if run else None,
        right_from=run.right_from if run else None,
        has_letter=run is not None and letter_on(follower, state) is not None,
    )


def _days(pathway: Pathway, state: State) -> list[DueDate]:
    """What is due on a day of its own: neither the first day of a right, nor the day that is asked about."""
    rights = {clock.right_from for clock in pathway.clocks.values()}
    today = {each.id for each in pathway.milestones.values() if not each.events}
    return [each for each in state.due if each.what not in rights | today]
