"""What every answer says of safety: where a browser may fetch from, and that nothing of a patient is told on."""

from typing import Any

from litestar import Request
from litestar.exceptions import ClientException

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
"""The Content-Security-Policy of every answer; there is no page that needs an exception."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

FORM = "application/x-www-form-urlencoded"

LARGEST_BODY = 64 * 1024
"""How many bytes a form may have: more than the facts of any guideline need."""


def only_forms(request: Request[Any, Any, Any]) -> None:
    """Refuse a body that is no form (400): it would be read as a form in which nothing was answered."""
    if request.method == "POST" and request.content_type[0] not in ("", FORM):
        raise ClientException
