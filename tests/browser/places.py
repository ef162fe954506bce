"""Every kind of page, and how a person gets there."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

Way = Callable[[Page], None]

DESKTOP, PHONE, SMALLEST = (1440, 900), (360, 740), (320, 640)
"""Widths and heights in CSS pixels; WCAG 1.4.10 asks for no sideways scrolling down to 320."""


def at(address: str) -> Way:
    """Return the way to an address."""

    def go(page: Page) -> None:
        page.goto(address)

    return go


def seen_by_the_referrer(page: Page) -> None:
    """Open a referral and look at it as whoever is about to refer."""
    page.goto("/en/referrals/w-05")
    page.get_by_role("radio", name="Referrer").check()
    expect(page.get_by_role("status")).to_contain_text("before you refer")


def after_a_correction(page: Page) -> None:
    """Open a referral that would be returned, and answer that the joint may be infected."""
    page.goto("/en/referrals/w-05")
    answer(page, "Is septic arthritis suspected?", "Yes").check()
    expect(proposed(page, "Urgent")).to_be_visible()


def after_a_slip(page: Page) -> None:
    """Open a referral, and answer with words where a number is asked for."""
    page.goto("/en/referrals/w-05")
    weeks = page.get_by_label("How many weeks has conservative treatment lasted?")
    weeks.fill("a while")
    weeks.press("Tab")
    expect(page.locator("[aria-invalid=true]")).to_be_visible()


def before_keeping(page: Page) -> None:
    """Open a referral, correct what its text says, and ask what would be kept of it."""
    page.goto("/en/referrals/w-01")
    answer(page, "Does the patient have a fever?", "No").check()
    expect(page.get_by_text("Confirmed").first).to_be_visible()
    page.get_by_role("button", name="Keep corrections").click()
    expect(page.get_by_role("heading", name="Keep corrections")).to_be_visible()


def after_keeping(page: Page) -> None:
    """Keep the correction that is shown."""
    before_keeping(page)
    page.get_by_role("button", name="Store what is chosen").click()
    expect(page.get_by_role("heading", name="Stored")).to_be_visible()


def answer(page: Page, question: str, told: str) -> Locator:
    """Return one answer to a question that is answered yes, no or unknown."""
    return page.get_by_role("group", name=question, exact=True).get_by_role("radio", name=told, exact=True)


def proposed(page: Page, words: str) -> Locator:
    """Return the proposal, where it says these words first."""
    return page.get_by_role("region", name=f"Proposal: {words}")


def opened(page: Page) -> None:
    """Open everything on the page that can be opened."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")


def resized(page: Page, size: tuple[int, int]) -> None:
    """Make the window this wide and high."""
    page.set_viewport_size({"width": size[0], "height": size[1]})


PLACES: dict[str, Way] = {
    "the list": at("/nb/"),
    "a list with nothing left": at("/nb/?urgency=acute&outcome=return_conservative"),
    "a referral to one place": at("/nb/referrals/w-05"),
    "a referral to two places": at("/nb/referrals/w-11"),
    "a referral whose text nobody read": at("/nb/referrals/w-20"),
    "a referral as the referrer sees it": seen_by_the_referrer,
    "a referral after a correction": after_a_correction,
    "a referral after a slip": after_a_slip,
    "what would be kept": before_keeping,
    "what was kept": after_keeping,
    "a letter": at("/nb/referrals/w-05/letter"),
    "the courses": at("/nb/courses/"),
    "a course with a right": at("/nb/courses/c-10"),
    "a course with a contact due": at("/nb/courses/c-03"),
    "a day that is none": at("/nb/courses/?on=none"),
    "a paper of a course": at("/nb/courses/c-05/followed"),
    "the guidelines": at("/nb/guidelines"),
    "a guideline": at("/nb/guidelines/no_knee_hip_imaging"),
    "no such page": at("/nb/none"),
}
