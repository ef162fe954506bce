"""Recorded contacts: which planned one each was, what it answered, and who held it."""

from datetime import date

import pytest

from danish_pathway import denmark, episode, event, follower
from klokt.engine.record import Record
from klokt.engine.visits import is_answered, kept, not_foreseen, visits
from klokt.model.checklist import Item
from klokt.model.episode import Event, Finding

FIRST = event(date(2012, 1, 30), "first_contact", actor="gp", group="nonspecific")


def record(*events: Event, on: date = date(2012, 6, 1)) -> Record:
    return follower().recorder.record(episode(*events).events, on)


def item(name: str) -> Item:
    pathway = denmark().pathway
    assert pathway is not None
    return next(each for each in pathway.work.items if each.id == name)


def test_a_contact_in_between_is_no_planned_one() -> None:
    phoned = event(date(2012, 2, 20), "contact", mode="phone")
    planned = event(date(2012, 2, 27), "contact", planned_week=4)
    assert [each.contact for each in visits(follower(), record(FIRST, phoned, planned))] == [
        "first_contact",
        "",
        "contact_4w",
    ]


def test_a_planned_contact_is_kept_on_the_days_on_which_it_was_held_and_a_missed_one_on_none() -> None:
    late = event(date(2012, 3, 1), "contact", planned_week=4)
    found = {each.contact.id: each for each in kept(follower(), record(FIRST, late))}
    assert found["contact_2w"].held == ()
    assert (found["contact_4w"].due, found["contact_4w"].held) == (date(2012, 2, 27), (date(2012, 3, 1),))


def test_a_contact_held_eight_days_early_is_not_that_one() -> None:
    early = event(date(2012, 2, 19), "contact", planned_week=4)
    assert [each.held for each in kept(follower(), record(FIRST, early))] == [(), (), ()]


def test_nothing_is_planned_before_a_first_contact() -> None:
    assert kept(follower(), record(event(date(2012, 1, 30), "referral_sent"))) == ()


@pytest.mark.parametrize(
    ("name", "findings", "answered"),
    [
        ("ask_bladder_and_bowel", {"sphincter_disturbance": False}, True),
        ("ask_bladder_and_bowel", {}, False),
        ("ask_strength", {"mrc": "4/5"}, True),
        ("ask_fracture", {"suspicion": ("fracture",)}, True),
        ("ask_fracture", {"suspicion": ()}, True),
        ("ask_fracture", {"group": "nonspecific"}, False),
        ("consider_age", {"note": "45 years"}, None),
    ],
)
def test_an_item_is_answered_by_what_the_contact_itself_tells(
    name: str, findings: dict[str, Finding], answered: bool | None
) -> None:
    held = Event(date(2012, 1, 30), "first_contact", findings)
    assert is_answered(denmark(), item(name), held, record(held)) is answered


def test_the_day_on_which_it_began_answers_for_the_duration() -> None:
    began = event(date(2012, 1, 23), "symptom_onset")
    assert is_answered(denmark(), item("history_duration"), FIRST, record(began, FIRST)) is True
    assert is_answered(denmark(), item("history_duration"), FIRST, record(FIRST)) is False


@pytest.mark.parametrize(
    ("kind", "findings", "told"),
    [
        ("first_contact", {"actor": "chiropractor"}, []),
        ("first_contact", {"actor": "physiotherapist"}, ["physiotherapist"]),
        ("contact", {"actor": "physiotherapist"}, []),
        ("contact", {"actor": "rheumatologist"}, []),
        ("contact", {"actor": "masseur"}, ["masseur"]),
        ("contact", {}, []),
        ("referral_sent", {"by": "chiropractor"}, []),
        ("referral_sent", {"by": "physiotherapist"}, ["physiotherapist"]),
    ],
)
def test_who_is_named_for_a_task_and_who_is_not(kind: str, findings: dict[str, str], told: list[str]) -> None:
    held = event(date(2012, 1, 30), kind, **findings)
    pathway = denmark().pathway
    assert pathway is not None
    assert [who for _, _, who in not_foreseen(pathway, record(held))] == told
