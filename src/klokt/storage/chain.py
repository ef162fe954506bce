"""The chains that show whether anything was changed: a hash for each event in its stream, a seal for each transaction.

Fields are framed with their lengths, so that no two different rows have the same bytes; SHA-256 (FIPS 180-4).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from klokt.storage.tables import EPOCH

NOTHING = bytes(32)
"""What comes before the first event of a stream, and before the first seal."""


@dataclass(frozen=True, slots=True)
class Row:
    """An event as it is kept; `personal` is encrypted."""

    position: int
    stream: str
    version: int
    kind: str
    at: datetime
    actor: str
    unit: str
    subject: str | None
    body: bytes
    personal: bytes | None
    previous: bytes
    hash: bytes = b""


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal over the events from `first` to `last`."""

    number: int
    at: datetime
    first: int
    last: int
    previous: bytes
    hash: bytes = b""


NO_SEAL = Seal(0, EPOCH, 0, 0, NOTHING, NOTHING)
"""What comes before the first seal."""


def hash_of(row: Row) -> bytes:
    """Return the hash of an event: over every column but the hash itself."""
    return _digest(
        b"event",
        (row.position, row.stream, row.version, row.kind, _micros(row.at), row.actor, row.unit, row.subject),
        (row.body, row.personal, row.previous),
    )


def seal_hash(seal: Seal, hashes: Iterable[bytes]) -> bytes:
    """Return the hash of a seal over the hashes of its events in order."""
    return _digest(b"seal", (seal.number, _micros(seal.at), seal.first, seal.last), (seal.previous, *hashes))


def _micros(at: datetime) -> int:
    since = at - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _digest(what: bytes, told: tuple[int | str | None, ...], raw: tuple[bytes | None, ...]) -> bytes:
    fields = [what, *(None if each is None else str(each).encode() for each in told), *raw]
    framed = (b"-" if each is None else b"%d:" % len(each) + each for each in fields)
    return sha256(b"".join(framed)).digest()
