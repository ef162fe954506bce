"""The state of an episode as it leaves klokt: the JSON form of klokt pathway, published as a JSON Schema."""

from typing import Any

import msgspec
from msgspec import Struct

from klokt.channels.pathway_work_wire import (
    ContactAnswer,
    DoneByAnswer,
    ListAnswer,
    SuspensionAnswer,
    contact_answer,
    done_by_answers,
    evidence_answers,
    list_answers,
    suspension_answer,
)
from klokt.channels.wire import Failure, Place
from klokt.channels.wire_beside import IndicationAnswer
from klokt.engine.course import Course
from klokt.engine.reasons import places
from klokt.errors import KloktError
from klokt.model.episode import Breach, ClockRun, DueDate, Episode, State
from klokt.model.guideline import Guideline
from klokt.model.pathway import RIGHT_NONE


class DueAnswer(Struct):
    """A day that still matters, as YYYY-MM-DD."""

    what: str
    date: str


class WhyAnswer(Struct):
    """What speaks for the next step, an urgency or a right, in words, with the facts and the places it rests on."""

    because: str
    words: str
    rests_on: list[str]
    sources: list[Place]


class EntryAnswer(Struct):
    """A line of a guarantee's ledger."""

    date: str
    what: str


class ClockAnswer(Struct):
    """How a guarantee stands, and its ledger; `right_from` is null while there is no right."""

    clock: str
    started: str
    deadline: str
    open: bool
    right: bool
    right_from: str | None
    ledger: list[EntryAnswer]


class CautionAnswer(Struct):
    """Something to mind beside the next step."""

    caution: str
    words: str


class ImpossibleAnswer(Struct):
    """An event that is recorded before one that must come first."""

    event: str
    before: str


class PathwayAnswer(Struct):
    """Where an episode stands on a day. A person decides what is done."""

    id: str
    next_step: str
    urgency: str | None
    due_dates: list[DueAnswer]
    rights: str
    why: list[WhyAnswer]
    guideline: str
    edition: str
    as_of: str
    missed_contacts: list[DueAnswer]
    clocks: list[ClockAnswer]
    cautions: list[CautionAnswer]
    impossible: list[ImpossibleAnswer]
    unread: list[str]
    at_contact: ContactAnswer | None
    with_next_step: list[ListAnswer]
    who_may: list[str]
    done_by_others: list[DoneByAnswer]
    suspensions: list[SuspensionAnswer]
    indications: list[IndicationAnswer]


class FailedEpisode(Struct):
    """An episode that could not be read; the others are still answered."""

    id: str | None
    error: Failure


class BreachAnswer(Struct):
    """A guarantee that is broken, or will be if nothing more happens."""

    id: str
    clock: str
    right_from: str
    days_left: int
    conditional: bool


def breach_answer(breach: Breach) -> BreachAnswer:
    """Return a line of the forecast as it is sent."""
    return BreachAnswer(
        breach.episode, breach.clock, breach.right_from.isoformat(), breach.days_left, breach.conditional
    )


def pathway_answer(
    guideline: Guideline, episode: Episode, state: State, course: Course, language: str
) -> PathwayAnswer:
    """Return the state of an episode as it is sent, with words in a language of the guideline.

    `course` is what stands beside the state.
    """
    told = {} if guideline.pathway is None else {each.id: each.title for each in guideline.pathway.cautions}
    return PathwayAnswer(
        id=episode.id,
        next_step=state.next_step,
        urgency=state.urgency,
        due_dates=[_due(each) for each in state.due],
        rights=state.rights[-1] if state.rights else RIGHT_NONE,
        why=_why(guideline, state, language),
        guideline=guideline.id,
        edition=guideline.edition,
        as_of=state.on.isoformat(),
        missed_contacts=[_due(each) for each in state.missed],
        clocks=[_clock(each) for each in state.clocks],
        cautions=[CautionAnswer(each, told[each][language]) for each in state.cautions],
        impossible=[ImpossibleAnswer(each.event, each.before) for each in state.impossible],
        unread=list(course.unread),
        at_contact=contact_answer(guideline, course.at_contact, language),
        with_next_step=list_answers(guideline, course.with_next_step, language),
        who_may=list(course.who_may),
        done_by_others=done_by_answers(course),
        suspensions=[suspension_answer(each) for each in course.suspensions],
        indications=evidence_answers(course),
    )


def pathway_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one line of answers."""
    forms, definitions = msgspec.json.schema_components((PathwayAnswer, FailedEpisode), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One line of answers of klokt pathway",
        "anyOf": list(forms),
        "$defs": definitions,
    }


def pathway_failure(episode: str | None, error: KloktError) -> FailedEpisode:
    """Return the answer for an episode that could not be read."""
    return FailedEpisode(episode, Failure(error.code, error.message))


def _why(guideline: Guideline, state: State, language: str) -> list[WhyAnswer]:
    pathway = guideline.pathway
    if pathway is None:
        return []
    reasons = [
        (each.id, each.title, state.rests_on, each.source)
        for each in pathway.transitions
        if each.id == state.transition
    ]
    reasons += [
        (each.id, each.title, (), each.source)
        for each in pathway.cautions
        if each.urgency and each.id in state.cautions
    ]
    reasons += [
        (each.id, each.title, (), each.source)
        for each in pathway.clocks.values()
        if any(run.clock == each.id and run.right for run in state.clocks)
    ]
    return [
        WhyAnswer(name, title[language], list(rests_on), [Place(*place) for place in places(guideline, sources)])
        for name, title, rests_on, sources in reasons
    ]


def _due(due: DueDate) -> DueAnswer:
    return DueAnswer(due.what, due.on.isoformat())


def _clock(run: ClockRun) -> ClockAnswer:
    return ClockAnswer(
        clock=run.clock,
        started=run.started.isoformat(),
        deadline=run.deadline.isoformat(),
        open=run.is_open,
        right=run.right,
        right_from=None if run.right_from is None else run.right_from.isoformat(),
        ledger=[EntryAnswer(entry.on.isoformat(), entry.what) for entry in run.ledger],
    )
