"""What stands beside the state of an episode as it leaves klokt: checklists, who may do what, and pauses."""

from msgspec import Struct

from klokt.channels.wire import Place
from klokt.channels.wire_beside import IndicationAnswer
from klokt.engine.checklist import AtContact, Listed
from klokt.engine.course import Course
from klokt.engine.reasons import places
from klokt.model.episode import Suspension
from klokt.model.guideline import Guideline


class ItemAnswer(Struct):
    """An item of a checklist; `answered` is null where nothing can answer it, or the contact is yet to come."""

    item: str
    words: str
    answered: bool | None
    sources: list[Place]


class ListAnswer(Struct):
    """A checklist; an `addition` is klokt's own and not in the source."""

    checklist: str
    kind: str
    words: str
    addition: bool
    items: list[ItemAnswer]


class ContactAnswer(Struct):
    """The contact that was held on the day, or that is due, with its checklists."""

    contact: str
    date: str
    held: bool
    checklists: list[ListAnswer]


class DoneByAnswer(Struct):
    """An event that somebody held whom the guideline does not name for it. It counts all the same."""

    date: str
    event: str
    by: str
    may: list[str]


class SuspensionAnswer(Struct):
    """A pause that the patient asked for, and its effect on the guarantee: it discharges it, or has none."""

    clock: str
    asked: str
    start: str
    end: str | None
    reason: str | None
    who: str
    effect: str


def contact_answer(guideline: Guideline, found: AtContact | None, language: str) -> ContactAnswer | None:
    """Return the contact that is held or due, None where there is none."""
    if found is None:
        return None
    lists = list_answers(guideline, found.lists, language)
    return ContactAnswer(found.contact, found.on.isoformat(), found.held, lists)


def list_answers(guideline: Guideline, lists: tuple[Listed, ...], language: str) -> list[ListAnswer]:
    """Return checklists with their items in a language of the guideline."""
    return [
        ListAnswer(
            checklist=each.checklist.id,
            kind=each.checklist.kind,
            words=each.checklist.title[language],
            addition=each.checklist.addition,
            items=[
                ItemAnswer(
                    item=asked.item.id,
                    words=asked.item.words[language],
                    answered=asked.answered,
                    sources=[Place(*place) for place in places(guideline, asked.item.source)],
                )
                for asked in each.items
            ],
        )
        for each in lists
    ]


def done_by_answers(course: Course) -> list[DoneByAnswer]:
    """Return the events that others held than the guideline names."""
    return [
        DoneByAnswer(event.on.isoformat(), event.type, who, list(task.may))
        for event, task, who in course.done_by_others
    ]


def suspension_answer(pause: Suspension) -> SuspensionAnswer:
    """Return a pause as it is sent."""
    return SuspensionAnswer(
        clock=pause.clock,
        asked=pause.asked.isoformat(),
        start=pause.start.isoformat(),
        end=None if pause.end is None else pause.end.isoformat(),
        reason=pause.reason,
        who=pause.who,
        effect=pause.effect,
    )


def evidence_answers(course: Course) -> list[IndicationAnswer]:
    """Return what each indication lacks, and what speaks against it."""
    return [
        IndicationAnswer(each.rule, each.holds.value, list(each.lacking), list(each.against))
        for each in course.indications
    ]
