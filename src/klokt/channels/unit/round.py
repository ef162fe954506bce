"""A round: so many referrals one after another, in the order of the list, with an end."""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from klokt.channels.unit.person import Person
from klokt.errors import TriageError
from klokt.model.event import Recorded
from klokt.model.worklist import Filter, Item, ItemState
from klokt.storage.journal import UnitJournal
from klokt.triage.hold import claim, release

COOKIE = "round"
"""The cookie of a round that goes on: its unit, start, size, and the names of what was passed, signed."""

SIZES = (25, 50, 100)
"""How many referrals a round may have."""

_PAGE = 50
_APART = "~"
_REFERRAL = "referral-"
"""How the names of referrals begin; left out of the cookie, so that a hundred fit into it."""


@dataclass(frozen=True, slots=True)
class Round:
    """A round of a person in a unit. What was decided in it is read from the journal; `passed` are to come back to."""

    unit: str
    since: datetime
    size: int
    passed: tuple[str, ...] = ()

    def without(self, stream: str) -> "Round":
        """Return the round with a referral passed; a message cannot be."""
        known = stream in self.passed or not stream.startswith(_REFERRAL)
        return self if known else replace(self, passed=(*self.passed, stream))


def kept(going: Round, person: Person) -> str:
    """Return a round as its cookie says it; only the session in which it was begun can go on with it."""
    passed = (each.removeprefix(_REFERRAL) for each in going.passed)
    said = _APART.join((going.unit, str(int(going.since.timestamp())), str(going.size), *passed))
    return f"{said}{_APART}{_seal(said, person)}"


def round_of(cookies: Mapping[str, str], person: Person, unit: str) -> Round | None:
    """Return the round that goes on in a unit; None without one, and for what we have not written ourselves."""
    said, _, seal = cookies.get(COOKIE, "").rpartition(_APART)
    if not said or not hmac.compare_digest(_seal(said, person).encode(), seal.encode()):
        return None
    where, since, size, *passed = said.split(_APART)
    streams = tuple(f"{_REFERRAL}{each}" for each in passed)
    return Round(where, datetime.fromtimestamp(int(since), UTC), int(size), streams) if where == unit else None


def decided_in(going: Round, journal: UnitJournal) -> list[Recorded]:
    """Return the caller's decisions of the round that stand, the first of them first, one for each referral."""
    newest = {each.stream: each for each in reversed(journal.done_by_me(going.unit, going.since))}
    return [each for each in newest.values() if _stands(each, journal.item(each.stream))]


def behind(going: Round, decided: Iterable[Recorded]) -> set[str]:
    """Return the names of the referrals that the round has behind it: those decided, and those passed."""
    return {*going.passed, *(each.stream for each in decided)}


def take_next(going: Round, journal: UnitJournal, at: datetime, until: datetime) -> str | None:
    """Claim the next referral of the round for the caller, and return its name; None where there is no other.

    What somebody else looks at, what rests and what was passed is left out, and so is what is not new.
    """
    if len(behind(going, decided_in(going, journal))) >= going.size:
        return None
    for item in _waiting(going.unit, journal, at):
        if item.stream in going.passed or _is_others(item, journal.who, at):
            continue
        try:
            claim(journal, item.stream, at, until)
        except TriageError:  # somebody was there first
            continue
        return item.stream
    return None


def leave(going: Round, journal: UnitJournal, at: datetime) -> None:
    """Leave what the caller looks at to others: the one at the head of the list that is theirs."""
    for item in islice(_waiting(going.unit, journal, at), _PAGE):
        if item.claimed_by == journal.who:
            release(journal, item.stream, at)


def _waiting(unit: str, journal: UnitJournal, at: datetime) -> Iterator[Item]:
    """What is new in a unit and does not rest, in the order of the list."""
    after: Item | None = None
    while True:
        page = journal.worklist(unit, Filter(states=(ItemState.NEW,), awake_at=at), after, _PAGE)
        yield from page
        if len(page) < _PAGE:
            return
        after = page[-1]


def _is_others(item: Item, who: str, at: datetime) -> bool:
    return item.claimed_by not in (None, who) and item.claimed_until is not None and item.claimed_until > at


def _stands(decided: Recorded, item: Item) -> bool:
    return item.decision is not None and item.decided_by == decided.actor


def _seal(said: str, person: Person) -> str:
    return hmac.digest(person.csrf.encode(), f"{COOKIE}{_APART}{said}".encode(), "sha256").hex()
