"""The pages of the courses: all of them as of a day, each one with its timeline, and the papers of one."""

from datetime import date

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from markupsafe import Markup

from klokt.channels.pathway_papers import PaperKind, paper_of, printed
from klokt.channels.web.course_summary import course_summary, how_soon
from klokt.channels.web.courses import Courses, Stand
from klokt.channels.web.desk import Desk
from klokt.channels.web.episode_view import episode_view
from klokt.channels.web.letter_offers import spoken_in
from klokt.channels.web.page import Asked, Pages
from klokt.errors import LetterError
from klokt.letters.document import Document
from klokt.letters.html import fragment
from klokt.words import LANGUAGES

PATH = "/{language:str}/courses"
PAPERS: tuple[PaperKind, ...] = ("followed", "letter")


@get(f"{PATH}/", sync_to_thread=False)
def courses(
    request: Asked,
    language: FromPath[str],
    desk: NamedDependency[Desk],
    pages: NamedDependency[Pages],
    on: FromQuery[str] = "",
) -> Response[str]:
    """Show all courses as of a day: the most urgent first, then what is due soonest."""
    day, fault = _day(desk.courses, language, on)
    spoken = _spoken(desk.courses, language)
    stands = [desk.courses.on(key, day) for key in desk.courses.episodes] if day else []
    rows = [course_summary(stand, spoken) for stand in sorted(stands, key=how_soon)]
    context = {"rows": rows, "on": day.isoformat() if day else "", "fault": fault, "spoken": spoken}
    context["unread"] = desk.unread_courses
    answer = pages.page(request, language, "courses.html", **context)
    answer.status_code = 400 if fault else 200
    return answer


@get(f"{PATH}/{{key:str}}", sync_to_thread=False)
def course(
    request: Asked,
    language: FromPath[str],
    key: FromPath[str],
    desk: NamedDependency[Desk],
    pages: NamedDependency[Pages],
    on: FromQuery[str] = "",
) -> Response[str]:
    """Show one course as of a day: what was known then, and what follows from it."""
    day, fault = _day(desk.courses, language, on, key)
    spoken = _spoken(desk.courses, language)
    stand = _stand(desk.courses, key, day)
    view = episode_view(stand, spoken, tuple(name for name in PAPERS if _written(stand, name, spoken)))
    answer = pages.page(request, language, "course.html", page=view, fault=fault, spoken=spoken)
    answer.status_code = 400 if fault else 200
    return answer


@get(f"{PATH}/{{key:str}}/{{paper:str}}", sync_to_thread=True)
def paper(
    request: Asked,
    language: FromPath[str],
    key: FromPath[str],
    paper: FromPath[str],
    desk: NamedDependency[Desk],
    pages: NamedDependency[Pages],
    on: FromQuery[str] = "",
) -> Response[str] | Response[bytes]:
    """Show a paper of a course on a page; with .pdf behind its name, send it as PDF with the state inside."""
    day, fault = _day(desk.courses, language, on, key)
    name = paper.removesuffix(".pdf")
    stand = _stand(desk.courses, key, day)
    kind = next((each for each in PAPERS if each == name), None)
    document = None if fault or kind is None else _written(stand, kind, _spoken(desk.courses, language))
    if document is None:
        raise NotFoundException
    if paper.endswith(".pdf"):
        return _as_pdf(stand, document, name)
    article = Markup(fragment(document))  # noqa: S704 (the letters room escapes every text)
    context = {"letter": article, "title": document.title, "key": key, "name": name, "on": stand.state.on.isoformat()}
    return pages.page(request, language, "paper.html", **context)


def _written(stand: Stand, kind: PaperKind, spoken: str) -> Document | None:
    """A paper of a course, None where there is none of that kind on that day in the language."""
    try:
        return paper_of(kind, stand.follower, stand.episode, stand.state, spoken)
    except LetterError:
        return None


def _as_pdf(stand: Stand, document: Document, name: str) -> Response[bytes]:
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'inline; filename="{name}.pdf"'}
    made = printed(document, stand.follower, stand.episode, stand.state)
    return Response(made, media_type="application/pdf", headers=headers)


def _day(courses: Courses, language: str, asked: str, key: str | None = None) -> tuple[date | None, bool]:
    """The day that is looked at, and whether another was asked for that is none."""
    if language not in LANGUAGES or (key is not None and key not in courses.episodes):
        raise NotFoundException
    usual = courses.usual(key)
    try:
        return (date.fromisoformat(asked) if asked else usual), False
    except ValueError:
        return usual, True


def _stand(courses: Courses, key: str, day: date | None) -> Stand:
    if day is None or courses.guideline is None:
        raise NotFoundException
    return courses.on(key, day)


def _spoken(courses: Courses, language: str) -> str:
    return spoken_in(courses.guideline.languages, language) if courses.guideline else language
