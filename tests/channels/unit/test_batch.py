"""Several referrals decided at once: only where nothing is open, never a return, and each can be taken back."""

import re
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from channels.unit.house import ANNA, IMAGING, ROOT, SPINE, a_house, bring, bring_lines, browsing
from klokt.channels.unit.batch import against, as_proposed
from klokt.channels.unit.case import case_of
from klokt.channels.unit.house import House
from klokt.channels.unit.person import Person
from klokt.errors import TriageError
from klokt.model.access import Access, Role
from klokt.model.decision import Choice, Decision
from klokt.model.worklist import Filter, Item
from klokt.triage.decide import decide
from klokt.triage.hold import claim

BO = Person("Bo Eksempel", Access("bo", {IMAGING: frozenset({Role.ASSESSOR})}), "token")
READER = Person("Lise Leser", Access("lise", {IMAGING: frozenset({Role.READER})}), "token")
HERE = f"/en/units/{IMAGING}/together"
OURS = {"Sec-Fetch-Site": "same-origin"}
LABELLED = {IMAGING: "tests/text/referrals/no_a.jsonl", SPINE: "tests/triage/referrals/dk_spine.jsonl"}


def everything(house: House, unit: str) -> list[Item]:
    return list(house.journal_for(ANNA).worklist(unit, Filter(is_open=None, collected=None), limit=500))


def chosen(items: list[Item], **more: str) -> dict[str, str]:
    return {"csrf": "token", **{f"row.{each.stream}": str(each.version) for each in items}, **more}


def going(client: TestClient[Litestar], items: list[Item]) -> dict[str, str]:
    """The form of those that may be decided together, of these."""
    page = client.post(HERE, data=chosen(items), headers=OURS).text
    form = page[page.index("<main") :].split("<h2", 1)[-1]
    rows = dict(re.findall(r'name="(row\.[^"]+)" value="(\d+)" checked', form))
    return {"csrf": "token", **rows}


@pytest.mark.parametrize("unit", [IMAGING, SPINE])
def test_nobody_is_returned_or_passed_by_with_an_alert_or_an_open_question(tmp_path: Path, unit: str) -> None:
    with a_house(tmp_path) as house:
        for number, line in enumerate((ROOT / LABELLED[unit]).read_bytes().splitlines()[:60]):
            bring(house, unit, line, f"labelled-{number}")
        bring_lines(house, unit, "web_referrals.jsonl" if unit == IMAGING else "dk_spine_referrals.jsonl")
        together = 0
        for item in everything(house, unit):
            case = case_of(house, ANNA, "en", unit, item.stream)
            if against(case, case.version):
                continue
            together += 1
            assert case.assessment is not None
            (proposal,) = case.assessment.proposals
            assert item.effect in ("accept", "change")
            assert (item.alerts, proposal.alerts, proposal.disputed, proposal.conflicts) == (0, (), (), ())
            assert item.urgency != "acute"
            assert not case.assessment.unclear
            assert as_proposed(case).outcome == proposal.outcome
        assert together or unit == SPINE


def test_what_is_left_out_is_told_with_the_reason_and_nothing_is_done_yet(tmp_path: Path) -> None:
    with a_house(tmp_path) as house, browsing(house) as client:
        bring_lines(house, IMAGING, "web_referrals.jsonl")
        page = client.post(HERE, data=chosen(everything(house, IMAGING)), headers=OURS).text
        assert "there is an alert, or it may be urgent" in page
        assert "the proposal is not to carry it out" in page
        assert all(each.decision is None for each in everything(house, IMAGING))


def test_each_gets_a_decision_of_its_own_that_can_be_taken_back(tmp_path: Path) -> None:
    with a_house(tmp_path) as house, browsing(house) as client:
        bring_lines(house, IMAGING, "web_referrals.jsonl")
        form = going(client, everything(house, IMAGING))
        streams = {name.removeprefix("row.") for name in form if name.startswith("row.")}
        assert streams
        done = client.post(f"{HERE}/decide", data=form, headers=OURS).text
        decided = {each.stream for each in everything(house, IMAGING) if each.decision}
        assert decided == streams
        again = dict(re.findall(r'name="(row\.[^"]+)" value="(\d+)"', done))
        client.post(f"{HERE}/undo", data={"csrf": "token", **again}, headers=OURS)
        assert all(each.decision is None for each in everything(house, IMAGING))
        assert all(letter.state == "withdrawn" for each in streams for letter in house.journal_for(ANNA).letters(each))


def test_what_somebody_else_did_meanwhile_leaves_it_out(tmp_path: Path) -> None:
    with a_house(tmp_path) as house, browsing(house) as client:
        bring_lines(house, IMAGING, "web_referrals.jsonl")
        form = going(client, everything(house, IMAGING))
        stream = next(name for name in form if name.startswith("row.")).removeprefix("row.")
        claim(house.journal_for(BO), stream, house.now(), house.now().replace(hour=23))
        page = client.post(f"{HERE}/decide", data=form, headers=OURS).text
        assert "something has happened since you saw it" in page
        assert house.journal_for(ANNA).item(stream).decision is None


def test_who_only_reads_decides_for_nobody(tmp_path: Path) -> None:
    with a_house(tmp_path) as house, browsing(house, READER) as client:
        bring_lines(house, IMAGING, "web_referrals.jsonl")
        for act in ("", "/decide", "/undo"):
            assert client.post(f"{HERE}{act}", data=chosen(everything(house, IMAGING)), headers=OURS).status_code == 403


def test_the_journal_itself_refuses_an_alert_among_decisions_made_together(tmp_path: Path) -> None:
    with a_house(tmp_path) as house:
        bring_lines(house, IMAGING, "web_referrals.jsonl")
        item = next(each for each in everything(house, IMAGING) if each.alerts)
        case = case_of(house, ANNA, "en", IMAGING, item.stream)
        assert case.assessment is not None
        seen = tuple(each.rule for each in case.assessment.proposals[0].alerts)
        answer = Decision(Choice.ESCALATE, item.outcome or "", case.answers, acknowledged=seen, together=True)
        with pytest.raises(TriageError) as told:
            decide(house.journal_for(ANNA), item.stream, case.version, answer, case.terms(), case.at)
        assert told.value.code == "K705"
