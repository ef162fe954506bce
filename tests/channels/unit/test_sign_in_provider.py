"""Signing in at a provider: who is let in, and everyone else."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc import jwk, jwt
from litestar import Litestar
from litestar.testing import TestClient

from channels.unit.house import IMAGING, NOW, a_house
from channels.unit.signing import CLIENT, FakeProvider, entering, fake_provider, provider_file, query_of
from klokt.channels.unit.doorkeepers import at_provider
from klokt.channels.unit.provider import ASSERTION
from klokt.storage.people import known_people

LIST = f"/nb/units/{IMAGING}/"


class Scene:
    """A browser, a house and a provider, the hands of whose clock stand still until a test moves them."""

    secret = "made-up"  # noqa: S105 (of nobody)

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.provider = stack.enter_context(fake_provider())
        self.provider.now = int(NOW.timestamp())
        self.moment = NOW
        self.folder = folder
        self._stack = stack
        self.house = replace(stack.enter_context(a_house(folder)), now=lambda: self.moment)
        self.client = self.opened()

    def opened(self, more: str = "") -> TestClient[Litestar]:
        """Return a browser before a server that has read its settings anew."""
        doorkeeper = at_provider(self.house, provider_file(self.folder, self.provider.issuer, more))
        return self._stack.enter_context(entering(self.house, doorkeeper))

    def begin(self, back: str = "/nb/account") -> dict[str, str]:
        """Go to the provider, and return what it was told."""
        answer = self.client.get("/nb/sign-in/provider", params={"back": back})
        told = query_of(answer.headers["location"])
        self.provider.begun = told if "state" in told else self.provider.begun
        return self.provider.begun

    def come_back(self, **query: str) -> httpx.Response:
        """Come back from the provider with an answer."""
        return self.client.get("/sign-in/return", params={"code": "the-code", **query})

    def sign_in(self, back: str = "/nb/account") -> httpx.Response:
        """Go there and come back."""
        return self.come_back(state=self.begin(back)["state"])


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with ExitStack() as stack:
        yield Scene(stack, tmp_path)


def is_let_in(answer: httpx.Response) -> bool:
    return answer.status_code == 303 and any("klokt-session=" in each for each in answer.headers.get_list("set-cookie"))


def test_a_person_signs_in_and_comes_to_where_they_wanted(scene: Scene) -> None:
    answer = scene.sign_in(LIST + "?urgency=acute")
    assert is_let_in(answer)
    assert answer.headers["location"] == LIST + "?urgency=acute"
    assert "Kari Eksempel" in scene.client.get("/nb/account").text


def test_a_person_has_the_roles_of_their_groups_and_no_others(scene: Scene) -> None:
    scene.sign_in()
    page = scene.client.get("/en/account").text
    assert "assessor" in page
    assert "auditor" not in page


def test_the_id_of_a_person_is_the_same_each_time_and_tells_nothing(scene: Scene) -> None:
    scene.sign_in()
    scene.provider.used.clear()
    scene.sign_in()
    (known,) = known_people(scene.house.store.engine).values()
    assert known.name == "Kari Eksempel"
    assert "kari" not in known.who.lower()
    assert len(known.who) == 32


def test_the_browser_is_sent_with_a_challenge_a_state_and_a_nonce(scene: Scene) -> None:
    told = scene.begin()
    assert told["code_challenge_method"] == "S256"
    assert told["redirect_uri"] == "http://127.0.0.1:8000/sign-in/return"
    assert min(len(told[name]) for name in ("state", "nonce", "code_challenge")) >= 43


def test_no_two_attempts_share_a_secret(scene: Scene) -> None:
    first, second = scene.begin(), scene.begin()
    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "x"])
def test_nobody_is_led_to_another_site(scene: Scene, back: str) -> None:
    assert scene.sign_in(back).headers["location"] == "/"


def test_an_answer_with_another_state_lets_nobody_in(scene: Scene) -> None:
    scene.begin()
    answer = scene.come_back(state="another")
    assert (answer.status_code, is_let_in(answer)) == (403, False)
    assert scene.provider.forms == []


def test_an_answer_without_an_attempt_lets_nobody_in(scene: Scene) -> None:
    state = scene.begin()["state"]
    scene.client.cookies.clear()
    assert not is_let_in(scene.come_back(state=state))


def test_an_answer_that_names_another_provider_lets_nobody_in(scene: Scene) -> None:
    state = scene.begin()["state"]
    assert not is_let_in(scene.come_back(state=state, iss="https://other.example"))


def test_an_answer_that_comes_too_late_lets_nobody_in(scene: Scene) -> None:
    state = scene.begin()["state"]
    scene.moment += timedelta(minutes=11)
    scene.provider.now = int(scene.moment.timestamp())
    assert not is_let_in(scene.come_back(state=state))


def test_an_answer_can_be_used_once(scene: Scene) -> None:
    state = scene.begin()["state"]
    assert is_let_in(scene.come_back(state=state))
    scene.client.cookies.delete("klokt-session")
    assert not is_let_in(scene.come_back(state=state))


def test_a_code_that_was_used_elsewhere_lets_nobody_in(scene: Scene) -> None:
    scene.provider.used.add("the-code")
    answer = scene.sign_in()
    assert (answer.status_code, is_let_in(answer)) == (403, False)


def test_whoever_breaks_off_at_the_provider_is_told_so(scene: Scene) -> None:
    state = scene.begin()["state"]
    answer = scene.client.get("/sign-in/return", params={"error": "access_denied", "state": state})
    assert answer.status_code == 403
    assert "Logg inn på nytt" in answer.text


def seconds(**ago: int) -> int:
    return int((NOW + timedelta(**ago)).timestamp())


@pytest.mark.parametrize(
    "says",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://other.example"},
        {"iss": None},
        {"aud": "another-program"},
        {"aud": None},
        {"aud": [CLIENT, "another-program"]},
        {"aud": [CLIENT, "another-program"], "azp": "another-program"},
        {"azp": "another-program"},
        {"exp": seconds(minutes=-2)},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": seconds(minutes=-12)},
        {"iat": seconds(minutes=2)},
        {"iat": None},
        {"sub": ""},
        {"sub": None},
        {"sub": 7},
        {"sub": "x" * 256},
    ],
    ids=str,
)
def test_a_token_that_says_something_else_lets_nobody_in(scene: Scene, says: dict[str, Any]) -> None:
    scene.provider.says = says
    answer = scene.sign_in()
    assert (answer.status_code, is_let_in(answer)) == (403, False)


@pytest.mark.parametrize(
    "says",
    [{"aud": [CLIENT]}, {"aud": [CLIENT, "another"], "azp": CLIENT}, {"azp": CLIENT}, {"iat": seconds(seconds=45)}],
    ids=str,
)
def test_a_token_that_says_the_same_otherwise_lets_a_person_in(scene: Scene, says: dict[str, Any]) -> None:
    scene.provider.says = says
    assert is_let_in(scene.sign_in())


def unsigned(provider: FakeProvider) -> None:
    provider.alg = "none"


def with_a_shared_secret(provider: FakeProvider) -> None:
    """Signed by HMAC with the public key, which everybody has."""
    provider.alg = "HS256"


def by_another_key(provider: FakeProvider) -> None:
    provider.signs_with = jwk.generate_key("RSA", 2048, {"kid": "first"})


def by_an_unknown_key(provider: FakeProvider) -> None:
    provider.signs_with = jwk.generate_key("RSA", 2048, {"kid": "stranger"})


def by_an_algorithm_we_do_not_use(provider: FakeProvider) -> None:
    provider.alg = "RS384"


def by_a_key_for_encryption(provider: FakeProvider) -> None:
    provider.keys = [jwk.generate_key("RSA", 2048, {"kid": "first", "use": "enc"})]
    provider.signs_with = provider.keys[0]


@pytest.mark.parametrize(
    "changed",
    [
        unsigned,
        with_a_shared_secret,
        by_another_key,
        by_an_unknown_key,
        by_an_algorithm_we_do_not_use,
        by_a_key_for_encryption,
    ],
)
@pytest.mark.filterwarnings("ignore:.*:joserfc.errors.SecurityWarning")
def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(
    scene: Scene, changed: Callable[[FakeProvider], None]
) -> None:
    changed(scene.provider)
    answer = scene.sign_in()
    assert (answer.status_code, is_let_in(answer)) == (403, False)


def test_a_token_on_the_curve_p_256_lets_a_person_in(scene: Scene) -> None:
    scene.provider.keys = [jwk.generate_key("EC", "P-256", {"kid": "curve"})]
    scene.provider.signs_with, scene.provider.alg = scene.provider.keys[0], "ES256"
    assert is_let_in(scene.sign_in())


def test_a_new_key_of_the_provider_is_fetched_once(scene: Scene) -> None:
    scene.sign_in()
    scene.provider.used.clear()
    scene.provider.signs_with = jwk.generate_key("RSA", 2048, {"kid": "second"})
    scene.provider.keys.append(scene.provider.signs_with)
    assert is_let_in(scene.sign_in())
    assert scene.provider.key_requests == 2


def test_a_person_without_a_role_is_told_and_not_let_in(scene: Scene) -> None:
    scene.provider.says = {"groups": ["canteen"]}
    answer = scene.sign_in()
    assert (answer.status_code, is_let_in(answer)) == (403, False)
    assert "ingen rolle" in answer.text
    assert known_people(scene.house.store.engine) == {}


@pytest.mark.parametrize("groups", [None, 7, {"imaging-assessors": True}, [["imaging-assessors"]]], ids=str)
def test_a_claim_in_another_form_gives_no_role(scene: Scene, groups: object) -> None:
    scene.provider.says = {"groups": groups}
    assert not is_let_in(scene.sign_in())


def test_one_group_may_stand_alone(scene: Scene) -> None:
    scene.provider.says = {"groups": "imaging-assessors"}
    assert is_let_in(scene.sign_in())


def test_a_secret_is_sent_as_basic_authentication(scene: Scene) -> None:
    (scene.folder / "secret").write_text("s3:cret\n", encoding="utf-8")
    scene.client = scene.opened('client_secret_file = "secret"')
    assert is_let_in(scene.sign_in())
    assert scene.provider.forms[-1]["authorization"] == "Basic a2xva3Q6czMlM0FjcmV0"  # klokt:s3%3Acret


def test_a_secret_is_sent_in_the_form_where_the_provider_takes_it_only_there(scene: Scene) -> None:
    (scene.folder / "secret").write_text(scene.secret, encoding="utf-8")
    scene.provider.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    scene.client = scene.opened('client_secret_file = "secret"')
    assert is_let_in(scene.sign_in())
    assert scene.provider.forms[-1]["client_secret"] == scene.secret


def test_a_provider_may_ask_for_a_signed_assertion_and_pushed_requests(scene: Scene) -> None:
    key = jwk.generate_key("RSA", 2048, {"kid": "ours"})
    (scene.folder / "key.json").write_text(json.dumps(key.as_dict(private=True)), encoding="utf-8")
    scene.provider.metadata = {"require_pushed_authorization_requests": True}
    scene.client = scene.opened('client_key_file = "key.json"')
    assert is_let_in(scene.sign_in())
    for form in scene.provider.forms:
        assert form["client_assertion_type"] == ASSERTION
        claims = jwt.decode(form["client_assertion"], key, ["RS256"]).claims
        assert (claims["iss"], claims["sub"], claims["aud"]) == (CLIENT, CLIENT, scene.provider.issuer)


def test_a_provider_that_calls_itself_otherwise_is_not_used(scene: Scene) -> None:
    scene.provider.metadata = {"issuer": "https://other.example"}
    answer = scene.client.get("/nb/sign-in/provider")
    assert answer.status_code == 503


def test_a_provider_that_does_not_answer_is_told_of(tmp_path: Path) -> None:
    with a_house(tmp_path) as house:
        doorkeeper = at_provider(house, provider_file(tmp_path, "http://127.0.0.1:9"))
        with entering(house, doorkeeper) as client:
            answer = client.get("/en/sign-in/provider")
    assert answer.status_code == 503
    assert "hospital" in answer.text


def test_whoever_signs_out_may_sign_out_at_the_provider_too(scene: Scene) -> None:
    scene.sign_in()
    page = scene.client.get("/nb/signed-out").text
    assert f"{scene.provider.issuer}/end?client_id=klokt" in page
