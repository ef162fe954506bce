"""The master key: it wraps the keys that lie in a database, so that a copy of the database alone opens nothing."""

import re

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, Engine, func, select, update

from klokt.errors import StoreError
from klokt.storage.cipher import decrypted, encrypted
from klokt.storage.connect import MASTER, reading, writing
from klokt.storage.tables import secret, subject

_HEX = re.compile(r"[0-9a-fA-F]{64}")
_PLAIN = 32
_AT_A_TIME = 1_000


class Master:
    """A key of 256 bits that is kept apart from the database, and the one before it while keys are wrapped anew."""

    def __init__(self, key: str, earlier: str | None = None) -> None:
        """Take the keys as 64 hexadecimal digits; raise StoreError K804 for any other form."""
        self._keys = [_of_text(each) for each in (key, earlier) if each is not None]

    def wrap(self, key: bytes, name: str) -> bytes:
        """Return a key as it is kept, for one place: it cannot be read as that of another."""
        return encrypted(self._keys[0], key, name)

    def unwrap(self, kept: bytes, name: str) -> bytes:
        """Return a key from what is kept of it; raise StoreError K804 where this is not its master key."""
        for each in self._keys:
            try:
                return decrypted(each, kept, name)
            except InvalidTag:
                continue
        raise _another()


def wrapped(connection: Connection, key: bytes, name: str) -> bytes:
    """Return a key as the database keeps it: wrapped where it was opened with a master key, and else as it is."""
    master = _master(connection)
    return key if master is None else master.wrap(key, name)


def unwrapped(connection: Connection, kept: bytes, name: str) -> bytes:
    """Return a key from what the database keeps; raise StoreError K804 where that needs another master key."""
    if not is_wrapped(kept):
        return bytes(kept)
    master = _master(connection)
    if master is None:
        raise _another()
    return master.unwrap(bytes(kept), name)


def is_wrapped(kept: bytes) -> bool:
    """Return whether a key is kept wrapped; one that is not is 32 bytes long."""
    return len(kept) != _PLAIN


def wrap_all(engine: Engine) -> int:
    """Wrap every key of a database by the master key that it was opened with, in one transaction; return how many.

    Keys that were not wrapped are from then on; those of the earlier master key are read by it. Raises StoreError K804
    where there is no master key, or a key was wrapped by a third one.
    """
    with writing(engine) as connection:
        if _master(connection) is None:
            raise StoreError("K804", "there is no master key to wrap by: give one in KLOKT_KEY or KLOKT_KEY_FILE")
        secrets = connection.execute(select(secret)).all()
        for each in secrets:
            again = wrapped(connection, unwrapped(connection, each.value, each.name), each.name)
            connection.execute(update(secret).where(secret.c.name == each.name).values(value=again))
        return len(secrets) + _subjects_wrapped(connection)


def _subjects_wrapped(connection: Connection) -> int:
    count, after = 0, ""
    query = select(subject.c.id, subject.c.key).where(subject.c.key.is_not(None)).order_by(subject.c.id)
    while rows := connection.execute(query.where(subject.c.id > after).limit(_AT_A_TIME)).all():
        for each in rows:
            again = wrapped(connection, unwrapped(connection, each.key, each.id), each.id)
            connection.execute(update(subject).where(subject.c.id == each.id).values(key=again))
        count, after = count + len(rows), rows[-1].id
    return count


def count_bare(engine: Engine) -> int:
    """Return how many keys of persons lie in a database as they are, so that whoever copies it can read all."""
    with reading(engine) as connection:
        query = select(func.count()).where(func.length(subject.c.key) == _PLAIN)
        return int(connection.execute(query).scalar_one())


def check_master(engine: Engine) -> None:
    """Raise StoreError K804 where keys of a database are wrapped by another master key than it was opened with."""
    with reading(engine) as connection:
        kept = connection.execute(select(secret.c.name, secret.c.value)).all()
        one = connection.execute(select(subject.c.id, subject.c.key).where(subject.c.key.is_not(None)).limit(1)).all()
        for name, value in [*kept, *one]:
            unwrapped(connection, value, name)


def _master(connection: Connection) -> Master | None:
    found = connection.get_execution_options().get(MASTER)
    return found if isinstance(found, Master) else None


def _of_text(text: str) -> bytes:
    if not _HEX.fullmatch(text.strip()):
        raise StoreError("K804", "a master key is 64 hexadecimal digits, such as openssl rand -hex 32 prints")
    return bytes.fromhex(text.strip())


def _another() -> StoreError:
    return StoreError("K804", "the keys of this database are wrapped by a master key that was not given")
