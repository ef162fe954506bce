"""The engine's guarantees agree with a replay by hand, one day after another, whatever happened in whatever order."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from agreement.day_by_day import Told, a_month_after, replay
from danish_pathway import follower
from klokt.engine.dates import day_after
from klokt.model.duration import Duration, Unit
from klokt.model.episode import Episode, Event, Finding, State

EPISODES = 10_000
USUAL = (
    "symptom_onset",
    "first_contact",
    "contact",
    "referral_sent",
    "referral_received",
    "programme_offer",
    "programme_started",
    "programme_ended",
    "surgical_assessment",
    "surgery_offered",
)
UNUSUAL = ("referral_received", "referral_returned", "programme_offer", "patient_choice", "surgery_offered")
YEARS = (2011, 2012, 2015, 2016, 2096, 2099, 2100)
"""Leap years, the years before them, and a century that is none."""


def findings(kind: str, on: date, dice: random.Random) -> dict[str, Finding]:
    """Return what such an event may tell."""
    later = (on + timedelta(days=dice.randrange(50))).isoformat()
    choices = ("later_start", "postpone_surgery", "decline_surgery", "private_programme")
    told: dict[str, dict[str, Finding]] = {
        "referral_received": {"missing_requirements": ("5",) if dice.random() < 0.2 else ()},
        "referral_returned": {"missing_requirements": dice.choice(((), ("2", "5")))},
        "programme_offer": {"start_date": later},
        "surgical_assessment": {"criteria_met": dice.random() < 0.8},
        "surgery_offered": {"operation_date": later},
        "patient_choice": {"choice": dice.choice(choices)},
    }
    return told.get(kind, {})


def a_start(dice: random.Random) -> date:
    """Return a day of one of the years, half of the time at the end of a month."""
    day = date(dice.choice(YEARS), 1, 1) + timedelta(days=dice.randrange(365))
    return day if dice.random() < 0.5 else a_month_after(day.replace(day=1)) - timedelta(days=dice.randrange(1, 4))


def a_course(dice: random.Random) -> list[Event]:
    """Return a course in its usual order with things left out, repeated, and out of place."""
    on, events = a_start(dice), []
    for kind in USUAL:
        on += timedelta(days=dice.randrange(40))
        if dice.random() < 0.8:
            events.append(Event(on, kind, findings(kind, on, dice)))
    first, last = events[0].on if events else on, on
    for _ in range(dice.randrange(4)):
        on = first + timedelta(days=dice.randrange((last - first).days + 40))
        kind = dice.choice(UNUSUAL if dice.random() < 0.8 else USUAL)
        events.append(Event(on, kind, findings(kind, on, dice)))
    dice.shuffle(events)
    return events


def courses(count: int) -> Iterator[tuple[Episode, list[date]]]:
    """Yield courses, each with seven days to ask about: of the events, at the end of each month, and some others."""
    dice = random.Random(5)  # noqa: S311 - a repeatable sample, no secret
    for number in range(count):
        events = a_course(dice)
        if events:
            month_after = {
                a_month_after(event.on) for event in events if event.type in ("referral_received", "programme_ended")
            }
            days = {event.on for event in events} | month_after | {day + timedelta(days=1) for day in month_after}
            days |= {min(days) + timedelta(days=dice.randrange(500)) for _ in range(3)}
            yield Episode(str(number), tuple(events), "disc_herniation"), dice.sample(sorted(days), min(len(days), 7))


def told(state: State) -> Told:
    """Return what the engine tells, as the replay by hand does."""
    return frozenset(state.rights), {run.clock: (run.deadline, run.is_open) for run in state.clocks}


def test_ten_thousand_courses_agree_with_a_replay_day_by_day() -> None:
    stood = {"none": 0, "extended_free_choice_programme": 0, "extended_free_choice_surgery": 0}
    for episode, days in courses(EPISODES):
        by_hand = replay(episode, set(days))
        for day in days:
            assert told(follower().state(episode, day)) == by_hand[day], (episode.events, day)
            for right in by_hand[day][0] or ("none",):
                stood[right] += 1
    assert min(stood.values()) > EPISODES / 10  # what never happened would agree too


def test_the_month_after_each_day_of_eight_years_is_the_same_counted_by_hand() -> None:
    for start in (date(2011, 1, 1), date(2097, 1, 1)):
        for days in range(4 * 366):
            on = start + timedelta(days=days)
            assert day_after(on, Duration(1, Unit.MONTHS)) == a_month_after(on)
