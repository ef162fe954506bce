"""The page of a referral in the unit, and what a person does with it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from channels.unit.house import ANNA, IMAGING, NOW, a_house, bring, browsing
from channels.web.browsing import Page, a_referral
from klokt.channels.unit.house import House
from klokt.channels.unit.person import Person
from klokt.model.access import Access, Role
from klokt.model.worklist import Item, ItemState, Outgoing, Promise

BO = Person("Bo Eksempel", Access("bo", {IMAGING: frozenset({Role.ASSESSOR})}), "token")
READER = Person("Lise Leser", Access("lise", {IMAGING: frozenset({Role.READER})}), "token")

UNTREATED = a_referral()
FOR_XRAY = a_referral(known_facts={"knee_pain": True, "age_over_50": True, "prior_xray": False})
FEVERISH = a_referral(known_facts={"knee_pain": True, "fever": True, "acute_onset": True})


@dataclass(frozen=True)
class Unit:
    """One referral in the unit, and the pages as one person sees them."""

    house: House
    client: TestClient[Litestar]
    stream: str

    @property
    def url(self) -> str:
        return f"/nb/units/{IMAGING}/referrals/{self.stream}"

    def page(self, url: str = "") -> Page:
        answer = self.client.get(self.url + url)
        assert answer.status_code == 200
        return Page(answer)

    def post(self, act: str, **fields: str) -> Response:
        """Send a form of the page as it stands, with some fields changed."""
        shown = self.page().form
        return self.client.post(f"{self.url}/{act}", data={**shown, **fields})

    @property
    def item(self) -> Item:
        return self.house.journal_for(ANNA).item(self.stream)

    @property
    def letters(self) -> list[Outgoing]:
        return list(self.house.journal_for(ANNA).letters(self.stream))

    @property
    def promises(self) -> dict[str, Promise]:
        states = ("awaited", "open", "closed")
        return {each.obligation: each for each in self.house.journal_for(ANNA).obligations(IMAGING, states)}


@contextmanager
def at_work(folder: Path, referral: dict[str, object], person: Person = ANNA) -> Iterator[Unit]:
    with a_house(folder) as house, browsing(house, person) as client:
        receipt = bring(house, IMAGING, json.dumps(referral).encode(), "message-1", "person-1")
        yield Unit(house, client, receipt.referrals[0])


@contextmanager
def later(unit: Unit, minutes: int) -> Iterator[Unit]:
    """The same unit when some minutes have passed."""
    house = replace(unit.house, now=lambda: NOW + timedelta(minutes=minutes))
    with browsing(house) as client:
        yield replace(unit, house=house, client=client)


def test_what_was_proposed_is_accepted_with_one_button_and_its_letters_wait(tmp_path: Path) -> None:
    with at_work(tmp_path, UNTREATED) as unit:
        answer = unit.post("decide", choice="return")
        assert (answer.status_code, unit.item.state) == (303, ItemState.DECIDED)
        assert {each.kind for each in unit.letters} == {"letter_pdf", "patient_pdf", "fhir"}
        assert {each.state for each in unit.letters} == {"waiting"}
