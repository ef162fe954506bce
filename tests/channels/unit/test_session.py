"""Sessions, and the forms that are taken in them: how long they last, and whose forms count."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from channels.unit.house import IMAGING, NOW, a_house
from channels.unit.signing import entering, token_in
from klokt.channels.unit.doorkeepers import in_demo
from klokt.channels.unit.session import BY_ITSELF
from klokt.errors import SignInError

KEYS = "/nb/account/keys"


class Scene:
    """A browser before the demo's door, with a clock that a test moves."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.moment = NOW
        self._stack = stack
        self.house = replace(stack.enter_context(a_house(folder)), now=lambda: self.moment)
        self.client = self.opened()

    def opened(self) -> TestClient[Litestar]:
        """Return a browser before a server that has just been started."""
        return self._stack.enter_context(entering(self.house, in_demo(self.house, "127.0.0.1")))

    def sign_in(self, person: str = "demo-anna") -> str:
        """Sign in, and return the token that forms must carry."""
        self.client.post("/nb/sign-in", data={"person": person, "back": "/nb/account"})
        return token_in(self.client.get("/nb/account").text)

    def is_in(self) -> bool:
        return self.client.get("/nb/account", headers={BY_ITSELF: "1"}).status_code == 200

    def send(self, **form: str) -> int:
        return self.client.post(KEYS, data={"keys": "off", **form}).status_code


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with ExitStack() as stack:
        yield Scene(stack, tmp_path)


def test_nobody_is_in_before_they_sign_in(scene: Scene) -> None:
    answer = scene.client.get("/nb/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/nb/sign-in?back=%2Fnb%2Faccount")


def test_a_session_ends_half_an_hour_after_the_last_step(scene: Scene) -> None:
    scene.sign_in()
    scene.moment += timedelta(minutes=29, seconds=59)
    assert scene.is_in()
    scene.moment += timedelta(seconds=1)
    assert not scene.is_in()


def test_each_step_lets_a_session_last_longer(scene: Scene) -> None:
    scene.sign_in()
    for _ in range(3):
        scene.moment += timedelta(minutes=25)
        assert scene.client.get("/nb/account").status_code == 200


def test_what_a_page_asks_for_by_itself_lets_no_session_last_longer(scene: Scene) -> None:
    scene.sign_in()
    scene.moment += timedelta(minutes=25)
    assert scene.is_in()
    scene.moment += timedelta(minutes=10)
    assert not scene.is_in()


def test_a_session_ends_after_twelve_hours_whatever_is_done(scene: Scene) -> None:
    scene.sign_in()
    for _ in range(35):
        scene.moment += timedelta(minutes=20)
        assert scene.client.get("/nb/account").status_code == 200
    scene.moment += timedelta(minutes=20)
    assert not scene.is_in()


def test_a_session_outlives_the_server(scene: Scene) -> None:
    scene.sign_in()
    cookies, scene.client = scene.client.cookies, scene.opened()
    scene.client.cookies.update(cookies)
    assert scene.is_in()


def test_whoever_signs_out_is_out_also_with_a_copy_of_the_cookie(scene: Scene) -> None:
    token = scene.sign_in()
    copy = dict(scene.client.cookies)
    assert scene.client.post("/nb/sign-out", data={"csrf": token}).status_code == 303
    other = scene.opened()
    other.cookies.update(copy)
    assert other.get("/nb/account").status_code == 303


def test_a_cookie_that_somebody_changed_opens_nothing(scene: Scene) -> None:
    scene.sign_in()
    kept = scene.client.cookies["klokt-session"]
    scene.client.cookies.clear()
    scene.client.cookies.set("klokt-session", kept[:40] + ("B" if kept[40] == "A" else "A") + kept[41:])
    assert not scene.is_in()


def test_a_form_of_our_own_page_is_taken(scene: Scene) -> None:
    assert scene.send(csrf=scene.sign_in()) == 303


def test_a_form_without_the_token_is_refused(scene: Scene) -> None:
    scene.sign_in()
    assert scene.send() == 403
    assert scene.send(csrf="another") == 403


def test_a_form_with_the_token_of_another_person_is_refused(scene: Scene) -> None:
    first = scene.sign_in()
    scene.sign_in("demo-lise")
    assert scene.send(csrf=first) == 403


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://elsewhere.example"}],
    ids=str,
)
def test_a_form_from_another_site_is_refused_though_it_has_the_token(scene: Scene, headers: dict[str, str]) -> None:
    token = scene.sign_in()
    assert scene.client.post(KEYS, data={"csrf": token}, headers=headers).status_code == 403
    assert scene.client.post("/nb/sign-in", data={"person": "demo-lise"}, headers=headers).status_code == 403


def test_a_form_that_comes_too_late_is_not_kept_and_can_be_sent_again(scene: Scene) -> None:
    token = scene.sign_in()
    scene.moment += timedelta(minutes=31)
    answer = scene.client.post(KEYS, data={"csrf": token, "keys": "off", "note": 'a "note" <b>'})
    assert answer.status_code == 401
    assert "a &#34;note&#34; &lt;b&gt;" in answer.text
    scene.sign_in()
    assert scene.send(csrf=token) == 303


def test_the_person_who_signs_in_after_another_gets_a_token_of_their_own(scene: Scene) -> None:
    first = scene.sign_in()
    scene.moment += timedelta(minutes=31)
    assert scene.sign_in("demo-lise") != first


def test_the_demo_says_so_on_every_page(scene: Scene) -> None:
    before = scene.client.get("/en/sign-in").text
    scene.sign_in()
    assert all("anyone may sign in as anyone" in each for each in (before, scene.client.get("/en/account").text))


@pytest.mark.parametrize("host", ["::", "192.0.2.1", "klokt.example"])
def test_the_demo_is_refused_where_others_could_reach_it(scene: Scene, host: str) -> None:
    with pytest.raises(SignInError, match="this machine"):
        in_demo(scene.house, host)


def test_pages_are_for_the_roles_that_they_name(scene: Scene) -> None:
    audit, administration = (f"/nb/units/{IMAGING}/{page}" for page in ("audit", "administration"))
    scene.sign_in()
    assert [scene.client.get(each).status_code for each in (audit, administration)] == [403, 403]
    scene.sign_in("demo-randi")
    assert [scene.client.get(each).status_code for each in (audit, administration)] == [200, 403]
    scene.sign_in("demo-amir")
    assert [scene.client.get(each).status_code for each in (audit, administration)] == [403, 200]


def left(scene: Scene, **headers: str) -> tuple[int, bool]:
    """How many seconds a page is told that its session lasts yet, and whether a step makes it last longer."""
    told = scene.client.get("/nb/session", headers=headers).json()
    return told["left"], told["stays"]


def test_a_page_is_told_how_long_its_session_lasts_and_asking_by_itself_changes_nothing(scene: Scene) -> None:
    scene.sign_in()
    scene.moment += timedelta(minutes=28)
    assert left(scene, **{BY_ITSELF: "1"}) == (120, True)
    assert left(scene, **{BY_ITSELF: "1"}) == (120, True)


def test_a_person_who_stays_has_half_an_hour_again(scene: Scene) -> None:
    scene.sign_in()
    scene.moment += timedelta(minutes=28)
    assert left(scene) == (1800, True)
    scene.moment += timedelta(minutes=28)
    assert scene.is_in()


def test_a_page_is_told_that_the_longest_session_ends_and_that_no_step_helps(scene: Scene) -> None:
    scene.sign_in()
    for _ in range(29):
        scene.moment += timedelta(minutes=24)
        left(scene)
    scene.moment += timedelta(minutes=20)
    assert left(scene) == (240, False)


def test_a_page_whose_session_has_ended_is_told_so(scene: Scene) -> None:
    scene.sign_in()
    scene.moment += timedelta(minutes=31)
    assert left(scene) == (0, False)


@pytest.mark.parametrize("back", ["/nb", "/nb/", "/da/account?a=1"])
def test_who_signs_in_comes_back_to_the_page_in_its_language(scene: Scene, back: str) -> None:
    answer = scene.client.post("/en/sign-in", data={"person": "demo-anna", "back": back})
    assert answer.headers["location"] == back


@pytest.mark.parametrize("back", ["//nb", "https://nb", "/nbx", "/\\nb/", "nb", "/xx/account"])
def test_who_signs_in_is_led_nowhere_else(scene: Scene, back: str) -> None:
    answer = scene.client.post("/en/sign-in", data={"person": "demo-anna", "back": back})
    assert answer.headers["location"] == "/"
