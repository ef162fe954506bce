"""The letters on the pages: those that may go with the facts in the form, and no other."""

import pytest

from channels.web.browsing import Page, a_referral, browsing, the_page

URL = "/nb/referrals/a-1"
CHOSEN = {"letter": "0:conservative_treatment"}


def test_the_letter_can_be_read_on_a_page_and_had_as_pdf() -> None:
    with browsing() as client:
        form = the_page(client, URL).form | CHOSEN
        page, made = client.post(f"{URL}/letter", data=form), client.post(f"{URL}/letter.pdf", data=form)
    assert "Konservativ behandling i minimum 12 uker anbefales" in page.text
    assert made.headers["content-type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")


def test_the_letter_speaks_of_the_facts_as_the_person_corrected_them() -> None:
    with browsing() as client:
        form = (
            the_page(client, URL).form | CHOSEN | {"0.conservative_treatment_tried": "yes", "0.conservative_weeks": "5"}
        )
        before, after = client.get(f"{URL}/letter"), client.post(f"{URL}/letter", data=form)
    assert "ikke prøvd" in before.text
    assert (after.status_code, "ikke prøvd" in after.text) == (200, False)


def test_the_way_back_from_a_letter_keeps_what_was_answered() -> None:
    with browsing() as client:
        form = the_page(client, URL).form | CHOSEN | {"0.fever": "no"}
        carried = client.post(f"{URL}/letter", data=form)
    assert Page(carried).form["0.fever"] == "no"


def test_no_letter_is_offered_or_given_while_a_red_flag_stands() -> None:
    with browsing(a_referral(known_facts={"septic_arthritis_suspected": True})) as client:
        assert "Brev som kan følge" not in the_page(client, URL).text
        assert client.post(f"{URL}/letter", data=CHOSEN).status_code == 404
        assert client.get(f"{URL}/letter").status_code == 404


@pytest.mark.parametrize("letter", ["", "0:none", "7:conservative_treatment", "x", "0:xray_recommended"])
def test_a_letter_that_is_not_there_or_may_not_go_is_not_found(letter: str) -> None:
    with browsing() as client:
        assert client.post(f"{URL}/letter", data={"letter": letter}).status_code == 404


def test_a_letter_that_is_not_written_in_the_readers_language_comes_in_its_own() -> None:
    with browsing() as client:
        answer = client.post("/da/referrals/a-1/letter", data=CHOSEN)
    assert (answer.status_code, 'lang="nb"' in answer.text) == (200, True)


def test_no_letter_is_made_where_an_answer_cannot_be_read() -> None:
    unread = CHOSEN | {"0.conservative_weeks": "about ten"}
    with browsing() as client:
        page, made = client.post(f"{URL}/letter", data=unread), client.post(f"{URL}/letter.pdf", data=unread)
    assert (page.status_code, made.status_code) == (422, 400)
    assert "Skriv et tall" in page.text


def test_no_letter_goes_for_a_red_flag_that_was_taken_back() -> None:
    with browsing(a_referral(known_facts={"septic_arthritis_suspected": True})) as client:
        taken_back = CHOSEN | {"0.septic_arthritis_suspected": "unknown"}
        assert client.post(f"{URL}/letter", data=taken_back).status_code == 404
