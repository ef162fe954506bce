"""Who is signed in, kept in a cookie that only this house can read or write, for as long as the unit allows."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.types import Message, Scope
from sqlalchemy import Engine

from klokt.channels.unit.person import Doorkeeper, Left
from klokt.channels.web.page import Asked
from klokt.storage.cipher import decrypted, encrypted
from klokt.storage.people import end_session, is_ended, session_key

Kept = TypeVar("Kept", bound=msgspec.Struct)

RENEWED_AFTER = timedelta(seconds=60)
"""How old the note of the last step may be before a new one is sent."""

BY_ITSELF = "klokt-by-itself"
"""The header of what a page asks for by itself: nobody took a step, so the session does not last longer for it."""


class Session(msgspec.Struct, frozen=True):
    """A session: `who` by id and name, what the provider granted, and the token that each form carries."""

    id: str
    who: str
    name: str
    granted: tuple[str, ...]
    csrf: str
    begun: datetime
    seen: datetime


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts without a step, and in all; `is_secure` where browsers come over https."""

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)
    is_secure: bool = True


class Sessions:
    """The sessions of a house. They outlive the server, and are the same for each of its processes."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], limits: Limits) -> None:
        self._engine = engine
        self._now = now
        self.limits = limits
        self._key = session_key(engine)

    @property
    def cookie_name(self) -> str:
        """The name of the cookie; with https its prefix binds it to this host (RFC 6265bis, 4.1.3)."""
        return self._name("session")

    def begin(self, request: Asked, who: str, name: str, granted: tuple[str, ...]) -> Session:
        """Return a new session of a person.

        Whoever signs in again in the browser where their last session ran out keeps its token, so that a form that
        was open can still be sent.
        """
        now, last = self._now(), self._last(request)
        csrf = last.csrf if last is not None and last.who == who else secrets.token_urlsafe(32)
        return Session(secrets.token_hex(16), who, name, granted, csrf, now, now)

    def of(self, request: Asked) -> Session | None:
        """Return the session of whoever asks; None where there is none, or it has run out or was ended."""
        found = self._last(request)
        if found is None:
            return None
        now = self._now()
        if now >= found.seen + self.limits.idle or now >= found.begun + self.limits.longest:
            return None
        return None if is_ended(self._engine, found.id) else found

    def left(self, request: Asked) -> Left:
        """Return how long the session lasts for whoever asks, by the step that they take in asking."""
        found, now = self.of(request), self._now()
        if found is None:
            return Left(timedelta(0), stays=False)
        is_noted = not _is_by_itself(request) and now >= found.seen + RENEWED_AFTER
        seen = now if is_noted else found.seen
        longest = found.begun + self.limits.longest
        return Left(min(seen + self.limits.idle, longest) - now, stays=now + self.limits.idle < longest)

    def renewed(self, request: Asked) -> Cookie | None:
        """Return the cookie that notes a step, where it is time for that."""
        found = None if _is_by_itself(request) else self.of(request)
        if found is None or self._now() < found.seen + RENEWED_AFTER:
            return None
        return self.cookie(msgspec.structs.replace(found, seen=self._now()))

    def end(self, request: Asked) -> None:
        """End the session of whoever asks, wherever else it may be in use."""
        if (found := self._last(request)) is not None:
            end_session(self._engine, found.id, found.begun + self.limits.longest, self._now())

    def cookie(self, session: Session) -> Cookie:
        """Return the cookie of a session. It ends with the browser."""
        return self.sealed("session", session)

    def sealed(self, purpose: str, what: msgspec.Struct) -> Cookie:
        """Return a cookie that holds something for one purpose, which nobody else can read or change."""
        data = encrypted(self._key, msgspec.json.encode(what), purpose)
        return self._cookie(purpose, urlsafe_b64encode(data).decode())

    def opened(self, request: Asked, purpose: str, kind: type[Kept]) -> Kept | None:
        """Return what a cookie of a purpose holds; None where there is none, or it is not ours."""
        text = request.cookies.get(self._name(purpose), "")
        try:
            return msgspec.json.decode(decrypted(self._key, urlsafe_b64decode(text), purpose), type=kind)
        except (InvalidTag, NotBase64, ValueError, msgspec.DecodeError):
            return None

    def forgotten(self, purpose: str) -> Cookie:
        """Return the cookie that takes one of a purpose away."""
        cookie = self._cookie(purpose, "")
        cookie.max_age = 0
        return cookie

    def _last(self, request: Asked) -> Session | None:
        return self.opened(request, "session", Session)

    def _name(self, purpose: str) -> str:
        return f"{'__Host-' if self.limits.is_secure else ''}klokt-{purpose}"

    def _cookie(self, purpose: str, value: str) -> Cookie:
        return Cookie(
            key=self._name(purpose),
            value=value,
            path="/",
            secure=self.limits.is_secure,
            httponly=True,
            samesite="lax",
        )


def _is_by_itself(request: Asked) -> bool:
    """Whether a page asks and not a person; a stream of news, to which a page cannot add a header, is always that."""
    return BY_ITSELF in request.headers or request.headers.get("accept") == "text/event-stream"


def lasting(doorkeeper: Doorkeeper) -> Callable[[Message, Scope], Awaitable[None]]:
    """Return what sends, with any answer to a page, the cookie by which a session lasts on after a step."""

    async def before_send(message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start" or scope["path"].startswith("/static/"):
            return
        headers = MutableScopeHeaders.from_message(message)
        if not any("klokt-session=" in each for each in headers.getall("set-cookie", [])):
            cookie = await sync_to_thread(doorkeeper.renewed, Request(scope))
            if cookie is not None:
                headers.add("Set-Cookie", cookie.to_header(header=""))

    return before_send
