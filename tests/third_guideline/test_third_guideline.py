"""A guideline is a folder: one that the program has never heard of does all that the others do."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from channels.web.browsing import Page
from denmark import denmark
from klokt.app import main
from klokt.channels.web.app import web_app
from klokt.channels.web.desk import Desk
from klokt.content.load import load, usable
from klokt.content.mutate import mutate
from letters.paper import as_read, opened
from norway import norway

FOLDER = Path(__file__).parent / "ottawa_ankle_rules"
SOURCE = Path(__file__).parents[2] / "src"
MINE = ("--guideline", str(FOLDER))
WALKS_WITHOUT_TENDERNESS = {
    "days_since_injury": 2,
    "ankle_zone_pain": True,
    "lateral_malleolus_tender": False,
    "medial_malleolus_tender": False,
    "midfoot_pain": False,
    "four_steps": True,
}
HURT = (
    "Twisted the left ankle 2 days ago. Pain in the ankle. No tenderness over the medial malleolus. No midfoot pain. "
)


def a_referral(**fields: object) -> dict[str, object]:
    """Return a referral of someone of 36 to an X-ray of the left ankle."""
    requested = {"modality": "XR", "body_site": "ankle", "laterality": "left"}
    day = {"id": "a-1", "referral_date": "2026-03-02", "patient": {"birth_date": "1990-03-02"}}
    return {**day, "requested": requested, **fields}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file to hold a referral or a course."""
    return tmp_path / "one.json"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def answered(capsys: pytest.CaptureFixture[str], file: Path, **fields: object) -> dict[str, Any]:
    """Return the answer to a referral with these facts or words."""
    file.write_text(json.dumps(a_referral(**fields)), "utf-8")
    found: dict[str, Any] = json.loads(printed(capsys, "assess", str(file), *MINE, "--format", "json"))
    return found


def test_it_passes_every_check_as_strictly_as_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert "0 errors, 0 warnings" in printed(capsys, "check", str(FOLDER), "--strict")


def test_its_cases_notice_nearly_every_wrong_change() -> None:
    report = mutate(load(FOLDER))
    assert report.killed / report.tried > 0.95


def test_a_structured_referral_is_assessed(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    found = answered(capsys, file, known_facts=WALKS_WITHOUT_TENDERNESS)
    assert (found["outcome"], found["letter"], found["site"]) == ("return_without_xray", "no_xray_now", "ankle")
    assert {each["fact"] for each in found["assumptions"]} == {"limb_in_danger", "injured", "examination_unreliable"}


def test_a_site_that_only_this_guideline_knows_is_not_noticed_as_unknown(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    assert answered(capsys, file, known_facts=WALKS_WITHOUT_TENDERNESS)["notices"] == []


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (HURT + "No tenderness over the lateral malleolus. Walks four steps with a limp.", "return_without_xray"),
        (HURT + "Tender over the lateral malleolus. Walks four steps.", "accept_xray"),
        (HURT + "No tenderness over the lateral malleolus. Unable to bear weight.", "accept_xray"),
        (HURT + "No tenderness over the lateral malleolus.", "needs_more_information"),
        (HURT + "The foot is cold.", "acute_assessment"),
        ("Vridd venstre ankel for 3 uker siden, fortsatt smerter i ankelen. Går fire steg.", "out_of_scope"),
        ("Overtråkk for 2 dager siden, smerter i venstre ankel. Øm over laterale malleol.", "accept_xray"),
        ("Vridd venstre ankel for 2 dager siden, smerter i ankelen. Foten er kald.", "acute_assessment"),
    ],
)
def test_a_text_in_either_language_is_read_by_its_phrases(
    capsys: pytest.CaptureFixture[str], file: Path, text: str, outcome: str
) -> None:
    assert answered(capsys, file, text=text)["outcome"] == outcome


@pytest.mark.parametrize(("ago", "days"), [("2 days", 2), ("3 weeks", 21)])
def test_a_time_ago_is_told_in_the_unit_of_the_fact(
    capsys: pytest.CaptureFixture[str], file: Path, ago: str, days: int
) -> None:
    found = answered(capsys, file, text=HURT.replace("2 days", ago) + "Walks four steps.")
    assert found["facts"]["days_since_injury"]["value"] == days


@pytest.mark.parametrize("language", ["en", "nb"])
def test_it_is_told_in_a_terminal_in_its_languages(
    capsys: pytest.CaptureFixture[str], file: Path, language: str
) -> None:
    file.write_text(json.dumps(a_referral(known_facts=WALKS_WITHOUT_TENDERNESS)), "utf-8")
    title = usable(load(FOLDER)).outcomes["return_without_xray"].title[language]
    assert title in printed(capsys, "assess", str(file), *MINE, "--language", language)


def test_its_flowchart_is_drawn(tmp_path: Path) -> None:
    out = tmp_path / "flow.svg"
    assert main(["publish", str(FOLDER), "--format", "flowchart", "--out", str(out)]) == 0
    drawn = ET.parse(out).getroot()  # noqa: S314 (our own drawing)
    words = " ".join("".join(drawn.itertext()).split())
    assert all(step.question["en"].split()[-1] in words for step in usable(load(FOLDER)).flows["receiver"].steps)


def test_its_letter_is_printed(tmp_path: Path, file: Path) -> None:
    file.write_text(json.dumps(a_referral(known_facts=WALKS_WITHOUT_TENDERNESS)), "utf-8")
    out = tmp_path / "letter.pdf"
    assert main(["letter", str(file), *MINE, "--format", "pdf", "--out", str(out)]) == 0
    read = as_read(out.read_bytes())
    assert "The injury happened 2 days before the referral." in read
    assert "proposal.json" in opened(out.read_bytes()).attachments


def test_a_course_is_followed(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    visit = {"date": "2026-03-02", "type": "first_visit"}
    file.write_text(json.dumps({"id": "c-1", "as_of": "2026-03-10", "events": [visit]}), "utf-8")
    found = json.loads(printed(capsys, "pathway", str(file), *MINE, "--format", "json"))
    assert (found["next_step"], found["due_dates"]) == ("hold_review", [{"what": "review", "date": "2026-03-09"}])


@pytest.fixture
def pages() -> Iterator[TestClient[Litestar]]:
    """The pages over all three guidelines, and a referral whose guideline they choose."""
    guideline = usable(load(FOLDER))
    referral = json.dumps(a_referral(known_facts=WALKS_WITHOUT_TENDERNESS)).encode()
    desk = Desk([norway(), denmark(), guideline], [("one.json", referral)], {guideline.id: FOLDER})
    with TestClient(web_app(desk), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("language", ["en", "nb", "nn", "da"])  # it has the first two
def test_it_is_served_as_a_page_with_its_chart_and_rules_to_readers_of_every_language(
    pages: TestClient[Litestar], language: str
) -> None:
    answer = pages.get(f"/{language}/guidelines/ottawa_ankle_rules")
    assert answer.status_code == 200
    assert "Refined decision rules, ankle series" in answer.text
    assert "<svg" in answer.text


def test_its_referral_is_chosen_for_it_among_three_and_served_with_the_letter(pages: TestClient[Litestar]) -> None:
    assert "No X-ray is needed" in " ".join(Page(pages.get("/en/referrals/a-1")).words)
    assert "No X-ray for now" in pages.get("/en/referrals/a-1/letter").text


@pytest.mark.parametrize("language", ["nn", "da"])
def test_a_reader_of_a_language_that_it_lacks_sees_its_referral_in_bokmaal(
    pages: TestClient[Litestar], language: str
) -> None:
    assert pages.get(f"/{language}/").status_code == 200
    assert "Røntgen er ikke nødvendig" in pages.get(f"/{language}/referrals/a-1").text


def test_no_line_of_the_program_is_aware_of_it() -> None:
    own = ("ankle", "malleol", "metatarsal", "navicular", "ottawa")
    code = {path: path.read_text("utf-8").lower() for path in SOURCE.rglob("*.py")}
    assert [path.name for path, text in code.items() if any(word in text for word in own)] == []
