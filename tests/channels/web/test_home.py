"""The way in, the language, and light or dark."""

import pytest

from channels.web.browsing import browsing, the_page
from klokt.words import LANGUAGES


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("nn-NO, nb;q=0.8", "nn"),
        ("da", "da"),
        ("no", "nb"),
        ("sv, en-GB;q=0.5", "en"),
        ("fr", "nb"),
        ("", "nb"),
        ("en;q=x", "nb"),
    ],
)
def test_a_reader_is_led_to_the_list_in_a_language_that_the_browser_asks_for(accepted: str, language: str) -> None:
    with browsing() as client:
        answer = client.get("/", headers={"Accept-Language": accepted}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, f"/{language}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_language_and_leads_to_itself_in_the_others(language: str) -> None:
    with browsing() as client:
        page = the_page(client, f"/{language}/referrals/a-1")
    assert page.of("html")[0]["lang"] == language
    assert {found["href"] for found in page.of("a") if "hreflang" in found} == {
        f"/{tag}/referrals/a-1" for tag in LANGUAGES
    }


def test_a_chosen_appearance_is_kept_and_leads_back_to_the_same_page() -> None:
    with browsing() as client:
        answer = client.post(
            "/appearance", data={"appearance": "dark", "back": "/da/referrals/a-1"}, follow_redirects=False
        )
        page = the_page(client, "/nb/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/da/referrals/a-1")
    assert "SameSite=lax" in answer.headers["set-cookie"]
    assert page.of("html")[0]["data-color-scheme"] == "dark"


def test_the_cookie_is_for_https_alone_where_the_page_came_that_way() -> None:
    with browsing() as client:
        answer = client.post("https://testserver/appearance", data={"appearance": "light"}, follow_redirects=False)
    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize("back", ["https://elsewhere.example/nb/", "//elsewhere.example/nb/", "/nb/\\elsewhere", "nb"])
def test_a_choice_of_appearance_leads_nowhere_else(back: str) -> None:
    with browsing() as client:
        answer = client.post("/appearance", data={"appearance": "dark", "back": back}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_an_appearance_that_is_not_known_is_that_of_the_system() -> None:
    with browsing() as client:
        page = the_page(client, "/nb/", Cookie="appearance=pink")
    assert page.of("html")[0]["data-color-scheme"] == "auto"


def test_the_program_says_that_it_is_alive() -> None:
    with browsing() as client:
        assert client.get("/healthz").text == "ok"
