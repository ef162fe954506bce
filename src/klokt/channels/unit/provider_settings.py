"""The file that says who signs people in: an OpenID Connect provider, and which of its groups is what here."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import SplitResult, urlsplit

import msgspec

from klokt.errors import SignInError
from klokt.model.access import Role

GrantedRole = Literal["assessor", "lead", "administrator", "auditor", "reader"]
"""What a person may be. A door is no person."""

LOOPBACK = ("localhost", "127.0.0.1", "::1")
Minutes = Annotated[int, msgspec.Meta(ge=1, le=1440)]


class Provider(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The provider, and this program as it knows it.

    `public_url` is where browsers find klokt. A provider that asks for a secret gets the first line of
    `client_secret_file`; one that asks for a signed assertion (RFC 7523) gets it by the key in `client_key_file`,
    a private JWK. `idle_minutes` without a step, or `longest_minutes` in all, end a session.
    """

    issuer: str
    client_id: Annotated[str, msgspec.Meta(min_length=1)]
    public_url: str
    client_secret_file: str | None = None
    client_key_file: str | None = None
    roles_claim: str = "groups"
    name_claim: str = "name"
    scopes: tuple[str, ...] = ("openid", "profile")
    idle_minutes: Minutes = 30
    longest_minutes: Minutes = 720

    @property
    def idle(self) -> timedelta:
        """How long a session lasts without a step."""
        return timedelta(minutes=self.idle_minutes)

    @property
    def longest(self) -> timedelta:
        """How long a session lasts at most."""
        return timedelta(minutes=self.longest_minutes)


class Grant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whoever has this `value` in the roles claim has this role in this unit."""

    value: str
    unit: str
    role: GrantedRole


class ProviderFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: its provider, and who is what."""

    provider: Provider
    grant: Annotated[tuple[Grant, ...], msgspec.Meta(min_length=1)]


def read_provider(file: Path, units: Collection[str]) -> ProviderFile:
    """Return the settings of a file, with the files that it names read from beside it.

    Raises SignInError K861 where it cannot be used: a field is missing or unknown, a grant is for none of the units, an
    address is not https.
    """
    try:
        told = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), ProviderFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise SignInError("K861", f"{file.name}: {error}") from error
    if strangers := {each.unit for each in told.grant} - set(units):
        raise SignInError("K861", f"{file.name}: a grant is for no unit of ours: {', '.join(sorted(strangers))}")
    if told.provider.client_secret_file and told.provider.client_key_file:
        raise SignInError("K861", f"{file.name}: give client_secret_file or client_key_file, not both")
    for name in ("issuer", "public_url"):
        checked(getattr(told.provider, name), name)
    return told


def checked(url: str, name: str) -> SplitResult:
    """Return the parts of an address; raise SignInError K861 unless it is https, or http on this machine."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise SignInError("K861", f"{name} is not a URL") from None
    here = parts.scheme == "http" and host in LOOPBACK
    clean = url.isascii() and url.isprintable() and " " not in url and parts.username is None and not parts.fragment
    if not host or not clean or not (parts.scheme == "https" or here):
        raise SignInError("K861", f"{name} must be an https address, or http on this machine")
    return parts


def roles_by(grants: Sequence[Grant], granted: Collection[str]) -> Mapping[str, frozenset[Role]]:
    """Return the roles in each unit that some values of the roles claim give."""
    roles: dict[str, frozenset[Role]] = {}
    for each in grants:
        if each.value in granted:
            roles[each.unit] = roles.get(each.unit, frozenset()) | {Role(each.role)}
    return roles
