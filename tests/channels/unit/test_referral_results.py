"""What comes after a changed examination: the X-ray's answer, the unit's own call for MR, and images from elsewhere."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from channels.unit.house import ANNA, IMAGING, bring, browsing
from channels.unit.referral_at_work import BO, FOR_XRAY, Unit, at_work, later
from channels.web.browsing import Page
from klokt.model.decision import Override
from klokt.model.event import Decided
from klokt.model.worklist import ItemState

EXPLAINS_NOTHING = {
    "0.converted_xray_done": "yes",
    "0.converted_xray_taken_on": "2026-11-22",
    "0.converted_xray_standing": "yes",
    "0.converted_xray_place": "Granvik sykehus",
    "0.converted_xray_explains_pain": "no",
}


@pytest.fixture
def changed(tmp_path: Path) -> Iterator[Unit]:
    """A referral to MR that Anna changed to a standing X-ray."""
    with at_work(tmp_path, FOR_XRAY) as unit:
        unit.post("decide", choice="change")
        yield unit


def test_the_answer_of_the_xray_says_when_where_and_how_it_was_taken(changed: Unit) -> None:
    changed.post("correct", **EXPLAINS_NOTHING)
    page = changed.page().text
    assert "22. november 2026" in page
    assert "Granvik sykehus" in page
    assert "Ble dette røntgenet tatt stående? Ja" in page


def test_a_day_that_cannot_be_read_comes_back_as_it_was_written_with_all_else(changed: Unit) -> None:
    answer = changed.post("correct", **{**EXPLAINS_NOTHING, "0.converted_xray_taken_on": "i går"})
    form = Page(answer).form
    assert answer.status_code == 422
    assert (form["0.converted_xray_taken_on"], form["0.converted_xray_place"]) == ("i går", "Granvik sykehus")


def test_the_mr_call_that_the_xray_opens_is_decided_with_one_key_and_no_reason_is_asked_for(changed: Unit) -> None:
    changed.post("correct", **EXPLAINS_NOTHING)
    marked = [each["value"] for each in changed.page().of("button") if each.get("aria-current") and "value" in each]
    assert marked == ["accept"]
    assert changed.post("decide", choice="accept").status_code == 303
    decided = changed.house.journal_for(ANNA).history(changed.stream)
    last = [each.what for each in decided if isinstance(each.what, Decided)][-1]
    assert (last.outcome, last.override) == ("call_in_for_mr", Override.KNOWN_OTHERWISE)


def test_the_mr_call_stays_owed_until_a_person_closes_it(changed: Unit) -> None:
    changed.post("correct", **EXPLAINS_NOTHING)
    changed.post("decide", choice="accept")
    assert changed.promises["mr_after_unexplained_xray"].state == "open"
    changed.post("close", obligation="mr_after_unexplained_xray", because="done")
    assert changed.promises["mr_after_unexplained_xray"].closed_because == "done"


def test_a_recent_xray_elsewhere_that_is_told_of_later_makes_the_unit_ask_for_images_and_report(changed: Unit) -> None:
    told = {"0.prior_xray": "yes", "0.prior_xray_elsewhere": "yes", "0.prior_xray_place": "Sundby sykehus"}
    changed.post("correct", **told)
    assert "Hent tidligere bilder og beskrivelse, og vurder på nytt" in changed.page().text
    with later(changed, minutes=11) as late:
        assert late.post("decide", choice="fetch", note="Vi ber om bildene fra Sundby.").status_code == 303
        assert late.item.state == ItemState.WAITING
        assert "fhir" in {each.kind for each in late.letters if each.state == "waiting"}


def test_what_the_xray_showed_stands_on_the_next_referral_of_the_same_person(changed: Unit) -> None:
    changed.post("correct", **EXPLAINS_NOTHING)
    again = json.dumps({**FOR_XRAY, "id": "again"}).encode()
    second = bring(changed.house, IMAGING, again, "message-2", "person-1").referrals[0]
    page = Page(changed.client.get(changed.url.replace(changed.stream, second)))
    assert changed.url in [each["href"] for each in page.of("a")]
    assert "Gir dette røntgenet en tilfredsstillende forklaring på smertene? Nei" in page.text


def test_a_result_that_is_typed_while_another_person_changes_the_referral_is_not_lost(changed: Unit) -> None:
    with browsing(changed.house, BO) as other:
        stale = Page(other.get(changed.url)).form
        changed.post("correct", **{"0.fever": "no"})
        answer = other.post(f"{changed.url}/correct", data=stale | EXPLAINS_NOTHING)
    page = Page(answer)
    assert answer.status_code == 409
    assert page.form["0.converted_xray_place"] == "Granvik sykehus"
    assert "Svarene er ikke lagret" in page.text
