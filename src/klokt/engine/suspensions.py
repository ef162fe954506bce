"""List what patients postponed: from when to when, why, by whom, and what it did to each guarantee."""

from collections.abc import Iterator
from datetime import date

from klokt.engine.clocks import as_day
from klokt.engine.record import Record, tells
from klokt.model.episode import ClockRun, Event, Finding, Suspension
from klokt.model.pathway import Clock, Pathway


def suspensions(pathway: Pathway, record: Record, runs: tuple[ClockRun, ...]) -> Iterator[Suspension]:
    """Yield the pauses of every guarantee that runs, in the order in which they were asked for."""
    for run in runs:
        clock = pathway.clocks[run.clock]
        for event in record.matching(clock.postponed_by) if clock.postponed_by else ():
            if event.on >= run.started:
                yield _suspension(clock, run, event, record)


def _suspension(clock: Clock, run: ClockRun, event: Event, record: Record) -> Suspension:
    place = record.events.index(event)
    given_up = [
        _day(clock, each) for each in record.events[:place] if _notifies(clock, each) and each.on >= run.started
    ]
    after = [_end(clock, each) for each in record.events[place + 1 :]]
    effective = bool(given_up) and given_up[-1] is not None and given_up[-1] <= run.deadline
    return Suspension(
        clock=clock.id,
        asked=event.on,
        start=(given_up[-1] if given_up else None) or event.on,
        end=next((day for day in after if day is not None), None),
        reason=_reason(event.findings.get("reason")),
        who="patient",
        effect="discharges" if effective else "none",
    )


def _notifies(clock: Clock, event: Event) -> bool:
    return any(tells(pattern, event) for pattern in clock.promised_by)


def _day(clock: Clock, event: Event) -> date | None:
    return as_day(event.findings.get(clock.promise))


def _end(clock: Clock, event: Event) -> date | None:
    if any(tells(pattern, event) for pattern in clock.met_by):
        return event.on
    return _day(clock, event) if _notifies(clock, event) else None


def _reason(found: Finding | None) -> str | None:
    return found if isinstance(found, str) and found.strip() else None
