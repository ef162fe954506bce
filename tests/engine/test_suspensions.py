"""Pauses: from when to when, why, and what they do to the guarantee; and the lengths of later law."""

from dataclasses import replace
from datetime import date

import pytest

from danish_pathway import denmark, episode, event, follower
from klokt.engine.course import course_of
from klokt.engine.pathway import Follower
from klokt.model.duration import Duration, Unit
from klokt.model.episode import Event, Suspension

RECEIVED = event(date(2013, 4, 8), "referral_received")


def pauses(on: date, *events: Event) -> tuple[Suspension, ...]:
    told = episode(*events)
    return course_of(follower(), told, follower().state(told, on)).suspensions


def test_a_start_in_time_that_the_patient_postponed_pauses_until_the_programme_starts() -> None:
    asked = event(date(2013, 4, 15), "patient_choice", choice="later_start", reason="rejse")
    offered = event(date(2013, 4, 12), "programme_offer", start_date="2013-05-06")
    started = event(date(2013, 6, 3), "programme_started")
    lasting = Suspension(
        clock="programme_guarantee",
        asked=date(2013, 4, 15),
        start=date(2013, 5, 6),
        end=None,
        reason="rejse",
        who="patient",
        effect="discharges",
    )
    assert pauses(date(2013, 5, 20), RECEIVED, offered, asked) == (lasting,)
    ended = replace(lasting, end=date(2013, 6, 3))
    assert pauses(date(2013, 6, 3), RECEIVED, offered, asked, started) == (ended,)


def test_a_postponement_of_a_start_that_was_late_takes_nothing_away() -> None:
    offered = event(date(2013, 4, 12), "programme_offer", start_date="2013-05-09")
    (found,) = pauses(
        date(2013, 5, 20), RECEIVED, offered, event(date(2013, 4, 15), "patient_choice", choice="later_start")
    )
    assert (found.effect, found.reason) == ("none", None)


def test_a_wish_before_any_day_was_notified_is_written_down_from_its_own_day() -> None:
    (found,) = pauses(date(2013, 5, 20), RECEIVED, event(date(2013, 4, 15), "patient_choice", choice="later_start"))
    assert (found.start, found.effect) == (date(2013, 4, 15), "none")


def test_a_new_day_that_is_notified_ends_the_pause() -> None:
    offered = event(date(2013, 4, 12), "programme_offer", start_date="2013-05-06")
    again = event(date(2013, 4, 20), "programme_offer", start_date="2013-06-10")
    asked = event(date(2013, 4, 15), "patient_choice", choice="later_start")
    (found,) = pauses(date(2013, 5, 20), RECEIVED, offered, asked, again)
    assert found.end == date(2013, 6, 10)


@pytest.mark.parametrize(
    ("received", "length", "last_day"),
    [
        (date(2012, 12, 31), Duration(1, Unit.MONTHS), date(2013, 1, 31)),
        (date(2013, 1, 1), Duration(30, Unit.DAYS), date(2013, 1, 31)),
        (date(2023, 5, 31), Duration(30, Unit.DAYS), date(2023, 6, 30)),
        (date(2023, 6, 1), Duration(60, Unit.DAYS), date(2023, 7, 31)),
        (date(2024, 12, 31), Duration(60, Unit.DAYS), date(2025, 3, 1)),
        (date(2025, 1, 1), Duration(30, Unit.DAYS), date(2025, 1, 31)),
    ],
)
def test_the_waits_of_later_law_hold_by_the_day_on_which_the_wait_began(
    received: date, length: Duration, last_day: date
) -> None:
    later = Follower(denmark(), last_day, {"later_law_applies": True})
    (clock,) = later.state(episode(event(received, "referral_received")), last_day).clocks
    assert clock.deadline == last_day
    assert later.budget(later.pathway.clocks[clock.clock], received) == length


def test_without_the_option_a_month_is_a_month_at_every_date() -> None:
    (clock,) = follower().state(episode(event(date(2023, 6, 1), "referral_received")), date(2023, 7, 1)).clocks
    assert clock.deadline == date(2023, 7, 1)
