"""Let letters leave: each attempt is recorded before it is made, so none is lost, and a second copy can be told."""

from collections.abc import Callable
from datetime import datetime, timedelta

from klokt.errors import KloktError, TriageError
from klokt.model.event import New
from klokt.model.owed import LetterFailed, LetterSending, LetterSent, LetterWithdrawn
from klokt.model.worklist import Outgoing
from klokt.triage.ports import Journal, Turn

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
"""How long to wait after each attempt that failed; after the last, a person must look."""

LEASE = timedelta(minutes=10)
"""How long an attempt may take. One that was begun and not ended by then is made again, under the same name."""

GONE = "person_erased"
"""The code of a letter that can never leave, as its words were erased with the person."""

Send = Callable[[Outgoing, bytes], None]
"""Hand a letter over, naming it by `once`; return when the receiver has it, raise KloktError where it has not."""


def send(journal: Journal, letter: Outgoing, content: bytes | None, hand_over: Send, at: datetime) -> bool:
    """Make one attempt to let a letter leave, and return whether the receiver has it.

    At least once: where the program dies between handing over and recording, the letter is handed over again with the
    same name. Raises TriageError K704 where it is not due, or somebody else is at it.
    """
    begun = _begin(journal, letter, at)
    if content is None:
        _end(journal, letter, LetterFailed(letter.letter, GONE, None), at)
        return False
    try:
        hand_over(letter, content)
    except KloktError as error:
        wait = WAITS[begun - 1] if begun <= len(WAITS) else None
        _end(journal, letter, LetterFailed(letter.letter, error.code, None if wait is None else at + wait), at)
        return False
    _end(journal, letter, LetterSent(letter.letter), at)
    return True


def withdraw(journal: Journal, stream: str, letter: str, at: datetime) -> int:
    """Keep a letter from leaving, and return the referral's new version; K704 where it left, or may have."""
    with journal.turn(at) as turn:
        if _now(turn, stream, letter).state not in ("waiting", "failed"):
            raise TriageError("K704", "the letter has left, or is about to")
        return turn.append(stream, turn.version(stream), [New(LetterWithdrawn(letter))])


def _begin(journal: Journal, letter: Outgoing, at: datetime) -> int:
    """Record that an attempt begins, and return which one it is, counted from 1."""
    with journal.turn(at) as turn:
        now = _now(turn, letter.stream, letter.letter)
        if now.state not in ("waiting", "sending") or now.retry_at is None or now.retry_at > at:
            raise TriageError("K704", "the letter is not due, or somebody else is at it")
        version = turn.version(letter.stream)
        turn.append(letter.stream, version, [New(LetterSending(letter.letter, at + LEASE))])
        return now.attempts + 1


def _end(journal: Journal, letter: Outgoing, what: LetterSent | LetterFailed, at: datetime) -> None:
    with journal.turn(at) as turn:
        turn.append(letter.stream, turn.version(letter.stream), [New(what)])


def _now(turn: Turn, stream: str, letter: str) -> Outgoing:
    for each in turn.letters(stream):
        if each.letter == letter:
            return each
    raise TriageError("K704", "there is no letter of that name")
