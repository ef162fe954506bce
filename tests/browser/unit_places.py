"""Every kind of page of a unit, who may open it, and how that person gets there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from browser.unit_served import UNIT, Units
from channels.unit.house import IMAGING, SPINE
from klokt.triage.record import episode_stream

COURSES = f"/en/units/{SPINE}/courses/"
ANYBODY = ""
"""Somebody who is not signed in."""


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of page: its address, or what is done to come there, and who of the demo does so."""

    way: str | Callable[[Page, Units], None]
    person: str = "demo-anna"

    def reach(self, page: Page, at: Units) -> None:
        """Sign in as whoever goes there, and go."""
        cookies = at.cookies.get(self.person, {})
        page.context.add_cookies([{"name": name, "value": value, "url": at.base} for name, value in cookies.items()])
        if callable(self.way):
            self.way(page, at)
        else:
            page.goto(at.base + self.way)


def referral(name: str) -> Callable[[Page, Units], None]:
    """Return the way to a referral by its id."""

    def go(page: Page, at: Units) -> None:
        page.goto(at.base + at.referral(name))
        expect(page.get_by_role("heading", level=1)).to_be_visible()

    return go


def found(page: Page, at: Units) -> None:
    """Search for a referral by its id."""
    page.goto(f"{at.base}{UNIT}/")
    page.get_by_role("searchbox").fill("w-03")
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-row]")).to_have_count(1)


def keys_shown(page: Page, at: Units) -> None:
    """Ask which keys there are."""
    page.goto(f"{at.base}{UNIT}/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def unread(page: Page, at: Units) -> None:
    """Open a message that could not be read."""
    page.goto(f"{at.base}{UNIT}/?state=not_read")
    page.locator("tr[data-row] th a").first.click()
    page.wait_for_url("**/referrals/**")


def changed_in_preview(page: Page, at: Units) -> None:
    """Correct a fact of a referral, so that the proposal is seen before it is kept."""
    page.goto(at.base + at.referral("w-13"))
    page.locator("#desk input[type=radio]:not(:checked)").first.check()
    expect(page.locator(".panel.preview")).to_be_visible()


def refused(page: Page, at: Units) -> None:
    """Pass an alert by without having ticked it."""
    page.goto(at.base + at.referral("w-01"))
    page.locator(".choice[data-variant=primary]").click()
    expect(page.locator("#fault")).to_be_visible()


def together(page: Page, at: Units) -> None:
    """Choose the whole list to be decided together, and see what may."""
    page.goto(f"{at.base}{UNIT}/")
    for each in page.locator("#rows .pick input").all():
        each.check()
    page.locator("[formaction$=together]").click()
    page.wait_for_url("**/together")


def read_again(page: Page, at: Units) -> None:
    """Read a decision of Anna's again, blind."""
    page.goto(f"{at.base}{UNIT}/second/{at.streams['w-05']}")
    expect(page.get_by_role("button", name="Accept")).to_be_visible()


def answers_differ(page: Page, at: Units) -> None:
    """Compare two answers that differ."""
    page.goto(f"{at.base}{UNIT}/second/{at.streams['w-06']}")
    expect(page.get_by_role("heading", name="The answers differ")).to_be_visible()


def letter(page: Page, at: Units) -> None:
    """Look at the letter that would go with what is proposed."""
    page.goto(at.base + at.referral("w-17"))
    page.locator(".as-proposed .going a").first.click()
    expect(page.locator(".sheet")).to_be_visible()


def before_erasing(page: Page, at: Units) -> None:
    """Ask what an erasure would reach."""
    page.goto(f"{at.base}{UNIT}/administration")
    page.locator("[name=stream]").fill(at.streams["w-20"])
    page.locator("[name=because]").select_option("sent_in_error")
    page.locator("form.erase button").click()
    expect(page.locator(".alarm")).to_be_visible()


def course(name: str, asked: str = "") -> str:
    """Return the address of a course by its name."""
    return f"{COURSES}{episode_stream(SPINE, name)}{asked}"


PLACES: Mapping[str, Place] = {
    "to do": Place(f"{UNIT}/"),
    "mine, which is empty": Place(f"{UNIT}/?show=mine"),
    "on hold": Place(f"{UNIT}/?show=hold"),
    "resting": Place(f"{UNIT}/?show=resting"),
    "obligations": Place(f"{UNIT}/?show=promises"),
    "decided": Place(f"{UNIT}/?show=decided"),
    "not collected": Place(f"{UNIT}/?show=left"),
    "narrowed": Place(f"{UNIT}/?show=todo&urgency=routine"),
    "a list for who only reads": Place(f"{UNIT}/", "demo-ola"),
    "the list of the spine unit": Place(f"/en/units/{SPINE}/"),
    "what a search found": Place(found),
    "the keys": Place(keys_shown),
    "an acute referral": Place(referral("w-01")),
    "a referral whose alert was passed by": Place(refused),
    "a return that is proposed": Place(referral("w-17")),
    "a change that is proposed": Place(referral("w-12")),
    "a referral that lacks something": Place(referral("w-15")),
    "a referral to two places": Place(referral("w-11")),
    "a correction before it is kept": Place(changed_in_preview),
    "an obligation that stands": Place(referral("order-1")),
    "a decided referral": Place(referral("w-05")),
    "a referral that was not collected": Place(referral("w-09")),
    "a referral for who only reads": Place(referral("w-07"), "demo-ola"),
    "a message that nobody could read": Place(unread),
    "an erased referral": Place(referral("w-21")),
    "a letter": Place(letter),
    "the courses": Place(COURSES),
    "courses that were missed": Place(f"{COURSES}?show=missed"),
    "closed courses, of which there are none": Place(f"{COURSES}?closed=true"),
    "a course with a right": Place(course("c-10")),
    "a course with a contact due": Place(course("c-03")),
    "a contact to be recorded": Place(course("c-01", "?event=contact")),
    "a course that is acute": Place(course("c-02")),
    "second readings": Place(f"{UNIT}/second/", "demo-bjorn"),
    "a second reading": Place(read_again, "demo-bjorn"),
    "two answers that differ": Place(answers_differ, "demo-bjorn"),
    "agreement": Place(f"{UNIT}/agreement", "demo-lise"),
    "several together": Place(together),
    "the account": Place("/en/account"),
    "who did what": Place(f"{UNIT}/audit", "demo-randi"),
    "the administration": Place(f"{UNIT}/administration", "demo-amir"),
    "what would be erased": Place(before_erasing, "demo-amir"),
    "signing in": Place("/en/sign-in", ANYBODY),
    "signing in again": Place(f"{UNIT}/", ANYBODY),
    "signed out": Place("/en/signed-out", ANYBODY),
    "what one may not see": Place(f"{UNIT}/audit"),
    "no such page": Place(f"/en/units/{IMAGING}/none"),
    "a referral of nobody": Place(f"{UNIT}/referrals/none"),
}
