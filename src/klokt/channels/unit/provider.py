"""A sign-in at an OpenID Connect provider: where to send the browser, and who came back.

Authorization code with PKCE: OpenID Connect Core 1.0, RFC 6749 (4.1), RFC 7636, RFC 9126 where the provider wants it.
"""

import hmac
import secrets
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote_plus, urlencode

import msgspec
from joserfc import jwk, jwt
from joserfc.errors import JoseError

from klokt.channels.unit.id_token import SIGNED_WITH, Expected, UnknownKeyError, claims_of
from klokt.channels.unit.provider_http import asked
from klokt.channels.unit.provider_settings import Provider, checked
from klokt.errors import SignInError

RETURN_PATH = "/sign-in/return"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_SECONDS = 60


class Attempt(msgspec.Struct, frozen=True):
    """A sign-in that was begun: what proves, when the browser comes back, that it is the same one."""

    state: str
    nonce: str
    verifier: str
    language: str
    back: str
    begun: datetime


@dataclass(frozen=True, slots=True)
class Met:
    """Whom the provider told of: its own id and name of the person, and the values of the roles claim."""

    subject: str
    name: str
    granted: tuple[str, ...]


def new_attempt(language: str, back: str, now: datetime) -> Attempt:
    """Return a sign-in that begins, with secrets that nobody can guess (256 bits each)."""
    return Attempt(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(32), language, back, now)


def challenge(verifier: str) -> str:
    """Return what is shown of a verifier beforehand: S256 of RFC 7636, 4.2.

    >>> challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
    """
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class OpenIdProvider:
    """The provider of a settings file, whose own files stand in `folder`.

    Raises SignInError K861 for what they lack.
    """

    def __init__(self, settings: Provider, folder: Path, now: Callable[[], datetime]) -> None:
        self.settings = settings
        self._now = now
        self._secret = _text(folder, settings.client_secret_file)
        self._key = _private_key(_text(folder, settings.client_key_file))
        self._lock = Lock()
        self._told: dict[str, Any] = {}
        self._keys: list[dict[str, Any]] = []

    @property
    def returns_to(self) -> str:
        """The redirect URI, as it must be registered with the provider."""
        return self.settings.public_url.rstrip("/") + RETURN_PATH

    def address(self, attempt: Attempt) -> str:
        """Return where the browser goes to sign in. Raises SignInError K862 where the provider does not answer."""
        told = self._metadata()
        parameters = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": self.returns_to,
            "scope": " ".join(self.settings.scopes),
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": challenge(attempt.verifier),
            "code_challenge_method": "S256",
            "ui_locales": attempt.language,
        }
        if told.get("require_pushed_authorization_requests") is True:
            pushed = self._posted(told["pushed_authorization_request_endpoint"], parameters)
            parameters = {"client_id": self.settings.client_id, "request_uri": str(pushed.get("request_uri"))}
        return _with_query(told["authorization_endpoint"], parameters)

    def met(self, attempt: Attempt, query: Mapping[str, str]) -> Met:
        """Return who came back with an answer. Raises SignInError K862, K863 or K864."""
        if not hmac.compare_digest(query.get("state", "").encode(), attempt.state.encode()):
            raise SignInError("K863", "the answer does not belong to the sign-in that was begun")
        if query.get("iss", self.settings.issuer) != self.settings.issuer:  # RFC 9207: another provider mixed in
            raise SignInError("K863", "the answer is from another provider")
        if not (code := query.get("code", "")):
            raise SignInError("K863", "the provider let nobody in")
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.returns_to}
        answer = self._posted(self._metadata()["token_endpoint"], {**form, "code_verifier": attempt.verifier})
        expected = Expected(self.settings.issuer, self.settings.client_id, attempt.nonce)
        claims = self._claims(str(answer.get("id_token", "")), expected)
        granted = claims.get(self.settings.roles_claim, ())
        values = [granted] if isinstance(granted, str) else granted if isinstance(granted, list) else []
        name = claims.get(self.settings.name_claim)
        told = name if isinstance(name, str) and name.strip() else ""
        return Met(claims["sub"], told[:120], tuple(each for each in values if isinstance(each, str)))

    def leaving(self, back: str) -> str | None:
        """Return where a person signs out of the provider too (RP-Initiated Logout 1.0), None where it offers that not.

        `back` is a path of ours to come back to, which must be registered with the provider.
        """
        end = self._metadata().get("end_session_endpoint")
        if not isinstance(end, str):
            return None
        ours = self.settings.public_url.rstrip("/") + back
        return _with_query(end, {"client_id": self.settings.client_id, "post_logout_redirect_uri": ours})

    def _claims(self, token: str, expected: Expected) -> dict[str, Any]:
        """The claims of a token; the keys are fetched again, once, where it is signed with a new one."""
        with self._lock:
            keys = list(self._keys)
        if keys:
            try:
                return claims_of(token, keys, expected, self._now())
            except UnknownKeyError:
                pass
        keys = _objects(asked(self._metadata()["jwks_uri"]).get("keys"))
        with self._lock:
            self._keys = keys
        return claims_of(token, keys, expected, self._now())

    def _metadata(self) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0, section 4)."""
        with self._lock:
            if self._told:
                return self._told
        told = asked(self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if told.get("issuer") != self.settings.issuer:
            raise SignInError("K862", "the provider calls itself otherwise than issuer says")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            checked(str(told.get(name, "")), name)
        with self._lock:
            self._told = told
        return told

    def _posted(self, url: str, form: Mapping[str, str]) -> dict[str, Any]:
        """The answer to a form that is sent in our name: by signed assertion, by secret, or by the name alone."""
        name = self.settings.client_id
        if self._key is not None:
            assertion = {"client_assertion_type": ASSERTION, "client_assertion": self._assertion(self._key)}
            return asked(url, {**form, "client_id": name, **assertion})
        if self._secret is None:
            return asked(url, {**form, "client_id": name})
        methods = self._metadata().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" not in methods:
            return asked(url, {**form, "client_id": name, "client_secret": self._secret})
        both = f"{quote_plus(name)}:{quote_plus(self._secret)}".encode()  # RFC 6749, 2.3.1
        return asked(url, form, {"Authorization": f"Basic {b64encode(both).decode()}"})

    def _assertion(self, key: jwk.Key) -> str:
        """Says who we are, signed (RFC 7523, section 3)."""
        name, made = self.settings.client_id, int(self._now().timestamp())
        claims = {"iss": name, "sub": name, "aud": self.settings.issuer, "jti": secrets.token_urlsafe(16)}
        alg = SIGNED_WITH[key.key_type]
        header = {"alg": alg, **({"kid": key.kid} if key.kid else {})}
        return jwt.encode(header, {**claims, "iat": made, "exp": made + ASSERTION_SECONDS}, key, algorithms=[alg])


def _with_query(url: str, parameters: Mapping[str, str]) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode(parameters)}"


def _objects(told: object) -> list[dict[str, Any]]:
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []


def _text(folder: Path, name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return (folder / name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SignInError("K861", f"{name} cannot be read") from None


def _private_key(text: str | None) -> jwk.Key | None:
    try:
        key = None if text is None else jwk.import_key(msgspec.json.decode(text, type=dict[str, Any]))
    except (JoseError, ValueError, msgspec.DecodeError):
        raise SignInError("K861", "client_key_file holds no private key in the form of a JWK") from None
    if key is not None and not (key.key_type in SIGNED_WITH and key.is_private):
        raise SignInError("K861", "client_key_file must hold a private RSA key, or one of the curve P-256")
    return key
