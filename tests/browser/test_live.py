"""A person answers, and the proposal follows: in place with script, by the button without, and never in an address."""

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from browser.places import answer, opened, proposed

INFECTION = "Is septic arthritis suspected?"


def test_an_answer_changes_the_proposal_without_loading_the_page(page: Page) -> None:
    page.goto("/en/referrals/w-05")
    expect(proposed(page, "Return")).to_be_visible()
    asked = requests_from_now(page)
    answer(page, INFECTION, "Yes").check()
    expect(proposed(page, "Urgent")).to_be_visible()
    assert [(each.method, each.resource_type) for each in asked] == [("POST", "fetch")]


def test_nothing_that_a_person_answers_stands_in_an_address(page: Page) -> None:
    page.goto("/en/referrals/w-05")
    before = page.url
    asked = requests_from_now(page)
    answer(page, INFECTION, "Yes").check()
    expect(proposed(page, "Urgent")).to_be_visible()
    assert {each.url for each in asked} | {page.url} == {before}


def test_the_focus_stays_on_the_answer_that_was_changed(page: Page) -> None:
    page.goto("/en/referrals/w-05")
    answer(page, INFECTION, "Yes").check()
    expect(proposed(page, "Urgent")).to_be_visible()
    expect(answer(page, INFECTION, "Yes")).to_be_focused()


def test_an_answer_that_is_taken_back_brings_the_first_proposal_back(page: Page) -> None:
    page.goto("/en/referrals/w-05")
    answer(page, INFECTION, "Yes").check()
    expect(proposed(page, "Urgent")).to_be_visible()
    answer(page, INFECTION, "Unknown").check()
    expect(proposed(page, "Return")).to_be_visible()


def test_an_answer_for_one_joint_leaves_the_proposal_for_the_other(page: Page) -> None:
    page.goto("/en/referrals/w-11")
    opened(page)
    hip, knee = page.locator(".place").all()
    untouched = proposal_of(hip).inner_text()
    knee.get_by_role("group", name=INFECTION).get_by_role("radio", name="Yes").check()
    expect(proposal_of(page.locator("#place-0"))).to_contain_text("Urgent")
    expect(proposal_of(page.locator("#place-1"))).to_have_text(untouched)


def test_what_was_opened_stays_open_when_an_answer_changes(page: Page) -> None:
    page.goto("/en/referrals/w-05")
    preview = page.locator("details", has_text="Preview").first
    preview.locator("summary").click()
    answer(page, "Has conservative treatment been tried?", "Yes").check()
    expect(page.get_by_text("Confirmed").first).to_be_visible()
    expect(preview).to_have_attribute("open", "")


def test_the_list_is_narrowed_in_place(page: Page) -> None:
    page.goto("/en/")
    page.get_by_label("Urgency", exact=True).select_option("acute")
    expect(page.get_by_role("status")).to_contain_text("2 of 21")
    assert page.get_by_role("row").count() == 3  # the head, and two referrals


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_an_answer_is_sent_by_the_button(page: Page) -> None:
    page.goto("/en/referrals/w-05")
    answer(page, INFECTION, "Yes").check()
    page.get_by_role("button", name="Update").click()
    expect(proposed(page, "Urgent")).to_be_visible()
    expect(answer(page, INFECTION, "Yes")).to_be_checked()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_the_list_is_narrowed_by_the_button(page: Page) -> None:
    page.goto("/en/")
    page.get_by_label("Urgency", exact=True).select_option("acute")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("status")).to_contain_text("2 of 21")


def test_a_letter_follows_the_answers_that_were_given_on_the_page(page: Page) -> None:
    page.goto("/en/referrals/w-13")
    weeks = page.get_by_label("How many weeks has conservative treatment lasted?")
    weeks.fill("9")
    weeks.press("Tab")
    expect(page.get_by_text("Confirmed").first).to_be_visible()
    page.locator(".letters button").first.click()
    expect(page.locator(".sheet")).to_contain_text("9 weeks")


def test_what_the_content_security_policy_forbids_is_noticed(page: Page, complaints: list[str]) -> None:
    page.goto("/en/")
    with page.expect_console_message(lambda message: "content security policy" in message.text):
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: '0'}))")
    assert any("script-src" in each for each in complaints)
    complaints.clear()


def proposal_of(place: Locator) -> Locator:
    """Return the heading that says what is proposed for one place to examine."""
    return place.get_by_role("heading", name="Proposal:")


def requests_from_now(page: Page) -> list[Request]:
    """Return a list that grows with every request that the page makes."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    return asked
