"""The worklist of a unit as pages, and what is done with its rows."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from channels.unit.house import ANNA, IMAGING, ROOT, SPINE, a_house, bring_lines, browsing
from channels.unit.house import bring as bring_one
from klokt.channels.unit.bring import bring
from klokt.channels.unit.house import House
from klokt.channels.unit.person import Person
from klokt.model.access import Access, Role

LIST = f"/en/units/{IMAGING}/"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with a_house(tmp_path) as opened:
        bring_lines(opened, IMAGING, "web_referrals.jsonl")
        bring(opened, [("broken.json", b'{"resourceType": "Bundle", "entry": 7}')])
        yield opened


@pytest.fixture
def client(house: House) -> Iterator[TestClient[Litestar]]:
    with browsing(house) as opened:
        yield opened


def rows(page: str) -> list[str]:
    """The streams of the rows in order."""
    return re.findall(r'<tr data-row="([^"]+)"', page)


def act(client: TestClient[Litestar], act: str, *streams: tuple[str, int], **more: str) -> str:
    """Do one thing with rows, and return where it leads."""
    data = {
        "csrf": ANNA.csrf,
        "asked": "show=todo",
        **more,
        **{f"row.{name}": str(version) for name, version in streams},
    }
    answer = client.post(f"{LIST}rows/{act}", data=data, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303
    return str(answer.headers["location"])


def test_the_most_urgent_stand_first_and_a_message_nobody_could_read_among_them(client: TestClient[Litestar]) -> None:
    page = client.get(LIST).text
    urgencies = re.findall(r'class="tag (acute|subacute|prioritised|routine|elective)">[^<]*<svg', page)
    assert "Message that could not be read" in page
    assert urgencies
    assert urgencies[0] == "acute"


def test_a_filter_tells_how_many_acute_ones_it_leaves_out(client: TestClient[Litestar]) -> None:
    assert "acute ones are not shown" in client.get(f"{LIST}?urgency=routine").text
    assert "acute ones are not shown" not in client.get(f"{LIST}?urgency=acute").text


def test_a_referral_that_a_person_takes_is_on_their_own_list(house: House, client: TestClient[Litestar]) -> None:
    item = house.journal_for(ANNA).worklist(IMAGING)[-1]
    assert act(client, "take", (item.stream, item.version)).endswith("step=take&done=1")
    assert rows(client.get(f"{LIST}?show=mine").text) == [item.stream]


def test_what_rests_is_on_a_list_of_its_own_until_it_is_woken(house: House, client: TestClient[Litestar]) -> None:
    item = house.journal_for(ANNA).worklist(IMAGING)[-1]
    act(client, "rest", (item.stream, item.version), until="2026-11-30")
    assert item.stream not in rows(client.get(LIST).text)
    assert rows(client.get(f"{LIST}?show=resting").text) == [item.stream]
    act(client, "wake", (item.stream, house.journal_for(ANNA).item(item.stream).version))
    assert item.stream in rows(client.get(LIST).text)


def test_what_is_acute_does_not_rest(house: House, client: TestClient[Litestar]) -> None:
    item = next(each for each in house.journal_for(ANNA).worklist(IMAGING) if each.urgency == "acute")
    assert act(client, "rest", (item.stream, item.version), until="2026-11-30").endswith("step=rest&left=1")
    assert item.stream in rows(client.get(LIST).text)


def test_a_row_that_somebody_changed_meanwhile_stays_as_it_is(house: House, client: TestClient[Litestar]) -> None:
    item = house.journal_for(ANNA).worklist(IMAGING)[-1]
    assert act(client, "take", (item.stream, item.version - 1)).endswith("step=take&left=1")


def test_a_list_of_another_unit_is_not_found(house: House) -> None:
    stranger = Person("Cleo Eksempel", Access("cleo", {SPINE: frozenset({Role.LEAD})}), "token")
    with browsing(house, stranger) as client:
        assert client.get(LIST).status_code == 404
        assert client.get(f"{LIST}live").status_code == 404


def test_the_place_of_the_journal_moves_when_something_happens_in_the_unit(house: House) -> None:
    journal = house.journal_for(ANNA)
    before = (journal.position(IMAGING), journal.position(SPINE))
    bring(house, [("one.json", (ROOT / "examples" / "my_referral.json").read_bytes())])
    assert journal.position(IMAGING) > before[0]
    assert journal.position(SPINE) == before[1]


@pytest.mark.parametrize("show", ["todo", "mine", "hold", "resting", "promises", "decided", "left"])
@pytest.mark.parametrize("language", ["nb", "nn", "da", "en"])
def test_every_list_is_told_in_every_language(client: TestClient[Litestar], language: str, show: str) -> None:
    assert client.get(f"/{language}/units/{IMAGING}/?show={show}").status_code == 200


def test_what_no_code_asks_for_is_called_as_the_referrer_did_or_by_what_its_guideline_is_about(house: House) -> None:
    spine = json.loads((ROOT / "examples" / "dk_spine_referrals.jsonl").read_text("utf-8").splitlines()[0])
    lines = [spine | {"id": "s-1"}, spine | {"id": "s-2", "requested": {"code_text": "Lumbago"}}]
    for line in lines:
        bring_one(house, SPINE, json.dumps(line).encode(), str(line["id"]))
    with browsing(house) as client:
        titles = re.findall(r'<th scope="row"><a [^>]*>([^<]*)', client.get(f"/da/units/{SPINE}/").text)
    assert sorted(titles) == ["Henvisning ved degenerative lidelser i columna", "Lumbago"]
