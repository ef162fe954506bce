"""Lists that people keep by name: their own, and those that a lead keeps for the whole unit."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import ColumnElement, Engine, and_, delete, func, insert, or_, select

from klokt.errors import TriageError
from klokt.model.access import READS, SHARES, Access
from klokt.model.worklist import SavedView
from klokt.storage import guard
from klokt.storage.connect import reading, writing
from klokt.storage.tables import saved_view
from klokt.triage.ports import not_there

MOST = 50
"""How many views somebody may keep in a unit, and how many a unit may share."""

LONGEST_NAME, LONGEST_QUESTION = 80, 1000
_NEVER_KEPT = ("search", "after")


def views(engine: Engine, access: Access, unit: str) -> Sequence[SavedView]:
    """Return somebody's own views of a unit and those that it shares, by name.

    Raises TriageError K702 where the unit is not the caller's.
    """
    guard.require(access, unit, READS)
    query = select(saved_view).where(saved_view.c.unit == unit, _seen(access))
    with reading(engine) as connection:
        found = [SavedView(**each._mapping) for each in connection.execute(query)]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def save_view(engine: Engine, access: Access, unit: str, name: str, asked: str, shared: bool) -> SavedView:
    """Keep a view and return it; `asked` is the query string of a list, of which words that search are not kept.

    Raises TriageError K702 where the caller may not read in the unit, or not share there, and K730 where the name is
    empty or too long, the question is too long, or there are as many as may be kept.
    """
    guard.require(access, unit, SHARES if shared else READS)
    told = " ".join(name.split())
    kept = urlencode([(key, value) for key, value in parse_qsl(asked.lstrip("?")) if key not in _NEVER_KEPT])
    if not told or len(told) > LONGEST_NAME or len(kept) > LONGEST_QUESTION:
        raise TriageError("K730", f"a view needs a name, of {LONGEST_NAME} characters at most; and asks for less")
    owner = None if shared else access.who
    with writing(engine) as connection:
        theirs = (saved_view.c.unit == unit, saved_view.c.owner.is_(None) if shared else saved_view.c.owner == owner)
        if connection.execute(select(func.count()).where(*theirs)).scalar_one() >= MOST:
            raise TriageError("K730", f"at most {MOST} views are kept; drop one first")
        new = SavedView(secrets.token_hex(8), unit, owner, told, kept)
        connection.execute(insert(saved_view), asdict(new))
    return new


def drop_view(engine: Engine, access: Access, view: str) -> None:
    """Drop a view of one's own, or one that the unit shares where the caller may share; raise TriageError K703 else."""
    own = and_(saved_view.c.owner == access.who, guard.visible(saved_view, access))
    shared = and_(saved_view.c.owner.is_(None), guard.visible(saved_view, access, SHARES))
    with writing(engine) as connection:
        dropped = connection.execute(delete(saved_view).where(saved_view.c.id == view, or_(own, shared)))
        if not dropped.rowcount:
            raise not_there()


def _seen(access: Access) -> ColumnElement[bool]:
    return or_(saved_view.c.owner.is_(None), saved_view.c.owner == access.who)
