"""The page of a referral in the unit, and what a person does with it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from channels.unit.house import ANNA, IMAGING, SPINE, a_house, bring, bring_lines, browsing
from channels.unit.referral_at_work import BO, FEVERISH, FOR_XRAY, READER, UNTREATED, at_work, later
from channels.web.browsing import Page
from klokt.model.worklist import ItemState


def test_what_was_proposed_is_accepted_with_one_button_and_its_letters_wait(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        answer = unit.post("decide", choice="return")
        assert (answer.status_code, unit.item.state) == (303, ItemState.DECIDED)
        assert {each.kind for each in unit.letters} == {"letter_pdf", "patient_pdf", "fhir"}
        assert {each.state for each in unit.letters} == {"waiting"}


def test_the_decision_can_be_taken_back_before_its_letters_leave(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        unit.post("decide", choice="return")
        assert "Angre" in unit.page().text
        assert unit.post("undo").status_code == 303
        assert unit.item.state == ItemState.NEW
        assert {each.state for each in unit.letters} == {"withdrawn"}


def test_it_cannot_be_taken_back_once_the_letters_may_leave_and_the_page_says_what_to_do(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        unit.post("decide", choice="return")
        with later(unit, minutes=11) as late:
            answer = late.post("undo")
            assert (answer.status_code, late.item.state) == (409, ItemState.DECIDED)
            assert "Bestem på nytt" in Page(answer).text
            assert "Ingenting ble lagret" in Page(answer).text


def test_what_is_decided_and_sent_can_be_decided_anew_and_the_first_decision_stays_in_the_history(
    tmp_path: Path,
) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        unit.post("decide", choice="return")
        with later(unit, minutes=11) as late:
            answer = late.post("decide", choice="accept", override="agreed_with_referrer")
            assert answer.status_code == 303
            assert late.item.decision == "accept"
            assert late.page().text.count("bestemte") == 2


def test_another_outcome_than_was_proposed_needs_a_reason_and_what_was_written_is_kept(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        answer = unit.post("decide", choice="accept", note="Snakket med legen")
        assert (answer.status_code, unit.item.state) == (422, ItemState.NEW)
        assert "Snakket med legen" in Page(answer).text
        assert "Velg hvorfor" in Page(answer).text


def test_an_alert_is_not_passed_by(tmp_path: Path) -> None:
    with at_work(tmp_path, FEVERISH) as unit:
        choice = {"choice": "individual", "override": "known_otherwise"}
        assert (unit.post("decide", **choice).status_code, unit.item.state) == (422, ItemState.NEW)
        seen = {found["name"]: "yes" for found in unit.page().of("input") if found.get("name", "").startswith("seen.")}
        assert seen
        assert unit.post("decide", **choice, **seen).status_code == 303


def test_a_referral_with_a_red_flag_cannot_be_returned_even_with_a_reason(tmp_path: Path) -> None:
    with at_work(tmp_path, FEVERISH) as unit:
        seen = {found["name"]: "yes" for found in unit.page().of("input") if found.get("name", "").startswith("seen.")}
        answer = unit.post("decide", choice="return", override="known_otherwise", **seen)
        assert (answer.status_code, unit.item.state, unit.letters) == (422, ItemState.NEW, [])
        assert "et rødt flagg står" in Page(answer).text


def test_of_two_who_decide_at_once_the_second_is_told_who_was_first_and_keeps_what_they_chose(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit, browsing(unit.house, BO) as other:
        stale = Page(other.get(unit.url)).form
        unit.post("decide", choice="return")
        chosen = {"choice": "accept", "override": "capacity", "note": "Ta den med"}
        answer = other.post(f"{unit.url}/decide", data=stale | chosen)
        assert (answer.status_code, unit.item.decision) == (409, "return")
        page = Page(answer)
        assert "anna" in page.text
        assert "Noen var her før deg" in page.text
        assert page.form["override"] == "capacity"


def test_a_changed_request_is_kept_on_hold_and_an_xray_that_explains_nothing_opens_the_mr_call(tmp_path: Path) -> None:
    with at_work(tmp_path, FOR_XRAY) as unit:
        unit.post("decide", choice="change")
        assert unit.item.state == ItemState.ON_HOLD
        assert "opprinnelige henvisningen er beholdt" in unit.page().text
        done = {"0.converted_xray_done": "yes", "0.converted_xray_explains_pain": "no"}
        assert unit.post("correct", **done).status_code == 303
        promise = unit.promises["mr_after_unexplained_xray"]
        assert (promise.state, promise.owner) == ("open", "coordinator")
        assert "Kall pasienten inn til MR på samme henvisning" in unit.page().text


def test_an_xray_that_explains_the_pain_opens_nothing_and_the_promise_is_closed_by_a_person(tmp_path: Path) -> None:
    with at_work(tmp_path, FOR_XRAY) as unit:
        unit.post("decide", choice="change")
        unit.post("correct", **{"0.converted_xray_done": "yes", "0.converted_xray_explains_pain": "yes"})
        assert unit.promises["mr_after_unexplained_xray"].state == "awaited"
        unit.post("close", obligation="mr_after_unexplained_xray", because="not_needed")
        assert unit.promises["mr_after_unexplained_xray"].closed_because == "not_needed"


def test_nothing_that_is_owed_is_closed_without_a_reason(tmp_path: Path) -> None:
    with at_work(tmp_path, FOR_XRAY) as unit:
        unit.post("decide", choice="change")
        assert unit.post("close", obligation="mr_after_unexplained_xray", because="").status_code == 422
        assert unit.promises["mr_after_unexplained_xray"].state == "awaited"


def test_an_xray_at_another_hospital_that_is_told_later_leads_to_fetching_it(tmp_path: Path) -> None:
    with at_work(tmp_path, FOR_XRAY) as unit:
        unit.post("decide", choice="change")
        unit.post("correct", **{"0.prior_xray": "yes", "0.prior_xray_elsewhere": "yes"})
        assert unit.promises["earlier_images_after_change"].state == "open"
        with later(unit, minutes=11) as late:
            answer = late.post("decide", choice="fetch", override="known_otherwise")
            assert (answer.status_code, late.item.state) == (303, ItemState.WAITING)


def test_a_question_to_the_referrer_must_be_written(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        asked = {"choice": "ask", "override": "known_otherwise"}
        assert unit.post("decide", **asked).status_code == 422
        assert unit.post("decide", **asked, note="Hvor lenge har det vart?").status_code == 303
        assert unit.item.state == ItemState.WAITING


def test_a_letter_that_is_taken_off_does_not_go(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        sheet = next(name for name in unit.page().form if name.endswith(".information_sheet"))
        unit.post("decide", choice="return", **{sheet: ""})
        kinds = {each.kind for each in unit.letters}
        assert ("letter_pdf" in kinds, "patient_pdf" in kinds) == (True, False)


def test_a_referral_is_not_returned_without_a_word_to_the_referrer(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        letters = [name for name in unit.page().form if name.startswith("letter.return_conservative.")]
        answer = unit.post("decide", choice="return", **dict.fromkeys(letters, ""))
        assert (answer.status_code, unit.item.state, unit.letters) == (422, ItemState.NEW, [])


def test_the_letter_can_be_read_before_anything_is_decided(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        link = next(each["href"] for each in unit.page().of("a") if "/letters/" in each["href"])
        assert unit.client.get(link).status_code == 200
        assert unit.client.get(f"{link}/pdf").content.startswith(b"%PDF")
        assert unit.client.get(link.replace("return_conservative", "accept_as_requested", 1)).status_code == 404
        assert unit.letters == []


def test_answers_are_shown_before_they_are_kept_and_nothing_can_be_decided_on_them(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        answer = unit.post("preview", **{"0.fever": "yes"})
        assert answer.status_code == 200
        assert "Svarene er ikke lagret" in Page(answer).text
        assert not [each for each in Page(answer).of("button") if each.get("name") == "choice"]
        assert unit.item.version == int(unit.page().form["version"])


def test_an_answer_that_cannot_be_read_is_not_kept(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        before = unit.item.version
        assert unit.post("correct", **{"0.prior_xray_age": "mange"}).status_code == 422
        assert unit.item.version == before


def test_who_opened_it_is_recorded(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        unit.page()
        assert [who for who, _ in unit.house.journal_for(ANNA).readings(unit.stream)] == ["anna"]


def test_others_see_who_looks_at_it(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit, browsing(unit.house, BO) as other:
        unit.post("claim", claim="claim")
        page = Page(other.get(unit.url))
        assert "anna ser på den nå" in page.text
        assert other.post(f"{unit.url}/claim", data=page.form | {"claim": "claim"}).status_code == 409


def test_a_reader_sees_it_and_can_do_nothing(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED, READER) as unit:
        assert not [each for each in unit.page().of("button") if each.get("name") in ("choice", "claim")]
        form = {"version": str(unit.item.version), "answers": str(unit.item.proposal), "choice": "return"}
        assert unit.client.post(f"{unit.url}/decide", data=form).status_code == 403
        assert unit.item.state == ItemState.NEW


def test_who_wants_to_answer_first_sees_the_proposal_after_their_answer(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        unit.post("hide", hide="yes")
        assert "Foreslått" not in unit.page().text
        assert not [each for each in unit.page().of("button") if each.get("name") == "choice"]
        assert "Du svarte: Godta" in unit.page("?mine=accept").text


def test_the_other_referrals_of_the_same_person_are_linked(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        again = json.dumps({**UNTREATED, "id": "a-2"}).encode()
        second = bring(unit.house, IMAGING, again, "message-2", "person-1").referrals[0]
        assert f"/nb/units/{IMAGING}/referrals/{second}" in [each["href"] for each in unit.page().of("a")]


def test_a_message_that_could_not_be_read_is_shown_as_text_and_settled(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        bring(unit.house, IMAGING, b"<script>alert(1)</script>", "message-3")
        unread = next(each for each in unit.house.journal_for(ANNA).worklist(IMAGING) if each.state.value == "not_read")
        message = replace(unit, stream=unread.stream)
        assert "<script>alert(1)</script>" in message.page().text
        assert message.post("settle", how="").status_code == 409
        assert message.post("settle", how="asked_sender").status_code == 303
        assert message.item.state == ItemState.SETTLED


def test_a_referral_of_another_unit_is_not_found(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        assert unit.client.get(unit.url.replace(IMAGING, SPINE)).status_code == 404
        assert unit.client.get(f"/xx/units/{IMAGING}/referrals/{unit.stream}").status_code == 404


@pytest.mark.parametrize("language", ["nb", "nn", "da", "en"])
def test_every_example_has_a_page_in_every_language(tmp_path: Path, language: str) -> None:
    with a_house(tmp_path) as house, browsing(house) as client:
        receipts = bring_lines(house, SPINE, "dk_spine_referrals.jsonl")[:6]
        urls = [f"/{language}/units/{SPINE}/referrals/{stream}" for each in receipts for stream in each.referrals]
        assert {client.get(url).status_code for url in urls} == {200}
