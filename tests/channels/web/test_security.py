"""What every answer forbids a browser, and that no template needs an exception."""

import re
from importlib.resources import files

import pytest

from channels.web.browsing import Page, a_referral, browsing, every_page

TEMPLATES = sorted(path.name for path in (files("klokt.channels.web") / "templates").iterdir())
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize("url", every_page())
def test_every_answer_carries_the_policy_and_its_companions(url: str) -> None:
    headers = every_page()[url].headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("url", [url for url in every_page() if url != "/healthz"])
def test_no_page_is_kept_by_a_browser_or_on_the_way(url: str) -> None:
    assert every_page()[url].headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_holds_script_style_or_handlers_or_lets_text_through_unescaped(name: str) -> None:
    text = (files("klokt.channels.web") / "templates" / name).read_text(encoding="utf-8")
    assert re.findall(r"<style|<script(?![^>]* src=)|\sstyle=|\son\w+=|hx-on|js:|javascript:|\| *safe", text) == []


@pytest.mark.parametrize(
    "url", [url for url, answer in every_page().items() if "html" in answer.headers["content-type"]]
)
def test_no_page_holds_script_or_style_of_its_own_or_fetches_from_elsewhere(url: str) -> None:
    page = Page(every_page()[url])
    assert [found for found in page.of("script") if not found.get("src", "").startswith("/static/")] == []
    assert page.of("style") == []
    assert [name for _, found in page.elements for name in found if name == "style" or name.startswith("on")] == []
    fetched = [found["href"] for found in page.of("link")] + [found["src"] for found in page.of("img")]
    assert [url for url in fetched if not url.startswith(("/static/", "data:"))] == []


def test_what_a_referral_says_is_shown_as_text_and_never_as_markup() -> None:
    with browsing(a_referral(text="<script>alert(1)</script> <b>vondt</b>")) as client:
        answer = client.get("/nb/referrals/a-1")
    assert "&lt;script&gt;alert(1)" in answer.text
    assert "<b>vondt" not in answer.text


def test_a_form_that_is_too_large_is_refused() -> None:
    assert every_page()["POST too much"].status_code == 413
