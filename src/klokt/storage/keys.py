"""The keys of persons: what tells of one is encrypted with its own key, and is gone for ever when that key is.

AES-256 in Galois/Counter Mode (NIST SP 800-38D), with a random nonce of 96 bits before each text.
"""

import hmac
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, insert, select

from klokt.storage.tables import secret, subject

_NONCE = 12
_PERSONS = "persons"
_AT_A_TIME = 500


def encrypted(key: bytes, text: bytes, about: str) -> bytes:
    """Return the text encrypted for one place: it cannot be read as that of another."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, about.encode())


def decrypted(key: bytes, data: bytes, about: str) -> bytes:
    """Return the text; raise cryptography's InvalidTag where it was changed or moved."""
    return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], about.encode())


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
    digest = None if person is None else _digest(connection, unit, person)
    if digest is not None:
        query = select(subject.c.id, subject.c.key).where(subject.c.unit == unit, subject.c.person == digest)
        known = connection.execute(query).first()
        if known is not None:
            return Subject(known.id, unit, digest, bytes(known.key))
    return Subject(secrets.token_hex(16), unit, digest, AESGCM.generate_key(256), is_new=True)


def write_subjects(connection: Connection, new: Iterable[Subject]) -> None:
    """Write the rows of persons who were met for the first time."""
    rows = [{"id": each.id, "unit": each.unit, "person": each.person, "key": each.key} for each in new]
    if rows:
        connection.execute(insert(subject), rows)


def key_of(connection: Connection, subject_id: str | None) -> bytes | None:
    """Return the key of a person, None where it was erased or there is no person."""
    found = connection.execute(select(subject.c.key).where(subject.c.id == subject_id)).scalar()
    return None if found is None else bytes(found)


def keys_of(connection: Connection, subjects: Collection[str]) -> dict[str, bytes | None]:
    """Return the keys of persons, None for each that was erased, in as few questions as a database allows."""
    found: dict[str, bytes | None] = {}
    names = sorted(subjects)
    for start in range(0, len(names), _AT_A_TIME):
        part = names[start : start + _AT_A_TIME]
        rows = connection.execute(select(subject.c.id, subject.c.key).where(subject.c.id.in_(part)))
        found.update({row.id: None if row.key is None else bytes(row.key) for row in rows})
    return found


def _digest(connection: Connection, unit: str, person: str) -> bytes:
    """A digest that tells persons apart and cannot be tried out without this database's secret."""
    found = connection.execute(select(secret.c.value).where(secret.c.name == _PERSONS)).scalar()
    if found is None:
        found = secrets.token_bytes(32)
        connection.execute(insert(secret), {"name": _PERSONS, "value": found})
    return hmac.new(bytes(found), f"{len(unit)}:{unit}{person}".encode(), sha256).digest()
