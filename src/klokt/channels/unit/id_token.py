"""What a provider says of a person: an ID token, believed only when it is signed, fresh and meant for us."""

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from joserfc import jwk, jws, jwt
from joserfc.errors import JoseError

from klokt.errors import SignInError

SIGNED_WITH = {"RSA": "RS256", "EC": "ES256"}
"""The only signatures that are believed, by the kind of key. The token's own word for it must be that one."""

SKEW = timedelta(seconds=60)
"""How far two clocks may be apart."""

OLDEST = timedelta(minutes=10)
"""How old a token may be when it comes: it was made a moment ago, for this sign-in."""

LONGEST = 255
"""How many characters a subject may have (OpenID Connect Core 1.0, section 2)."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say: who made it, whom it is meant for, and the nonce of the sign-in."""

    issuer: str
    client_id: str
    nonce: str


class UnknownKeyError(SignInError):
    """The token is signed with a key that is not among those at hand; the provider may have a new one."""


def claims_of(token: str, keys: Sequence[Mapping[str, Any]], expected: Expected, now: datetime) -> dict[str, Any]:
    """Return the claims of a token (OpenID Connect Core 1.0, section 3.1.3.7).

    Raises UnknownKeyError where the keys lack the one that the token names, and SignInError K864 where it is not to be
    believed.
    """
    try:
        header = jws.extract_compact(token.encode()).headers()
        key = _key(keys, header.get("kid"), header.get("alg"))
        claims = jwt.decode(token, key, algorithms=[SIGNED_WITH[key.key_type]]).claims
    except (JoseError, ValueError, TypeError):
        raise _unbelieved("is not signed by the provider") from None
    for is_so, otherwise in _checks(claims, expected, now):
        if not is_so():
            raise _unbelieved(otherwise)
    return claims


def _checks(claims: dict[str, Any], expected: Expected, now: datetime) -> list[tuple[Callable[[], bool], str]]:
    audience = claims.get("aud")
    meant_for = audience if isinstance(audience, list) else [audience]
    azp, subject, nonce = claims.get("azp"), claims.get("sub"), claims.get("nonce")
    expires, made = _seconds(claims.get("exp")), _seconds(claims.get("iat"))
    moment, skew = now.timestamp(), SKEW.total_seconds()
    return [
        (lambda: claims.get("iss") == expected.issuer, "was made by another provider"),
        (lambda: expected.client_id in meant_for, "is meant for another program"),
        (lambda: azp == expected.client_id or (azp is None and len(meant_for) == 1), "was given to another program"),
        (lambda: expires is not None and moment < expires + skew, "has expired"),
        (lambda: made is not None and -skew <= moment - made <= OLDEST.total_seconds() + skew, "is not of this moment"),
        (lambda: isinstance(nonce, str) and _same(nonce, expected.nonce), "belongs to another sign-in"),
        (lambda: isinstance(subject, str) and 0 < len(subject) <= LONGEST, "names nobody"),
    ]


def _key(keys: Sequence[Mapping[str, Any]], kid: object, alg: object) -> jwk.RSAKey | jwk.ECKey:
    """The key that the token names; where it names none, the only one that signs as it does (section 10.1)."""
    fit = [
        each
        for each in keys
        if SIGNED_WITH.get(str(each.get("kty"))) == alg
        and each.get("use", "sig") == "sig"
        and kid in (None, each.get("kid"))
    ]
    if not fit and alg in SIGNED_WITH.values():
        raise UnknownKeyError("K864", "the ID token is signed with a key that the provider does not publish")
    if len(fit) != 1:
        raise ValueError
    key = jwk.import_key(dict(fit[0]))
    if not isinstance(key, jwk.RSAKey | jwk.ECKey):
        raise ValueError
    return key


def _seconds(told: object) -> float | None:
    return float(told) if isinstance(told, int | float) and not isinstance(told, bool) else None


def _same(told: str, expected: str) -> bool:
    return hmac.compare_digest(told.encode(), expected.encode())


def _unbelieved(why: str) -> SignInError:
    return SignInError("K864", f"the ID token {why}")
