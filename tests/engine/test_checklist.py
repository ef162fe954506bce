"""What belongs to the contact that is held or due, to the next step, and what stands beside it."""

from datetime import date

import pytest

from danish_pathway import denmark, episode, event, follower
from klokt.engine.checklist import AtContact
from klokt.engine.course import Course, course_of
from klokt.model.episode import Event
from klokt.model.pathway import Pathway
from klokt.model.truth import Truth

FIRST = event(date(2012, 1, 30), "first_contact", actor="gp", group="nonspecific", treatment_started=("exercises",))
RED_FLAGS = {
    "ask_bladder_and_bowel",
    "ask_strength",
    "ask_cauda_equina_sign",
    "ask_cord_signs",
    "ask_incarceration",
    "ask_fracture",
    "ask_malignancy",
    "ask_infection",
    "ask_inflammatory",
    "ask_referred_pain",
}


def course(on: date, *events: Event, condition: str | None = None) -> Course:
    told = episode(*events, condition=condition)
    return course_of(follower(), told, follower().state(told, on))


def at(on: date, *events: Event) -> AtContact:
    found = course(on, *events).at_contact
    assert found is not None
    return found


def lists(found: AtContact) -> set[str]:
    return {each.checklist.id for each in found.lists}


def answers(found: AtContact) -> dict[str, bool | None]:
    return {asked.item.id: asked.answered for each in found.lists for asked in each.items}


def pathway() -> Pathway:
    found = denmark().pathway
    assert found is not None
    return found


@pytest.mark.parametrize("contact", ["first_contact", "contact_2w", "contact_4w", "contact_8w"])
def test_every_red_flag_is_asked_about_at_every_contact(contact: str) -> None:
    work = pathway().work
    here = {each.id for each in work.checklists if each.kind == "red_flags" and contact in each.contacts}
    assert {item.id for item in work.items if here & set(item.checklists)} == RED_FLAGS


@pytest.mark.parametrize(
    ("contact", "added"),
    [
        ("first_contact", {"further_acute_signs"}),
        ("contact_2w", {"further_acute_signs", "red_flags_asked_again"}),
        ("contact_8w", {"acute_signs_at_eight_weeks", "further_acute_signs", "red_flags_asked_again"}),
    ],
)
def test_what_the_text_does_not_ask_for_is_marked_as_an_addition(contact: str, added: set[str]) -> None:
    assert {each.id for each in pathway().work.checklists if each.addition and contact in each.contacts} == added


def test_of_the_contact_that_is_due_every_branch_is_shown_and_nothing_is_answered() -> None:
    found = at(date(2012, 2, 1), FIRST)
    assert (found.contact, found.on, found.held) == ("contact_2w", date(2012, 2, 13), False)
    assert {"better_at_contact", "not_better_at_contact", "disabled_at_contact"} <= lists(found)
    assert set(answers(found).values()) == {None}


def test_on_the_day_of_a_contact_it_is_told_what_it_did_not_answer() -> None:
    held = event(date(2012, 2, 13), "contact", planned_week=2, course="unchanged", sphincter_disturbance=False)
    found = at(date(2012, 2, 13), FIRST, held)
    assert (found.contact, found.held) == ("contact_2w", True)
    told = answers(found)
    assert (told["ask_bladder_and_bowel"], told["ask_strength"], told["progress_since_last"]) == (True, False, True)


@pytest.mark.parametrize(
    ("how", "here", "gone"), [("improved", "better", "not_better"), ("worse", "not_better", "better")]
)
def test_a_contact_shows_the_branch_that_fits_what_it_found(how: str, here: str, gone: str) -> None:
    held = event(date(2012, 2, 13), "contact", planned_week=2, course=how, disabling=False)
    shown = lists(at(date(2012, 2, 13), FIRST, held))
    assert f"{here}_at_contact" in shown
    assert not {f"{gone}_at_contact", "disabled_at_contact"} & shown


def test_a_patient_who_is_referred_at_once_gets_no_ordinary_advice_beside_it() -> None:
    held = event(date(2012, 2, 13), "contact", planned_week=2, course="improved", paresis="severe")
    kinds = {each.checklist.kind for each in at(date(2012, 2, 13), FIRST, held).lists}
    assert kinds == {"red_flags", "ask"}


def test_a_contact_in_between_borrows_the_lists_of_the_next_planned_one() -> None:
    seen = event(date(2012, 2, 16), "contact", course="unchanged")
    planned = event(date(2012, 2, 13), "contact", planned_week=2, course="unchanged")
    found = at(date(2012, 2, 16), FIRST, planned, seen)
    assert (found.contact, found.held) == ("contact_4w", True)


def test_a_referred_patient_has_no_contact_that_is_due() -> None:
    assert course(date(2012, 5, 2), event(date(2012, 5, 1), "referral_received")).at_contact is None


@pytest.mark.parametrize(
    ("on", "events", "expected"),
    [
        (date(2012, 2, 1), (FIRST,), {"gp", "chiropractor", "physiotherapist", "practising_specialist"}),
        (date(2012, 5, 2), (event(date(2012, 5, 1), "programme_started"),), set()),
    ],
)
def test_who_may_take_the_next_step(on: date, events: tuple[Event, ...], expected: set[str]) -> None:
    assert set(course(on, *events).who_may) == expected


def test_three_things_are_settled_before_any_operation_and_the_patient_takes_part() -> None:
    onset = event(date(2012, 1, 23), "symptom_onset")
    judged = event(date(2012, 3, 19), "surgical_assessment", conservative_treatment_done=True, course="unchanged")
    found = course(date(2012, 3, 19), onset, FIRST, judged, condition="disc_herniation")
    shown = {each.checklist.id: [asked.item.id for asked in each.items] for each in found.with_next_step}
    assert shown == {
        "patient_in_the_decision": ["tell_outlook", "hear_what_the_patient_wants"],
        "settled_before_surgery": ["weigh_alternatives", "deal_with_comorbidity", "explain_surgery"],
    }


def test_an_indication_tells_which_of_its_parts_lack_evidence() -> None:
    (found,) = course(date(2012, 2, 1), FIRST, condition="disc_herniation").indications
    assert (found.rule, found.holds) == ("root_indication_in_time", Truth.UNKNOWN)
    assert {"conservative_treatment_done", "latest_course"} <= set(found.lacking)


def test_an_indication_for_another_condition_is_no_matter_of_this_patient() -> None:
    found = course(date(2012, 2, 1), FIRST, condition="isolated_lbp").indications
    assert [each.rule for each in found] == ["fusion_criteria_complete"]
    assert "months_followed" in found[0].against


def test_where_nobody_said_what_it_is_about_only_root_pain_is_weighed() -> None:
    root = event(date(2012, 1, 30), "first_contact", group="nerve_root")
    assert [each.rule for each in course(date(2012, 2, 1), root).indications] == ["root_indication_in_time"]
    assert course(date(2012, 2, 1), FIRST).indications == ()


def test_a_stenosis_lacks_two_measures_of_the_walking_distance() -> None:
    (found,) = course(date(2012, 2, 1), FIRST, condition="spinal_stenosis").indications
    assert found.rule == "stenosis_indication_in_time"
    assert set(found.lacking) == {"walking_distance_lost", "walking_distance_m"}
