"""Keep the lists in step: what each event changes in them. The same code keeps them and makes them again."""

from sqlalchemy import Table, Update, delete, update

from klokt.model.decision import Choice
from klokt.model.event import (
    Assigned,
    Claimed,
    CourseRecorded,
    Decided,
    DecisionUndone,
    Happening,
    MessageDiffers,
    MessageNotRead,
    MessageSettled,
    MessageTaken,
    Opened,
    PersonErased,
    Proposed,
    ReferralReceived,
    Released,
    Snoozed,
    Woken,
)
from klokt.model.followed import CourseClosed, CourseConcerns, CourseFollowed, CourseLetter
from klokt.model.guideline import URGENCY_ORDER
from klokt.model.owed import (
    LetterFailed,
    LetterQueued,
    LetterSending,
    LetterSent,
    LetterWithdrawn,
    ObligationAwaited,
    ObligationClosed,
    ObligationOpened,
)
from klokt.model.second_reading import SecondRead, SecondReadingSettled, SecondReadingWanted
from klokt.model.worklist import CLOSED, ItemState
from klokt.storage.chain import Row
from klokt.storage.course_rows import project_course
from klokt.storage.lists import Lists, Values
from klokt.storage.second_readings import read_again
from klokt.storage.tables import NO_DEADLINE, item, message, obligation, outbox, reading, second_reading

AFTER: dict[Choice, ItemState] = {
    Choice.ACCEPT: ItemState.DECIDED,
    Choice.RETURN: ItemState.DECIDED,
    Choice.FORWARD: ItemState.DECIDED,
    Choice.CHANGE: ItemState.ON_HOLD,
    Choice.ASK: ItemState.WAITING,
    Choice.FETCH: ItemState.WAITING,
    Choice.ESCALATE: ItemState.ESCALATED,
    Choice.INDIVIDUAL: ItemState.INDIVIDUAL,
}
"""Where a referral stands after each choice. A changed request stays on hold until its obligations are closed."""

_FREE: Values = {"claimed_by": None, "claimed_until": None}
_UNDECIDED: Values = {"decision": None, "decided_by": None, "decided_at": None}
_NO_PROPOSAL: Values = dict.fromkeys(
    ("urgency", "outcome", "effect", "guideline", "edition", "content_hash", "proposal")
)
_NEW: Values = {
    **_NO_PROPOSAL,
    **_FREE,
    **_UNDECIDED,
    "urgency_rank": len(URGENCY_ORDER),
    "deadline": NO_DEADLINE,
    "alerts": 0,
    "missing": 0,
    "assignee": None,
    "snoozed_until": None,
    "collected": True,
}


def project(lists: Lists, row: Row, what: Happening) -> None:
    """Change the lists as one event says."""
    match what:
        case MessageTaken() | ReferralReceived():
            _begin(lists, row, what)
        case MessageNotRead() | MessageDiffers():
            _show_message(lists, row, what)
        case Opened():
            told = {"position": row.position, "stream": what.stream, "unit": row.unit, "who": row.actor, "at": row.at}
            lists.add(reading, {**told, "blind": what.blind})
        case CourseRecorded() | CourseFollowed() | CourseLetter() | CourseClosed():
            project_course(lists, row, what)
        case PersonErased() | CourseConcerns():
            pass
        case _:
            _go_on(lists, row, what)


def _begin(lists: Lists, row: Row, what: MessageTaken | ReferralReceived) -> None:
    if isinstance(what, MessageTaken):
        where = {"unit": row.unit, "stream": row.stream, "received": row.at}
        lists.add(message, {**where, "sha256": what.sha256, "door": what.door})
        return
    told = {"collected": what.collected, "because": what.because, "deadline": what.deadline or NO_DEADLINE}
    rank = {"urgency_rank": 0} if what.not_assessed else {}
    lists.add(item, {**_line(row, ItemState.NEW), **told, **rank})


def _show_message(lists: Lists, row: Row, what: MessageNotRead | MessageDiffers) -> None:
    """A message that a person must look at stands first, with what is most urgent: nobody knows what it holds."""
    code, state = (what.code, ItemState.NOT_READ) if isinstance(what, MessageNotRead) else ("", ItemState.DIFFERS)
    told = {"because": code or "same_id_other_content", "urgency_rank": 0}
    if lists.has_item(row.stream):
        lists.change_item(row.stream, {"version": row.version, **told, **_state(state)})
    else:
        lists.add(item, {**_line(row, state), **told})


def _go_on(lists: Lists, row: Row, what: Happening) -> None:
    changed = _item_values(row, what)
    lists.change_item(row.stream, {"version": row.version, **changed})
    match what:
        case ObligationAwaited():
            again = (obligation.c.stream == row.stream, obligation.c.obligation == what.obligation)
            lists.change(delete(obligation).where(*again))  # it may have been closed before
            told = {"stream": row.stream, "obligation": what.obligation, "unit": row.unit, "owner": what.owner}
            lists.add(obligation, {**told, "state": "awaited"})
        case ObligationOpened():
            values = {"state": "open", "due": what.due, "owner": what.owner, "proposes": what.proposes}
            lists.change(_at(obligation, row).where(obligation.c.obligation == what.obligation).values(values))
        case ObligationClosed():
            values = {"state": "closed", "closed_because": what.because}
            lists.change(_at(obligation, row).where(obligation.c.obligation == what.obligation).values(values))
        case Decided() | DecisionUndone():
            unread = (second_reading.c.stream == row.stream, second_reading.c.second_by.is_(None))
            lists.change(delete(second_reading).where(*unread))  # nobody reads again what stands no longer
        case SecondReadingWanted() | SecondRead() | SecondReadingSettled():
            read_again(lists, row, what)
        case LetterQueued():
            lists.add(outbox, _letter(row, what))
        case LetterSending() | LetterSent() | LetterFailed() | LetterWithdrawn():
            lists.change(_at(outbox, row).where(outbox.c.letter == what.letter).values(_outgoing(what)))
            project_course(lists, row, what)


def _line(row: Row, state: ItemState) -> Values:
    who = {"stream": row.stream, "unit": row.unit, "subject": row.subject}
    return {**_NEW, **who, "version": row.version, "received": row.at, **_state(state)}


def _state(state: ItemState) -> Values:
    return {"state": state.value, "is_open": state not in CLOSED}


def _item_values(row: Row, what: Happening) -> Values:
    match what:
        case Proposed():
            return _proposal(row, what)
        case Claimed():
            return {"claimed_by": row.actor, "claimed_until": what.until}
        case Released():
            return _FREE
        case Assigned():
            return {"assignee": what.to}
        case Snoozed():
            return {"snoozed_until": what.until}
        case Woken():
            return {"snoozed_until": None}
        case Decided():
            told = {"decision": what.choice.value, "decided_by": row.actor, "decided_at": row.at}
            return {**told, **_FREE, "snoozed_until": None, **_state(AFTER[what.choice])}
        case DecisionUndone():
            return {**_UNDECIDED, **_state(ItemState.NEW)}
        case MessageSettled():
            return _state(ItemState.SETTLED)
    return {}


def _proposal(row: Row, what: Proposed) -> Values:
    named = {name: getattr(what, name) for name in ("urgency", "outcome", "effect", "guideline", "edition")}
    counts = {"alerts": len(what.alerts), "missing": len(what.missing)}
    rank = {"urgency_rank": URGENCY_ORDER.index(what.urgency)}
    kept = {"snoozed_until": None}  # what rests wakes when there is something new to propose on
    return {**named, **counts, **rank, **kept, "content_hash": what.content_hash, "proposal": row.version}


def _letter(row: Row, what: LetterQueued) -> Values:
    where = {"stream": row.stream, "unit": row.unit, "position": row.position, "state": "waiting", "attempts": 0}
    told = {name: getattr(what, name) for name in ("letter", "kind", "to", "once", "not_before")}
    return {**where, **told, "retry_at": what.not_before}


def _outgoing(what: LetterSending | LetterSent | LetterFailed | LetterWithdrawn) -> Values:
    match what:
        case LetterSending():
            return {"state": "sending", "attempts": outbox.c.attempts + 1, "retry_at": what.retry_at}
        case LetterSent():
            return {"state": "sent", "retry_at": None}
        case LetterFailed():
            return {"state": "failed" if what.retry_at is None else "waiting", "retry_at": what.retry_at}
        case LetterWithdrawn():
            return {"state": "withdrawn", "retry_at": None}


def _at(table: Table, row: Row) -> Update:
    return update(table).where(table.c.stream == row.stream)
