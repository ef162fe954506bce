"""A referral's page: what was sent, the facts to correct, and the proposal that follows from both."""

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from channels.web.browsing import KNEE, Page, a_referral, browsing, the_page

URL = "/nb/referrals/a-1"
RETURN = "Returneres: konservativ behandling i minst 12 uker først"


def answered(client: TestClient[Litestar], **facts: str) -> Response:
    """Answer some questions of the page as it came and send the whole form, as a browser does."""
    return client.post(URL, data=the_page(client, URL).form | {f"0.{name}": said for name, said in facts.items()})


def verdict(answer: Response) -> str:
    """Return what the page announces as the proposal."""
    return Page(answer).text.rpartition("Forslag: ")[2].partition(" (")[0]


def test_a_form_that_is_sent_unchanged_changes_nothing() -> None:
    with browsing() as client:
        assert verdict(answered(client)) == verdict(client.get(URL)) == RETURN


def test_a_fact_that_a_person_confirms_changes_the_proposal_and_is_told_as_confirmed() -> None:
    with browsing() as client:
        answer = answered(client, septic_arthritis_suspected="yes")
    assert verdict(answer).startswith("Haster")
    assert "Bekreftet av deg" in answer.text


def test_a_stated_red_flag_that_a_person_corrects_no_longer_leads() -> None:
    with browsing(a_referral(known_facts={"septic_arthritis_suspected": True})) as client:
        assert verdict(client.get(URL)).startswith("Haster")
        assert verdict(answered(client, septic_arthritis_suspected="no")) == RETURN


def test_a_stated_red_flag_that_a_person_takes_back_is_open_and_returns_nobody() -> None:
    with browsing(a_referral(known_facts={"tumour_suspected": True})) as client:
        answer = answered(client, tumour_suspected="unknown")
    assert verdict(answer) == "Mangler opplysninger"
    assert Page(answer).form["0.tumour_suspected"] == "unknown"


def test_a_stated_red_flag_that_a_person_denies_is_told_on_the_page() -> None:
    with browsing(a_referral(known_facts={"tumour_suspected": True})) as client:
        assert "flag_lowered" in answered(client, tumour_suspected="no").text


def test_a_number_is_read_with_the_decimal_mark_of_the_language() -> None:
    with browsing(a_referral(known_facts={"conservative_without_improvement": True, "prior_xray": False})) as client:
        assert verdict(answered(client, conservative_weeks="11,5")) == RETURN
        assert verdict(answered(client, conservative_weeks="12")) == "Endres til stående røntgen"


@pytest.mark.parametrize("said", ["many", "-1", "1e99", "nan"])
def test_a_number_that_cannot_be_read_is_told_beside_its_field_and_corrects_nothing(said: str) -> None:
    with browsing() as client:
        answer = answered(client, conservative_weeks=said)
    assert answer.status_code == 422
    assert "Skriv et tall, 0 eller mer." in answer.text
    assert verdict(answer) == RETURN


def test_a_choice_that_the_fact_does_not_have_corrects_nothing() -> None:
    with browsing() as client:
        assert (answered(client, requested_modality="PET").status_code, verdict(answered(client))) == (422, RETURN)


def test_a_question_stays_where_it_was_asked_when_it_is_answered() -> None:
    with browsing() as client:
        before = the_page(client, URL).form["asked.0"].split()
        after = Page(answered(client, **{before[0]: "12"})).form["asked.0"].split()
    assert after[: len(before)] == before


def test_the_same_facts_give_the_referrer_advice() -> None:
    with browsing() as client:
        form = the_page(client, URL).form | {"audience": "referrer"}
        assert verdict(client.post(URL, data=form)) != RETURN


def test_each_joint_has_its_own_facts_and_proposal() -> None:
    with browsing(a_referral(requested=KNEE | {"laterality": "both"})) as client:
        form = the_page(client, URL).form | {"1.septic_arthritis_suspected": "yes"}
        text = Page(client.post(URL, data=form)).text
    assert f"Forslag: venstre kne: {RETURN}" in text
    assert "høyre kne: Haster" in text


def test_the_words_that_say_a_fact_are_marked_in_the_text() -> None:
    text = "Sliten. Feber 39 siden i går."
    evidence = {"fever": "Feber 39"}
    with browsing(a_referral(text=text, known_facts={"fever": True}, known_facts_evidence=evidence)) as client:
        assert "Sliten. <mark>Feber 39</mark> siden i går." in client.get(URL).text


def test_no_silence_is_read_in_a_text_until_a_person_says_that_it_was_read() -> None:
    unread = {key: value for key, value in a_referral(text="Vondt i kneet.").items() if key != "known_facts"}
    with browsing(unread) as client:
        form = the_page(client, URL).form
        assert verdict(client.post(URL, data=form)) == "Mangler opplysninger"
        assert verdict(client.post(URL, data=form | {"text_read": "yes"})) == RETURN


@pytest.mark.parametrize(("text", "words"), [(None, "har ingen tekst"), ("", "Det står ingenting i tekstfeltet")])
def test_a_structured_referral_and_an_empty_text_are_told_apart(text: str | None, words: str) -> None:
    with browsing(a_referral() if text is None else a_referral(text=text)) as client:
        assert words in the_page(client, URL).text


def test_every_reason_leads_into_the_page_of_the_guideline() -> None:
    with browsing() as client:
        links = {found["href"] for found in the_page(client, URL).of("a") if "#" in found["href"]}
        anchors = {found.get("id") for _, found in the_page(client, "/nb/guidelines/no_knee_hip_imaging").elements}
    inner = {link.partition("#")[2] for link in links if link.startswith("/nb/guidelines/")}
    assert inner
    assert inner - anchors == set()


@pytest.mark.parametrize("url", ["/nb/referrals/none", "/xx/referrals/a-1"])
def test_a_referral_that_is_not_on_the_list_is_not_found(url: str) -> None:
    with browsing() as client:
        assert (client.get(url).status_code, client.post(url, data={"a": "b"}).status_code) == (404, 404)


@pytest.mark.parametrize(("role", "told"), [("physiotherapist", True), ("physician", False)])
def test_who_refers_is_told_where_the_guideline_has_a_word_for_it(role: str, told: bool) -> None:
    with browsing(a_referral(requester_role=role)) as client:
        page = client.get(URL).text
    assert ("fra fysioterapeut" in page, "physician" in page) == (told, False)
