"""A person at the keyboard: whatever is done is done by pressing keys, and where they are can always be seen."""

import pytest
from playwright.sync_api import Locator, Page

STEP = """(goal) => {
    const at = document.activeElement
    const shown = [at, at.nextElementSibling].filter(Boolean).map((each) => getComputedStyle(each))
    const isSeen = shown.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
    return [at === goal, isSeen || at === document.body ? "" : at.outerHTML.slice(0, 200)]
}"""
"""Whether what has the focus is the goal, and what it is if nobody can see that; after the last stop it is the window.

A radio button shows its outline on the label's words that stand beside it.
"""

QUIET = 1100
"""Milliseconds after which the keys of a page that is new do something."""


def rests(page: Page) -> None:
    """Wait until the keys of a new page do something: its second of rest begins when all of it is there."""
    page.wait_for_load_state()
    page.wait_for_timeout(QUIET)


def tab_to(page: Page, wanted: Locator, most: int = 150) -> None:
    """Press Tab until something has the focus; fail where a stop on the way cannot be seen, or it is never reached."""
    page.wait_for_load_state()
    goal = wanted.element_handle()
    for _ in range(most):
        page.keyboard.press("Tab")
        is_there, unseen = page.evaluate(STEP, goal)
        assert not unseen
        if is_there:
            return
    pytest.fail("Tab never led there")


def press_on(page: Page, wanted: Locator, key: str = "Enter", most: int = 150) -> None:
    """Go to something with Tab and press a key there."""
    tab_to(page, wanted, most)
    page.keyboard.press(key)
