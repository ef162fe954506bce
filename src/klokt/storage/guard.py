"""The guard of the units: which rows somebody may see, and which events somebody may record."""

from sqlalchemy import ColumnElement, Table

from klokt.errors import TriageError
from klokt.model.access import BRINGS, DECIDES, ERASES, READS, SENDS, Access, Role
from klokt.model.event import (
    Corrected,
    CourseRecorded,
    Happening,
    MessageDiffers,
    MessageNotRead,
    MessageTaken,
    Opened,
    PersonErased,
    Proposed,
    ReferralReceived,
)
from klokt.model.followed import CourseConcerns, CourseFollowed
from klokt.model.owed import LetterFailed, LetterSending, LetterSent, ObligationOpened

_REFERRAL = (MessageTaken, MessageNotRead, MessageDiffers, ReferralReceived)
_COURSE = (CourseRecorded, CourseConcerns, CourseFollowed)
_BROUGHT = (*_REFERRAL, *_COURSE, Corrected, Proposed, ObligationOpened)
_SEES = frozenset({*READS, *BRINGS, *SENDS})


def visible(table: Table, access: Access, roles: frozenset[Role] = READS) -> ColumnElement[bool]:
    """Return the condition that a row is of a unit in which somebody has one of the roles."""
    return table.c.unit.in_(access.units(roles))


def seen_in_a_turn(table: Table, access: Access) -> ColumnElement[bool]:
    """Return the condition that a row is of a unit in which somebody may record anything at all."""
    return visible(table, access, frozenset({*_SEES, *ERASES}))


def require(access: Access, unit: str, roles: frozenset[Role]) -> None:
    """Raise TriageError K702 where somebody has none of the roles in the unit."""
    if unit not in access.units(roles):
        raise TriageError("K702", "this needs a role in the unit that you do not have there")


def require_for(access: Access, unit: str, what: Happening) -> None:
    """Raise TriageError K702 where somebody may not record such an event in the unit."""
    match what:
        case LetterSending() | LetterSent() | LetterFailed():
            require(access, unit, SENDS)
        case Opened():
            require(access, unit, READS)
        case PersonErased():
            require(access, unit, ERASES)
        case _ if isinstance(what, _BROUGHT):
            require(access, unit, BRINGS)
        case _:
            require(access, unit, DECIDES)
