"""A round through the referrals of a unit, and the log of what a person decided last."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from channels.unit.house import ANNA, IMAGING, NOW, ROOT, a_house, bring, browsing
from klokt.channels.unit.house import House
from klokt.channels.unit.person import Person
from klokt.channels.unit.round import Round, kept, round_of
from klokt.model.access import Access, Role
from klokt.model.worklist import Filter
from klokt.triage.hold import claim, snooze

UNIT = f"/en/units/{IMAGING}"
BO = Person("Bo Eksempel", Access("bo", {IMAGING: frozenset({Role.ASSESSOR})}), "token")
READER = Person("Lise Leser", Access("lise", {IMAGING: frozenset({Role.READER})}), "token")
FOR_XRAY = json.loads((ROOT / "examples" / "web_referrals.jsonl").read_text().splitlines()[5])
"""Treated without effect, and no X-ray was ever taken."""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with a_house(tmp_path) as opened:
        for number in range(4):
            bring(opened, IMAGING, json.dumps(FOR_XRAY | {"id": f"r-{number}"}).encode(), f"m-{number}")
        yield opened


@pytest.fixture
def client(house: House) -> Iterator[TestClient[Litestar]]:
    with browsing(house) as opened:
        yield opened


def streams(house: House) -> list[str]:
    """The referrals in the order of the list."""
    return [each.stream for each in house.journal_for(ANNA).worklist(IMAGING, Filter(), None, 50)]


def post(client: TestClient[Litestar], below: str, **fields: str) -> str:
    """Send a form, and return the address that it leads to."""
    data = {"csrf": ANNA.csrf, **fields}
    answer = client.post(f"{UNIT}/{below}", data=data, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def decide(client: TestClient[Litestar], address: str) -> str:
    """Decide as proposed with the form of the page, and return where that leads."""
    page = client.get(address).text
    form = page[page.index('id="decide"') :]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return post(client, f"{address.removeprefix(UNIT)[1:]}/decide", **hidden, choice="change")


def words(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_round_opens_the_first_of_the_list_and_claims_it(client: TestClient[Litestar], house: House) -> None:
    first = streams(house)[0]
    assert post(client, "round/begin", size="25") == f"{UNIT}/referrals/{first}"
    assert house.journal_for(ANNA).item(first).claimed_by == "anna"
    assert "Round: 1 of 25" in words(client.get(f"{UNIT}/referrals/{first}").text)


def test_a_decision_leads_to_the_next_which_tells_whose_referral_got_what(
    client: TestClient[Litestar], house: House
) -> None:
    first, second, *_ = streams(house)
    led = decide(client, post(client, "round/begin", size="25"))
    page = client.get(led).text
    assert led == f"{UNIT}/referrals/{second}"
    assert "Round: 2 of 25" in words(page)
    log = page[page.index('role="log"') :]
    assert f"{UNIT}/referrals/{first}" in log
    assert "Change the examination" in words(log[: log.index("</section>")])


def test_a_decision_without_a_round_stays_with_its_referral(client: TestClient[Litestar], house: House) -> None:
    address = f"{UNIT}/referrals/{streams(house)[0]}"
    assert decide(client, address) == address


def test_one_that_is_passed_is_free_for_others_and_told_at_the_end(client: TestClient[Litestar], house: House) -> None:
    first, second, *_ = streams(house)
    post(client, "round/begin", size="25")
    led = post(client, "round/next", **{"pass": first})
    assert led == f"{UNIT}/referrals/{second}"
    assert house.journal_for(ANNA).item(first).claimed_by is None
    assert "Passed and still waiting (1)" in words(client.get(f"{UNIT}/round").text)


def test_what_somebody_else_looks_at_or_what_rests_is_left_out(client: TestClient[Litestar], house: House) -> None:
    first, second, third, _ = streams(house)
    claim(house.journal_for(BO), first, NOW, NOW + timedelta(minutes=10))
    version = house.journal_for(BO).item(second).version
    snooze(house.journal_for(BO), second, version, NOW + timedelta(days=1), "waiting", NOW)
    assert post(client, "round/begin", size="25") == f"{UNIT}/referrals/{third}"


def test_a_round_ends_with_all_that_was_decided_in_it(client: TestClient[Litestar]) -> None:
    led = post(client, "round/begin", size="25")
    for _ in range(4):
        led = decide(client, led)
    page = client.get(led).text
    assert led == f"{UNIT}/round?all=yes"
    assert "The round is over" in page
    assert "Decided: 4 of 25" in page
    assert "Change the examination 4" in words(page)
    assert page.count("/undo") == 4


def test_what_is_undone_in_a_round_comes_again(client: TestClient[Litestar], house: House) -> None:
    first, *_ = streams(house)
    decide(client, post(client, "round/begin", size="25"))
    version = str(house.journal_for(ANNA).item(first).version)
    assert post(client, f"referrals/{first}/undo", version=version) == f"{UNIT}/referrals/{first}"
    assert "Round: 1 of 25" in words(client.get(f"{UNIT}/referrals/{first}").text)
    assert post(client, "round/next") == f"{UNIT}/referrals/{first}"


def test_a_round_that_is_ended_leaves_what_was_open_to_others(client: TestClient[Litestar], house: House) -> None:
    first, *_ = streams(house)
    post(client, "round/begin", size="25")
    assert post(client, "round/end") == f"{UNIT}/"
    assert house.journal_for(ANNA).item(first).claimed_by is None
    assert client.get(f"{UNIT}/round").headers["location"] == f"{UNIT}/"


def test_the_list_offers_a_round_and_the_way_on_in_one(client: TestClient[Litestar]) -> None:
    assert "Start a round" in client.get(f"{UNIT}/").text
    post(client, "round/begin", size="50")
    assert "Go on with the round" in client.get(f"{UNIT}/").text


def test_whoever_only_reads_begins_no_round(house: House) -> None:
    with browsing(house, READER) as client:
        data = {"csrf": READER.csrf, "size": "25"}
        answer = client.post(f"{UNIT}/round/begin", data=data, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 403
        assert "Start a round" not in client.get(f"{UNIT}/").text


def test_the_list_keeps_what_one_decided_and_undoes_it_while_the_letters_wait(
    client: TestClient[Litestar], house: House
) -> None:
    first, *_ = streams(house)
    decide(client, f"{UNIT}/referrals/{first}")
    log = client.get(f"{UNIT}/").text.partition('role="log"')[2].partition("</section>")[0]
    assert f"referrals/{first}/undo" in log
    assert 'data-key="u"' in log
    version = re.findall(r'name="version" value="(\d+)"', log)[0]
    post(client, f"referrals/{first}/undo", version=version)
    assert 'role="log"' not in client.get(f"{UNIT}/").text


def test_when_the_letters_have_left_it_is_told_that_nothing_is_undone(house: House, tmp_path: Path) -> None:
    first, *_ = streams(house)
    with browsing(house) as client:
        decide(client, f"{UNIT}/referrals/{first}")
    later = replace(house, now=lambda: NOW + timedelta(hours=3))
    with browsing(later) as client:
        log = client.get(f"{UNIT}/").text.partition('role="log"')[2].partition("</section>")[0]
    assert "can no longer be undone" in log
    assert "<form" not in log


def test_the_log_is_of_one_s_own_decisions_and_of_today(house: House) -> None:
    with browsing(house) as client:
        decide(client, f"{UNIT}/referrals/{streams(house)[0]}")
    with browsing(house, BO) as client:
        assert 'role="log"' not in client.get(f"{UNIT}/").text
    with browsing(replace(house, now=lambda: NOW + timedelta(days=1))) as client:
        assert 'role="log"' not in client.get(f"{UNIT}/").text


def test_a_round_is_gone_on_with_in_its_own_session_and_unit_alone() -> None:
    going = Round(IMAGING, NOW, 25, ("referral-a-0", "referral-b-0"))
    cookies = {"round": kept(going, ANNA)}
    assert round_of(cookies, ANNA, IMAGING) == going
    assert round_of(cookies, ANNA, "another") is None
    assert round_of(cookies, replace(ANNA, csrf="another"), IMAGING) is None
    assert round_of({"round": cookies["round"].replace("~25~", "~99~")}, ANNA, IMAGING) is None
    assert round_of({"round": "é~"}, ANNA, IMAGING) is None


def test_a_hundred_that_were_passed_fit_into_the_cookie() -> None:
    passed = tuple(f"referral-{number:032x}-0" for number in range(100))
    assert len(kept(Round(IMAGING, NOW, 100, passed), ANNA)) < 4000
