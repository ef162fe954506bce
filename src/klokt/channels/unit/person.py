"""Who is signed in, and whoever answers for that: a login at the hospital's provider, or the demo's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, runtime_checkable

from litestar import Router
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler

from klokt.channels.web.page import Asked
from klokt.model.access import Access, Role


@dataclass(frozen=True, slots=True)
class Person:
    """A person who is signed in: `name` is for the pages alone, `csrf` the token that each of their forms carries."""

    name: str
    access: Access
    csrf: str

    @property
    def who(self) -> str:
        """The id that the journal knows them by, which is not a name."""
        return self.access.who


@dataclass(frozen=True, slots=True)
class Left:
    """How long a session lasts yet if nobody takes a step, and whether one would make it last longer."""

    time: timedelta
    stays: bool


@runtime_checkable
class Doorkeeper(Protocol):
    """Knows who asks. `handlers` are the pages on which people sign in and out."""

    @property
    def handlers(self) -> tuple[HTTPRouteHandler | Router, ...]:
        """The pages of signing in and out."""

    @property
    def is_demo(self) -> bool:
        """Whether anyone may sign in as anyone."""

    def person_of(self, request: Asked) -> Person | None:
        """Return who asks, or None where nobody is signed in, or no longer."""

    def roles_of(self, granted: tuple[str, ...]) -> Mapping[str, frozenset[Role]]:
        """Return the roles in each unit that follow from what a provider granted somebody."""

    def left(self, request: Asked) -> Left:
        """Return how long the session lasts yet, and whether a step makes it last longer."""

    def renewed(self, request: Asked) -> Cookie | None:
        """Return the cookie by which a session lasts on after a step, where one is due."""


def roles_in_words(person: Person) -> tuple[str, ...]:
    """Return the keys of the words for what a person is, in any unit: `role_assessor` and its like."""
    held = frozenset[Role]().union(*person.access.roles.values())
    return tuple(f"role_{role.value}" for role in Role if role in held)
