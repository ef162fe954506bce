"""Guarantees: their last day, what meets or discharges them, the right that follows, and what is foreseen."""

from datetime import date

import pytest

from danish_pathway import denmark, episode, event, state
from klokt.engine.clocks import forecast
from klokt.engine.compiled import ParameterError
from klokt.engine.pathway import Follower
from klokt.model.duration import Duration, Unit

PROGRAMME = "extended_free_choice_programme"


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        (date(2011, 1, 31), date(2011, 2, 28)),
        (date(2012, 1, 30), date(2012, 2, 29)),
        (date(2011, 8, 31), date(2011, 9, 30)),
        (date(2011, 12, 15), date(2012, 1, 15)),
    ],
)
def test_a_month_is_clamped_to_the_end_of_a_shorter_one(received: date, last_day: date) -> None:
    (clock,) = state(received, event(received, "referral_received")).clocks
    assert clock.deadline == last_day


def test_the_last_day_is_in_time_and_the_next_gives_the_right() -> None:
    received = event(date(2011, 3, 15), "referral_received")
    assert state(date(2011, 4, 15), received).rights == ()
    assert state(date(2011, 4, 16), received).rights == (PROGRAMME,)


def test_the_right_lapses_when_the_programme_starts_late() -> None:
    received, started = event(date(2011, 3, 15), "referral_received"), event(date(2011, 5, 2), "programme_started")
    assert state(date(2011, 5, 1), received, started).rights == (PROGRAMME,)
    assert state(date(2011, 5, 2), received, started).rights == ()


def test_the_ledger_keeps_what_happened_to_a_guarantee() -> None:
    (clock,) = state(
        date(2013, 5, 20),
        event(date(2013, 4, 8), "referral_received"),
        event(date(2013, 4, 12), "programme_offer", start_date="2013-05-08"),
        event(date(2013, 4, 15), "patient_choice", choice="later_start"),
    ).clocks
    assert [entry.what for entry in clock.ledger] == ["started", "notified_in_time", "postponed_by_patient"]
    assert not clock.is_open


def test_an_offer_that_is_brought_into_the_month_takes_back_the_right_of_a_late_one() -> None:
    received = event(date(2013, 4, 8), "referral_received")
    late = event(date(2013, 4, 12), "programme_offer", start_date="2013-06-03")
    in_time = event(date(2013, 4, 20), "programme_offer", start_date="2013-05-06")
    assert state(date(2013, 4, 19), received, late, in_time).rights == (PROGRAMME,)
    assert state(date(2013, 4, 20), received, late, in_time).rights == ()


def test_surgery_gives_no_right_while_the_criteria_are_not_met() -> None:
    ended = event(date(2013, 3, 1), "programme_ended", course="unchanged")
    unmet = event(date(2013, 3, 11), "surgical_assessment", criteria_met=False)
    assert state(date(2013, 6, 1), ended).rights == ()
    assert state(date(2013, 6, 1), ended, unmet).rights == ()


@pytest.mark.parametrize(
    ("received", "last_day"),
    [(date(2012, 12, 3), date(2013, 1, 3)), (date(2013, 1, 2), date(2013, 2, 1)), (date(2023, 7, 3), date(2023, 9, 1))],
)
def test_the_waits_of_later_law_hold_from_their_day_where_a_unit_turns_them_on(received: date, last_day: date) -> None:
    follower = Follower(denmark(), received, {"later_law_applies": True})
    (clock,) = follower.state(episode(event(received, "referral_received")), received).clocks
    assert clock.deadline == last_day


def test_a_unit_may_give_two_months_and_no_other_kind_of_time() -> None:
    received = event(date(2011, 3, 15), "referral_received")
    follower = Follower(denmark(), date(2011, 3, 1), {"programme_start_within": Duration(2, Unit.MONTHS)})
    (clock,) = follower.state(episode(received), date(2011, 3, 20)).clocks
    assert clock.deadline == date(2011, 5, 15)
    with pytest.raises(ParameterError):
        Follower(denmark(), date(2011, 3, 1), {"programme_start_within": Duration(60, Unit.DAYS)})


def test_the_forecast_names_who_breaks_when() -> None:
    on = date(2011, 4, 1)
    waiting = state(on, event(date(2011, 3, 15), "referral_received"))
    ended = state(on, event(date(2011, 3, 10), "programme_ended", course="worse"))
    (first,) = forecast("a", waiting.clocks, on)
    (other,) = forecast("b", ended.clocks, on)
    assert (first.right_from, first.days_left, first.conditional) == (date(2011, 4, 16), 15, False)
    assert (other.clock, other.right_from, other.conditional) == ("surgery_guarantee", date(2011, 4, 11), True)


def test_the_forecast_leaves_out_an_operation_that_has_a_day_in_time() -> None:
    found = state(
        date(2012, 9, 11),
        event(date(2012, 8, 27), "programme_ended"),
        event(date(2012, 9, 3), "surgical_assessment", criteria_met=True),
        event(date(2012, 9, 10), "surgery_offered", operation_date="2012-09-27"),
    )
    assert list(forecast("a", found.clocks, found.on)) == []
