"""One referral in the unit and its page as a person sees it, for the tests of what people do with referrals."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from channels.unit.house import ANNA, IMAGING, NOW, ROOT, a_house, bring, browsing
from channels.web.browsing import Page, a_referral
from klokt.channels.unit.house import House
from klokt.channels.unit.person import Person
from klokt.model.access import Access, Role
from klokt.model.worklist import Item, Outgoing, Promise

BO = Person("Bo Eksempel", Access("bo", {IMAGING: frozenset({Role.ASSESSOR})}), "token")
READER = Person("Lise Leser", Access("lise", {IMAGING: frozenset({Role.READER})}), "token")

UNTREATED = a_referral()
_EXAMPLES = [json.loads(line) for line in (ROOT / "examples" / "web_referrals.jsonl").read_text().splitlines()]
FEVERISH = _EXAMPLES[0]
"""A joint that may be infected: a red flag."""
FOR_XRAY = _EXAMPLES[5]
"""Treated without effect, and no X-ray was ever taken."""


@dataclass(frozen=True)
class Unit:
    """One referral in the unit, and the pages as one person sees them."""

    house: House
    client: TestClient[Litestar]
    stream: str
    unit: str = IMAGING
    language: str = "nb"

    @property
    def url(self) -> str:
        return f"/{self.language}/units/{self.unit}/referrals/{self.stream}"

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
def at_work(
    folder: Path, referral: dict[str, object], person: Person = ANNA, unit: str = IMAGING, language: str = "nb"
) -> Iterator[Unit]:
    """A unit to which one referral came, and its page as one person sees it."""
    with a_house(folder) as house, browsing(house, person) as client:
        receipt = bring(house, unit, json.dumps(referral).encode(), "message-1", "person-1")
        yield Unit(house, client, receipt.referrals[0], unit, language)


@contextmanager
def later(unit: Unit, minutes: int) -> Iterator[Unit]:
    """The same unit when some minutes have passed."""
    house = replace(unit.house, now=lambda: NOW + timedelta(minutes=minutes))
    with browsing(house) as client:
        yield replace(unit, house=house, client=client)
