"""Courses in the browser: the most urgent first, each as of any day, with timeline, checklists and papers."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from denmark import denmark
from klokt.channels.web.app import web_app
from klokt.channels.web.desk import Desk
from klokt.words import LANGUAGES
from norway import norway

from .browsing import FIRST, Json, Page, a_course, a_referral, following, the_page

ACUTE: Json = {"date": "2026-01-19", "type": "contact", "findings": {"actor": "gp", "sphincter_disturbance": True}}
RECEIVED: Json = {"date": "2026-02-02", "type": "referral_received", "findings": {"missing_requirements": []}}


def order(page: Page) -> list[str]:
    """Return the courses that a page links to, in its order."""
    links = [found.get("href", "").partition("?")[0] for found in page.of("a")]
    return [link.rpartition("/")[2] for link in links if "/courses/" in link and not link.endswith("/courses/")]


def shown(page: Page, *words: str) -> list[str]:
    """Return those of some words that a page does not say."""
    return [each for each in words if each not in page.text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_and_a_course_have_a_page_in_every_language(language: str) -> None:
    with following(a_course("a-1", FIRST)) as client:
        assert order(the_page(client, f"/{language}/courses/")) == ["a-1"]
        assert the_page(client, f"/{language}/courses/a-1").of("svg")


def test_the_most_urgent_comes_first_and_of_equals_what_is_due_soonest() -> None:
    later: Json = {**FIRST, "date": "2026-01-12"}
    with following(a_course("waits", later), a_course("due", FIRST), a_course("acute", FIRST, ACUTE)) as client:
        assert order(the_page(client, "/en/courses/")) == ["acute", "due", "waits"]


def test_the_list_is_as_of_the_latest_day_in_the_data_and_says_so() -> None:
    with following(a_course("a-1", FIRST), a_course("a-2", FIRST, as_of="2026-01-26")) as client:
        assert the_page(client, "/en/courses/").form["on"] == "2026-01-26"


def test_on_an_earlier_day_nothing_is_known_of_what_came_later() -> None:
    with following(a_course("a-1", FIRST, ACUTE)) as client:
        assert "Refer to hospital at once" in the_page(client, "/en/courses/a-1").text
        before = the_page(client, "/en/courses/a-1?on=2026-01-18")
    assert shown(before, "Wait for the next planned contact", "18 January 2026") == []
    assert "Refer to hospital at once" not in before.text


def test_every_link_to_another_course_paper_or_language_keeps_the_day() -> None:
    with following(a_course("a-1", FIRST)) as client:
        for url in ("/en/courses/?on=2026-01-12", "/en/courses/a-1?on=2026-01-12"):
            links = [each["href"] for each in the_page(client, url).of("a") if "/courses/" in each.get("href", "")]
            lost = [link for link in links if "on=2026-01-12" not in link]
            assert lost in ([], ["/en/courses/"])


@pytest.mark.parametrize("asked", ["2026-02-30", "yesterday", "2026-01-12T00:00"])
def test_a_day_that_is_none_is_said_to_be_none(asked: str) -> None:
    with following(a_course("a-1", FIRST)) as client:
        for url in ("/en/courses/", "/en/courses/a-1"):
            answer = client.get(url, params={"on": asked})
            assert answer.status_code == 400
            assert [each["name"] for each in Page(answer).of("input") if each.get("aria-invalid")] == ["on"]


def test_a_missed_contact_and_those_to_come_stand_in_the_drawing_and_in_its_table() -> None:
    contact: Json = {"date": "2026-02-02", "type": "contact", "findings": {"planned_week": 4, "course": "unchanged"}}
    with following(a_course("a-1", FIRST, contact, as_of="2026-02-03")) as client:
        answer = client.get("/en/courses/a-1")
    wide, narrow = drawings(answer.text)
    for told in (wide, narrow, Page(answer).text):
        assert "Contact at 2 weeks" in told
        assert "not held" in told
        assert "Contact at 8 weeks" in told


def drawings(text: str) -> list[str]:
    """Return the words of each timeline on a page, as they are drawn."""
    found = re.findall(r'<svg xmlns="http://www.w3.org/2000/svg".*?</svg>', text, re.DOTALL)
    drawn = [ET.fromstring(each) for each in found]  # noqa: S314 (our own drawing)
    return [" ".join(each.text or "" for each in svg.findall(".//{*}text")) for svg in drawn]


def test_red_flags_are_asked_about_at_the_contact_that_is_due() -> None:
    with following(a_course("a-1", FIRST)) as client:
        page = the_page(client, "/en/courses/a-1")
    assert shown(page, "New trouble with bladder or bowel?", "Malignancy?", "Inflammatory disease?") == []


def test_a_guarantee_that_is_broken_gives_a_right_and_a_letter() -> None:
    with following(a_course("a-1", RECEIVED, as_of="2026-03-10")) as client:
        assert "free choice" in the_page(client, "/en/courses/a-1").text
        assert "2 March 2026" in the_page(client, "/en/courses/a-1/letter").text
        printed = client.get("/en/courses/a-1/letter.pdf")
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")


def test_how_the_guideline_was_followed_is_told_on_a_page_and_as_pdf_up_to_the_day() -> None:
    improved: Json = {"date": "2026-01-21", "type": "contact", "findings": {"course": "improved"}}
    with following(a_course("a-1", FIRST, improved, as_of="2026-01-22")) as client:
        assert "21 January 2026" in the_page(client, "/en/courses/a-1/followed").text
        assert "21 January 2026" not in the_page(client, "/en/courses/a-1/followed?on=2026-01-20").text
        assert client.get("/en/courses/a-1/followed.pdf?on=2026-01-20").content.startswith(b"%PDF")


def test_a_letter_is_offered_only_where_there_is_one() -> None:
    impossible: Json = {"date": "2026-01-06", "type": "programme_started"}
    with following(a_course("a-1", impossible, RECEIVED, as_of="2026-03-10")) as client:
        links = [each["href"] for each in the_page(client, "/en/courses/a-1").of("a")]
        assert not [link for link in links if "/letter" in link]
        assert client.get("/en/courses/a-1/letter").status_code == 404


def test_events_that_cannot_be_in_that_order_and_what_was_not_read_are_shown() -> None:
    started: Json = {"date": "2026-01-06", "type": "programme_started", "findings": {"weather": "rain"}}
    with following(a_course("a-1", started, RECEIVED, as_of="2026-03-10")) as client:
        page = the_page(client, "/en/courses/a-1")
    assert shown(page, "Programme started", "Referral received", "programme_started.weather") == []


@pytest.mark.parametrize("paper", ["invoice", "letter.docx", "followed.pdf.pdf"])
def test_a_paper_that_there_is_none_of_is_not_found(paper: str) -> None:
    with following(a_course("a-1", FIRST)) as client:
        assert client.get(f"/en/courses/a-1/{paper}").status_code == 404


def test_an_unknown_course_and_an_unknown_language_are_not_found() -> None:
    with following(a_course("a-1", FIRST)) as client:
        assert client.get("/en/courses/a-2").status_code == 404
        assert client.get("/sv/courses/a-1").status_code == 404


def test_a_course_that_could_not_be_read_is_shown_with_its_code() -> None:
    with following(a_course("a-1", FIRST), a_course("broken", FIRST, as_of="2026-02-30")) as client:
        page = the_page(client, "/en/courses/")
    assert shown(page, "broken", "K304") == []


def test_a_course_of_which_nobody_said_the_day_is_as_of_its_last_event() -> None:
    with following(a_course("a-1", FIRST, ACUTE, as_of=None)) as client:
        assert the_page(client, "/en/courses/a-1").form["on"] == "2026-01-19"


def test_what_is_overdue_is_told_apart_from_what_is_to_come() -> None:
    with following(a_course("a-1", FIRST)) as client:
        for url in ("/en/courses/", "/en/courses/a-1"):
            assert "Contact at 2 weeks: 19 January 2026 overdue" not in the_page(client, url).text
            assert "Contact at 8 weeks: 2 March 2026 overdue" in the_page(client, f"{url}?on=2026-03-20").text


def test_a_right_that_stands_is_not_overdue_and_a_guarantee_that_was_kept_is_told_so() -> None:
    started: Json = {"date": "2026-02-20", "type": "programme_started"}
    with following(a_course("broken", RECEIVED), a_course("kept", RECEIVED, started)) as client:
        broken = the_page(client, "/en/courses/broken?on=2026-03-10").text
        assert "stands from: 3 March 2026" in broken
        assert "3 March 2026 overdue" not in broken
        assert "2 March 2026 (kept)" in the_page(client, "/en/courses/kept?on=2026-03-10").text


def test_a_contact_in_between_is_not_told_as_the_planned_one_whose_checklists_it_has() -> None:
    early: Json = {"date": "2026-01-09", "type": "contact", "findings": {"course": "worse"}}
    planned: Json = {"date": "2026-01-19", "type": "contact", "findings": {"planned_week": 2}}
    with following(a_course("early", FIRST, early, as_of="2026-01-09"), a_course("planned", FIRST, planned)) as client:
        assert "Contact 9 January 2026: the checklists of" in the_page(client, "/en/courses/early").text
        assert "Contact at 2 weeks, held 19 January 2026" in the_page(client, "/en/courses/planned").text


def test_a_guarantee_that_a_postponement_discharged_is_not_told_as_broken() -> None:
    offered: Json = {"date": "2026-02-05", "type": "programme_offer", "findings": {"start_date": "2026-02-20"}}
    later: Json = {"date": "2026-02-18", "type": "patient_choice", "findings": {"choice": "later_start"}}
    with following(a_course("a-1", RECEIVED, offered, later, as_of="2026-03-20")) as client:
        page = the_page(client, "/en/courses/a-1")
    assert shown(page, "postponed by the patient", "(ended)") == []
    assert "not kept" not in page.text


def test_a_planned_day_that_has_passed_stays_on_the_timeline() -> None:
    started: Json = {"date": "2026-02-09", "type": "programme_started"}
    with following(a_course("a-1", RECEIVED, started, as_of="2026-06-01")) as client:
        assert all("Planned end of the programme: overdue" in told for told in drawings_of(client))


def drawings_of(client: TestClient[Litestar]) -> list[str]:
    """Return the words of the timelines of the course a-1; there must be some."""
    found = drawings(client.get("/en/courses/a-1").text)
    assert found
    return found


def test_where_no_course_could_be_read_the_way_to_what_was_not_read_is_there() -> None:
    with following(a_course("broken", FIRST, as_of="2026-02-30")) as client:
        assert "/en/courses/" in [each["href"] for each in the_page(client, "/en/").of("a")]


def test_another_appearance_leads_back_to_the_same_day() -> None:
    with following(a_course("a-1", FIRST)) as client:
        form = the_page(client, "/en/courses/a-1?on=2026-01-12").form
        answer = client.post("/appearance", data={"appearance": "dark", "back": form["back"]}, follow_redirects=False)
    assert answer.headers["location"] == "/en/courses/a-1?on=2026-01-12"


def test_the_day_that_the_pages_were_started_with_goes_before_those_in_the_data() -> None:
    with following(a_course("a-1", FIRST), on=date(2026, 2, 3)) as client:
        for url in ("/en/courses/", "/en/courses/a-1"):
            assert the_page(client, url).form["on"] == "2026-02-03"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_no_day_is_too_early_or_too_late_to_look_at(day: str) -> None:
    with following(a_course("a-1", FIRST, RECEIVED)) as client:
        for url in ("/en/courses/", "/en/courses/a-1", "/en/courses/a-1/followed"):
            assert client.get(url, params={"on": day}).status_code == 200


def test_without_a_guideline_that_has_a_pathway_courses_are_not_read() -> None:
    data = json.dumps(a_course("a-1", FIRST)).encode()
    with TestClient(web_app(Desk([norway()], [("courses.jsonl", data)]))) as client:
        assert shown(the_page(client, "/en/courses/"), "a-1", "K400") == []


def test_courses_and_referrals_are_told_apart_by_what_they_hold_even_behind_a_broken_line() -> None:
    courses = "{broken\n" + json.dumps(a_course("a-1", FIRST))
    files = [("one.jsonl", json.dumps(a_referral("r-1")).encode()), ("two.jsonl", courses.encode())]
    with TestClient(web_app(Desk([norway(), denmark()], files))) as client:
        page = the_page(client, "/en/courses/")
        assert order(page) == ["a-1"]
        assert "K301" in page.text
        assert "r-1" in the_page(client, "/en/").text
