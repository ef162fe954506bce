"""The page of a guideline shows all of it, and every link on it leads somewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from klokt.channels.web.app import web_app
from klokt.channels.web.desk import Desk
from klokt.words import LANGUAGES
from norway import norway

PAGE = "/nb/guidelines/no_knee_hip_imaging"
VOID = {"meta", "link", "input", "br", "img", "hr", "path", "rect", "circle"}


class Elements(HTMLParser):
    """Reads the anchors, the links and the language of every text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.inside: dict[str, list[str]] = {}
        self._open: list[str | None] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the id and the link of an element."""
        given = {name: value or "" for name, value in attrs}
        if anchor := given.get("id"):
            self.ids.append(anchor)
        if tag not in VOID:
            self._open.append(given.get("id"))
        if href := given.get("href"):
            self.links.append(href)
            for anchor in filter(None, self._open):
                self.inside.setdefault(anchor, []).append(href)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag not in VOID:
            self._open.pop()


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient[Litestar]]:
    with TestClient(web_app(Desk([norway()], []))) as client:
        yield client


@cache
def _read(text: str) -> Elements:
    return Elements(text)


def page(client: TestClient[Litestar], language: str = "nb") -> Elements:
    """Return the elements of the guideline's page in a language."""
    answer = client.get(f"/{language}/guidelines/no_knee_hip_imaging")
    assert answer.status_code == 200
    return _read(answer.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_within_the_page_leads_to_a_place_on_it(client: TestClient[Litestar], language: str) -> None:
    read = page(client, language)
    anchors = {link[1:] for link in read.links if link.startswith("#")}
    assert len(anchors) > 200
    assert anchors - set(read.ids) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_places_of_the_page_have_the_same_anchor(client: TestClient[Litestar], language: str) -> None:
    assert [anchor for anchor, count in Counter(page(client, language).ids).items() if count > 1] == []


def test_every_rule_stands_on_the_page_with_the_sources_that_it_rests_on(client: TestClient[Litestar]) -> None:
    read = page(client)
    for rule in norway().rules.values():
        assert {f"#{source}" for source in rule.source} <= set(read.inside[f"rule-{rule.id}"])


def test_a_reason_or_an_assumption_can_link_to_each_source_and_interpretation(client: TestClient[Litestar]) -> None:
    assert {*norway().sources, *norway().interpretations} <= set(page(client).ids)


def test_steps_outcomes_facts_letters_and_parameters_have_their_place(client: TestClient[Litestar]) -> None:
    guideline, ids = norway(), set(page(client).ids)
    assert {f"fact-{name}" for name in guideline.facts} <= ids
    assert {f"outcome-{name}" for name in guideline.outcomes} <= ids
    assert {f"step-{step.id}" for flow in guideline.flows.values() for step in flow.steps} <= ids
    assert {f"letter-{name}" for name in guideline.letters} <= ids
    assert {f"paragraph-{paragraph.id}" for paragraph in guideline.paragraphs} <= ids
    assert {f"parameter-{parameter.name}" for parameter in guideline.parameters} <= ids
    assert {f"flow-{name}" for name in guideline.flows} <= ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_is_told_once(client: TestClient[Litestar], language: str) -> None:
    text = client.get(f"/{language}/guidelines/no_knee_hip_imaging").text
    assert text.count('<tr><th scope="row"') == len(norway().cases)


def test_english_words_on_a_norwegian_page_are_marked_as_english(client: TestClient[Litestar]) -> None:
    says = norway().sources["age_limit"].says
    assert f'<p lang="en">{says}</p>' in client.get(PAGE).text
    assert f"<p>{says}</p>" in client.get(PAGE.replace("nb", "en")).text


def test_a_letter_without_danish_words_is_shown_in_another_language_that_is_named(client: TestClient[Litestar]) -> None:
    letter = norway().letters["conservative_treatment"]
    assert "da" not in letter.title
    assert f'<h4 lang="nb">{letter.title["nb"]}</h4>' in client.get(PAGE.replace("nb", "da")).text


def test_the_page_tells_who_decides_and_that_nobody_has_confirmed_it(client: TestClient[Litestar]) -> None:
    text = client.get(PAGE).text
    assert "et menneske bestemmer" in text
    assert norway().content_hash[:12] in text


def test_the_page_holds_no_style_or_script_of_its_own(client: TestClient[Litestar]) -> None:
    text = client.get(PAGE).text
    assert not re.search(r"<style|<script(?! src=)| style=| on[a-z]+=", text)


def test_the_page_is_sent_in_less_than_150_kilobytes(client: TestClient[Litestar]) -> None:
    answer = client.get(PAGE, headers={"accept-encoding": "gzip"})
    assert int(answer.headers["content-length"]) < 150_000


@pytest.mark.parametrize(
    "path",
    ["/nb/guidelines/nothing", "/sv/guidelines/no_knee_hip_imaging", "/nb/guidelines/guidelines%2Fno_knee_hip_imaging"],
)
def test_a_guideline_or_language_that_is_not_there_is_not_found(client: TestClient[Litestar], path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_leads_to_each_guideline(client: TestClient[Litestar], language: str) -> None:
    answer = client.get(f"/{language}/guidelines/")
    assert f'href="/{language}/guidelines/no_knee_hip_imaging"' in answer.text
    assert norway().title[language] in answer.text


def test_without_guidelines_the_index_says_so() -> None:
    with TestClient(web_app(Desk([], []))) as client:
        assert "There are no guidelines here." in client.get("/en/guidelines/").text
