"""The way in through the hospital's provider: there, and back with an answer."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from klokt.channels.unit.provider import RETURN_PATH, Attempt, OpenIdProvider, new_attempt
from klokt.channels.unit.provider_settings import Grant, roles_by
from klokt.channels.unit.sign_in import NO_STORE, SignIn
from klokt.channels.web.appearance import own
from klokt.channels.web.page import Asked, Pages, address
from klokt.errors import SignInError
from klokt.model.access import Role
from klokt.storage.people import id_of

ATTEMPT = "attempt"
MINUTES = 10
"""How long a person may take at the provider."""


class ProviderEntrance:
    """Lets in whom the provider knows and the grants name."""

    is_demo = False

    def __init__(self, provider: OpenIdProvider, grants: tuple[Grant, ...]) -> None:
        self.provider = provider
        self._grants = grants

    @property
    def handlers(self) -> tuple[HTTPRouteHandler, ...]:
        """The pages of this way in."""
        return (to_provider, from_provider)

    def choices(self) -> Mapping[str, object]:
        """Return what the sign-in page shows of it: one link."""
        return {"people": ()}

    def granted(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """Return those values of the roles claim that mean anything here, so that a session is no larger."""
        return tuple(sorted({each.value for each in self._grants} & set(values)))

    def roles_of(self, granted: tuple[str, ...]) -> Mapping[str, frozenset[Role]]:
        """Return the roles in each unit by the grants as they are now."""
        return roles_by(self._grants, granted)

    def leaving(self, language: str) -> str | None:
        """Return where the provider's own session is ended, None where it does not answer or offers that not."""
        try:
            return self.provider.leaving(address(language, "signed-out"))
        except SignInError:
            return None


@get("/{language:str}/sign-in/provider", sync_to_thread=True)
def to_provider(language: FromPath[str], door: NamedDependency[SignIn], back: FromQuery[str] = "") -> Response[Any]:
    """Send the browser to the provider, with what will prove that it comes back from there."""
    entrance = _entrance(door)
    attempt = new_attempt(language, own(back), door.house.now())
    there = entrance.provider.address(attempt)
    return Redirect(there, status_code=303, cookies=[door.sessions.sealed(ATTEMPT, attempt)], headers=NO_STORE)


@get(RETURN_PATH, sync_to_thread=True)
def from_provider(request: Asked, pages: NamedDependency[Pages], door: NamedDependency[SignIn]) -> Response[Any]:
    """Let in who comes back, or say why not; the attempt is used up either way."""
    attempt = door.sessions.opened(request, ATTEMPT, Attempt)
    try:
        answer = _let_in(request, door, attempt)
    except SignInError as error:
        language = attempt.language if attempt else "nb"
        context = {"code": error.code, "back": attempt.back if attempt else address(language, "")}
        answer = pages.shown(pages.view(request, language), "not_let_in.html", context, 403)
    answer.cookies.append(door.sessions.forgotten(ATTEMPT))
    return answer


def _let_in(request: Asked, door: SignIn, attempt: Attempt | None) -> Response[Any]:
    if attempt is None or (door.house.now() - attempt.begun).total_seconds() > MINUTES * 60:
        raise SignInError("K863", "the answer does not belong to a sign-in that was begun a moment ago")
    entrance = _entrance(door)
    met = entrance.provider.met(attempt, dict(request.query_params))
    who = id_of(door.house.store.engine, entrance.provider.settings.issuer, met.subject)
    return door.let_in(request, who, met.name or who[:8], entrance.granted(met.granted), attempt.back)


def _entrance(door: SignIn) -> ProviderEntrance:
    if not isinstance(door.entrance, ProviderEntrance):
        raise SignInError("K860", "nobody signs in at a provider here")
    return door.entrance
