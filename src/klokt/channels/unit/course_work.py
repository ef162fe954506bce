"""What a person does with a course: record, correct, let a letter leave or take it back, and take it off the list."""

from collections.abc import Callable, Mapping
from typing import Annotated

from litestar import Response, Router, get, post
from litestar.di import Provide
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException, NotFoundException, PermissionDeniedException
from litestar.params import Body, FromPath
from litestar.response import Redirect

from klokt.channels.outgoing import KINDS, NO_WAY
from klokt.channels.unit.course_case import CourseCase, CourseHere, course_case, course_here
from klokt.channels.unit.course_form import RecordForm, as_written, read_form
from klokt.channels.unit.course_page import CLOSING, PATH, course_paper, shown, unit_course
from klokt.channels.web.page import address
from klokt.errors import LetterError, TriageError
from klokt.model.episode import Episode, Event
from klokt.triage.course_letter import queue
from klokt.triage.decide import Draft
from klokt.triage.record import IN_ERROR, close_course, record
from klokt.triage.send import withdraw

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]

ACTS = ("record", "error", "send", "withdraw", "close")


@get([f"{PATH}/{act}" for act in ACTS], sync_to_thread=False)
def back_to_course(language: FromPath[str], unit: FromPath[str], stream: FromPath[str]) -> Redirect:
    """Lead from the address of a step, which a browser may keep, to the course itself."""
    return Redirect(address(language, "units", unit, "courses", stream))


@post(f"{PATH}/record", sync_to_thread=True, status_code=200)
def record_it(case: CourseHere, data: Form) -> Response[str] | Redirect:
    """Record the event that the form tells, or what corrects another; a form that cannot be read comes back."""
    read = read_form(case.guide.follower_on(case.today).pathway, data, case.today, case.language)
    if isinstance(read, RecordForm):
        return shown(_acting(case), read)
    return _done(case, data, lambda: _record(case, read, _number(data)))


@post(f"{PATH}/error", sync_to_thread=True, status_code=200)
def never_was(case: CourseHere, data: Form) -> Response[str] | Redirect:
    """Record that an event was recorded in error, and never was."""
    event = Event(case.today, IN_ERROR, corrects=data.get("event", ""))
    return _done(case, data, lambda: _record(case, event, _number(data)))


@post(f"{PATH}/send", sync_to_thread=True, status_code=200)
def send_it(case: CourseHere, data: Form) -> Response[str] | Redirect:
    """Queue a paper of the course as it can be written today; it is held as letters of decisions are."""
    papers = [(kind, each) for kind, each in case.papers().items() if each.addressee in KINDS]
    kind, document = next(((kind, each) for kind, each in papers if kind == data.get("paper")), (None, None))
    if kind is None or document is None:
        raise NotFoundException
    settings, sort = case.visit.at_work.settings, KINDS[document.addressee]

    def step() -> int:
        draft = Draft(sort, settings.way_for(sort) or NO_WAY, case.pressed(document))
        letter = case.telling(kind)
        return queue(case.visit.journal, case.item.stream, _number(data), letter, draft, settings.hold, case.at)

    return _done(case, data, step)


@post(f"{PATH}/withdraw", sync_to_thread=True, status_code=200)
def withdraw_it(case: CourseHere, data: Form) -> Response[str] | Redirect:
    """Keep a letter from leaving, while it waits or where it failed."""
    letter = data.get("letter", "")
    return _done(case, data, lambda: withdraw(case.visit.journal, case.item.stream, letter, case.at))


@post(f"{PATH}/close", sync_to_thread=True, status_code=200)
def close_it(case: CourseHere, data: Form) -> Response[str] | Redirect:
    """Take the course off the list, for one of the reasons; not while a right stands that nobody was told of."""
    because = data.get("because", "")
    if because not in CLOSING:
        return shown(_acting(case), fault="lacks_because")
    if case.item.owes_letter:
        return shown(_acting(case), fault="owes_letter")
    return _done(
        case, data, lambda: close_course(case.visit.journal, case.item.stream, _number(data), because, case.at)
    )


def _record(case: CourseCase, event: Event, version: int) -> int:
    episode = Episode(case.item.episode, (event,))
    return record(case.visit.journal, case.visit.unit, episode, version, case.now())


def _acting(case: CourseCase) -> CourseCase:
    """The course, for whoever may do something with it."""
    if not case.may_act:
        raise PermissionDeniedException
    return case


def _done(case: CourseCase, form: Mapping[str, str], step: Callable[[], int]) -> Response[str] | Redirect:
    """Take a step and show the course again; where it may not be taken, the page says why, and nothing is kept."""
    _acting(case)
    try:
        step()
    except (TriageError, LetterError) as error:
        now = course_case(case.visit, case.item.stream)
        pathway = now.guide.follower_on(now.today).pathway
        return shown(now, as_written(pathway, form, now.today, now.language), error.code)
    return Redirect(case.here(), status_code=303)


def _number(form: Mapping[str, str]) -> int:
    said = form.get("version", "")
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise ClientException
    return int(said)


course_routes = Router(
    "/",
    route_handlers=[
        unit_course,
        back_to_course,  # first of those at its addresses, as in the routes of referrals
        record_it,
        never_was,
        send_it,
        withdraw_it,
        close_it,
        course_paper,
    ],
    dependencies={"case": Provide(course_here, sync_to_thread=True)},
)
"""The page of a course, the steps that a person takes with it, and its papers."""
