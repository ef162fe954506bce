"""A door of a unit, and who may come in by it: whoever shows its token."""

import hmac
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

from klokt.channels.unit.settings import DoorSettings
from klokt.model.access import Access, Role

log = logging.getLogger("klokt.doors")

TELLS_EVERY = timedelta(minutes=1)
"""How often refused visitors are told in the log, all those since the last time in one line."""


@dataclass(frozen=True, slots=True)
class Door:
    """A door of a unit: its id, whether it brings reports beside referrals, and what it is limited to.

    `kind` is fhir, xml or any; `senders` are those whose messages may come in, all where none is named.
    """

    unit: str
    id: str
    brings_reports: bool = False
    kind: str = "any"
    senders: tuple[str, ...] = ()

    @staticmethod
    def of(unit: str, settings: DoorSettings) -> "Door":
        """Return the door that a unit has set."""
        return Door(unit, settings.id, settings.brings_reports, settings.kind, settings.senders)

    @property
    def access(self) -> Access:
        """What the door may do: bring in; and read, only where it brings reports on what is there."""
        roles = {Role.DOOR, Role.READER} if self.brings_reports else {Role.DOOR}
        return Access(f"door:{self.id}", {self.unit: frozenset(roles)})


class Keeper:
    """Knows each door by the SHA-256 of its token, in hexadecimal; and counts who shows none of them."""

    def __init__(self, doors: Iterable[tuple[Door, str]], now: Callable[[], datetime]) -> None:
        self._doors = tuple(doors)
        self._now = now
        self._refused, self._told, self._lock = 0, now() - TELLS_EVERY, Lock()

    def door_for(self, authorization: str | None, kind: str, unit: str | None = None) -> Door | None:
        """Return the door of a kind whose bearer token is shown, of that unit where one is meant; None if none is.

        Every token is compared in the same time, whichever it is.
        """
        scheme, _, token = (authorization or "").partition(" ")
        shown = sha256(token.strip().encode()).hexdigest() if scheme.lower() == "bearer" else ""
        found = [door for door, known in self._doors if hmac.compare_digest(known.encode(), shown.encode())]
        here = [door for door in found if unit in (None, door.unit) and door.kind in ("any", kind)]
        if len(here) != 1:
            self._count()
            return None
        return here[0]

    def _count(self) -> None:
        """Tell how many were refused, and nothing of them: what they showed may be a token of another door."""
        with self._lock:
            self._refused += 1
            now = self._now()
            if now - self._told >= TELLS_EVERY:
                log.warning("requests without the token of a door since the last such line: %d", self._refused)
                self._refused, self._told = 0, now
