"""What must hold for every course: its order of arrival, the future, its rights in time, its acute signs."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from danish_pathway import denmark, follower
from klokt.engine.clocks import run_clock
from klokt.engine.dates import shift
from klokt.model.duration import Duration, Unit
from klokt.model.episode import Episode, Event, Finding

START = date(2011, 1, 1)
COURSES = ("improved", "partly_improved", "unchanged", "worse")


def random_day(dice: random.Random, spread: int = 400) -> date:
    """Return a day of some year and a bit."""
    return START + timedelta(days=dice.randrange(spread))


def random_event(dice: random.Random) -> Event:
    """Return an event with findings that such an event may have."""
    on = random_day(dice)
    later = (on + timedelta(days=dice.randrange(60))).isoformat()
    told: dict[str, dict[str, Finding]] = {
        "symptom_onset": {},
        "first_contact": {"group": dice.choice(("nerve_root", "nonspecific")), "disabling": dice.random() < 0.2},
        "contact": {"planned_week": dice.choice((2, 4, 8)), "course": dice.choice(COURSES)},
        "referral_received": {"missing_requirements": dice.choice(((), ("5",)))},
        "programme_offer": {"start_date": later},
        "programme_started": {},
        "programme_ended": {"course": dice.choice(COURSES)},
        "surgical_assessment": {"criteria_met": dice.random() < 0.7},
        "surgery_offered": {"operation_date": later},
        "patient_choice": {"choice": dice.choice(("later_start", "postpone_surgery", "private_programme"))},
    }
    kind = dice.choice(list(told))
    return Event(on, kind, told[kind])


def random_episodes(count: int, seed: int) -> Iterator[tuple[random.Random, Episode, date]]:
    """Yield episodes with a day each; the same in every run."""
    dice = random.Random(seed)  # noqa: S311 - a repeatable sample, no secret
    for number in range(count):
        events = tuple(random_event(dice) for _ in range(dice.randrange(1, 9)))
        condition = dice.choice(("disc_herniation", "isolated_lbp", "spinal_stenosis"))
        yield dice, Episode(str(number), events, condition), random_day(dice, 460)


def test_the_order_of_arrival_and_duplicates_change_nothing() -> None:
    for dice, episode, on in random_episodes(400, seed=1):
        shuffled = list(episode.events) + dice.sample(episode.events, 1)
        dice.shuffle(shuffled)
        assert follower().state(replace(episode, events=tuple(shuffled)), on) == follower().state(episode, on)


def test_what_happens_after_the_day_changes_nothing() -> None:
    for dice, episode, on in random_episodes(400, seed=2):
        future = [replace(random_event(dice), on=on + timedelta(days=dice.randrange(1, 90))) for _ in range(3)]
        later = replace(episode, events=(*episode.events, *future))
        assert follower().state(later, on) == follower().state(episode, on)


def test_time_alone_takes_no_right_away() -> None:
    for _, episode, on in random_episodes(200, seed=3):
        known = replace(episode, events=tuple(event for event in episode.events if event.on <= on))
        stood: set[str] = set()
        for days in (0, 1, 13, 14, 30, 31, 92, 200, 400):
            rights = set(follower().state(known, on + timedelta(days=days)).rights)
            assert stood <= rights
            stood = rights


@pytest.mark.parametrize(
    "sign",
    [
        {"sphincter_disturbance": True},
        {"cauda_equina_suspected": True},
        {"paresis": "severe"},
        {"mrc": "2/5 dorsalflexion"},
        {"spinal_cord_compression": True},
        {"root_incarceration_suspected": True},
    ],
    ids=lambda sign: next(iter(sign)),
)
def test_an_acute_sign_goes_before_all_else(sign: dict[str, Finding]) -> None:
    for _, episode, on in random_episodes(150, seed=4):
        with_sign = replace(episode, events=(*episode.events, Event(on, "contact", sign)))
        state = follower().state(with_sign, on)
        assert (state.next_step, state.urgency) == ("acute_hospital_referral", "acute")


def a_month_later(day: date) -> date:
    """Count a calendar month day by day: to the same number, or to the last day before the month after next."""
    number, following = day.day, day.month % 12 + 1
    while day.month != following:
        day += timedelta(days=1)
    while day.day != number and (day + timedelta(days=1)).month == following:
        day += timedelta(days=1)
    return day


def right_day_by_day(episode: Episode, on: date) -> bool:
    """Replay the programme's guarantee one day at a time, with no arithmetic of dates but the next day."""
    deadline: date | None = None
    offered: date | None = None
    right = settled = False
    day = START - timedelta(days=1)
    while day < on:
        day += timedelta(days=1)
        today = [event for event in episode.events if event.on == day]
        started = any(event.type == "programme_started" for event in today)
        if deadline is None and any(
            e.type == "referral_received" and not e.findings["missing_requirements"] for e in today
        ):
            deadline = a_month_later(day)
        if deadline is None or settled:
            continue
        for event in sorted((e for e in today if e.type == "programme_offer"), key=lambda e: str(e.findings)):
            offered = date.fromisoformat(str(event.findings["start_date"]))
            right = day > deadline or offered > deadline
        postponed = any(e.findings.get("choice") == "later_start" for e in today)
        if started or (postponed and offered is not None and offered <= deadline):
            settled, right = True, False
        elif day > deadline:
            right = True
    return right


def test_the_month_to_the_programme_agrees_with_a_replay_day_by_day() -> None:
    clock = (denmark().pathway or pytest.fail("no pathway")).clocks["programme_guarantee"]
    month = shift(Duration(1, Unit.MONTHS))
    stood = 0
    for _, episode, on in random_episodes(10_000, seed=5):
        record = follower().recorder.record(episode.events, on)
        began = min((event.on for event in episode.events), default=on)
        if record.events and record.events[0].on == began:  # an episode begun anew is another episode
            ran = run_clock(clock, record, month, required=True)
            expected = right_day_by_day(episode, on)
            assert (ran is not None and ran.right) is expected
            stood += expected
    assert stood > 500
