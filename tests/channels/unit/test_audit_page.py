"""What an auditor sees of what was done, and what an administrator erases."""

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from channels.unit.house import IMAGING, NOW, SPINE, bring_lines
from channels.unit.signing import token_in
from channels.unit.test_session import Scene
from klokt.model.access import Access, Role

AUDIT, ADMINISTRATION = (f"/en/units/{IMAGING}/{page}" for page in ("audit", "administration"))
ANNA = Access("demo-anna", {IMAGING: frozenset({Role.ASSESSOR})})


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with ExitStack() as stack:
        yield Scene(stack, tmp_path)


@pytest.fixture
def referral(scene: Scene) -> str:
    """A referral that came in and that Anna has opened."""
    stream = bring_lines(scene.house, IMAGING, "web_referrals.jsonl")[0].referrals[0]
    scene.house.store.open_for(ANNA).opened(stream, NOW)
    return stream


def test_an_auditor_sees_who_opened_which_referral(scene: Scene, referral: str) -> None:
    scene.sign_in("demo-randi")
    page = scene.client.get(AUDIT, params={"who": "demo-anna"}).text
    assert "Anna Eksempel" in page
    assert f"/en/units/{IMAGING}/referrals/{referral}" in page


def test_what_is_shown_can_be_narrowed_to_days(scene: Scene, referral: str) -> None:
    scene.sign_in("demo-lise")
    day, before = (str((NOW - timedelta(days=days)).date()) for days in (0, 1))
    assert referral in scene.client.get(AUDIT, params={"since": day, "until": day, "who": "demo-anna"}).text
    assert referral not in scene.client.get(AUDIT, params={"until": before, "who": "demo-anna"}).text
    assert scene.client.get(AUDIT, params={"since": "yesterday"}).status_code == 400


def test_pages_of_what_was_done_follow_each_other_without_a_gap(scene: Scene, referral: str) -> None:
    for _ in range(120):
        scene.house.store.open_for(ANNA).opened(referral, NOW)
    scene.sign_in("demo-randi")
    first = scene.client.get(AUDIT, params={"who": "demo-anna"}).text
    older = first.partition(f'href="{AUDIT}?who=demo-anna&amp;before=')[2].partition('"')[0]
    second = scene.client.get(AUDIT, params={"who": "demo-anna", "before": older}).text
    assert (first.count("<time "), second.count("<time ")) == (100, 21)


def test_the_file_holds_all_that_was_done(scene: Scene, referral: str) -> None:
    scene.sign_in("demo-randi")
    rows = list(csv.DictReader(scene.client.get(f"{AUDIT}.csv", params={"who": "demo-anna"}).text.splitlines()))
    assert [(each["name"], each["act"], each["concerns"]) for each in rows] == [("Anna Eksempel", "opened", referral)]


def test_the_audit_of_a_unit_tells_nothing_of_another(scene: Scene, referral: str) -> None:
    scene.sign_in("demo-randi")
    assert referral not in scene.client.get(f"/en/units/{SPINE}/audit").text


def test_an_administrator_sees_who_is_what(scene: Scene) -> None:
    scene.sign_in("demo-amir")
    page = scene.client.get(ADMINISTRATION).text
    assert "Lise Eksempel" in page
    assert "lead" in page


def test_a_patient_is_erased_only_after_a_second_step(scene: Scene, referral: str) -> None:
    scene.sign_in("demo-amir")
    order = {"csrf": token_in(scene.client.get(ADMINISTRATION).text), "stream": referral, "because": "sent_in_error"}
    journal = scene.house.store.open_for(ANNA)
    assert scene.client.post(f"{ADMINISTRATION}/erase", data=order).status_code == 200
    assert scene.client.post(f"{ADMINISTRATION}/erased", data=order).status_code == 400
    assert referral in journal.referrals([referral])
    assert scene.client.post(f"{ADMINISTRATION}/erased", data={**order, "sure": "yes"}).status_code == 200
    assert referral not in journal.referrals([referral])
    assert "was erased before" in scene.client.post(f"{ADMINISTRATION}/erase", data=order).text


def test_nobody_but_an_administrator_erases(scene: Scene, referral: str) -> None:
    order = {"csrf": scene.sign_in("demo-lise"), "stream": referral, "because": "sent_in_error", "sure": "yes"}
    assert scene.client.post(f"{ADMINISTRATION}/erased", data=order).status_code == 403
    assert referral in scene.house.store.open_for(ANNA).referrals([referral])
