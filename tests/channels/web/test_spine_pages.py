"""Pages of Danish spine referrals: group, missing items and indications, and fields for a place and a day."""

from collections.abc import Iterator
from contextlib import contextmanager
from json import dumps
from re import findall

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from denmark import COMPLETE, denmark
from klokt.channels.web.app import web_app
from klokt.channels.web.desk import Desk
from klokt.words import LANGUAGES

from .browsing import Page, the_page

FACTS = {**COMPLETE, "radiating_pain": "leg", "imaging_where": "Kolding", "imaging_when": "2012-03"}


@contextmanager
def browsing(**facts: object) -> Iterator[TestClient[Litestar]]:
    """Open the pages over one referral with these facts."""
    row = {"id": "dk-1", "referral_date": "2012-11-19", "text": "Lændesmerter.", "known_facts": facts}
    desk = Desk([denmark()], [("referrals.jsonl", dumps(row).encode())])
    with TestClient(web_app(desk), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guideline_and_its_referral_have_a_page_in_every_language(language: str) -> None:
    with browsing(**FACTS) as client:
        the_page(client, f"/{language}/guidelines/dk_degenerative_spine")
        the_page(client, f"/{language}/referrals/dk-1")


def test_a_page_tells_the_group_and_each_missing_item() -> None:
    told = {name: value for name, value in FACTS.items() if name != "symptom_duration_weeks"}
    with browsing(**told) as client:
        page = the_page(client, "/en/referrals/dk-1")
    assert "Group: Nerve root" in page.text
    assert "2. Duration How long have the symptoms lasted this time?" in page.text


def test_a_page_tells_what_an_indication_lacks_and_what_speaks_against_it() -> None:
    with browsing(**FACTS) as client:
        page = the_page(client, "/en/referrals/dk-1")
    assert (
        "Root pain that conservative treatment has not improved: unknown No answer yet to: Is the patient" in page.text
    )
    assert "The answer to this speaks against it: Does the pain radiate to an arm or a leg?" in page.text


def test_a_place_and_a_day_are_shown_as_they_were_told_and_a_day_that_is_none_is_a_fault() -> None:
    with browsing(**FACTS) as client:
        form = the_page(client, "/en/referrals/dk-1").form
        assert (form["0.imaging_where"], form["0.imaging_when"]) == ("Kolding", "2012-03")
        answer = client.post("/en/referrals/dk-1", data={**form, "0.imaging_when": "March"})
    faulty = [each["name"] for each in Page(answer).of("input") if each.get("aria-invalid") == "true"]
    assert faulty == ["0.imaging_when"]


def test_the_guideline_page_tells_the_contacts_guarantees_and_stages_of_the_pathway() -> None:
    with browsing(**FACTS) as client:
        page = client.get("/en/guidelines/dk_degenerative_spine").text
    assert "Contact at 8 weeks" in page
    assert "8 weeks after the course began" in page
    assert 'id="flow-primary_care"' in page


def test_every_link_of_the_guideline_page_with_a_pathway_leads_somewhere() -> None:
    with browsing(**FACTS) as client:
        page = client.get("/da/guidelines/dk_degenerative_spine").text
    anchors, links = set(findall(r'id="([^"]+)"', page)), set(findall(r'href="#([^"]+)"', page))
    assert links
    assert links <= anchors
