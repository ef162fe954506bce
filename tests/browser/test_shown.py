"""Pages fit where they are read: on a phone, in large type, on paper, light or dark, in the reader's language."""

import pytest
from playwright.sync_api import Page, expect

from browser.places import DESKTOP, PHONE, PLACES, SMALLEST, opened, resized

LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "da": "Dansk", "en": "English"}
TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth
    if (document.scrollingElement.scrollWidth <= room) return []
    return [...document.querySelectorAll("main *, header *")]
        .filter((each) => each.getBoundingClientRect().right > room + 1 && !each.closest(".scroll"))
        .map((each) => `${each.tagName} ${each.className} ${Math.round(each.getBoundingClientRect().right)}`)
}"""
"""What sticks out of a page that scrolls sideways; nothing where it does not."""


@pytest.mark.parametrize("place", PLACES)
def test_a_phone_shows_a_page_without_sideways_scrolling(page: Page, place: str) -> None:
    PLACES[place](page)
    opened(page)
    for size in (PHONE, SMALLEST):
        resized(page, size)
        assert page.evaluate(TOO_WIDE) == [], size


@pytest.mark.parametrize(
    "place", ["the list", "the courses", "a course with a right", "a referral to two places", "a letter", "a guideline"]
)
def test_letters_twice_as_large_need_no_sideways_scrolling(page: Page, place: str) -> None:
    resized(page, PHONE)
    PLACES[place](page)
    opened(page)
    before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)") >= 1.9 * before
    assert page.evaluate(TOO_WIDE) == []


def test_paper_has_the_proposal_and_nothing_to_click(page: Page) -> None:
    page.goto("/en/referrals/w-05")
    page.emulate_media(media="print")
    expect(page.get_by_role("region", name="Proposal: Return")).to_be_visible()
    expect(page.get_by_role("banner")).to_be_hidden()
    assert [each for each in page.get_by_role("button").all() if each.is_visible()] == []


def test_paper_has_the_letter_alone(page: Page) -> None:
    page.goto("/en/referrals/w-05/letter")
    page.emulate_media(media="print")
    expect(page.locator(".sheet")).to_be_visible()
    shown = page.evaluate("document.body.innerText").strip()
    assert shown == page.locator(".sheet").inner_text().strip()


def test_paper_has_the_timeline_and_the_checklists_of_a_course_and_nothing_to_click(page: Page) -> None:
    page.goto("/en/courses/c-03")
    page.emulate_media(media="print")
    expect(page.locator(".timeline.wide")).to_be_visible()
    expect(page.get_by_text("Malignancy?")).to_be_visible()
    assert [each for each in page.get_by_role("button").all() if each.is_visible()] == []


def test_a_timeline_has_one_drawing_for_each_width_of_screen(page: Page) -> None:
    for size, shown in ((DESKTOP, "wide"), (PHONE, "narrow")):
        resized(page, size)
        page.goto("/en/courses/c-03")
        drawn = [each.get_attribute("class") for each in page.locator(".timeline").all() if each.is_visible()]
        assert drawn == [f"timeline {shown}"]


@pytest.mark.parametrize(
    "place",
    [
        "/",
        "/referrals/w-05",
        "/referrals/w-05/letter",
        "/courses/c-05?on=2026-02-01",
        "/guidelines/no_knee_hip_imaging",
    ],
)
def test_another_language_shows_the_same_page(page: Page, place: str) -> None:
    page.goto(f"/nb{place}")
    for tag in ("nn", "da", "en", "nb"):
        page.get_by_role("link", name=LANGUAGES[tag]).click()
        page.wait_for_url(f"**/{tag}{place}")
        expect(page.locator("html")).to_have_attribute("lang", tag)
        expect(page.get_by_role("link", name=LANGUAGES[tag])).to_have_attribute("aria-current", "true")


def test_a_reader_who_chose_dark_stays_in_the_dark(page: Page) -> None:
    page.goto("/en/referrals/w-05")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
    page.goto("/en/guidelines")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    assert brightness(page) < 60
    page.get_by_role("button", name="Light").click()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "light")
    assert brightness(page) > 200


def test_a_page_is_as_dark_as_the_system_is(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/en/")
    assert brightness(page) < 60


def brightness(page: Page) -> float:
    """Return how bright the ground of the page is, from 0 to 255."""
    colour = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    red, green, blue = page.evaluate(colour)
    return float(red + green + blue) / 3
