"""What holds when a person decides: two at once, a text that was not understood, and a question to the referrer."""

from dataclasses import replace
from pathlib import Path

from channels.unit.house import ANNA, SPINE, browsing
from channels.unit.referral_at_work import BO, UNTREATED, Unit, at_work, later
from channels.web.browsing import Page
from klokt.channels.unit.case import case_of
from klokt.channels.unit.referral_view_requirements import requirements_of
from klokt.model.event import Decided
from klokt.model.worklist import ItemState
from klokt.storage.people import Known, came_in

FINNISH: dict[str, object] = {
    **{name: value for name, value in UNTREATED.items() if name != "known_facts"},
    "text": "Potilaalla on ollut polvikipua kaksi kuukautta, eikä lepo ole auttanut lainkaan.",
}
"""A text in a language that is not read here."""
BACK_PAIN: dict[str, object] = {
    "id": "dk-1",
    "referral_date": "2013-08-19",
    "patient": {"birth_date": "1967-01-01", "sex": "female"},
    "text": "HENVISNING RYGCENTER\nLokalisation: lænd\nVarighed:\nObj. fund: ømhed paravertebralt. Parese: nej",
}


def decisions(unit: Unit) -> list[Decided]:
    """All that was decided about a referral, in order."""
    return [each.what for each in unit.house.journal_for(ANNA).history(unit.stream) if isinstance(each.what, Decided)]


def test_who_was_first_is_told_by_name_with_what_they_decided(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit, browsing(unit.house, BO) as other:
        came_in(unit.house.store.engine, Known("anna", "Anna Eksempel", (), unit.house.now()))
        stale = Page(other.get(unit.url)).form
        unit.post("decide", choice="return")
        answer = Page(other.post(f"{unit.url}/decide", data=stale | {"choice": "individual", "override": "other"}))
        assert "Anna Eksempel, 23. nov. 2026, 09:00:00: bestemte – Returneres" in answer.text


def test_that_a_colleague_begins_to_look_at_it_keeps_nobody_from_deciding(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit, browsing(unit.house, BO) as other:
        mine = unit.page().form
        other.post(f"{unit.url}/claim", data=mine | {"claim": "claim"})
        assert unit.client.post(f"{unit.url}/decide", data=mine | {"choice": "return"}).status_code == 303
        assert unit.item.decision == "return"


def test_answers_that_were_typed_meanwhile_come_back_without_undoing_what_a_colleague_answered(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit, browsing(unit.house, BO) as other:
        mine = unit.page().form
        other.post(f"{unit.url}/correct", data=mine | {"0.fever": "no"})
        answer = unit.client.post(f"{unit.url}/correct", data=mine | {"0.red_swollen_joint": "no"})
        form = Page(answer).form
        assert answer.status_code == 409
        assert (form["0.fever"], form["0.red_swollen_joint"]) == ("no", "no")


def test_a_text_that_was_not_understood_is_returned_by_nobody_who_has_not_read_it(tmp_path: Path) -> None:
    with at_work(tmp_path, FINNISH) as unit:
        chosen = {"choice": "return", "override": "known_otherwise"}
        answer = unit.post("decide", **chosen)
        assert (answer.status_code, unit.item.state) == (422, ItemState.NEW)
        assert "Les den, og kryss av" in Page(answer).text
        assert unit.post("decide", **chosen, **{"seen.text_read": "yes"}).status_code == 303
        assert decisions(unit)[-1].acknowledged == ("text_read",)
        assert "Teksten er lest av den som bestemte" in unit.page().text


def test_a_text_that_was_understood_asks_nobody_to_say_that_it_was_read(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        assert "seen.text_read" not in [each.get("name") for each in unit.page().of("input")]


def test_a_referrer_who_was_asked_keeps_the_place_in_the_queue_and_the_page_says_how_long_it_has_waited(
    tmp_path: Path,
) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        before = unit.item
        unit.post("decide", choice="ask", override="known_otherwise", note="Hvor lenge har det vart?")
        assert (unit.item.received, unit.item.deadline) == (before.received, before.deadline)
        with later(unit, minutes=3 * 24 * 60) as late:
            page = late.page().text
            assert "Ventet på svar: 3 dager" in page
            assert "beholder plassen i køen fra 23. november 2026" in page
            assert "Fristen er fortsatt 3. desember 2026" in page


def test_a_danish_referral_lists_the_six_requirements_with_the_words_that_tell_them(tmp_path: Path) -> None:
    with at_work(tmp_path, BACK_PAIN, unit=SPINE, language="da") as unit:
        listed = [each.get("class") for each in unit.page().of("li") if each.get("class") in ("answered", "absent")]
        assert listed[:6] == ["answered", "absent", "absent", "absent", "answered", "absent"]
        assert "1 Lokalisation Oplyst lænd" in " ".join(unit.page().text.split())


def test_what_the_text_speaks_of_without_settling_it_is_unclear_and_not_missing(tmp_path: Path) -> None:
    with at_work(tmp_path, BACK_PAIN, unit=SPINE, language="da") as unit:
        assessment = case_of(unit.house, ANNA, "da", SPINE, unit.stream).assessment
        assert assessment is not None
        doubtful = replace(assessment, unclear=("symptom_duration_weeks",))
        states = {each.number: each.state for each in requirements_of(doubtful, "da")}
        assert (states[1], states[2], states[3]) == ("answered", "unclear", "absent")


def test_the_way_to_the_decision_is_one_link_for_whoever_cannot_see_it(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        page = unit.page()
        assert "#decide-title" in [each["href"] for each in page.of("a")]
        assert "decide-title" in [each.get("id") for each in page.of("h2")]


def test_an_alert_that_an_answer_would_raise_stands_above_all_else_before_it_is_kept(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        answer = unit.post("preview", **{"0.septic_arthritis_suspected": "yes"})
        assert Page(answer).text.count("Rødt flagg") > unit.page().text.count("Rødt flagg")
        assert 'id="alerts-top"' in answer.text


def test_a_referral_that_orders_nothing_in_codes_is_called_a_referral_and_not_unknown(tmp_path: Path) -> None:
    with at_work(tmp_path, BACK_PAIN, unit=SPINE, language="da") as unit:
        assert "Ikke oplyst – klokt" not in unit.page().text


def test_why_a_step_was_not_taken_is_said_once_and_the_decision_of_the_other_comes_first(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit, browsing(unit.house, BO) as other:
        stale = Page(other.get(unit.url)).form
        unit.post("decide", choice="return")
        page = Page(other.post(f"{unit.url}/decide", data=stale | {"choice": "individual", "override": "other"}))
        assert page.text.count("Noen var her før deg") == 1
        assert page.text.index("bestemte") < page.text.index("la et brev klart")
