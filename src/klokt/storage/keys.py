"""The keys of persons: what tells of one is encrypted with its own key, and is gone for ever when that key is."""

import hmac
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, insert, select

from klokt.storage.master import unwrapped, wrapped
from klokt.storage.tables import secret, subject

_PERSONS = "persons"
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Subject:
    """A person in a unit, and the key of all that tells of it; `is_new` where no row was written yet."""

    id: str
    unit: str
    person: bytes | None
    key: bytes | None
    is_new: bool = False


def subject_for(connection: Connection, unit: str, person: str | None) -> Subject:
    """Return a person in a unit, with a new key where it is met for the first time.

    `person` is an identifier from the door, which is kept as a keyed digest alone; None is always somebody new.
    """
    digest = None if person is None else _digest(kept_secret(connection, _PERSONS), unit, person)
    if digest is not None:
        query = select(subject.c.id, subject.c.key).where(subject.c.unit == unit, subject.c.person == digest)
        known = connection.execute(query).first()
        if known is not None:
            return Subject(known.id, unit, digest, unwrapped(connection, known.key, known.id))
    return Subject(secrets.token_hex(16), unit, digest, AESGCM.generate_key(256), is_new=True)


def known_subjects(connection: Connection, unit: str, persons: Iterable[str]) -> list[str]:
    """Return the ids of the persons of a unit who have one of these identifiers; nothing is written."""
    key = secret_in(connection, _PERSONS)
    if key is None:
        return []
    digests = [_digest(key, unit, each) for each in persons]
    query = select(subject.c.id).where(subject.c.unit == unit, subject.c.person.in_(digests))
    return list(connection.execute(query).scalars())


def write_subjects(connection: Connection, new: Iterable[Subject]) -> None:
    """Write the rows of persons who were met for the first time."""
    rows = [
        {
            "id": each.id,
            "unit": each.unit,
            "person": each.person,
            "key": None if each.key is None else wrapped(connection, each.key, each.id),
        }
        for each in new
    ]
    if rows:
        connection.execute(insert(subject), rows)


def key_of(connection: Connection, subject_id: str | None) -> bytes | None:
    """Return the key of a person, None where it was erased or there is no person."""
    if subject_id is None:
        return None
    return keys_of(connection, [subject_id]).get(subject_id)


def keys_of(connection: Connection, subjects: Collection[str]) -> dict[str, bytes | None]:
    """Return the keys of persons, None for each that was erased, in as few questions as a database allows."""
    found: dict[str, bytes | None] = {}
    names = sorted(subjects)
    for start in range(0, len(names), _AT_A_TIME):
        part = names[start : start + _AT_A_TIME]
        rows = connection.execute(select(subject.c.id, subject.c.key).where(subject.c.id.in_(part)))
        found.update({row.id: None if row.key is None else unwrapped(connection, row.key, row.id) for row in rows})
    return found


def kept_secret(connection: Connection, name: str) -> bytes:
    """Return a secret of this database, made where it is asked for the first time; the connection may write."""
    found = secret_in(connection, name)
    if found is None:
        found = secrets.token_bytes(32)
        connection.execute(insert(secret), {"name": name, "value": wrapped(connection, found, name)})
    return found


def secret_in(connection: Connection, name: str) -> bytes | None:
    """Return a secret of this database, None where nobody asked for it yet."""
    found = connection.execute(select(secret.c.value).where(secret.c.name == name)).scalar()
    return None if found is None else unwrapped(connection, found, name)


def _digest(key: bytes, unit: str, person: str) -> bytes:
    """A digest that tells persons apart and cannot be tried out without this database's secret."""
    return hmac.new(key, f"{len(unit)}:{unit}{person}".encode(), sha256).digest()
