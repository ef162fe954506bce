"""A form is taken only from our own pages, and only from the person for whom the page was made."""

import hmac
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from litestar import Response
from litestar.concurrency import sync_to_thread
from litestar.exceptions import PermissionDeniedException

from klokt.channels.unit.person import Doorkeeper
from klokt.channels.web.page import Asked, Pages
from klokt.channels.web.security import only_forms
from klokt.words import LANGUAGES

FIELD = "csrf"
SIGN_IN = "sign-in"


def guard(doorkeeper: Doorkeeper) -> Callable[[Asked], Awaitable[Response[Any] | None]]:
    """Return what runs before any handler: it refuses forms of strangers, and tells whose session has ended.

    It holds for all pages, which stand below a language. What stands elsewhere keeps nothing in anybody's name, or
    has a token of its own, as the doors of machines have.
    """

    async def before(request: Asked) -> Response[Any] | None:
        first, _, below = request.url.path.strip("/").partition("/")
        if request.method != "POST" or first not in (*LANGUAGES, "appearance"):
            return None
        only_forms(request)
        if first not in LANGUAGES:
            return None
        if not comes_from_us(request):
            raise PermissionDeniedException
        if below.partition("/")[0] == SIGN_IN:
            return None
        form = await request.form()
        person = await sync_to_thread(doorkeeper.person_of, request)
        if person is None:
            written = [(name, str(value)) for name, value in form.multi_items() if name != FIELD]
            return _ended(request, first, str(form.get(FIELD, "")), written)
        if not hmac.compare_digest(str(form.get(FIELD, "")).encode(), person.csrf.encode()):
            raise PermissionDeniedException
        return None

    return before


def comes_from_us(request: Asked) -> bool:
    """Return whether a form is from a page of ours, as far as the browser tells.

    A browser that does not know Sec-Fetch-Site tells the origin, or "null" as our referrer policy has it; what is
    neither is left to the token.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.headers.get("host")


def _ended(request: Asked, language: str, csrf: str, written: list[tuple[str, str]]) -> Response[Any]:
    """The page for whoever sent a form too late: nothing was kept, and it can be sent again after a new sign-in."""
    pages: Pages = request.app.state.pages
    context = {"written": written, "csrf": csrf, "action": request.url.path}
    answer = pages.shown(pages.view(request, language), "ended.html", context, 401)
    if "hx-request" in request.headers:  # it was to fill a part of a page: fill the whole
        answer.headers.update({"HX-Retarget": "main", "HX-Reselect": "main", "HX-Reswap": "outerHTML"})
    return answer
