"""A course in a few words, for the list and the head of its page: what to do, how soon, and which right stands."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from klokt.channels.web.courses import Stand
from klokt.model.episode import DueDate
from klokt.model.guideline import URGENCY_ORDER
from klokt.wording.pathway import told_day, told_due, told_next_step
from klokt.wording.told import told_urgency


class Due(NamedTuple):
    """What is due, its day in words, and whether that has passed."""

    what: str
    day: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class CourseSummary:
    """A course on the list: what to do next and how soon, what is due first, and the right that stands."""

    key: str
    id: str
    urgency: str
    urgency_word: str
    next_step: str
    due: str
    due_day: str
    is_overdue: bool
    right: str


def course_summary(stand: Stand, language: str) -> CourseSummary:
    """Return the row of a course on the list, in a language of its guideline."""
    state = stand.state
    first = next(iter(due_told(stand, language)), Due("", "", False))
    return CourseSummary(
        key=stand.key,
        id=stand.episode.id,
        urgency=state.urgency or "",
        urgency_word=told_urgency(state.urgency, language) if state.urgency else "",
        next_step=told_next_step(stand.follower.guideline, state.next_step, language),
        due=first.what,
        due_day=first.day,
        is_overdue=first.is_overdue,
        right=told_right(stand, language),
    )


def how_soon(stand: Stand) -> tuple[int, date, str]:
    """Return what courses are sorted by: the urgency, what is due first, and the id."""
    urgency = stand.state.urgency
    due = _nearest(stand)
    grade = URGENCY_ORDER.index(urgency) if urgency else len(URGENCY_ORDER)
    return grade, due.on if due else date.max, stand.key


def due_told(stand: Stand, language: str) -> tuple[Due, ...]:
    """Return what is due with its day, the nearest first; a right that stands is never overdue."""
    pathway, today = stand.follower.pathway, stand.state.on
    rights = {clock.right_from for clock in pathway.clocks.values()}
    return tuple(
        Due(
            told_due(pathway, each.what, language),
            told_day(each.on, language),
            each.on < today and each.what not in rights,
        )
        for each in sorted(stand.state.due, key=lambda due: due.on)
    )


def told_right(stand: Stand, language: str) -> str:
    """Return the right that stands in words, an empty text where none does."""
    pathway = stand.follower.pathway
    told = [
        f"{told_due(pathway, pathway.clocks[run.clock].right_from, language)} {told_day(run.right_from, language)}"
        for run in stand.state.clocks
        if run.right and run.right_from is not None
    ]
    return "; ".join(told)


def _nearest(stand: Stand) -> DueDate | None:
    """Return what is due first, None where nothing is."""
    return min(stand.state.due, key=lambda due: due.on, default=None)
