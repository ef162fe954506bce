"""A round through five referrals in a browser, by keyboard alone, and what axe-core says of its pages."""

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Thread
from time import monotonic

import pytest
import uvicorn
from playwright.sync_api import Page, expect

from browser.keys import rests, tab_to
from browser.places import DESKTOP, PHONE, resized
from browser.test_accessible import barriers
from channels.unit.house import IMAGING, NOW, ROOT, a_house, app_of, bring
from klokt.channels.unit.house import House

UNIT = f"/en/units/{IMAGING}"
FOR_XRAY = json.loads((ROOT / "examples" / "web_referrals.jsonl").read_text().splitlines()[5])


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a unit with enough referrals for all of these tests; its clock goes on as any other."""
    with a_house(tmp_path_factory.mktemp("rounds")) as house:
        _bring(house, 14)
        begun = monotonic()
        going = replace(house, now=lambda: NOW + timedelta(seconds=monotonic() - begun))
        server = uvicorn.Server(uvicorn.Config(app_of(going), access_log=False, log_level="warning"))
        with socket.create_server(("127.0.0.1", 0)) as door:
            thread = Thread(target=server.run, kwargs={"sockets": [door]})
            thread.start()
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
            server.should_exit = True
            thread.join()


def _bring(house: House, count: int) -> None:
    for number in range(count):
        bring(house, IMAGING, json.dumps(FOR_XRAY | {"id": f"r-{number}"}).encode(), f"m-{number}")


def press(page: Page, key: str) -> None:
    """Press a key once the page has been there for long enough."""
    rests(page)
    page.keyboard.press(key)


def test_a_round_of_five_by_keyboard_alone(page: Page) -> None:
    page.goto(f"{UNIT}/")
    tab_to(page, page.get_by_role("button", name="Start a round"))
    page.keyboard.press("Enter")
    for number in range(1, 5):
        expect(page.get_by_text(f"Round: {number} of 25")).to_be_visible()
        press(page, "2")
    expect(page.get_by_text("Round: 5 of 25")).to_be_visible()
    press(page, "n")
    expect(page.get_by_text("Round: 6 of 25")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Stop and see the summary"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Decided: 4 of 25")
    expect(page.get_by_text("Passed and still waiting (1)")).to_be_visible()


def test_a_key_that_is_pressed_too_early_or_held_down_does_nothing(page: Page) -> None:
    page.goto(f"{UNIT}/")
    page.get_by_role("button", name="Start a").click()
    expect(page.get_by_text("Round: 1 of 25")).to_be_visible()
    for key in ("2", "n"):
        page.keyboard.press(key)
    page.keyboard.down("n")
    rests(page)
    page.keyboard.down("n")
    rests(page)
    expect(page.get_by_text("Round: 1 of 25")).to_be_visible()
    page.keyboard.up("n")
    page.keyboard.press("n")
    expect(page.get_by_text("Round: 2 of 25")).to_be_visible()


def test_the_newest_decision_is_undone_with_a_key(page: Page) -> None:
    page.goto(f"{UNIT}/")
    page.get_by_role("button", name="Start a").click()
    expect(page.get_by_text("Round: 1 of 25")).to_be_visible()
    first = page.url
    press(page, "2")
    expect(page.get_by_text("Round: 2 of 25")).to_be_visible()
    press(page, "u")
    page.wait_for_url(first)
    expect(page.get_by_text("Round: 1 of 25")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_page_of_a_round_has_a_barrier(page: Page, size: tuple[int, int], colours: str) -> None:
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    resized(page, size)
    page.goto(f"{UNIT}/")
    page.get_by_role("button", name="Start a").click()
    expect(page.get_by_text("1 of 25")).to_be_visible()
    press(page, "2")
    expect(page.get_by_text("2 of 25")).to_be_visible()
    assert barriers(page) == ""
    page.goto(f"{UNIT}/round")
    assert barriers(page) == ""
    page.goto(f"{UNIT}/")
    assert barriers(page) == ""
