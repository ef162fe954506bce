"""A browser without a window for tests: the pages over some referrals, and the form that a page holds."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from html.parser import HTMLParser

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from denmark import denmark
from klokt.channels.web.app import web_app
from klokt.channels.web.desk import Desk
from norway import norway

Json = dict[str, object]

KNEE: Json = {"modality": "MR", "body_site": "knee", "laterality": "left"}


def a_referral(id: str = "a-1", **fields: object) -> Json:
    """Return a referral of a woman of 65 to MR of the left knee, untreated, changed as the test needs it."""
    return {
        "id": id,
        "referral_date": "2025-09-01",
        "patient": {"birth_date": "1960-01-01", "sex": "female"},
        "requested": KNEE,
        "known_facts": {"knee_pain": True, "conservative_treatment_tried": False},
        **fields,
    }


@contextmanager
def browsing(*referrals: Json) -> Iterator[TestClient[Litestar]]:
    """Open the pages over these referrals; without any, over the usual one."""
    lines = "\n".join(json.dumps(each) for each in referrals or (a_referral(),))
    desk = Desk([norway()], [("referrals.jsonl", lines.encode())])
    with TestClient(web_app(desk), raise_server_exceptions=False) as client:
        yield client


FIRST: Json = {
    "date": "2026-01-05",
    "type": "first_contact",
    "findings": {"actor": "gp", "group": "nonspecific", "vas": 6, "paresis": "none"},
}
"""A first contact, and no sign of anything dangerous."""


def a_course(id: str, *events: Json, as_of: str | None = "2026-01-19") -> Json:
    """Return a course with these events."""
    return {"id": id, "as_of": as_of, "events": list(events)}


@contextmanager
def following(*courses: Json, on: date | None = None) -> Iterator[TestClient[Litestar]]:
    """Open the pages over these courses, on a day where one is given."""
    lines = "\n".join(json.dumps(each) for each in courses)
    desk = Desk([denmark()], [("courses.jsonl", lines.encode())], on=on)
    with TestClient(web_app(desk), raise_server_exceptions=False) as client:
        yield client


class Page(HTMLParser):
    """What a page says: its text, the values of its form, and its attributes by element."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.words: list[str] = []
        self.form: dict[str, str] = {}
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._select = ""
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if tag == "select":
            self._select = found.get("name", "")
        elif tag == "option" and "selected" in found:
            self.form[self._select] = found["value"]
        elif tag == "input" and found.get("name"):
            is_choice = found.get("type") in ("radio", "checkbox")
            if not is_choice or "checked" in found:
                self.form[found["name"]] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """Return all words of the page, with single spaces."""
        return " ".join(" ".join(self.words).split())

    def of(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every element of a kind."""
        return [found for name, found in self.elements if name == tag]


def the_page(client: TestClient[Litestar], url: str, **headers: str) -> Page:
    """Return the page at an address, which must be there."""
    answer = client.get(url, headers=headers)
    assert answer.status_code == 200, url
    return Page(answer)


@cache
def every_page() -> dict[str, Response]:
    """Return each kind of page once, the pages of errors among them."""
    urls = ["/nb/", "/nb/?urgency=acute", "/nb/referrals/a-1", "/nb/referrals/a-1/letter", "/nb/guidelines"]
    urls += ["/nb/guidelines/no_knee_hip_imaging", "/nb/none", "/none", "/healthz"]
    with browsing() as client:
        found = {url: client.get(url) for url in urls}
        found["POST /nb/"] = client.post("/nb/")
        found["POST letter.pdf"] = client.post(
            "/nb/referrals/a-1/letter.pdf", data={"letter": "0:conservative_treatment"}
        )
        found["POST too much"] = client.post("/nb/referrals/a-1", data={"0.fever": "x" * 70_000})
    with following(a_course("a-1", FIRST), a_course("broken", FIRST, as_of="none")) as client:
        urls = ["/nb/courses/", "/nb/courses/a-1", "/nb/courses/a-1/followed", "/nb/courses/a-1/followed.pdf"]
        return found | {url: client.get(url) for url in [*urls, "/nb/courses/?on=none", "/nb/courses/none"]}
