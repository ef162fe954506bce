"""What happened in a unit since a place in its journal, told so that a list that is open can be brought up to date."""

from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from klokt.model.access import READS, Access
from klokt.model.event import (
    Assigned,
    Claimed,
    Corrected,
    Decided,
    DecisionUndone,
    MessageDiffers,
    MessageNotRead,
    MessageSettled,
    ReferralReceived,
    Released,
    Snoozed,
    Woken,
)
from klokt.model.owed import ObligationAwaited, ObligationClosed, ObligationOpened
from klokt.storage import codec, guard
from klokt.storage.connect import reading
from klokt.storage.tables import event

_ARRIVES = tuple(map(codec.kind_of, (ReferralReceived, MessageNotRead, MessageDiffers)))
_CHANGES = (
    *map(codec.kind_of, (Assigned, Corrected, Decided, DecisionUndone, MessageSettled, Snoozed, Woken)),
    *map(codec.kind_of, (ObligationAwaited, ObligationOpened, ObligationClosed)),
)
_LOOKS = tuple(map(codec.kind_of, (Claimed, Released)))
_MOST = 100


@dataclass(frozen=True, slots=True)
class News:
    """How many came in, whether anything else changed, and the streams that somebody began or ceased to look at."""

    arrived: int
    changed: bool
    looked_at: tuple[str, ...]


def news(engine: Engine, access: Access, unit: str, since: int) -> News:
    """Return what happened in a unit after a position; raise TriageError K702 where the unit is not the caller's.

    Of what is looked at, the last hundred are told.
    """
    guard.require(access, unit, READS)
    later = (event.c.unit == unit, event.c.position > since)
    came = select(func.count(event.c.stream.distinct())).where(*later, event.c.kind.in_(_ARRIVES))
    changes = select(event.c.position).where(*later, event.c.kind.in_(_CHANGES)).limit(1)
    looks = select(event.c.stream).where(*later, event.c.kind.in_(_LOOKS)).order_by(event.c.position.desc())
    with reading(engine) as connection:
        seen = [each.stream for each in connection.execute(looks.limit(_MOST))]
        is_changed = connection.execute(changes).first() is not None
        return News(int(connection.execute(came).scalar_one()), is_changed, tuple(dict.fromkeys(seen)))
