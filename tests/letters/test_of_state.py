"""What the patient gets: the letter of a right, counted day by day, or the sheet for the talk."""

from datetime import date

import pytest

from danish_pathway import FOLDER, denmark, episode, event, follower
from klokt.engine.pathway import Follower
from klokt.errors import LetterError
from klokt.letters.document import Document
from klokt.letters.of_state import letter_of_state
from klokt.letters.pdf import pdf
from klokt.letters.text import told
from klokt.letters.unit import read_unit
from klokt.model.episode import Event

RECEIVED = event(date(2011, 3, 15), "referral_received")
ENDED = event(date(2011, 5, 12), "programme_ended", course="unchanged")
JUDGED = event(date(2011, 5, 16), "surgical_assessment", criteria_met=True)


def letter(on: date, *events: Event, language: str = "da", by: Follower | None = None) -> Document:
    used = by or follower()
    course = episode(*events)
    return letter_of_state(used, course, used.state(course, on), language)


def lines(document: Document, name: str) -> list[str]:
    """Return the items of a paragraph."""
    return [item.text.replace("**", "") for each in document.paragraphs if each.id == name for item in each.items]


def test_the_day_after_the_month_the_letter_tells_the_right_and_how_it_was_counted() -> None:
    found = letter(date(2011, 4, 16), RECEIVED, language="en")
    assert found.letter == "right_to_choose_programme"
    assert "From **16 April 2011** you have the right" in found.paragraphs[0].text
    assert lines(found, "right_computation") == [
        "15 March 2011: the time began to run",
        "15 April 2011: the last day in time",
        "16 April 2011: from this day the right is yours",
    ]
    assert "within 1 month of" in told(found).replace("\n", " ")


def test_a_late_day_that_was_notified_gives_the_right_and_the_letter_at_once() -> None:
    offered = event(date(2011, 3, 20), "programme_offer", start_date="2011-05-02")
    found = letter(date(2011, 3, 20), RECEIVED, offered, language="en")
    assert [line.partition(": ")[2] for line in lines(found, "right_computation")] == [
        "the time began to run",
        "you were told of a day after the last one",
        "from this day the right is yours",
        "the last day in time",
    ]


def test_what_the_patient_postponed_is_told_with_its_effect() -> None:
    offered = event(date(2011, 3, 20), "programme_offer", start_date="2011-05-02")
    asked = event(date(2011, 3, 25), "patient_choice", choice="later_start", reason="ferie")
    (pause,) = lines(letter(date(2011, 4, 16), RECEIVED, offered, asked), "right_suspensions")
    assert pause.startswith("Du bad om det 25. marts 2011: fra 2. maj 2011 til videre. Grund: ferie.")
    assert pause.endswith("Fristen flyttes ikke, og retten består.")


def test_without_a_postponement_there_is_nothing_of_one() -> None:
    assert "right_suspensions" not in [each.id for each in letter(date(2011, 4, 16), RECEIVED).paragraphs]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_right_to_choose_for_the_operation_has_a_letter_of_its_own(language: str) -> None:
    found = letter(date(2011, 6, 13), ENDED, JUDGED, language=language)
    assert found.letter == "right_to_choose_surgery"
    assert "Danske Regioner" in told(found)
    assert "{" not in told(found)


def test_no_letter_goes_on_the_last_day_in_time() -> None:
    with pytest.raises(LetterError, match="no letter on 2011-04-15: none goes with the next step") as raised:
        letter(date(2011, 4, 15), RECEIVED)
    assert raised.value.code == "K509"


def test_a_letter_is_not_written_in_a_language_that_it_does_not_have() -> None:
    with pytest.raises(LetterError, match="not written in") as raised:
        letter(date(2011, 4, 16), RECEIVED, language="nb")
    assert raised.value.code == "K504"


def test_under_later_law_the_letter_counts_the_days_of_that_law() -> None:
    received = event(date(2023, 6, 1), "referral_received")
    later = Follower(denmark(), date(2023, 8, 1), {"later_law_applies": True})
    text = told(letter(date(2023, 8, 1), received, language="en", by=later)).replace("\n", " ")
    assert "within 60 days of" in text
    assert "the last day is 31 July 2023" in text


def test_the_region_is_its_sender() -> None:
    unit = read_unit(FOLDER.parents[1] / "examples" / "dk_my_region.toml", denmark())
    course = episode(RECEIVED)
    found = letter_of_state(follower(), course, follower().state(course, date(2011, 4, 16)), "da", unit)
    assert told(found).startswith("Rygcenter Eksempelby")
    assert "Afsender mangler" not in told(found)


def test_it_can_be_printed_for_an_archive() -> None:
    assert pdf(letter(date(2011, 4, 16), RECEIVED), b"{}").startswith(b"%PDF")


FIRST = event(date(2012, 1, 30), "first_contact", group="nonspecific", treatment_started=("exercises",))
ROOT = event(date(2012, 1, 30), "first_contact", group="nerve_root", treatment_started=("exercises",))


def test_a_patient_who_waits_for_the_next_contact_gets_the_sheet() -> None:
    found = letter(date(2012, 1, 30), FIRST)
    assert (found.letter, found.kind) == ("back_pain_sheet", "sheet")
    assert "sheet_root" not in [each.id for each in found.paragraphs]
    assert lines(found, "sheet_days") == [
        "13. februar 2012: Kontakt efter 2 uger",
        "27. februar 2012: Kontakt efter 4 uger",
        "26. marts 2012: Kontakt efter 8 uger",
    ]


def test_a_contact_that_was_missed_is_not_one_to_come_to() -> None:
    found = letter(date(2012, 2, 15), FIRST)
    assert [line.partition(":")[0] for line in lines(found, "sheet_days")] == ["27. februar 2012", "26. marts 2012"]


def test_a_patient_with_root_pain_is_told_of_it_on_the_sheet() -> None:
    assert "sheet_root" in [each.id for each in letter(date(2012, 1, 30), ROOT).paragraphs]


def test_a_patient_who_is_referred_at_once_gets_no_sheet() -> None:
    with pytest.raises(LetterError):
        letter(date(2012, 2, 1), FIRST, event(date(2012, 2, 1), "contact", paresis="severe"))
