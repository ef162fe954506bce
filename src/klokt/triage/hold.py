"""Claim a referral while looking at it, give it to somebody, let it rest, or settle a message nobody could read."""

from datetime import datetime

from klokt.errors import TriageError
from klokt.model.event import Assigned, Claimed, Happening, MessageSettled, New, Released, Snoozed, Woken
from klokt.model.worklist import CLOSED, Item, ItemState
from klokt.triage.ports import Journal


def claim(journal: Journal, stream: str, at: datetime, until: datetime) -> int:
    """Let others see that the caller looks at it until then, and return its version.

    Raises TriageError K707 where somebody else does, K704 where it is closed, and K702 or K703 as the journal does.
    """
    with journal.turn(at) as turn:
        seen = turn.item(stream)
        if seen.claimed_by not in (None, journal.who) and seen.claimed_until is not None and seen.claimed_until > at:
            raise TriageError("K707", "somebody else looks at it now")
        return turn.append(stream, _open(seen).version, [New(Claimed(until))])


def release(journal: Journal, stream: str, at: datetime) -> int:
    """Leave it to others, and return its version; somebody else's claim stays as it is."""
    with journal.turn(at) as turn:
        seen = turn.item(stream)
        if seen.claimed_by != journal.who:
            return seen.version
        return turn.append(stream, seen.version, [New(Released())])


def assign(journal: Journal, stream: str, version: int, to: str | None, at: datetime) -> int:
    """Give it to a person, or to all again with None, and return its version. Raises as the journal does."""
    return _change(journal, stream, version, Assigned(to), at)


def snooze(journal: Journal, stream: str, version: int, until: datetime, because: str, at: datetime) -> int:
    """Let it rest until then, for a coded reason, and return its version; K704 where it is acute, or closed."""
    with journal.turn(at) as turn:
        seen = _open(turn.item(stream))
        if seen.urgency == "acute" or seen.alerts or seen.state in (ItemState.NOT_READ, ItemState.DIFFERS):
            raise TriageError("K704", "what may be urgent cannot rest; a person must look at it now")
        return turn.append(stream, version, [New(Snoozed(until, because))])


def wake(journal: Journal, stream: str, version: int, at: datetime) -> int:
    """Let it rest no longer, and return its version. Raises as the journal does."""
    return _change(journal, stream, version, Woken(), at)


def settle(journal: Journal, stream: str, version: int, how: str, at: datetime) -> int:
    """Close a message that a person looked at, with what was done as a code; K704 where it is none of those."""
    with journal.turn(at) as turn:
        if turn.item(stream).state not in (ItemState.NOT_READ, ItemState.DIFFERS):
            raise TriageError("K704", "this is no message that awaits a person")
        return turn.append(stream, version, [New(MessageSettled(how))])


def _change(journal: Journal, stream: str, version: int, what: Happening, at: datetime) -> int:
    with journal.turn(at) as turn:
        _open(turn.item(stream))
        return turn.append(stream, version, [New(what)])


def _open(seen: Item) -> Item:
    if seen.state in CLOSED:
        raise TriageError("K704", "it is closed already")
    return seen
