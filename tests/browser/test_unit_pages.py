"""Every page of a unit is for everybody: no barrier in light or dark, no sideways scrolling, no buttons on paper."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from browser.places import DESKTOP, PHONE, SMALLEST, opened, resized
from browser.test_accessible import barriers
from browser.test_shown import TOO_WIDE
from browser.unit_places import PLACES
from browser.unit_served import Units, units_served

ON_PAPER = ("to do", "decided", "a return that is proposed", "a decided referral", "a course with a right", "agreement")


@pytest.fixture(scope="session")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Units]:
    """The units, with something on every page."""
    with units_served(tmp_path_factory.mktemp("units")) as served:
        yield served


@pytest.fixture(scope="session")
def base_url(at: Units) -> str:
    """Where the pages are."""
    return at.base


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Let nothing move."""
    return {**browser_context_args, "reduced_motion": "reduce"}


@pytest.mark.parametrize("place", PLACES)
def test_a_page_of_a_unit_has_no_barrier_in_light_or_dark(page: Page, at: Units, place: str) -> None:
    resized(page, DESKTOP)
    page.emulate_media(color_scheme="light")
    PLACES[place].reach(page, at)
    opened(page)
    assert barriers(page) == ""
    page.emulate_media(color_scheme="dark")
    assert barriers(page) == "", "dark"


@pytest.mark.parametrize("place", PLACES)
def test_a_phone_shows_a_page_of_a_unit_without_sideways_scrolling(page: Page, at: Units, place: str) -> None:
    resized(page, PHONE)
    PLACES[place].reach(page, at)
    opened(page)
    for size in (PHONE, SMALLEST):
        resized(page, size)
        assert page.evaluate(TOO_WIDE) == [], size


@pytest.mark.parametrize("place", ON_PAPER)
def test_a_page_of_a_unit_on_paper_has_nothing_to_act_with(page: Page, at: Units, place: str) -> None:
    PLACES[place].reach(page, at)
    page.emulate_media(media="print")
    told = ".fact select, .answer input, .measure input:not(:placeholder-shown)"  # answers, which paper shows as words
    acts = page.locator("button, select, textarea, input:not([type=hidden]), header.top").and_(
        page.locator(f":not({told})")
    )
    assert [each.evaluate("at => at.outerHTML.slice(0, 90)") for each in acts.all() if each.is_visible()] == []
