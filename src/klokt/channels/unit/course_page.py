"""The page of a course in the unit: how it stands and why, its letters, who did what, and the form to record more."""

from collections.abc import Mapping
from dataclasses import dataclass

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from markupsafe import Markup

from klokt.channels.outgoing import KINDS
from klokt.channels.unit.course_case import CourseCase, CourseHere
from klokt.channels.unit.course_form import RecordForm, blank, of_event
from klokt.channels.unit.happened import kind_of
from klokt.channels.unit.told import told_time
from klokt.channels.unit.visit import Visit
from klokt.channels.web.desk import Entry
from klokt.channels.web.episode_view import episode_view
from klokt.channels.web.summary import told_day, told_request
from klokt.letters.html import fragment
from klokt.model.episode import Event
from klokt.model.event import Recorded
from klokt.model.followed import CourseConcerns, CourseFollowed, CourseLetter
from klokt.model.pathway import Pathway
from klokt.triage.record import IN_ERROR, events_of
from klokt.wording.record import told_actor, told_finding

PATH = "/{language:str}/units/{unit:str}/courses/{stream:str}"

CLOSING = ("ended", "elsewhere", "patient_left")
"""The reasons for which a person takes a course off the list."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of what was recorded and done: the kind of event, who and when, what about, and its findings in words.

    `id` is that of an event that can be corrected still; `replaced` says that another one stands for it.
    """

    kind: str
    who: str
    when: str
    about: str
    findings: tuple[str, ...]
    id: str
    replaced: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper that can be written: its kind, title, to whom, and whether it tells of a right, and may leave now."""

    kind: str
    title: str
    addressee: str
    owed: bool
    told: bool
    can_leave: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """A letter of the course on its way: what it is, where it stands, and whether it can be taken back."""

    letter: str
    paper: str
    state: str
    when: str
    can_withdraw: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A referral of the same person in the unit."""

    stream: str
    told: str
    day: str
    state: str


@dataclass(frozen=True, slots=True)
class CoursePage:
    """All that the page shows beside the course itself."""

    unit_name: str
    version: int
    may_act: bool
    is_today: bool
    owes_letter: bool
    closed: str
    closing: tuple[str, ...]
    ready: tuple[Ready, ...]
    leaving: tuple[Leaving, ...]
    referrals: tuple[Beside, ...]
    lines: tuple[Line, ...]
    form: RecordForm


@get(PATH, sync_to_thread=True)
def unit_course(case: CourseHere, event: FromQuery[str] = "", correct: FromQuery[str] = "") -> Response[str]:
    """Show a course to a person, and record that they saw it."""
    case.visit.journal.opened(case.item.stream, case.at)
    return shown(case, form=chosen_form(case, event, correct))


@get(f"{PATH}/papers/{{paper:str}}", sync_to_thread=True)
def course_paper(case: CourseHere, paper: FromPath[str]) -> Response[str] | Response[bytes]:
    """Show a paper of the course as it would leave; with .pdf behind its kind, send it as PDF."""
    document = next((each for kind, each in case.papers().items() if kind == paper.removesuffix(".pdf")), None)
    if document is None:
        raise NotFoundException
    if paper.endswith(".pdf"):
        headers = {"Cache-Control": "no-store", "Content-Disposition": f'inline; filename="{document.letter}.pdf"'}
        return Response(case.pressed(document), media_type="application/pdf", headers=headers)
    article = Markup(fragment(document))  # noqa: S704 (the letters room escapes every text)
    on = f"?on={case.stand.state.on.isoformat()}" if case.stand else ""
    context = {
        "title": document.title,
        "letter": article,
        "back": case.here() + on,
        "pdf": case.here("papers", f"{paper}.pdf") + on,
    }
    return case.visit.pages.shown(case.visit.view, "unit_paper.html", context)


def chosen_form(case: CourseCase, event: str, correct: str) -> RecordForm:
    """Return the form for an event, filled with the one that is to be corrected where one is."""
    pathway = _pathway(case)
    for _, each in events_of(case.history):
        if correct and each.id == correct and each.type in pathway.events:
            return of_event(pathway, each, case.language)
    return blank(pathway, event, case.today, case.language)


def shown(case: CourseCase, form: RecordForm | None = None, fault: str = "") -> Response[str]:
    """Return the page; `fault` is the code of why a step was not taken, and so does the status say."""
    view, pages = case.visit.view, case.visit.pages
    if case.stand is None:
        return pages.shown(view, "unit_course_erased.html", {"back": case.visit.here("courses", "")})
    course = CoursePage(
        unit_name=case.visit.at_work.settings.name,
        version=case.version,
        may_act=case.may_act,
        is_today=case.is_today,
        owes_letter=case.item.owes_letter,
        closed=case.item.closed or "",
        closing=CLOSING,
        ready=tuple(_ready(case)),
        leaving=_leaving(case),
        referrals=referrals_beside(case.visit, case.item.subject),
        lines=_lines(case),
        form=form or chosen_form(case, "", ""),
    )
    context: Mapping[str, object] = {
        "page": episode_view(case.stand, case.language, ()),
        "course": course,
        "here": case.here(),
        "list": case.visit.here("courses", ""),
        "fault": case.fault,
        "step_fault": fault,
        "spoken": case.language,
    }
    status = {"": 200, "K701": 409, "K702": 403, "K704": 409}.get(fault, 422)
    return pages.shown(view, "unit_course.html", context, 400 if case.fault else 422 if _faulty(form) else status)


def _faulty(form: RecordForm | None) -> bool:
    return form is not None and bool(form.faults)


def _pathway(case: CourseCase) -> Pathway:
    return case.guide.follower_on(case.today).pathway


def _ready(case: CourseCase) -> list[Ready]:
    made = []
    for kind, document in case.papers().items():
        letter = case.telling(kind)
        told = case.is_told(letter)
        owed, leaves = letter.clock is not None and not told, case.may_act and not told and document.addressee in KINDS
        made.append(Ready(kind, document.title, document.addressee, owed, told, leaves))
    return made


def _leaving(case: CourseCase) -> tuple[Leaving, ...]:
    zone, language = case.visit.at_work.settings.place, case.visit.view.language
    return tuple(
        Leaving(
            each.letter,
            told.paper,
            each.state,
            told_time(each.not_before, zone, language),
            case.may_act and each.state in ("waiting", "failed"),
        )
        for told, each in case.letters()
    )


def referrals_beside(visit: Visit, subject: str | None) -> tuple[Beside, ...]:
    """Return the referrals that the unit has of a person, the newest first."""
    items = [each for each in visit.journal.of_subject(subject) if each.unit == visit.unit] if subject else []
    referrals = visit.journal.referrals([each.stream for each in items])
    zone, guidelines = visit.at_work.settings.place, visit.at_work.guides.guidelines
    found = []
    for each in items:
        referral, guideline = referrals.get(each.stream), guidelines.get(each.guideline or "")
        entry = Entry(each.stream, referral, guideline) if referral and guideline else None
        told = told_request(entry, visit.view.language) if entry else ""
        day = told_day(each.received.astimezone(zone).date(), visit.view.language)
        found.append(Beside(each.stream, told, day, each.state.value))
    return tuple(found)


def _lines(case: CourseCase) -> tuple[Line, ...]:
    """What was recorded and done, the newest first; that it was followed anew is nobody's doing."""
    events = {each.version: event for each, event in events_of(case.history)}
    replaced = {event.corrects for event in events.values() if event.corrects}
    seen = [each for each in case.history if not isinstance(each.what, CourseFollowed | CourseConcerns)]
    return tuple(_line(case, each, events.get(each.version), replaced) for each in reversed(seen))


def _line(case: CourseCase, each: Recorded, event: Event | None, replaced: set[str]) -> Line:
    zone, language = case.visit.at_work.settings.place, case.visit.view.language
    gone = event is not None and event.id in replaced
    return Line(
        kind=kind_of(each.what),
        who=case.visit.person.name if each.actor == case.visit.person.who else each.actor,
        when=told_time(each.at, zone, language),
        about=_about(case, each, event),
        findings=_findings(case, event) if event else (),
        id=event.id or "" if event and event.type in _pathway(case).events and not gone else "",
        replaced=gone,
    )


def _about(case: CourseCase, each: Recorded, event: Event | None) -> str:
    view = case.visit.view
    if isinstance(each.what, CourseLetter):
        return view.word(f"paper_{each.what.paper}")
    if event is None:
        return ""
    known = _pathway(case).events.get(event.type)
    what = (
        view.word("recorded_in_error")
        if event.type == IN_ERROR
        else known.title[case.language]
        if known
        else event.type
    )
    return what if event.type == IN_ERROR else f"{told_day(event.on, view.language)}: {what}"


def _findings(case: CourseCase, event: Event) -> tuple[str, ...]:
    pathway = _pathway(case)
    forms = {each.id: each for each in pathway.work.findings}
    told = []
    for name, value in event.findings.items():
        if name in forms and forms[name].form == "actor" and isinstance(value, str):
            told.append(f"{forms[name].title[case.language]}: {told_actor(pathway, value, case.language)}")
        else:
            told.append(told_finding(pathway, name, value, case.language))
    return tuple(told)
