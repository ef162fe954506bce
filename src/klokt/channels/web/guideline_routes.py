"""The pages of the guidelines: all of them by name, and each one whole."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date
from jinja2 import Environment
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect
from markupsafe import Markup

from klokt.channels.web.desk import Desk
from klokt.channels.web.guideline_links import CONTENT_LANGUAGE
from klokt.channels.web.guideline_page import GuidelinePage, guideline_page
from klokt.channels.web.page import Asked, Pages, address, word
from klokt.content.load import load
from klokt.wording.told import told_urgency
from klokt.words import LANGUAGES

_LOCALES = {"en": "en_GB"}


@get("/{language:str}/guidelines", sync_to_thread=False)
def guideline_index(
    request: Asked, language: FromPath[str], pages: NamedDependency[Pages], desk: NamedDependency[Desk]
) -> Response[str]:
    """Show every guideline that there is, with its edition and status."""
    context = {"guidelines": list(desk.guidelines.values()), "content_language": CONTENT_LANGUAGE}
    return pages.page(request, language, "guideline_index.html", **context)


@get("/{language:str}/guidelines/{guideline_id:str}", sync_to_thread=True)
def whole_guideline(
    request: Asked,
    language: FromPath[str],
    guideline_id: FromPath[str],
    pages: NamedDependency[Pages],
    desk: NamedDependency[Desk],
) -> Response[str] | Redirect:
    """Show a guideline as a clinician reads it, in the first of its languages where it lacks the reader's."""
    guideline = desk.guidelines.get(guideline_id)
    if guideline is None or language not in LANGUAGES:
        raise NotFoundException
    if language not in guideline.languages:
        return Redirect(address(guideline.languages[0], "guidelines", guideline_id))
    body = made(pages.environment, desk.folder(guideline_id), guideline.content_hash, language)
    return pages.page(request, language, "guideline.html", guideline=guideline, body=body)


@lru_cache(maxsize=32)
def made(environment: Environment, folder: Path, content_hash: str, language: str) -> Markup:
    """Return what the page of a guideline in a folder says, made once for each wording and language."""
    return body_of(environment, guideline_page(load(folder), language), language)


def body_of(environment: Environment, page: GuidelinePage, language: str) -> Markup:
    """Return a guideline's page as HTML, without what stands around it on every page."""

    def said(key: str, **slots: object) -> str:
        return word(key, language).format(**slots)

    def day(on: date) -> str:
        return format_date(on, "long", locale=_LOCALES.get(language, language))

    parts = [
        ("page-sections", "guideline_sections", page.sections),
        ("page-letters", "guideline_letters", page.letters),
        ("page-cases", "guideline_cases", page.cases),
    ]
    context = {
        "page": page,
        "parts": [part for part in parts if part[2]],
        "language": language,
        "content_language": CONTENT_LANGUAGE,
        "word": said,
        "day": day,
        "runs_of": page.links.runs,
        "urgency_word": lambda urgency: told_urgency(urgency, language),
    }
    return Markup(environment.get_template("guideline_body.html").render(context))  # noqa: S704 (escaped by the template)


guideline_routes: list[HTTPRouteHandler] = [guideline_index, whole_guideline]
