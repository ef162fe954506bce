"""Whoever uses no mouse gets everywhere, and always sees where they are."""

import pytest
from playwright.sync_api import Page, expect

from browser.keys import STEP, tab_to
from browser.places import answer, proposed


def test_the_first_stop_leads_past_the_navigation(page: Page) -> None:
    page.goto("/en/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip")).to_be_focused()
    expect(page.get_by_role("link", name="Skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_from_the_list_to_a_letter_without_a_mouse(page: Page) -> None:
    page.goto("/en/")
    tab_to(page, page.get_by_role("link", name="w-05"))
    page.keyboard.press("Enter")
    expect(proposed(page, "Return")).to_be_visible()
    letter = page.locator(".letters button").first
    tab_to(page, letter)
    page.keyboard.press("Enter")
    expect(page.locator(".sheet")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="PDF"))


def test_an_answer_is_changed_with_the_arrow_keys(page: Page) -> None:
    page.goto("/en/referrals/w-05")
    question = "Is septic arthritis suspected?"
    tab_to(page, answer(page, question, "Unknown"))
    page.keyboard.press("ArrowRight")
    expect(proposed(page, "Urgent")).to_be_visible()
    expect(answer(page, question, "Yes")).to_be_focused()
    assert page.evaluate(STEP, None)[1] == ""


def test_what_is_sent_by_key_is_what_the_button_says(page: Page) -> None:
    page.goto("/en/referrals/w-05")
    pdf = page.locator(".letters").get_by_role("button", name="PDF")
    tab_to(page, pdf)
    with page.expect_response("**/letter.pdf") as answered:
        page.keyboard.press("Enter")
    assert answered.value.headers["content-type"] == "application/pdf"
    page.wait_for_url("**/letter.pdf")
    page.go_back()
    expect(proposed(page, "Return")).to_be_visible()


@pytest.mark.parametrize(
    "address", ["/en/guidelines", "/en/guidelines/no_knee_hip_imaging", "/en/courses/c-03", "/en/none"]
)
def test_every_stop_on_the_way_through_a_page_can_be_seen(page: Page, address: str) -> None:
    page.goto(address)
    seen = page.locator("a[href], button, summary, [tabindex='0']")
    for _ in range(min(seen.count(), 40)):
        page.keyboard.press("Tab")
        assert page.evaluate(STEP, None)[1] == ""
