"""A house with a sign-in, and a provider that says whatever a test has it say, for the tests of signing in."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwk, jwt
from litestar import Litestar
from litestar.testing import TestClient

from channels.unit.house import IMAGING, SPINE
from klokt.channels.unit.app import unit_app
from klokt.channels.unit.house import House
from klokt.channels.unit.person import Doorkeeper
from klokt.channels.unit.provider import challenge
from klokt.channels.web.desk import Desk

CLIENT = "klokt"


class FakeProvider:
    """Answers as a provider does: `says` changes the claims, `alg` and `key` the signature, `grants` the metadata."""

    def __init__(self) -> None:
        self.issuer = ""
        self.keys: list[jwk.Key] = [jwk.generate_key("RSA", 2048, {"kid": "first", "use": "sig"})]
        self.signs_with: jwk.Key = self.keys[0]
        self.alg = "RS256"
        self.says: dict[str, Any] = {}
        self.forms: list[dict[str, str]] = []
        self.begun: dict[str, str] = {}
        self.metadata: dict[str, Any] = {}
        self.used: set[str] = set()
        self.now = 0
        self.key_requests = 0

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, Mapping[str, Any]]:
        """Return the status and the JSON of an answer."""
        if path == "/.well-known/openid-configuration":
            return 200, self._metadata()
        if path == "/keys":
            self.key_requests += 1
            return 200, {"keys": [each.as_dict(private=False) for each in self.keys]}
        self.forms.append(form)
        if path == "/pushed":
            self.begun = form
            return 201, {"request_uri": "urn:example:pushed", "expires_in": 60}
        if form.get("code") in self.used or challenge(form.get("code_verifier", "")) != self.begun["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        self.used.add(form["code"])
        return 200, {"access_token": "unused", "token_type": "Bearer", "id_token": self._token()}

    def _metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "pushed_authorization_request_endpoint": f"{self.issuer}/pushed",
            **self.metadata,
        }

    def _token(self) -> str:
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "subject-of-kari",
            "name": "Kari Eksempel",
            "groups": ["imaging-assessors", "something-else"],
            "iat": self.now,
            "exp": self.now + 300,
            "nonce": self.begun["nonce"],
            **self.says,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.alg in ("none", "HS256"):  # what no careful library signs
            parts = [_part(json.dumps(each).encode()) for each in ({"alg": self.alg, "kid": "first"}, claims)]
            first = self.keys[0]
            public = first.as_pem(private=False) if isinstance(first, jwk.RSAKey) else b""
            seal = hmac.digest(public, b".".join(parts), "sha256") if self.alg == "HS256" else b""
            return b".".join([*parts, _part(seal)]).decode()
        return jwt.encode({"alg": self.alg, "kid": self.signs_with.kid}, claims, self.signs_with, [self.alg])


def _part(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")


@contextmanager
def fake_provider() -> Iterator[FakeProvider]:
    """Serve a provider on this machine."""
    fake = FakeProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(*fake.answer(self.path, {}))

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(raw).items()}
            told = self.headers.get("Authorization")
            self._send(*fake.answer(self.path, {**form, **({"authorization": told} if told else {})}))

        def _send(self, status: int, body: Mapping[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        fake.issuer = f"http://127.0.0.1:{server.server_port}"
        yield fake
        server.shutdown()
        thread.join()


def provider_file(folder: Path, issuer: str, more: str = "", claim: str = "groups") -> Path:
    """Write the settings of a provider, with an assessor of one unit and an auditor of the other."""
    file = folder / "provider.toml"
    file.write_text(
        f'[provider]\nissuer = "{issuer}"\nclient_id = "{CLIENT}"\npublic_url = "http://127.0.0.1:8000"\n'
        f'roles_claim = "{claim}"\n{more}\n'
        f'[[grant]]\nvalue = "imaging-assessors"\nunit = "{IMAGING}"\nrole = "assessor"\n'
        f'[[grant]]\nvalue = "spine-auditors"\nunit = "{SPINE}"\nrole = "auditor"\n',
        encoding="utf-8",
    )
    return file


@contextmanager
def entering(house: House, doorkeeper: Doorkeeper) -> Iterator[TestClient[Litestar]]:
    """A browser in front of a doorkeeper; it follows no redirect by itself."""
    guidelines = {name: each for unit in house.units.values() for name, each in unit.guides.guidelines.items()}
    app = unit_app(house, doorkeeper, Desk(list(guidelines.values()), []))
    with TestClient(app, raise_server_exceptions=False) as client:
        client.follow_redirects = False
        yield client


def query_of(address: str) -> dict[str, str]:
    """Return the parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def token_in(page: str) -> str:
    """Return the token that the forms of a page carry."""
    return page.partition('name="csrf" value="')[2].partition('"')[0]
