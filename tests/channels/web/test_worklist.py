"""The list: the most urgent first, narrowed where asked, and what could not be read in plain sight."""

import pytest

from channels.web.browsing import Json, Page, a_referral, browsing, the_page

RETURNED = a_referral("returned")
FLAGGED = a_referral("flagged", known_facts={"septic_arthritis_suspected": True})
EARLIER = a_referral("earlier", referral_date="2025-08-01")
YOUNG = a_referral("young", patient={"birth_date": "1990-01-01", "sex": "male"})


def order(page: Page) -> list[str]:
    return [found["href"].rpartition("/")[2] for found in page.of("a") if "/referrals/" in found.get("href", "")]


def test_the_most_urgent_comes_first_and_of_equals_the_one_that_has_waited_longest() -> None:
    with browsing(YOUNG, RETURNED, EARLIER, FLAGGED) as client:
        assert order(the_page(client, "/nb/")) == ["flagged", "earlier", "returned", "young"]


def test_a_row_tells_urgency_who_what_the_proposal_and_why() -> None:
    with browsing(FLAGGED) as client:
        text = the_page(client, "/nb/").text
    for words in ("Akutt", "kvinne, 65 år", "MR venstre kne", "Haster", "Mistanke om septisk artritt", "1. sep. 2025"):
        assert words in text


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "Minst 12 uker konservativ behandling uten bedring: nei"),
        ({"text": "", "known_facts": {}}, "Er henvisningen uten tekst? Ja"),
        ({"text": "Vondt.", "known_facts": {"tumour_suspected": True}}, "Mistanke om svulst i ben eller bløtdeler"),
    ],
)
def test_a_row_tells_in_a_phrase_what_decided(fields: Json, why: str) -> None:
    with browsing(a_referral("a-1") | fields) as client:
        assert why in the_page(client, "/nb/").text


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("urgency=acute", ["flagged"]),
        ("outcome=return_conservative", ["returned"]),
        ("urgency=acute&outcome=out_of_scope", []),
    ],
)
def test_the_list_can_be_narrowed_by_urgency_and_proposal(query: str, left: list[str]) -> None:
    with browsing(YOUNG, RETURNED, FLAGGED) as client:
        assert order(the_page(client, f"/nb/?{query}")) == left


def test_a_filter_says_how_many_each_choice_would_leave() -> None:
    with browsing(YOUNG, RETURNED, FLAGGED) as client:
        text = the_page(client, "/nb/?urgency=acute").text
    assert "1 av 3 henvisninger" in text
    assert "Utenfor retningslinjen: vurderes som vanlig (0)" in text
    assert "Ordinær (2)" in text


def test_nothing_left_and_nothing_there_are_told_apart() -> None:
    with browsing(RETURNED) as client:
        assert "Ingen henvisninger passer" in the_page(client, "/nb/?urgency=acute").text
    with browsing(a_referral("young", referral_date=None)) as client:
        assert "Det er ingen henvisninger her" in the_page(client, "/nb/").text


def test_what_could_not_be_read_is_shown_with_its_code() -> None:
    with browsing(
        RETURNED, a_referral("broken", referral_date="2025-02-30"), a_referral("undated", referral_date=None)
    ) as client:
        text = the_page(client, "/nb/").text
    assert "Kunne ikke leses: 2" in text
    assert "broken Opplysningene motsier hverandre eller kan ikke stemme. Spør avsenderen. K304" in text
    assert "undated Henvisningen har ingen dato. Spør avsenderen. K306" in text


def test_a_second_referral_with_the_same_id_is_shown_as_unread_and_replaces_nothing() -> None:
    with browsing(RETURNED, a_referral("returned", known_facts={"septic_arthritis_suspected": True})) as client:
        page = the_page(client, "/nb/")
    assert order(page) == ["returned"]
    assert "Kunne ikke leses: 1" in page.text


def test_an_id_that_cannot_stand_in_an_address_is_replaced_there() -> None:
    with browsing(a_referral("ward 3/7")) as client:
        page = the_page(client, "/nb/")
        assert order(page) == ["referral-1"]
        assert "ward 3/7" in the_page(client, "/nb/referrals/referral-1").text
