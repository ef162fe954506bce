"""The pages of second readings: what a second reader sees and does not see, and how well people agree."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec import structs

from channels.unit.house import ANNA, IMAGING, a_house, bring_lines, browsing
from klokt.channels.unit.house import House
from klokt.channels.unit.person import Person
from klokt.model.access import Access, Role
from klokt.model.decision import Choice, Decision, Override
from klokt.model.worklist import Item
from klokt.triage.decide import decide

BO = Person("Bo Eksempel", Access("bo", {IMAGING: frozenset({Role.ASSESSOR})}), "token")
READER = Person("Lise Leser", Access("lise", {IMAGING: frozenset({Role.READER})}), "token")
HERE = f"/en/units/{IMAGING}/second/"
NOTE = "words of the first reader alone"
OURS = {"Sec-Fetch-Site": "same-origin"}


@contextmanager
def read_again(folder: Path, *people: Person) -> Iterator[tuple[House, list[Item], list[TestClient[Litestar]]]]:
    """A unit that reads every decision again, with two that Anna has made otherwise than proposed; and some people."""
    with a_house(folder) as made:
        unit = made.units[IMAGING]
        always = replace(unit, settings=structs.replace(unit.settings, second_read_percent=100))
        house = replace(made, units={**made.units, IMAGING: always})
        bring_lines(house, IMAGING, "web_referrals.jsonl")
        anna = house.journal_for(ANNA)
        found = [each for each in anna.worklist(IMAGING) if each.effect == "return" and not each.alerts][:2]
        for item in found:
            guideline = unit.guides.guidelines[item.guideline or ""]
            terms = replace(house.terms(IMAGING, guideline), again=house.read_again(IMAGING, anna))
            answer = Decision(Choice.INDIVIDUAL, "individual_assessment", item.proposal or 0, Override.OTHER, note=NOTE)
            decide(anna, item.stream, item.version, answer, terms, house.now())
        clients = [browsing(house, each) for each in people]
        yield house, found, [each.__enter__() for each in clients]
        for each in clients:
            each.__exit__(None, None, None)


def filled(page: str, **chosen: str) -> dict[str, str]:
    """The form of a page, with what somebody chose."""
    return {**dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)), **chosen}


def test_a_second_reader_sees_neither_what_was_decided_nor_what_was_proposed(tmp_path: Path) -> None:
    with read_again(tmp_path, BO) as (house, items, (bo,)):
        assert items
        for item in items:
            page = bo.get(HERE + item.stream).text
            main = page[page.index("<main") : page.index("</main>")]
            assert NOTE not in page
            assert "anna" not in main.lower()
            assert 'data-variant="primary"' not in main
            assert "aria-current" not in main
            assert not re.search(r"checked|selected", main)
            told = re.findall(r'value="(\w+)"[^>]*>[^<]+</(?:button|option)', main)
            guideline = house.units[IMAGING].guides.guidelines[item.guideline or ""]
            offered = [each for each in told if each in guideline.outcomes]
            ranks = [guideline.outcomes[each].rank for each in offered]
            assert len(set(offered)) == len(offered)
            assert ranks


def test_the_blind_page_is_the_same_whatever_the_first_reader_decided(tmp_path: Path) -> None:
    with read_again(tmp_path, BO) as (house, (one, *_), (bo,)):
        before = bo.get(HERE + one.stream).text
        anna, guideline = house.journal_for(ANNA), house.units[IMAGING].guides.guidelines[one.guideline or ""]
        terms = replace(house.terms(IMAGING, guideline), again=house.read_again(IMAGING, anna))
        now = anna.item(one.stream)
        decide(
            anna,
            one.stream,
            now.version,
            Decision(Choice.RETURN, one.outcome or "", now.proposal or 0),
            terms,
            house.now(),
        )
        after = bo.get(HERE + one.stream).text
    version = re.compile(r'name="version" value="\d+"')
    assert version.sub("", before) == version.sub("", after)


def test_the_same_answer_ends_a_second_reading_and_another_shows_both(tmp_path: Path) -> None:
    with read_again(tmp_path, BO, ANNA) as (house, (one, other), (bo, anna)):
        page = bo.get(HERE + one.stream).text
        same = filled(page, choice="individual", **{"outcome.individual": "individual_assessment"})
        done = bo.post(f"{HERE}{one.stream}/answer", data=same, headers=OURS)
        assert done.headers["location"] == f"{HERE}?agreed=true"
        page = bo.get(HERE + other.stream).text
        done = bo.post(f"{HERE}{other.stream}/answer", data=filled(page, choice="return"), headers=OURS)
        both = bo.get(done.headers["location"]).text
        assert NOTE in both
        assert anna.get(HERE).text.count(other.stream) == 1
        settled = anna.post(f"{HERE}{other.stream}/settle", data=filled(both, how="kept"), headers=OURS)
        assert settled.status_code == 303
        assert house.journal_for(ANNA).count_second_readings(IMAGING) == 0


def test_an_answer_of_somebody_who_had_seen_the_decision_is_kept_and_not_counted(tmp_path: Path) -> None:
    with read_again(tmp_path, BO) as (house, (one, *_), (bo,)):
        bo.get(f"/en/units/{IMAGING}/referrals/{one.stream}")
        bo.post(
            f"{HERE}{one.stream}/answer", data=filled(bo.get(HERE + one.stream).text, choice="return"), headers=OURS
        )
        (read,) = house.journal_for(ANNA).read_twice(IMAGING, house.now().replace(year=2000))
        assert read.blind is False
        assert "does not count" in bo.get(HERE + one.stream).text


def test_a_button_that_is_none_and_an_answer_that_nobody_waits_for_are_told(tmp_path: Path) -> None:
    with read_again(tmp_path, BO) as (_, (one, *_others), (bo,)):
        page = bo.get(HERE + one.stream).text
        assert bo.post(f"{HERE}{one.stream}/answer", data=filled(page, choice="none"), headers=OURS).status_code == 422
        assert bo.post(f"{HERE}{one.stream}/settle", data=filled(page, how="kept"), headers=OURS).status_code == 409
        assert bo.post(f"{HERE}{one.stream}/settle", data=filled(page, how="none"), headers=OURS).status_code == 400


@pytest.mark.parametrize("person", [ANNA, READER])
def test_who_decided_and_who_only_reads_are_led_to_the_referral(tmp_path: Path, person: Person) -> None:
    with read_again(tmp_path, person) as (_, (one, *_others), (client,)):
        led = client.get(HERE + one.stream)
        assert led.headers["location"].endswith(f"/referrals/{one.stream}")


def test_agreement_is_told_without_anybody_named(tmp_path: Path) -> None:
    with read_again(tmp_path, BO) as (_, (one, *_others), (bo,)):
        bo.post(
            f"{HERE}{one.stream}/answer", data=filled(bo.get(HERE + one.stream).text, choice="return"), headers=OURS
        )
        page = bo.get(f"/en/units/{IMAGING}/agreement").text
        assert "too few pairs" in page
        assert "anna" not in page[page.index("<main") :].lower()
        assert bo.get(f"/en/units/{IMAGING}/agreement?since=no-day").status_code == 400
