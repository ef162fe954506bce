"""What must hold for every course: its order of arrival, the future, its rights in time, its acute signs."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from danish_pathway import follower
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


def test_a_correction_that_moves_an_event_beyond_the_day_equals_never_having_had_it() -> None:
    for dice, episode, on in random_episodes(300, seed=6):
        named = [replace(event, id=str(number)) for number, event in enumerate(episode.events)]
        wrong = dice.choice(named)
        correction = replace(wrong, id="right", corrects=wrong.id, on=on + timedelta(days=dice.randrange(1, 90)))
        without = [event for event in named if event is not wrong]
        corrected, never = replace(episode, events=(*named, correction)), replace(episode, events=tuple(without))
        assert follower().state(corrected, on) == follower().state(never, on)


def test_a_correction_of_what_was_found_equals_having_found_that_from_the_beginning() -> None:
    for dice, episode, on in random_episodes(300, seed=7):
        named = [replace(event, id=str(number)) for number, event in enumerate(episode.events)]
        wrong, right = dice.choice(named), replace(random_event(dice), id="right")
        without = tuple(event for event in named if event is not wrong)
        corrected = replace(episode, events=(replace(right, corrects=wrong.id), *named))
        assert follower().state(corrected, on) == follower().state(replace(episode, events=(*without, right)), on)
