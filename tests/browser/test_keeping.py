"""A person corrects what was read, sees what would be kept, and keeps it: with script, by key, and without script."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.places import PHONE, answer, before_keeping, resized
from klokt.text.corrections import KeptCorrection, read_corrections

FEVER = "Does the patient have a fever?"
TOLD = ("Says: No", "Says nothing of it", "Left out")
SENTENCE = "Siden i går rødt og hovent høyre kne, temp 38,9 og frostanfall."


@pytest.fixture(autouse=True)
def nothing_kept_yet(corrections: Path, base_url: str) -> None:
    """Begin with an empty file, as another test may have kept something."""
    corrections.write_bytes(b"")


def kept(corrections: Path) -> list[KeptCorrection]:
    """Return what stands in the file."""
    return [each for each in read_corrections(corrections.read_bytes()) if isinstance(each, KeptCorrection)]


def choice(page: Page, fact: str, told: str) -> Locator:
    """Return one answer to what the misread sentence says of a fact."""
    group = page.get_by_role("group", name=fact).get_by_role("group", name=SENTENCE)
    return group.get_by_role("radio", name=told, exact=True)


def test_a_correction_is_kept_for_real_and_only_when_the_button_is_pressed(page: Page, corrections: Path) -> None:
    before_keeping(page)
    expect(choice(page, FEVER, "Says: No")).to_be_checked()
    assert corrections.read_bytes() == b""
    page.get_by_role("button", name="Store what is chosen").click()
    expect(page.get_by_role("status")).to_contain_text("Answers stored now: 1.")
    (only,) = kept(corrections)
    assert (only.fact, only.read, only.given, only.language) == ("fever", True, False, "nb")
    assert [(each.text, each.says) for each in only.sentences] == [(SENTENCE, False)]


def test_a_sentence_that_is_left_out_stays_out_of_the_file(page: Page, corrections: Path) -> None:
    before_keeping(page)
    choice(page, FEVER, "Left out").check()
    page.get_by_role("button", name="Store what is chosen").click()
    expect(page.get_by_role("heading", name="Stored")).to_be_visible()
    assert [each.sentences for each in kept(corrections)] == [()]


def test_what_was_answered_is_still_there_on_the_way_back(page: Page) -> None:
    before_keeping(page)
    page.get_by_role("button", name="Back to the referral").click()
    expect(answer(page, FEVER, "No")).to_be_checked()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_a_correction_is_kept_by_the_buttons(page: Page, corrections: Path) -> None:
    page.goto("/en/referrals/w-01")
    answer(page, FEVER, "No").check()
    page.get_by_role("button", name="Keep corrections").click()
    page.get_by_role("button", name="Store what is chosen").click()
    expect(page.get_by_role("status")).to_contain_text("Answers stored now: 1.")
    assert [each.fact for each in kept(corrections)] == ["fever"]


def test_nothing_of_what_is_kept_stands_in_an_address(page: Page) -> None:
    before_keeping(page)
    page.get_by_role("button", name="Store what is chosen").click()
    expect(page.get_by_role("heading", name="Stored")).to_be_visible()
    assert re.fullmatch(r"http://[^/]+/en/referrals/w-01/kept", page.url)


def test_all_answers_to_a_sentence_stand_beside_each_other_on_a_phone(page: Page) -> None:
    resized(page, PHONE)
    before_keeping(page)
    boxes = [choice(page, FEVER, told).locator("..").bounding_box() for told in TOLD]
    assert len({box["y"] for box in boxes if box}) == 1
