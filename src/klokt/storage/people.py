"""The people who sign in, as the database knows them: their names, the keys of their sessions, and those that ended."""

import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Engine, delete, insert, select

from klokt.storage.connect import reading, writing
from klokt.storage.keys import kept_secret, secret_in
from klokt.storage.tables import ended_session, person

_SESSIONS, _PEOPLE = "sessions", "people"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who has signed in: what they are called, what the provider granted, and when they last came in."""

    who: str
    name: str
    granted: tuple[str, ...]
    seen: datetime


def session_key(engine: Engine) -> bytes:
    """Return the key of 256 bits that the sessions of this database are sealed with, the same for every process."""
    return _kept(engine, _SESSIONS)


def id_of(engine: Engine, issuer: str, subject: str) -> str:
    """Return the id of a person by what their provider calls them: always the same, and no way back without the key."""
    told = f"{len(issuer)}:{issuer}{subject}".encode()
    return hmac.new(_kept(engine, _PEOPLE), told, sha256).hexdigest()[:32]


def came_in(engine: Engine, known: Known) -> None:
    """Keep what somebody who signs in is called."""
    with writing(engine) as connection:
        connection.execute(delete(person).where(person.c.who == known.who))
        values = {"who": known.who, "name": known.name, "granted": json.dumps(known.granted), "seen": known.seen}
        connection.execute(insert(person), values)


def known_people(engine: Engine) -> dict[str, Known]:
    """Return all who have signed in, by their ids."""
    with reading(engine) as connection:
        return {
            each.who: Known(each.who, each.name, tuple(json.loads(each.granted)), each.seen)
            for each in connection.execute(select(person).order_by(person.c.name, person.c.who))
        }


def end_session(engine: Engine, session: str, until: datetime, at: datetime) -> None:
    """End a session for every process; `until` is when it would have ended by itself, and may be forgotten."""
    with writing(engine) as connection:
        connection.execute(delete(ended_session).where(ended_session.c.until < at))
        connection.execute(delete(ended_session).where(ended_session.c.id == session))
        connection.execute(insert(ended_session), {"id": session, "until": until})


def is_ended(engine: Engine, session: str) -> bool:
    """Return whether somebody ended a session."""
    with reading(engine) as connection:
        return connection.execute(select(ended_session.c.id).where(ended_session.c.id == session)).first() is not None


def _kept(engine: Engine, name: str) -> bytes:
    """A secret of this database, made where it is asked for the first time."""
    with reading(engine) as connection:
        found = secret_in(connection, name)
    if found is not None:
        return found
    with writing(engine) as connection:
        return kept_secret(connection, name)
