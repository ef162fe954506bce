"""Signing in and out: the pages, and the doorkeeper who knows from the session who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from litestar import Response, Router, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency, Provide
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from klokt.channels.unit.house import House
from klokt.channels.unit.person import Left, Person
from klokt.channels.unit.session import Session, Sessions
from klokt.channels.web.appearance import own
from klokt.channels.web.page import Asked, Pages, address
from klokt.errors import SignInError
from klokt.model.access import Access, Role
from klokt.storage.people import Known, came_in


class Entrance(Protocol):
    """A way in: its pages, what it grants, and where one leaves it."""

    is_demo: bool

    @property
    def handlers(self) -> tuple[HTTPRouteHandler, ...]:
        """The pages of this way in."""

    def choices(self) -> Mapping[str, object]:
        """Return what the sign-in page shows of it."""

    def roles_of(self, granted: tuple[str, ...]) -> Mapping[str, frozenset[Role]]:
        """Return the roles in each unit that follow from what was granted."""

    def leaving(self, language: str) -> str | None:
        """Return where a person signs out beyond this house, None where there is nothing beyond."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A doorkeeper who knows people by their sessions, which begin at one entrance."""

    sessions: Sessions
    entrance: Entrance
    house: House

    @property
    def is_demo(self) -> bool:
        """Whether anyone may sign in as anyone."""
        return self.entrance.is_demo

    @property
    def handlers(self) -> tuple[HTTPRouteHandler | Router, ...]:
        """The pages of signing in and out."""
        return (
            Router(
                path="/",
                route_handlers=[sign_in_page, session_left, sign_out, signed_out_page, *self.entrance.handlers],
                dependencies={"door": Provide(lambda: self, sync_to_thread=False)},
            ),
        )

    def person_of(self, request: Asked) -> Person | None:
        """Return who asks, or None where nobody is signed in, or no longer."""
        found = self.sessions.of(request)
        if found is None:
            return None
        return Person(found.name, Access(found.who, self.roles_of(found.granted)), found.csrf)

    def roles_of(self, granted: tuple[str, ...]) -> Mapping[str, frozenset[Role]]:
        """Return the roles in each unit that follow from what the entrance granted."""
        return self.entrance.roles_of(granted)

    def renewed(self, request: Asked) -> Cookie | None:
        """Return the cookie by which a session lasts on after a step, where one is due."""
        return self.sessions.renewed(request)

    def left(self, request: Asked) -> Left:
        """Return how long the session lasts yet, and whether a step makes it last longer."""
        return self.sessions.left(request)

    def let_in(self, request: Asked, who: str, name: str, granted: tuple[str, ...], back: str) -> Response[Any]:
        """Begin a session, and lead to the page where the person wanted to be.

        Raises SignInError K865 where the person has no role in any unit.
        """
        if not self.roles_of(granted):
            raise SignInError("K865", "the person has no role in any unit")
        session: Session = self.sessions.begin(request, who, name, granted)
        came_in(self.house.store.engine, Known(who, name, granted, self.house.now()))
        return Redirect(own(back), status_code=303, cookies=[self.sessions.cookie(session)], headers=NO_STORE)


NO_STORE = {"Cache-Control": "no-store"}


@get("/{language:str}/sign-in", sync_to_thread=True)
def sign_in_page(
    request: Asked,
    language: FromPath[str],
    pages: NamedDependency[Pages],
    door: NamedDependency[SignIn],
    back: FromQuery[str] = "",
) -> Response[str]:
    """Show the ways in. `back` is the page where somebody wanted to be."""
    goes_to = own(back) if back else address(language, "")
    return pages.page(request, language, "sign_in.html", back=goes_to, has_ended=bool(back), **door.entrance.choices())


@get("/{language:str}/session", sync_to_thread=True)
def session_left(request: Asked, language: FromPath[str], door: NamedDependency[SignIn]) -> Response[dict[str, object]]:
    """Tell a page for how many seconds its session lasts yet; asked for by a person, it lasts longer (`stays`)."""
    left = door.left(request)
    return Response({"left": int(left.time.total_seconds()), "stays": left.stays}, headers=NO_STORE)


@post("/{language:str}/sign-out", status_code=303, sync_to_thread=True)
def sign_out(request: Asked, language: FromPath[str], door: NamedDependency[SignIn]) -> Response[Any]:
    """End the session, here and wherever else it may be in use."""
    door.sessions.end(request)
    away = [door.sessions.forgotten("session")]
    return Redirect(address(language, "signed-out"), status_code=303, cookies=away, headers=NO_STORE)


@get("/{language:str}/signed-out", sync_to_thread=True)
def signed_out_page(
    request: Asked, language: FromPath[str], pages: NamedDependency[Pages], door: NamedDependency[SignIn]
) -> Response[str]:
    """Say that nobody is signed in any longer, and where the provider's own session is ended."""
    return pages.page(request, language, "signed_out.html", leaving=door.entrance.leaving(language))
