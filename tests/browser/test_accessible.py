"""No page shuts anyone out, as far as a program can tell: axe-core by WCAG 2.2 AA, light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.places import DESKTOP, PHONE, PLACES, opened, resized
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ON_A_PHONE = ("the list", "a referral to two places", "a letter", "a guideline")


def barriers(page: Page) -> str:
    """Return what axe-core finds, each with its rule and the element; empty where it finds nothing."""
    found = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]})
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("place", PLACES)
def test_a_page_has_no_barrier(page: Page, place: str, colours: str) -> None:
    resized(page, DESKTOP)
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light", reduced_motion="reduce")
    PLACES[place](page)
    opened(page)
    assert barriers(page) == ""


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("place", ON_A_PHONE)
def test_a_page_has_no_barrier_on_a_phone(page: Page, place: str, colours: str) -> None:
    resized(page, PHONE)
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light", reduced_motion="reduce")
    PLACES[place](page)
    opened(page)
    assert barriers(page) == ""


def test_a_barrier_is_found_where_there_is_one(page: Page) -> None:
    page.goto("/nb/")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert "html-has-lang" in barriers(page)
