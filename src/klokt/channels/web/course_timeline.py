"""A course as a timeline: contacts that were held, missed or are due, other events, windows and guarantees."""

from collections.abc import Iterator
from datetime import date

from klokt.channels.web.courses import Stand
from klokt.drawing.timeline import Moment, MomentKind, Period, PeriodKind, Timeline
from klokt.engine.record import Record
from klokt.engine.visits import visits
from klokt.model.episode import ClockRun
from klokt.model.guideline import Guideline
from klokt.wording.pathway import told_due


def timeline_of(stand: Stand, language: str) -> Timeline:
    """Return the timeline of a course as it stood on its day, in a language of its guideline."""
    record = stand.follower.recorder.record(stand.episode.events, stand.state.on)
    moments = sorted([*_happened(stand, record, language), *_to_come(stand, language)], key=lambda each: each.on)
    periods = sorted(
        [*_guarantees(stand, language), *_pauses(stand, language), *_windows(stand, record, language)],
        key=lambda each: each.start,
    )
    return Timeline(
        _title(stand.follower.guideline, language), language, stand.state.on, tuple(moments), tuple(periods)
    )


def _title(guideline: Guideline, language: str) -> str:
    return guideline.title[language]


def _happened(stand: Stand, record: Record, language: str) -> Iterator[Moment]:
    """The events up to the day, with the planned contact that each was, and the contacts that were missed."""
    pathway = stand.follower.pathway
    planned = {id(visit.event): visit.contact for visit in visits(stand.follower, record)}
    titles = {contact.id: contact.title[language] for contact in pathway.contacts}
    for event in record.events:
        known = pathway.events.get(event.type)
        contact = planned.get(id(event))
        title = known.title[language] if known else event.type
        told = titles.get(contact or "", title)
        yield Moment(event.on, told, "event" if contact is None else "held")
    for missed in stand.state.missed:
        yield Moment(missed.on, told_due(pathway, missed.what, language), "missed")


def _to_come(stand: Stand, language: str) -> Iterator[Moment]:
    """The days that still matter, and those from which a right stands; a guarantee's last day is told by its bar."""
    pathway, today = stand.follower.pathway, stand.state.on
    rights = {clock.right_from for clock in pathway.clocks.values()}
    told = {each.what for each in stand.state.missed} | {clock.deadline for clock in pathway.clocks.values()}
    told |= {each.id for each in pathway.milestones.values() if not each.events}  # the day itself
    for due in stand.state.due:
        if due.what not in told:
            kind: MomentKind = "right" if due.what in rights else "overdue" if due.on < today else "due"
            yield Moment(due.on, told_due(pathway, due.what, language), kind)


def _guarantees(stand: Stand, language: str) -> Iterator[Period]:
    for run in stand.state.clocks:
        title = stand.follower.pathway.clocks[run.clock].title[language]
        yield Period(run.started, run.deadline, title, _stands(run, stand.state.on))


def _stands(run: ClockRun, today: date) -> PeriodKind:
    if run.right or run.right_from is not None or (run.is_open and not run.kept and run.deadline < today):
        return "broken"
    if run.is_open:
        return "open"
    return "met" if any(entry.what == "met" for entry in run.ledger) else "ended"


def _pauses(stand: Stand, language: str) -> Iterator[Period]:
    for pause in stand.course.suspensions:
        title = stand.follower.pathway.clocks[pause.clock].title[language]
        yield Period(pause.start, pause.end, title, "paused")


def _windows(stand: Stand, record: Record, language: str) -> Iterator[Period]:
    """The milestones that hold until another one, where they concern this patient."""
    follower = stand.follower
    for milestone in follower.pathway.milestones.values():
        until = follower.pathway.milestones.get(milestone.until or "")
        if until is None or not milestone.events or not follower.tells[milestone.id](stand.state.facts):
            continue
        start, end = follower.day_of(milestone, record), follower.day_of(until, record)
        if start is not None and end is not None and start < end:
            told = f"{milestone.title[language]} – {until.title[language].lower()}"
            yield Period(start, end, told, "window")
