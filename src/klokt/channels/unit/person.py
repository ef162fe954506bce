"""Who is signed in, and whoever answers for that: a login at the hospital's provider, or the demo's."""

from dataclasses import dataclass
from typing import Protocol

from litestar.handlers import HTTPRouteHandler

from klokt.channels.web.page import Asked
from klokt.model.access import Access


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


class Doorkeeper(Protocol):
    """Knows who asks. `handlers` are the pages on which people sign in and out."""

    @property
    def handlers(self) -> tuple[HTTPRouteHandler, ...]:
        """The pages of signing in and out."""

    def person_of(self, request: Asked) -> Person | None:
        """Return who asks, or None where nobody is signed in, or no longer."""
