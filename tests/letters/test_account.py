"""How the guideline was followed: what was recorded is told, what was not is said to be lacking."""

from dataclasses import replace
from datetime import date

import pytest

from danish_pathway import denmark, episode, event, follower
from klokt.engine.pathway import Follower
from klokt.errors import LetterError
from klokt.letters.account import account
from klokt.letters.document import Document
from klokt.letters.pdf import pdf
from klokt.letters.text import told
from klokt.model.episode import Event

DAY = date(2012, 3, 28)
FIRST = event(
    date(2012, 1, 30),
    "first_contact",
    actor="gp",
    group="nonspecific",
    pain_location="lumbar",
    paresis="none",
    sphincter_disturbance=False,
    suspicion=(),
    treatment_started=("exercises",),
    vas=6,
)
AGAIN = event(date(2012, 2, 13), "contact", planned_week=2, course="unchanged", group="nonspecific")
MOVED = event(date(2012, 3, 1), "contact", planned_week=4, course="worse", group="nerve_root", motivated=True)


def written(*events: Event, language: str = "en", on: date = DAY) -> Document:
    return account(follower(), episode(*events), on, language)


def part(name: str, *events: Event, language: str = "en") -> list[str]:
    """Return the lines of a part, or the words that say that there are none."""
    (found,) = [each for each in written(*events, language=language).paragraphs if each.id == name]
    return [item.text.replace("**", "") for item in found.items] or [found.text]


def test_each_planned_contact_is_told_with_the_day_on_which_it_was_held_or_that_it_was_not() -> None:
    assert part("account_plan", FIRST, MOVED) == [
        "Contact at 2 weeks (13 February 2012): not recorded as held",
        "Contact at 4 weeks (27 February 2012): held on 1 March 2012, 3 days late",
        "Contact at 8 weeks (26 March 2012): not recorded as held",
    ]


def test_a_contact_that_is_yet_to_come_is_not_told_as_missed() -> None:
    found = account(follower(), episode(FIRST), date(2012, 2, 1), "en")
    (plan,) = [each for each in found.paragraphs if each.id == "account_plan"]
    assert [item.text.rpartition(": ")[2] for item in plan.items] == ["yet to come"] * 3


def test_red_flags_are_told_with_their_answers_and_those_that_nobody_asked_about_as_not_recorded() -> None:
    first, second = part("account_red_flags", FIRST, AGAIN)
    assert "bladder and bowel: no; paresis: none; fracture: no; malignancy: no" in first
    assert first.endswith("not recorded: cauda equina, spinal cord, incarcerated root")
    assert ": not recorded: bladder and bowel, paresis, cauda equina" in second


def test_the_day_on_which_it_began_is_told_as_such() -> None:
    began = event(date(2012, 1, 23), "symptom_onset")
    (line,) = part("account_minimum", began, FIRST)
    assert "duration: Symptoms began 23 January 2012" in line


def test_that_a_patient_was_placed_in_a_group_is_no_answer_to_a_red_flag() -> None:
    (line,) = part("account_red_flags", event(date(2012, 1, 30), "first_contact", group="nonspecific"))
    assert "fracture: no" not in line
    assert line.endswith("pain from another organ")


def test_a_move_to_another_group_is_told_and_the_same_group_again_is_not() -> None:
    found = part("account_groups", FIRST, AGAIN, MOVED)
    assert [line.rpartition(": ")[2] for line in found] == ["nonspecific pain", "nerve root"]
    assert found[1].startswith("1 March 2012, Contact at 4 weeks")


@pytest.mark.parametrize(
    ("name", "none"),
    [
        ("account_treatment", "No treatment was recorded."),
        ("account_motivation", "It was not recorded whether the patient is motivated for the treatment."),
        ("account_referral", "No referral was recorded."),
        ("account_examination", "No examination was recorded."),
    ],
)
def test_what_was_not_recorded_is_said_plainly(name: str, none: str) -> None:
    assert part(name, AGAIN) == [none]


def test_someone_whom_the_guideline_does_not_name_is_told_of_and_the_contact_counts() -> None:
    held = event(date(2012, 1, 30), "first_contact", actor="physiotherapist")
    (line,) = part("account_actors", held)
    assert line.endswith("physiotherapist. The guideline names: general practitioner, chiropractor.")
    assert "13 February 2012" in part("account_plan", held)[0]


def test_where_everyone_was_named_for_it_nothing_is_said_of_others() -> None:
    assert "account_actors" not in [each.id for each in written(FIRST).paragraphs]


def test_a_finding_without_words_and_an_impossible_order_are_listed_to_be_clarified() -> None:
    strange = event(date(2012, 1, 30), "first_contact", horoscope="aries")
    assert part("to_clarify", event(date(2012, 1, 2), "contact"), strange) == [
        "Contact is recorded before First contact",
        "Could not be read: first_contact.horoscope",
    ]


def test_what_came_after_the_day_is_not_told() -> None:
    later = event(date(2012, 3, 29), "contact", note="a later note")
    assert written(FIRST, later).paragraphs == written(FIRST).paragraphs


@pytest.mark.parametrize(
    ("language", "told_as"),
    [("da", "parese: let, stabil"), ("en", "paresis: mild, stabil"), ("nb", "parese: mild, stabil")],
)
def test_words_that_the_guideline_does_not_know_stay_as_they_were_written(language: str, told_as: str) -> None:
    held = event(date(2012, 1, 30), "first_contact", paresis="mild, stabil")
    (line,) = part("account_examination", held, language=language)
    assert line.endswith(told_as)


def test_a_severity_is_told_as_it_was_recorded_and_not_as_a_referral_would_say_it() -> None:
    (line,) = part("account_red_flags", event(date(2012, 1, 30), "first_contact", paresis="mild"))
    assert "paresis: mild;" in line


def test_a_course_without_any_contact_invents_none() -> None:
    text = told(written(language="da"))
    assert "Ingen kontakt er registreret." in text
    assert "Ingen første kontakt er registreret" in text


def test_it_can_be_printed_for_an_archive() -> None:
    assert pdf(written(FIRST, AGAIN, MOVED), b"{}").startswith(b"%PDF")


def test_a_guideline_that_does_not_say_how_a_course_is_accounted_for_has_no_account() -> None:
    pathway = denmark().pathway
    assert pathway is not None
    silent = replace(denmark(), pathway=replace(pathway, account=None))
    with pytest.raises(LetterError, match="does not say how a course is accounted for") as raised:
        account(Follower(silent, DAY), episode(FIRST), DAY, "da")
    assert raised.value.code == "K508"
