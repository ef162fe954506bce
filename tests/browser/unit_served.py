"""The pages of units with something on each: served in this process, and brought about by the people of the demo."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import httpx
import uvicorn

from browser.conftest import EXAMPLES
from channels.doors.bringing import FHIR
from channels.doors.served import free_port
from channels.unit.house import IMAGING, NOW, SPINE, TODAY, units
from killing_served import filled
from klokt.channels.unit.bring import bring_course
from klokt.channels.unit.house import House
from klokt.channels.unit.opened import opened
from klokt.intake.episode_form import read_episodes
from klokt.intake.moved import moved
from klokt.model.episode import Episode
from klokt.storage.store import Store

FILES = ("web_referrals.jsonl", "web_unreadable.json", "dk_spine_referrals.jsonl")
UNIT = f"/en/units/{IMAGING}"


@dataclass
class Units:
    """Where the units are, who is signed in by which cookies, and the streams of the referrals by their ids."""

    base: str
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    streams: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def signed_in(self, person: str) -> Iterator[httpx.Client]:
        """Sign somebody of the demo in, for what is brought about without a browser, and keep the cookies for one."""
        with httpx.Client(base_url=self.base, timeout=60, follow_redirects=True) as client:
            client.post("/en/sign-in", data={"person": person, "back": "/en/account"})
            self.cookies[person] = dict(client.cookies.items())
            yield client

    def referral(self, name: str) -> str:
        """Return the address of a referral by its id."""
        return f"{UNIT}/referrals/{self.streams[name]}"


@contextmanager
def units_served(folder: Path) -> Iterator[Units]:
    """Serve the example units with referrals and courses in every state, on a morning that is always the same."""
    text = (EXAMPLES / "units.toml").read_text("utf-8").replace("../build", "left")
    (folder / "units.toml").write_text(text.replace("second_read_percent = 10", "second_read_percent = 100"), "utf-8")
    (folder / "my_unit.toml").write_bytes((EXAMPLES / "my_unit.toml").read_bytes())
    files = [(name, (EXAMPLES / name).read_bytes()) for name in FILES]
    port = free_port()
    with Store(f"sqlite:///{folder / 'unit.db'}") as store:
        store.upgrade()
        follow_courses(House(store, units(), lambda: NOW))
        with opened(store, folder / "units.toml", None, "127.0.0.1", files, lambda: NOW, lambda _: None) as house:
            server = uvicorn.Server(uvicorn.Config(house.app, port=port, access_log=False, log_level="error"))
            thread = Thread(target=server.run)
            thread.start()
            while not server.started:
                thread.join(0.05)
            try:
                yield with_work_done(Units(f"http://127.0.0.1:{port}"))
            finally:
                server.should_exit = True
                thread.join()


def follow_courses(house: House) -> None:
    """Bring the example courses, each as if today were the day that it is to be asked about."""
    for episode in read_episodes((EXAMPLES / "web_episodes.jsonl").read_bytes()):
        assert isinstance(episode, Episode)
        bring_course(house, moved(episode, TODAY), SPINE)


def with_work_done(at: Units) -> Units:
    """Let the people of the demo decide, disagree, put on hold and erase, so that every page has something."""
    with at.signed_in("demo-anna") as anna, at.signed_in("demo-bjorn") as bjorn, at.signed_in("demo-amir") as amir:
        anna.post("/fhir/R4/ServiceRequest", content=(EXAMPLES / "no_order_fhir.json").read_bytes(), headers=FHIR)
        for show in ("todo", "left"):
            at.streams |= {name: stream for stream, name in ROW.findall(anna.get(f"{UNIT}/?show={show}").text)}
        decide(anna, at.referral("order-1"))
        anna.post("/fhir/R4/DiagnosticReport", content=(EXAMPLES / "no_report_fhir.json").read_bytes(), headers=FHIR)
        decide(anna, at.referral("w-05"))
        decide(anna, at.referral("w-06"), choice="individual", override="other")
        again = f"{UNIT}/second/{at.streams['w-06']}"
        bjorn.post(f"{again}/answer", data={**hidden(bjorn.get(again).text), "choice": "return"})
        erased = {"stream": at.streams["w-21"], "because": "ordered_by_authority", "sure": "yes"}
        page = amir.get(f"{UNIT}/administration").text
        amir.post(f"{UNIT}/administration/erased", data={**hidden(page), **erased})
    for name in ("lise", "randi", "ola"):
        with at.signed_in(f"demo-{name}"):
            pass
    return at


ROW = re.compile(r'<tr data-row="([^"]+)">(?:(?!</tr>).)*?<span class="who">[^<]*· ([\w-]+)</span>', re.DOTALL)


def decide(person: httpx.Client, address: str, **chosen: str) -> None:
    """Decide as is proposed, or as is chosen instead."""
    answer = person.post(f"{address}/decide", data={**filled(person.get(address).text), **chosen})
    assert 'class="panel decided"' in answer.text, answer.status_code


def hidden(page: str) -> Mapping[str, str]:
    """Return what the forms of a page hold that a person does not see."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
