"""No page shuts anyone out, as far as a program can tell: axe-core by WCAG 2.2 AA, light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from browser.places import DESKTOP, PHONE, PLACES, opened, resized

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ON_A_PHONE = (
    "the list",
    "the courses",
    "a course with a contact due",
    "a referral to two places",
    "what would be kept",
    "a letter",
    "a guideline",
)
SHORTEN = """() => {
    for (const kind of [".g-section", ".g-fact", ".g-chart", ".g-toc ul ul li"])
        document.querySelectorAll(kind).forEach((each, at) => { if (at % 10) each.remove() })
}"""
"""Take most of what is alike from the page of a guideline: to look at the contrast of all of it takes a minute."""


def barriers(page: Page, **options: object) -> str:
    """Return what axe-core finds, each with its rule and the element; empty where it finds nothing."""
    found = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"], **options})
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("place", PLACES)
def test_a_page_has_no_barrier(page: Page, place: str, colours: str) -> None:
    resized(page, DESKTOP)
    reach(page, place, colours)
    assert barriers(page) == ""


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("place", ON_A_PHONE)
def test_a_page_has_no_barrier_on_a_phone(page: Page, place: str, colours: str) -> None:
    resized(page, PHONE)
    reach(page, place, colours)
    assert barriers(page) == ""


def test_a_whole_guideline_has_no_barrier_apart_from_colours(page: Page) -> None:
    PLACES["a guideline"](page)
    opened(page)
    assert barriers(page, rules={"color-contrast": {"enabled": False}}) == ""


def test_a_barrier_is_found_where_there_is_one(page: Page) -> None:
    page.goto("/nb/")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert "html-has-lang" in barriers(page)


def reach(page: Page, place: str, colours: str) -> None:
    """Go to a kind of page in light or dark, and open all that can be opened there."""
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light", reduced_motion="reduce")
    PLACES[place](page)
    page.evaluate(SHORTEN)
    opened(page)
