"""A morning in a unit: forty referrals by three doors, one person with a keyboard, and nothing left unexplained."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import cycle
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pypdf import PdfReader

from browser.arriving import as_fhir, as_requisition, imaging_rows, report_of, spine_referrals
from browser.conftest import EXAMPLES, REPORT_VIOLATIONS
from browser.hospital import Hospital, hospital, wait_until
from browser.keys import press_on, rests, tab_to
from channels.doors.bringing import EVERYTHING
from channels.unit.house import ANNA, IMAGING, SPINE
from klokt.model.worklist import Item, ItemState, Promise
from klokt.storage.store import Store

CALL = "mr_after_unexplained_xray"
RIGHT = "Letters owed in 1 course"
REPORTED, READ_ALOUD = "no-022", "no-102"
"""Two whose request becomes an X-ray: of one the report comes by the door, of the other somebody rings."""


@dataclass
class Morning:
    """What happened: the unit, what the doors answered, in which order it was decided, and what was read on pages."""

    unit: Hospital
    answers: list[int] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    rested: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def items(self, unit: str = IMAGING) -> list[Item]:
        """Return all that stands in the lists of a unit."""
        with Store(self.unit.database) as store:
            return list(store.open_for(ANNA.access).worklist(unit, EVERYTHING, limit=100))

    def promises(self) -> list[Promise]:
        """Return the calls for MR that the unit owes, whether awaited, open or closed."""
        with Store(self.unit.database) as store:
            found = store.open_for(ANNA.access).obligations(IMAGING, ("awaited", "open", "closed"))
            return [each for each in found if each.obligation == CALL]


@pytest.fixture(scope="module")
def morning(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Morning]:
    """The whole of a morning, once; what the tests ask is how it was left."""
    with hospital(tmp_path_factory.mktemp("morning")) as unit:
        happened = Morning(unit)
        post_arrives(happened)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(20_000)
        listens(page, happened)
        page.add_init_script(REPORT_VIOLATIONS)
        signs_in(page, unit)
        lets_the_last_rest(page, happened)
        while works_on_the_next(page, happened):
            pass
        results_come(page, happened)
        a_right_arises(page, happened)
        page.close()
        wait_until(lambda: nothing_waits(happened))
        yield happened


def listens(page: Page, happened: Morning) -> None:
    """Note what the browser complains of from now on."""

    def hears(said: ConsoleMessage) -> None:
        if said.type == "error":
            happened.complaints.append(said.text)

    page.on("console", hears)
    page.on("pageerror", lambda error: happened.complaints.append(str(error)))


def post_arrives(happened: Morning) -> None:
    """Bring 36 referrals to the imaging unit in turn by each door, three to the spine unit, and one that is damaged."""
    unit, rows = happened.unit, imaging_rows()
    with unit.watching():
        for row, door, is_xml in zip(rows, cycle(("fhir", "xml", "folder")), cycle((False, True)), strict=False):
            if door == "fhir":
                happened.answers.append(unit.fhir("ServiceRequest", as_fhir(row)))
            elif door == "xml":
                happened.answers.append(unit.xml(IMAGING, as_requisition(row)))
            elif is_xml:
                unit.drop(f"{row['id']}.xml", as_requisition(row))
            else:
                unit.drop(f"{row['id']}.json", as_fhir(row))
        happened.answers += [unit.xml(SPINE, each) for each in spine_referrals()]
        unit.drop("damaged.json", as_fhir(rows[0])[:-100])


def signs_in(page: Page, unit: Hospital) -> None:
    """Come to the door and enter as Anna."""
    page.goto(f"{unit.base}/en/")
    press_on(page, page.get_by_role("button", name="Anna Eksempel"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Bildediagnostikk, Granvik sykehus")


def lets_the_last_rest(page: Page, happened: Morning) -> None:
    """Note the order of the list, and let the last of it, the least urgent, rest for a week."""
    rests(page)
    rows = page.locator("tr[data-row]")
    happened.listed = [each.get_attribute("data-row") or "" for each in rows.all()]
    for key in ("k", "x", "s"):
        page.keyboard.press(key)
    expect(page.get_by_role("status").filter(has_text="1")).not_to_have_count(0)
    expect(rows).to_have_count(len(happened.listed) - 1)
    happened.rested.append(happened.listed[-1])


def works_on_the_next(page: Page, happened: Morning) -> bool:
    """Decide on the first of the list that nobody has looked at yet as is proposed; return False when there is none."""
    before = ""
    while (row := at_row(page, "j")) in happened.decided:
        if row == before:
            return False
        before = row
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/referrals/{row}")
    happened.decided.append(row)
    decides(page)
    press_on(page, page.locator("main .crumb a").first)
    page.wait_for_url(f"**/units/{IMAGING}/")
    return True


def at_row(page: Page, key: str) -> str:
    """Press a key that goes to another row, and return the row."""
    page.wait_for_load_state()
    page.keyboard.press(key)
    return page.locator("tr[data-row]:focus-within").get_attribute("data-row") or ""


def decides(page: Page) -> None:
    """Tick every alert as seen and do what is proposed; a message that cannot be read is left to be looked at."""
    proposed = page.locator(".choice[data-variant=primary]")
    if proposed.count() == 0:
        expect(page.get_by_role("heading", level=1)).to_have_text("A message that somebody must look at")
        return
    rests(page)
    for seen in page.locator("input[name^='seen.']").all():
        press_on(page, seen, "Space", most=400)
    if proposed.get_attribute("value") == "ask":
        tab_to(page, page.locator("textarea[name=note]"), most=400)
        page.keyboard.type("Er det tatt stående røntgen?")
        page.keyboard.press("Tab")  # no key does anything while somebody writes
    page.keyboard.press(proposed.get_attribute("data-key") or "")
    expect(page.locator(".panel.decided")).to_be_visible()


def results_come(page: Page, happened: Morning) -> None:
    """Let the report of one X-ray come by the door, and write down the result of the other on its page."""
    rows = {each["id"]: each for each in imaging_rows()}
    report = report_of(rows[REPORTED], explains=False, on=today())
    happened.answers.append(happened.unit.fhir("DiagnosticReport", report))
    press_on(page, page.get_by_role("link", name="On hold"))
    page.wait_for_url("**show=hold")
    told = page.locator(f"tr[data-row]:has-text('{READ_ALOUD}')").first.get_attribute("data-row")
    while at_row(page, "j") != told:
        pass
    page.keyboard.press("o")
    page.wait_for_url(f"**/referrals/{told}")
    answers_with_arrows(page, "converted_xray_done", "yes")
    answers_with_arrows(page, "converted_xray_explains_pain", "no")
    press_on(page, page.locator(".result[open]").get_by_role("button"))
    expect(page.locator(".duty.open")).to_be_visible()


def answers_with_arrows(page: Page, fact: str, value: str) -> None:
    """Answer a question of a result with Tab and the arrow keys."""
    question = page.locator(f".result[open] input[name$={fact}]")
    tab_to(page, question.and_(page.locator(":checked")), most=400)
    for _ in range(question.count()):
        if not question.and_(page.locator(f"[value={value}]")).is_checked():
            page.keyboard.press("ArrowRight")


def a_right_arises(page: Page, happened: Morning) -> None:
    """Follow a course of the spine unit up to its referral, and then to where the wait has been too long."""
    lines = (EXAMPLES / "web_episodes.jsonl").read_text("utf-8").splitlines()
    line = next(each for each in map(json.loads, lines) if each["id"] == "c-04")
    page.goto(f"{happened.unit.base}/en/units/{SPINE}/")
    for events in (line["events"][:-2], line["events"]):
        takes_course(happened, {**line, "events": events})
        page.reload()
        happened.told.append(page.locator("main").inner_text())


def takes_course(happened: Morning, course: Mapping[str, object]) -> None:
    """Take a course as if today were the day that it is to be asked about."""
    file = happened.unit.inbox.parent / "course.jsonl"
    file.write_text(json.dumps(course), "utf-8")
    words = ("--units", str(happened.unit.units), "--unit", SPINE, "--as-if-on", today().isoformat(), str(file))
    happened.unit.command("take-courses", *words)


def today() -> date:
    """Return the day that it is in both units."""
    return datetime.now(ZoneInfo("Europe/Copenhagen")).date()


def nothing_waits(happened: Morning) -> bool:
    """Return whether every letter has left."""
    with Store(happened.unit.database) as store:
        journal = store.open_for(ANNA.access)
        return all(each.state == "sent" for item in happened.items() for each in journal.letters(item.stream))


def letters(happened: Morning) -> list[PdfReader]:
    """Return the letters that have left the imaging unit."""
    return [PdfReader(each) for each in sorted(happened.unit.letters.glob("*.pdf"))]


def test_each_of_forty_referrals_is_acknowledged_at_its_door_and_listed_once(morning: Morning) -> None:
    assert set(morning.answers) == {201}
    lying = {name: len(list((morning.unit.inbox / name).iterdir())) for name in ("taken", "unread")}
    assert lying == {"taken": 12, "unread": 1}
    assert (len(morning.items()), len(morning.items(SPINE))) == (37, 3)


def test_the_collected_ones_are_decided_by_keyboard_alone_in_the_order_of_the_list(morning: Morning) -> None:
    assert morning.decided == morning.listed[:-1]
    assert len(morning.decided) > 30
    by_stream = {each.stream: each for each in morning.items()}
    not_decided = {stream for stream in morning.decided if by_stream[stream].decision is None}
    assert {by_stream[stream].state for stream in not_decided} == {ItemState.NOT_READ}


def test_what_is_acute_stands_before_what_is_not(morning: Morning) -> None:
    ranks = {each.stream: each.urgency_rank for each in morning.items()}
    in_order = [ranks[stream] for stream in morning.listed]
    assert in_order == sorted(in_order)
    assert min(in_order) < max(in_order)


def test_nothing_is_left_unexplained_at_the_end(morning: Morning) -> None:
    owed = {each.stream for each in morning.promises()}
    explained = {ItemState.DECIDED, ItemState.ESCALATED, ItemState.INDIVIDUAL, ItemState.WAITING, ItemState.NOT_READ}
    left = [
        each
        for each in morning.items()
        if each.state not in explained
        and not (each.state is ItemState.ON_HOLD and each.stream in owed)
        and not (each.state is ItemState.NEW and (each.snoozed_until or not each.collected) and each.because)
    ]
    assert left == []
    assert {each.state for each in morning.items(SPINE)} == {ItemState.NEW}


def test_only_the_last_of_the_list_rests(morning: Morning) -> None:
    assert [each.stream for each in morning.items() if each.snoozed_until] == morning.rested


def test_a_report_at_the_door_and_an_answer_on_the_page_each_open_a_call_for_mr(morning: Morning) -> None:
    called = [each for each in morning.promises() if each.state == "open"]
    assert len(called) == 2
    assert all(each.due and each.owner for each in called)
    assert {each.state for each in morning.promises()} == {"awaited", "open"}


def test_a_right_to_free_choice_that_arises_is_told_on_the_lists_of_the_unit(morning: Morning) -> None:
    before, after = morning.told
    assert RIGHT not in before
    assert RIGHT in after


def test_every_letter_is_one_page_and_whole(morning: Morning) -> None:
    found = letters(morning)
    assert len(found) > len(morning.decided) / 2
    for each in found:
        assert len(each.pages) == 1
        text = each.pages[0].extract_text()
        assert "Granvik sykehus" in text
        assert not re.search(r"[{}]|\[[^]]*\]|None|undefined", text)


def test_the_journal_is_whole_and_the_browser_complained_of_nothing(morning: Morning) -> None:
    assert ", 0 findings" in morning.unit.command("journal", "verify")
    assert morning.complaints == []
