"""Keep the list of courses in step: what each event of a course changes in it."""

from datetime import date

from sqlalchemy import delete, update

from klokt.model.event import CourseRecorded, Happening
from klokt.model.followed import CourseClosed, CourseFollowed, CourseLetter, Spell
from klokt.model.guideline import URGENCY_ORDER
from klokt.model.owed import LetterWithdrawn
from klokt.storage.chain import Row
from klokt.storage.lists import Lists, Values
from klokt.storage.tables import NO_DEADLINE, course, spell

OPEN = ""
"""Stands in the list for a course that nobody took off it."""

_UNTOLD: Values = {"told_clock": None, "told_from": None, "told_by": None}


def project_course(lists: Lists, row: Row, what: Happening) -> None:
    """Change the list of courses as one event says; the names of episodes are kept from its first event on."""
    here = update(course).where(course.c.stream == row.stream)
    match what:
        case CourseRecorded() if row.version == 1:
            lists.add(course, _begun(row, what))
        case CourseRecorded():
            lists.change(here.values(closed=OPEN))
        case CourseFollowed():
            _follow(lists, row, what)
        case CourseLetter() if what.clock is not None:
            lists.change(here.values(told_clock=what.clock, told_from=what.right_from, told_by=what.letter))
        case LetterWithdrawn():
            lists.change(here.where(course.c.told_by == what.letter).values(_UNTOLD))
        case CourseClosed():
            lists.change(here.values(closed=what.because))


def _begun(row: Row, what: CourseRecorded) -> Values:
    """A course that no guideline has followed yet: it is in no list until one has."""
    named = {"stream": row.stream, "unit": row.unit, "subject": row.subject, "episode": what.episode}
    return {**named, **_UNTOLD, "guideline": "", "edition": "", "basis": "", "closed": OPEN}


def _follow(lists: Lists, row: Row, what: CourseFollowed) -> None:
    told = {"guideline": what.guideline, "edition": what.edition, "basis": what.basis}
    lists.change(update(course).where(course.c.stream == row.stream).values(told))
    lists.change(delete(spell).where(spell.c.stream == row.stream))
    ends = [each.since for each in what.spells[1:]]
    for each, until in zip(what.spells, [*ends, date.max], strict=True):
        lists.add(spell, _spell(row.stream, each, until))


def _spell(stream: str, each: Spell, until: date) -> Values:
    kept = ("since", "next_step", "urgency", "what", "missed", "deadline", "clock", "right_from", "has_letter")
    told = {name: getattr(each, name) for name in kept}
    return {**told, "stream": stream, "until": until, "urgency_rank": rank_of(each), "due": each.due or NO_DEADLINE}


def rank_of(each: Spell) -> int:
    """Return the place of a spell's urgency in the order: 0 is the most urgent, and none the least."""
    return URGENCY_ORDER.index(each.urgency) if each.urgency else len(URGENCY_ORDER)
