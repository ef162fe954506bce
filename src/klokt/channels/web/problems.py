"""Errors as a page in the reader's language, or as problem+json (RFC 9457) for a program; never a stack or a value."""

import logging
import secrets
from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException

from klokt.channels.web.home import preferred
from klokt.channels.web.page import Asked, Pages
from klokt.channels.web.security import HEADERS
from klokt.words import LANGUAGES

log = logging.getLogger("klokt.web")

TOLD = {400, 404, 405, 413}
"""The statuses that have words of their own; every other one is told as a fault of ours."""


def on_error(request: Asked, error: Exception) -> Response[Any]:
    """Return an error as whoever asked can read it, with an id that leads to the line in the log."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    status = status if status in TOLD else 500
    request_id = secrets.token_hex(6)
    if status == 500:  # the type and the place, never the words of the error: they might hold a value
        log.error("request %s failed: %s", request_id, type(error).__name__)
    pages: Pages = request.app.state.pages
    first = request.url.path.split("/")[1]
    language = first if first in LANGUAGES else preferred(request.headers.get("accept-language", ""))
    view = pages.view(request, language)
    headers = {**HEADERS, "Cache-Control": "no-store"}
    if _is_program(request):
        problem = {"type": "about:blank", "title": view.word(f"error_{status}"), "status": status, "id": request_id}
        return Response(problem, status_code=status, media_type="application/problem+json", headers=headers)
    answer = pages.shown(view, "error.html", {"status": status, "request_id": request_id}, status)
    answer.headers.update(headers)
    return answer


def _is_program(request: Asked) -> bool:
    """Whether JSON is asked for, and no page."""
    accepted = request.headers.get("accept", "")
    return "json" in accepted and "text/html" not in accepted
