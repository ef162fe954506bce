"""Fill a PostgreSQL journal with made-up referrals, each like one that came in the usual way."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, cast

from psycopg import Connection as Psycopg
from psycopg import sql
from sqlalchemy import Connection, Table, select, text
from sqlalchemy.schema import CreateIndex, DropIndex

from bench.worklist.rows import ITEMS, LIKES, OBLIGATIONS, SEAL, TALLY, TERMS_OF
from channels.unit.house import IMAGING, SPINE, bring_lines
from klokt.channels.unit.house import House
from klokt.model.referral import Patient, Referral
from klokt.storage import codec
from klokt.storage.chain import Row
from klokt.storage.cipher import encrypted
from klokt.storage.connect import reading, writing
from klokt.storage.keys import kept_secret
from klokt.storage.rows import EVENT, Opener, about, event_row
from klokt.storage.store import Store
from klokt.storage.tables import EPOCH, event, item, subject, term
from klokt.storage.terms import TERMS, digest_of
from klokt.storage.words import named, words_of

GIVEN, FAMILY, DAYS = 200, 2_000, 16_000
"""How many given names, family names and days of birth there are."""

_SYLLABLES = ("ka", "ri", "lo", "ne", "sve", "mar", "tin", "ell", "os", "ba", "dun", "ygg", "hal", "vor", "sta", "fin")


@dataclass(frozen=True)
class Like:
    """A referral that came in: its first event, and what that tells."""

    received: Row
    referral: Referral


def fill(store: Store, house: House, count: int, now: datetime) -> None:
    """Add that many referrals: seven in ten to the imaging unit, of which three sevenths are open."""
    bring_lines(house, IMAGING, "web_referrals.jsonl")
    with writing(store.engine) as connection:
        key = kept_secret(connection, TERMS)
        connection.execute(text(LIKES))
    with reading(store.engine) as connection:
        likes = _likes(connection)
    numbers = {"count": count, "now": (now - EPOCH) // timedelta(microseconds=1), "today": now.date()}
    numbers |= {"given": GIVEN, "family": FAMILY, "days": DAYS}
    keys = [secrets.token_bytes(32) for _ in range(count // 2 + 1)]
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        run = partial(connection.execute, parameters=numbers)
        _copy(connection, subject, _subjects(keys))
        with _without_indexes(connection, event):
            _copy(connection, event, _events(likes, keys, count, now))
        with _without_indexes(connection, item):
            run(text(ITEMS))
        with _without_indexes(connection, term):
            _make_terms(connection, key, count, run)
        for statement in (OBLIGATIONS, SEAL, "DELETE FROM tally", TALLY, "DROP TABLE alike", "VACUUM ANALYZE"):
            run(text(statement))


def name_of(number: int) -> str:
    """Return a made-up name, the same for the same number."""
    parts = (_SYLLABLES[number % 16], _SYLLABLES[number // 16 % 16], _SYLLABLES[number // 256 % 16])
    return "".join(parts).capitalize()


def family_of(number: int) -> str:
    """Return a made-up family name: none begins as a given name does."""
    return f"Test{name_of(number).lower()}"


def person_of(number: int) -> Patient:
    """Return whom the referral of a number is about."""
    name = f"{name_of(number // FAMILY % GIVEN)} {family_of(number % FAMILY)}"
    return Patient(date(1930, 1, 1) + timedelta(days=number % DAYS), "female", name)


def _likes(connection: Connection) -> list[Like]:
    found, opener = [], Opener(connection)
    for stream in connection.execute(text("SELECT stream FROM alike ORDER BY place")).scalars().all():
        row = event_row(connection.execute(select(*EVENT).where(event.c.stream == stream, event.c.version == 1)).one())
        opener.fetch([row])
        referral = opener.personal(row)
        assert isinstance(referral, Referral)
        found.append(Like(row, referral))
    return found


def _subjects(keys: Sequence[bytes]) -> Iterator[dict[str, Any]]:
    """Two referrals have the same person."""
    for number, key in enumerate(keys):
        for unit in (IMAGING, SPINE):
            yield {"id": _subject(number, unit), "unit": unit, "person": secrets.token_bytes(32), "key": key}


def _events(likes: Sequence[Like], keys: Sequence[bytes], count: int, now: datetime) -> Iterator[dict[str, Any]]:
    """That each referral came; what was proposed stands on the line of the list alone."""
    first = 1_000_000
    for number in range(count):
        like, unit = likes[number % len(likes)], IMAGING if number % 10 < 7 else SPINE
        told = codec.packed(replace(like.referral, id=f"made-up-{number}", patient=person_of(number)))
        own = replace(
            like.received,
            stream=f"referral-{number:x}-0",
            unit=unit,
            subject=_subject(number // 2, unit),
            at=now - timedelta(minutes=count - number),
            position=first + number,
            hash=bytes(32),
        )
        secret = encrypted(keys[number // 2], told, about(own))
        yield {name: getattr(own, name) for name in Row.__dataclass_fields__} | {"personal": secret}


def _make_terms(connection: Connection, key: bytes, count: int, run: Callable[[Any], object]) -> None:
    """The words that they are found by: names and days, which many share, and the id of each."""
    connection.execute(text("CREATE TEMP TABLE word (kind text, number int, unit varchar(80), digest bigint)"))
    shared = [("given", each, name_of(each), None) for each in range(GIVEN)]
    shared += [("family", each, family_of(each), None) for each in range(FAMILY)]
    days = ((each, date(1930, 1, 1) + timedelta(days=each)) for each in range(DAYS))
    words = [(kind, number, words_of(_named(name, born))) for kind, number, name, born in shared]
    words += [("day", number, words_of(_named("", day))) for number, day in days]
    words += [("sender", 0, {"practice"})]
    raw = cast("Psycopg[Any]", connection.connection.driver_connection)
    with raw.cursor() as cursor, cursor.copy("COPY word FROM STDIN") as copy:
        for kind, number, told in words:
            for unit in (IMAGING, SPINE):
                for digest in {digest_of(key, unit, each) for each in told}:
                    copy.write_row((kind, number, unit, digest))
    connection.execute(text("ANALYZE word"))
    for statement in TERMS_OF:
        run(text(statement))
    _copy(connection, term, _ids(key, count))


def _ids(key: bytes, count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        unit = IMAGING if number % 10 < 7 else SPINE
        whole = max(named(f"made-up-{number}"), key=len)
        yield {"unit": unit, "digest": digest_of(key, unit, whole), "stream": f"referral-{number:x}-0"}


def _named(name: str, born: date | None) -> Referral:
    return Referral("", "imaging", patient=Patient(born, None, name))


def _subject(number: int, unit: str) -> str:
    return f"{unit}-{number}"


@contextmanager
def _without_indexes(connection: Connection, table: Table) -> Iterator[None]:
    """While rows are added nothing is looked up: the indexes are made at the end, from all of them."""
    keys = ", ".join(column.name for column in table.primary_key.columns)
    connection.execute(text(f"ALTER TABLE {table.name} DROP CONSTRAINT {table.name}_pkey"))
    for index in table.indexes:
        connection.execute(DropIndex(index))
    yield
    connection.execute(text(f"ALTER TABLE {table.name} ADD PRIMARY KEY ({keys})"))
    for index in table.indexes:
        connection.execute(CreateIndex(index))


def _copy(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    names = [column.name for column in table.columns]
    raw = cast("Psycopg[Any]", connection.connection.driver_connection)
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    with raw.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row([_plain(row[name]) for name in names])


def _plain(value: Any) -> Any:
    return (value - EPOCH) // timedelta(microseconds=1) if isinstance(value, datetime) else value
