"""Errors as a page in the reader's language, or as problem+json (RFC 9457) for a program; never a stack or a value."""

import logging
import secrets
from typing import Any
from urllib.parse import urlencode, urlsplit

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from klokt.channels.web.home import preferred
from klokt.channels.web.page import Asked, Pages, address
from klokt.channels.web.security import HEADERS
from klokt.errors import KloktError
from klokt.words import LANGUAGES

log = logging.getLogger("klokt.web")

TOLD = {400, 401, 403, 404, 405, 409, 410, 413, 422, 503}
"""The statuses that have words of their own; every other one is told as a fault of ours."""

STATUS_OF = {
    "K501": 404,
    "K502": 409,
    "K503": 409,
    "K701": 409,
    "K702": 403,
    "K703": 404,
    "K704": 409,
    "K705": 422,
    "K706": 410,
    "K707": 409,
    "K708": 409,
    "K730": 422,
    "K802": 503,
    "K803": 503,
    "K804": 503,
    "K862": 503,
    "K863": 403,
    "K864": 403,
    "K865": 403,
}
"""What each error is over HTTP (RFC 9110, 15). An error that is not here is a fault of ours."""


def on_error(request: Asked, error: Exception) -> Response[Any]:
    """Return an error as whoever asked can read it, with an id that leads to the line in the log.

    Whoever must sign in first is led there, and back to where they were.
    """
    status, code = _status(error)
    request_id = secrets.token_hex(6)
    if status == 500:  # the type and the place, never the words of the error: they might hold a value
        log.error("request %s failed: %s", request_id, type(error).__name__)
    pages: Pages = request.app.state.pages
    first = request.url.path.split("/")[1]
    language = first if first in LANGUAGES else preferred(request.headers.get("accept-language", ""))
    headers = {**HEADERS, "Cache-Control": "no-store"}
    if status == 401 and request.method == "GET" and not _is_program(request):
        return _to_sign_in(request, language, headers)
    view = pages.view(request, language)
    if _is_program(request):
        problem = {"type": "about:blank", "title": view.word(f"error_{status}"), "status": status, "id": request_id}
        told = {**problem, "code": code, "detail": view.code(code)} if code else problem
        return Response(told, status_code=status, media_type="application/problem+json", headers=headers)
    context = {"status": status, "request_id": request_id, "code": code}
    answer = pages.shown(view, "error.html", context, status)
    answer.headers.update(headers)
    return answer


def _status(error: Exception) -> tuple[int, str | None]:
    """The status of an error, and its code where that has words of its own."""
    if isinstance(error, KloktError) and error.code in STATUS_OF:
        return STATUS_OF[error.code], error.code
    status = error.status_code if isinstance(error, HTTPException) else 500
    return (status if status in TOLD else 500), None


def _to_sign_in(request: Asked, language: str, headers: dict[str, str]) -> Response[Any]:
    """To the sign-in page; what fills a part of a page leads the whole page there, and back to itself."""
    is_part = "hx-request" in request.headers
    here = urlsplit(request.headers.get("hx-current-url", "") if is_part else str(request.url))
    back = here.path + (f"?{here.query}" if here.query else "")
    there = f"{address(language, 'sign-in')}?{urlencode({'back': back})}"
    if is_part:
        return Response("", status_code=401, headers={**headers, "HX-Redirect": there})
    return Redirect(there, status_code=303, headers=headers)


def _is_program(request: Asked) -> bool:
    """Whether JSON is asked for, and no page."""
    accepted = request.headers.get("accept", "")
    return "json" in accepted and "text/html" not in accepted
