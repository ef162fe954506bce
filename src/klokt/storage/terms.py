"""Find referrals by words of which nothing is kept: each stands in the database as a keyed digest alone.

HMAC with SHA-256 (RFC 2104) by a key of this database, of which 64 bits are kept: the words cannot be read from it, nor
tried out without the key, and two of them fall together once in some hundred billion.
"""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, Select, false, select

from klokt.model.event import Happening, MessageNotRead, MessageTaken, Personal, ReferralReceived
from klokt.model.referral import Referral
from klokt.storage.chain import Row
from klokt.storage.keys import kept_secret, known_subjects, secret_in
from klokt.storage.lists import Lists
from klokt.storage.tables import item, term
from klokt.storage.words import asked, named, words_of

TERMS = "terms"
"""The name of the secret that the digests are made by."""

FEW = 2_000
"""How many streams are looked up one by one at most."""

_BYTES = 8


class Terms:
    """The words of what is on the list, added as it comes in: events of one message stand together, in this order."""

    def __init__(self, connection: Connection, lists: Lists) -> None:
        self._connection = connection
        self._lists = lists
        self._key: bytes | None = None
        self._last: tuple[str, MessageTaken] | None = None
        self._not_read: str | None = None

    def add(self, row: Row, what: Happening, personal: Personal | None) -> None:
        """Add the words of a referral, or of a message that could not be read, whose person is not erased."""
        match what:
            case MessageTaken():
                self._last = (row.stream, what)
            case ReferralReceived() if isinstance(personal, Referral):
                self._write(row, words_of(personal) | self._message_words(what.message, with_id=False))
            case MessageNotRead() if row.stream != self._not_read:
                self._not_read = row.stream
                self._write(row, self._message_words(row.stream, with_id=True))

    def _message_words(self, stream: str, with_id: bool) -> set[str]:
        """What finds a message: its sender, and its own id where there is no referral's."""
        if self._last is None or self._last[0] != stream:
            return set()
        message = self._last[1]
        return named(message.sender) | (named(message.message) if with_id else set())

    def _write(self, row: Row, words: Iterable[str]) -> None:
        if self._key is None:
            self._key = kept_secret(self._connection, TERMS)
        for digest in {digest_of(self._key, row.unit, each) for each in words}:
            self._lists.add(term, {"unit": row.unit, "digest": digest, "stream": row.stream})


@dataclass(frozen=True, slots=True)
class Found:
    """What holds for the items that a search finds, and whether these are so few that they are told one by one."""

    held: tuple[ColumnElement[bool], ...] = ()
    is_few: bool = False


def found_by(connection: Connection, unit: str, search: str) -> Found:
    """Return what all the words of a search find in a unit; words that hold nothing find none, and no search all.

    A word finds a name that begins with it, a day of birth, the number of a person, the id of a referral, or a sender.
    Few are looked up beforehand: a database that guesses how many there are may go through the whole list for them.
    """
    if not search:
        return Found()
    key, wanted = secret_in(connection, TERMS), asked(search)
    if key is None or not wanted:
        return Found((false(),), is_few=True)
    persons: list[ColumnElement[bool]] = []
    streams: list[Select[tuple[str]]] = []
    for words, numbers in wanted:
        subjects = known_subjects(connection, unit, numbers) if numbers else []
        if subjects:
            persons.append(item.c.subject.in_(subjects))
            continue
        digests = [digest_of(key, unit, each) for each in words]
        streams.append(select(term.c.stream).where(term.c.unit == unit, term.c.digest.in_(digests)))
    if not streams:
        return Found(tuple(persons), is_few=True)
    return _among(connection, streams, persons)


def _among(
    connection: Connection, streams: Sequence[Select[tuple[str]]], persons: Sequence[ColumnElement[bool]]
) -> Found:
    """What stands in all of these: by the streams themselves where they are few."""
    first, *others = streams
    both = first.where(*(term.c.stream.in_(each) for each in others))
    few = connection.execute(both.distinct().limit(FEW + 1)).scalars().all()
    if len(few) <= FEW:
        return Found((item.c.stream.in_(few), *persons), is_few=True)
    return Found((*(item.c.stream.in_(each) for each in streams), *persons), is_few=False)


def digest_of(key: bytes, unit: str, word: str) -> int:
    """Return what is kept of a word in a unit: another number with every key and in every unit."""
    told = hmac.digest(key, f"{len(unit)}:{unit}{word}".encode(), sha256)
    return int.from_bytes(told[:_BYTES], "big", signed=True)
