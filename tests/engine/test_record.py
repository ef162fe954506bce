"""The record of an episode: corrections, relapses, orders that cannot be, and what is not known here."""

from datetime import date

from danish_pathway import due, episode, event, follower, state
from klokt.model.episode import Event, Impossible

FIRST = event(date(2012, 1, 2), "first_contact", group="nonspecific")


def test_a_corrected_event_stands_on_its_new_day() -> None:
    slip = Event(date(2011, 3, 1), "referral_received", {}, id="r1")
    correction = Event(date(2011, 3, 15), "referral_received", {}, id="r2", corrects="r1")
    assert due(state(date(2011, 3, 20), slip, correction)) == {"programme_start_deadline": date(2011, 4, 15)}


def test_the_chiropractors_visit_before_the_doctors_is_the_first() -> None:
    later = event(date(2012, 1, 7), "first_contact", actor="gp")
    assert due(state(date(2012, 1, 8), later, FIRST))["contact_2w"] == date(2012, 1, 16)


def test_a_relapse_on_the_last_day_of_eight_weeks_belongs_to_the_same_course() -> None:
    assert state(date(2012, 2, 27), FIRST, event(date(2012, 2, 27), "first_contact")).missed != ()


def test_a_first_visit_a_day_later_begins_a_course_of_its_own() -> None:
    found = state(date(2012, 2, 28), FIRST, event(date(2012, 2, 28), "first_contact"))
    assert (found.missed, due(found)["contact_2w"]) == ((), date(2012, 3, 13))


def test_findings_of_an_earlier_course_are_not_findings_of_this_one() -> None:
    paralysed = event(date(2012, 1, 2), "first_contact", paresis="severe")
    assert state(date(2012, 6, 1), paralysed).urgency == "acute"
    assert state(date(2012, 6, 1), paralysed, event(date(2012, 6, 1), "first_contact")).urgency is None


def test_a_patient_who_was_referred_meanwhile_is_still_in_the_same_course() -> None:
    referred = event(date(2012, 2, 1), "referral_received")
    again = event(date(2012, 6, 1), "first_contact")
    assert state(date(2012, 6, 1), FIRST, referred, again).rights == ("extended_free_choice_programme",)


def test_an_order_that_cannot_be_is_named_and_gives_no_right() -> None:
    sent, received = event(date(2012, 3, 5), "referral_sent"), event(date(2012, 3, 1), "referral_received")
    found = state(date(2012, 6, 1), sent, received)
    assert found.impossible == (Impossible("referral_received", "referral_sent"),)
    assert (found.next_step, found.rights) == ("clarify_record", ())


def test_what_is_not_known_here_is_kept_out_and_named() -> None:
    strange = event(date(2012, 1, 3), "telepathy")
    odd = event(date(2012, 1, 4), "contact", paresis="wobbly", planned_week=2)
    course = episode(FIRST, strange, odd)
    assert follower().unread(course) == ("contact.paresis", "telepathy")
