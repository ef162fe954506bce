"""Pages in a language: the words, addresses and appearance that every template shares, and a page as an answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape
from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import NotFoundException

from klokt.channels.web.assets import Assets
from klokt.words import LANGUAGES, Words

Asked = Request[Any, Any, State]
"""A request as the handlers see it."""

PACKAGE = "klokt.channels.web"
word = Words(PACKAGE)

LANGUAGE_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "da": "Dansk", "en": "English"}
APPEARANCES = ("auto", "light", "dark")
APPEARANCE_COOKIE = "appearance"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page: by name, with the token that their forms carry, and their units' ids and names.

    `roles` are the keys of the words for what they are; `signs_in` where pages are for those who have signed in, and
    `is_demo` where anyone may sign in as anyone. `seconds_left` is how long their session lasts yet, 0 without an end.
    """

    name: str = ""
    csrf: str = ""
    units: tuple[tuple[str, str], ...] = ()
    roles: tuple[str, ...] = ()
    signs_in: bool = False
    is_demo: bool = False
    seconds_left: int = 0


NOBODY = Visitor()
"""Where nobody signs in: the pages that keep nothing."""


@dataclass(frozen=True, slots=True)
class View:
    """What every template may ask for: words, addresses, the languages and the appearance.

    `path` is the page's address below the language, and `query` what follows it with its "?", so that the same
    page can be had in another one.
    """

    language: str
    path: str
    appearance: str
    assets: Assets
    has_courses: bool = False
    query: str = ""
    visitor: Visitor = NOBODY
    words: Words = word

    def word(self, key: str, **slots: object) -> str:
        """Return one of the pages' own words, with its slots filled."""
        said = self.words(key, self.language)
        return said.format(**slots) if slots else said

    def code(self, code: str) -> str:
        """Return in words what a code of a notice or an error means, and what to do."""
        try:
            return self.words(f"code_{code}", self.language)
        except KeyError:
            return self.words("unknown_code", self.language)

    def asset(self, name: str) -> str:
        """Return the address of a style, script or font."""
        return self.assets.url(name)

    def to(self, *parts: str, anchor: str = "", language: str | None = None) -> str:
        """Return the address of a page in this language: to("guidelines", id, anchor=source)."""
        return address(language or self.language, *parts, anchor=anchor)

    def languages(self) -> list[tuple[str, str, str, bool]]:
        """Return each language with its name, this page's address in it, and whether it is this one."""
        here = quote(self.path) + self.query
        return [(tag, name, f"/{tag}/{here}", tag == self.language) for tag, name in LANGUAGE_NAMES.items()]


def address(language: str, *parts: str, anchor: str = "") -> str:
    """Return the address of a page: address("nb", "referrals", "a-1") is /nb/referrals/a-1."""
    below = "/".join(quote(part, safe="") for part in parts)
    return f"/{language}/{below}" + (f"#{quote(anchor)}" if anchor else "")


class Pages:
    """Makes pages of templates. Everything that a template prints is escaped; what it misspells is an error.

    `packages` are those whose templates and words are used, the first of them first; `visitor` tells who asks.
    """

    def __init__(
        self,
        assets: Assets,
        has_courses: bool = False,
        packages: Sequence[str] = (PACKAGE,),
        visitor: Callable[[Asked], Visitor] = lambda request: NOBODY,
    ) -> None:
        self.assets = assets
        self.has_courses = has_courses
        self._visitor = visitor
        self._words = Words(*packages)
        self.environment = Environment(
            loader=ChoiceLoader([PackageLoader(each, "templates") for each in packages]),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )

    def view(self, request: Asked, language: str) -> View:
        """Return what the templates share for this request."""
        chosen = request.cookies.get(APPEARANCE_COOKIE, "auto")
        below = request.url.path.partition(f"/{language}/")[2]
        query = f"?{request.url.query}" if request.method == "GET" and request.url.query else ""
        appearance = chosen if chosen in APPEARANCES else "auto"
        return View(
            language, below, appearance, self.assets, self.has_courses, query, self._visitor(request), self._words
        )

    def page(self, request: Asked, language: str, template: str, **context: object) -> Response[str]:
        """Return a page as an answer that nobody keeps; raise NotFoundException for a language that is not spoken.

        The template sees `view` (a View), `word`, `asset`, `to`, and what is given here.
        """
        if language not in LANGUAGES:
            raise NotFoundException
        return self.shown(self.view(request, language), template, context)

    def shown(self, view: View, template: str, context: Mapping[str, object], status: int = 200) -> Response[str]:
        """Return a template filled, with a status."""
        shared = {"view": view, "word": view.word, "asset": view.asset, "to": view.to}
        text = self.environment.get_template(template).render(shared | dict(context))
        headers = {"Cache-Control": "no-store", "Content-Language": view.language}
        return Response(text, status_code=status, media_type="text/html", headers=headers)
