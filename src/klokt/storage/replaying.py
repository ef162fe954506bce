"""Make recorded proposals again, and say of each whether it is the same to the byte."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select

from klokt.errors import KloktError
from klokt.model.event import Proposed, Recorded
from klokt.storage import codec
from klokt.storage.connect import reading
from klokt.storage.rows import EVENT, Opener, event_row
from klokt.storage.tables import event
from klokt.triage.ports import not_there
from klokt.triage.replay import AssessorFor, again

_PROPOSED = codec.kind_of(Proposed)
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Replayed:
    """A proposal by its stream and version: whether it came out the same, or the error that kept it from coming out.

    `program` is the version of klokt that made it: where a later one differs, that one can be run to look.
    """

    stream: str
    version: int
    program: str
    same: bool
    error: KloktError | None = None


def replay(engine: Engine, assessor_for: AssessorFor, stream: str | None = None) -> Iterator[Replayed]:
    """Yield each recorded proposal made again, of one referral or of all; raise TriageError K703 without one."""
    with reading(engine) as connection:
        streams = _streams(connection) if stream is None else iter([stream])
        for each in streams:
            query = select(*EVENT).where(event.c.stream == each).order_by(event.c.version)
            rows = [event_row(row) for row in connection.execute(query)]
            if not rows:
                raise not_there()
            opener = Opener(connection)
            opener.fetch(rows)
            history = [opener.recorded(row) for row in rows]
            for row, found in zip(rows, history, strict=True):
                if isinstance(found.what, Proposed):
                    yield _made_again(history, found, found.what, opener.kept_bytes(row), assessor_for)


def _made_again(
    history: list[Recorded], found: Recorded, made: Proposed, kept: bytes | None, assessor_for: AssessorFor
) -> Replayed:
    try:
        new = codec.canonical(again(history, found.version, assessor_for))
    except KloktError as error:
        return Replayed(found.stream, found.version, made.program, same=False, error=error)
    return Replayed(found.stream, found.version, made.program, same=new == kept)


def _streams(connection: Connection) -> Iterator[str]:
    """The streams with a proposal, in order of their first one."""
    after, seen = 0, set[str]()
    query = select(event.c.position, event.c.stream).where(event.c.kind == _PROPOSED)
    while rows := connection.execute(
        query.where(event.c.position > after).order_by(event.c.position).limit(_AT_A_TIME)
    ).all():
        for row in rows:
            if row.stream not in seen:
                seen.add(row.stream)
                yield row.stream
        after = rows[-1].position
