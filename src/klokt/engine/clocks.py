"""Run the guarantees of a pathway: when each began, its last day, what met or discharged it, and the right it gives."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from klokt.engine.record import Record, tells
from klokt.model.episode import Breach, ClockRun, Entry, Event
from klokt.model.pathway import Clock, Pattern

Deadline = Callable[[date], date]
"""The last day of a guarantee that began on a day."""

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Promises:
    """What came of the days that were notified: a discharge, a promise that keeps the guarantee, a right."""

    discharged: bool
    kept: bool
    right_from: date | None


def run_clock(clock: Clock, record: Record, deadline_of: Deadline, required: bool) -> ClockRun | None:
    """Return how a guarantee stands on the record's day; None where it has not begun, or was waived.

    The last day is in time. `required` says whether the right's own condition is yes.
    """
    start = _start(clock, record)
    if start is None or _after(record, clock.waived_by, start.on):
        return None
    deadline = deadline_of(start.on)
    ledger = [Entry(start.on, "started")]
    met = next(iter(_after(record, clock.met_by, start.on)), None)
    promises = _promises(clock, record, start.on, deadline, ledger)
    right_from = promises.right_from
    if met is not None:
        ledger.append(Entry(met.on, "met"))
    expired = (record.on if met is None else met.on) > deadline
    if expired and not promises.discharged and not promises.kept:
        right_from = min(right_from or date.max, deadline + ONE_DAY)
    is_open = met is None and not promises.discharged
    arisen = required and right_from is not None and (met is None or right_from <= met.on)
    if arisen and right_from is not None:
        ledger.append(Entry(right_from, "right_arose"))
    ledger.sort(key=lambda entry: entry.on)
    return ClockRun(
        clock=clock.id,
        started=start.on,
        deadline=deadline,
        is_open=is_open,
        kept=promises.kept,
        required=required,
        right=arisen and is_open,
        right_from=right_from if arisen else None,
        ledger=tuple(ledger),
    )


def _start(clock: Clock, record: Record) -> Event | None:
    """The first event that starts the clock after the last one that voids it."""
    voids = record.matching(clock.voided_by) if clock.voided_by else []
    start: Event | None = None
    for event in record.matching(clock.starts):
        if voids and _before(event, voids[-1], record):
            continue
        start = start or event
    return start


def _before(one: Event, other: Event, record: Record) -> bool:
    return record.events.index(one) < record.events.index(other)


def _after(record: Record, patterns: Sequence[Pattern], day: date) -> list[Event]:
    return [event for event in record.matching(patterns) if event.on >= day] if patterns else []


def _promises(clock: Clock, record: Record, start: date, deadline: date, ledger: list[Entry]) -> _Promises:
    """Follow what was notified and what the patient asked for; the last day that was notified counts."""
    promise: date | None = None
    right_from: date | None = None
    discharged = False
    for event in _after(record, (*clock.promised_by, *clock.postponed_by), start):
        if any(tells(pattern, event) for pattern in clock.promised_by):
            promise = as_day(event.findings.get(clock.promise))
            late = promise is not None and promise > deadline
            right_from = (right_from or event.on) if late else None
            ledger.append(Entry(event.on, "notified_late" if late else "notified_in_time"))
        elif promise is not None and promise <= deadline:
            discharged = True
            ledger.append(Entry(event.on, "postponed_by_patient"))
        else:
            ledger.append(Entry(event.on, "postponement_without_effect"))
    kept = clock.promise_meets and promise is not None and promise <= deadline
    return _Promises(discharged, kept, None if discharged else right_from)


def as_day(found: object) -> date | None:
    """Return the day that a finding tells as YYYY-MM-DD, None for anything else."""
    try:
        return date.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None


def forecast(episode: str, runs: Iterable[ClockRun], on: date) -> Iterator[Breach]:
    """Yield the guarantees that are broken, or will be if nothing more happens, with the first day of the right."""
    for run_ in runs:
        if run_.is_open and (run_.right or not run_.kept):
            first = run_.right_from or run_.deadline + ONE_DAY
            yield Breach(episode, run_.clock, first, max((first - on).days, 0), not run_.required)
