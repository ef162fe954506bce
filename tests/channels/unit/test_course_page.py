"""The courses of a unit as pages: the list, the page of one, what is recorded there, and the letters that leave."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from channels.unit.house import ANNA, IMAGING, ROOT, SPINE, TODAY, a_house, browsing
from klokt.channels.unit.bring import bring_course, keep_up
from klokt.channels.unit.house import House
from klokt.channels.unit.person import Person
from klokt.errors import IntakeError
from klokt.intake.episode_form import read_episodes
from klokt.intake.moved import moved
from klokt.model.access import Access, Role
from klokt.triage.record import episode_of, episode_stream

LIST = f"/en/units/{SPINE}/courses/"
READER = Person("Rolf Eksempel", Access("rolf", {SPINE: frozenset({Role.READER})}), "token")
STRANGER = Person("Siri Eksempel", Access("siri", {IMAGING: frozenset({Role.ASSESSOR})}), "token")
NEW, RIGHT, MISSED = (episode_stream(SPINE, f"c-{number}") for number in ("01", "04", "03"))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The units with the example courses, each as if today were the day that it is to be asked about."""
    with a_house(tmp_path) as opened:
        for episode in read_episodes((ROOT / "examples" / "web_episodes.jsonl").read_bytes()):
            assert not isinstance(episode, IntakeError)
            bring_course(opened, moved(episode, TODAY))
        yield opened


@pytest.fixture
def client(house: House) -> Iterator[TestClient[Litestar]]:
    with browsing(house) as opened:
        yield opened


def rows(page: str) -> list[str]:
    """The names of the courses of a list in order."""
    return re.findall(r'<th scope="row"><a [^>]*>(c-\d+)</a>', page)


def page_of(client: TestClient[Litestar], stream: str, asked: str = "") -> str:
    return client.get(f"{LIST}{stream}{asked}").text


def act(client: TestClient[Litestar], stream: str, act: str, **said: str) -> tuple[int, str]:
    """Send a form as the page has it now, and return the status and the page that answers."""
    version = re.findall(r'name="version" value="(\d+)"', page_of(client, stream))[0]
    data = {"csrf": ANNA.csrf, "version": version, **said}
    answer = client.post(f"{LIST}{stream}/{act}", data=data, headers={"Sec-Fetch-Site": "same-origin"})
    return answer.status_code, answer.text


def test_what_is_acute_stands_first_and_then_what_was_due_first(client: TestClient[Litestar]) -> None:
    assert rows(client.get(LIST).text)[:3] == ["c-02", "c-08", "c-10"]


@pytest.mark.parametrize(("show", "found"), [("right", {"c-04", "c-10"}), ("missed", {"c-02", "c-03", "c-09"})])
def test_a_narrowing_shows_those_courses_alone(client: TestClient[Litestar], show: str, found: set[str]) -> None:
    assert found <= set(rows(client.get(f"{LIST}?show={show}").text))
    assert "c-01" not in rows(client.get(f"{LIST}?show={show}").text)


def test_every_list_of_the_unit_tells_of_a_right_that_no_letter_has_told_of(client: TestClient[Litestar]) -> None:
    assert "Letters owed in 2 courses" in client.get(f"/en/units/{SPINE}/").text
    assert "Letters owed" not in client.get(f"/en/units/{IMAGING}/").text


@pytest.mark.parametrize("person", [STRANGER, replace(STRANGER, access=Access("nobody", {}))])
def test_a_person_of_another_unit_finds_neither_the_list_nor_a_course(house: House, person: Person) -> None:
    with browsing(house, person) as client:
        for path in (LIST, f"{LIST}{NEW}", f"/en/units/{IMAGING}/courses/{NEW}", f"{LIST}{NEW}/papers/letter"):
            assert client.get(path).status_code == 404


def test_whoever_reads_a_course_is_in_the_log_of_readings(house: House, client: TestClient[Litestar]) -> None:
    page_of(client, NEW)
    assert [who for who, _ in house.journal_for(ANNA).readings(NEW)] == ["anna"]


def test_a_reader_sees_the_course_and_cannot_record(house: House) -> None:
    with browsing(house, READER) as client:
        page = page_of(client, NEW)
        data = {"csrf": READER.csrf, "version": "2", "event": "contact", "day": TODAY.isoformat()}
        answer = client.post(f"{LIST}{NEW}/record", data=data, headers={"Sec-Fetch-Site": "same-origin"})
    assert "Wait for the next planned contact" in page
    assert 'name="version"' not in page
    assert answer.status_code == 403


def test_a_contact_that_is_recorded_gives_the_next_one(house: House, client: TestClient[Litestar]) -> None:
    said = {"finding.planned_week": "2", "finding.course": "unchanged", "finding.disabling": "no"}
    assert act(client, NEW, "record", event="contact", day=TODAY.isoformat(), **said)[0] == 303
    recorded = episode_of(house.journal_for(ANNA).history(NEW)).events[-1]
    assert recorded.findings == {"planned_week": 2, "course": "unchanged", "disabling": False}
    assert "Contact at 2 weeks: held" in page_of(client, NEW)


@pytest.mark.parametrize(
    "wrong", [{"day": "2026-11-24"}, {"day": "soon"}, {"finding.vas": "much"}, {"finding.disabling": "perhaps"}]
)
def test_a_form_that_cannot_be_read_comes_back_as_it_was(
    house: House, client: TestClient[Litestar], wrong: dict[str, str]
) -> None:
    before = len(house.journal_for(ANNA).history(NEW))
    said = {"event": "contact", "day": TODAY.isoformat(), "finding.note": "as it was written", **wrong}
    status, page = act(client, NEW, "record", **said)
    assert (status, len(house.journal_for(ANNA).history(NEW))) == (422, before)
    assert "as it was written" in page


def test_of_two_who_record_at_once_the_second_is_told_and_finds_what_was_typed(
    house: House, client: TestClient[Litestar]
) -> None:
    before = len(house.journal_for(ANNA).history(NEW))
    said = {"event": "contact", "day": TODAY.isoformat(), "finding.note": "as it was written"}
    status, page = act(client, NEW, "record", **said, version="1")
    assert (status, len(house.journal_for(ANNA).history(NEW))) == (409, before)
    assert "Nothing was stored" in page
    assert "as it was written" in page


def test_an_event_is_corrected_by_a_form_that_holds_what_was_recorded(
    house: House, client: TestClient[Litestar]
) -> None:
    form = page_of(client, NEW, "?correct=v1")
    assert re.search(r'name="finding.vas" value="6"', form)
    said = {"event": "first_contact", "day": TODAY.isoformat(), "corrects": "v1", "finding.group": "nerve_root"}
    assert act(client, NEW, "record", **said)[0] == 303
    assert "corrected since" in page_of(client, NEW)


def test_what_never_happened_is_taken_out(house: House, client: TestClient[Litestar]) -> None:
    act(client, NEW, "record", event="imaging", day=TODAY.isoformat())
    last = episode_of(house.journal_for(ANNA).history(NEW)).events[-1]
    assert act(client, NEW, "error", event=last.id or "")[0] == 303
    assert [each.type for each in episode_of(house.journal_for(ANNA).history(NEW)).events] == ["first_contact"]


def test_the_letter_of_a_right_leaves_once_and_can_be_held_back(house: House, client: TestClient[Litestar]) -> None:
    journal = house.journal_for(ANNA)
    assert act(client, RIGHT, "send", paper="letter")[0] == 303
    assert [each.kind for each in journal.letters(RIGHT)] == ["patient_pdf"]
    assert act(client, RIGHT, "send", paper="letter")[0] == 409
    assert act(client, RIGHT, "withdraw", letter=journal.letters(RIGHT)[0].letter)[0] == 303
    assert journal.courses.counts(SPINE, TODAY).untold == 2
    assert act(client, RIGHT, "send", paper="letter")[0] == 303
    assert journal.courses.counts(SPINE, TODAY).untold == 1


def test_the_letter_that_is_shown_is_the_one_that_leaves(house: House, client: TestClient[Litestar]) -> None:
    shown = client.get(f"{LIST}{RIGHT}/papers/letter.pdf")
    act(client, RIGHT, "send", paper="letter")
    journal = house.journal_for(ANNA)
    assert shown.headers["content-type"] == "application/pdf"
    assert journal.letter_bytes(journal.letters(RIGHT)[0]) == shown.content


def test_a_course_is_not_closed_while_a_right_stands_that_nobody_told_of(
    house: House, client: TestClient[Litestar]
) -> None:
    assert act(client, RIGHT, "close", because="ended")[0] == 422
    assert act(client, NEW, "close", because="because")[0] == 422
    assert act(client, NEW, "close", because="ended")[0] == 303
    assert rows(client.get(f"{LIST}?closed=true").text) == ["c-01"]


def test_on_another_day_the_course_is_shown_and_nothing_recorded(client: TestClient[Litestar]) -> None:
    page = page_of(client, RIGHT, "?on=2026-11-01")
    assert 'name="version"' not in page
    assert client.get(f"{LIST}{RIGHT}?on=never").status_code == 400


@pytest.mark.parametrize("event", ["contact", "first_contact", "surgery_offered", "patient_choice", "referral_sent"])
def test_there_is_a_form_for_each_event_in_each_language(client: TestClient[Litestar], event: str) -> None:
    for language in ("nb", "nn", "da", "en"):
        page = client.get(f"/{language}/units/{SPINE}/courses/{NEW}?event={event}").text
        assert f'name="event" value="{event}"' in page


def test_nothing_is_followed_anew_where_nothing_changed(house: House) -> None:
    assert keep_up(house) == 0
