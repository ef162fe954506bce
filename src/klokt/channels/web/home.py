"""The way in: the reader's language by what the browser says, and a sign of life."""

from litestar import get
from litestar.response import Redirect

from klokt.channels.web.page import Asked
from klokt.words import LANGUAGES

_SPOKEN = {"no": "nb", **{tag: tag for tag in LANGUAGES}}
"""The languages by what browsers call them; `no` is Norwegian in either form."""


@get("/", sync_to_thread=False, status_code=302)
def home(request: Asked) -> Redirect:
    """Lead to the list in the reader's language."""
    headers = {"Vary": "Accept-Language", "Cache-Control": "no-store"}
    return Redirect(f"/{preferred(request.headers.get('accept-language', ''))}/", status_code=302, headers=headers)


@get("/healthz", sync_to_thread=False, media_type="text/plain")
def healthz() -> str:
    """Say that the program answers."""
    return "ok"


def preferred(accepted: str) -> str:
    """Return the first language that is spoken, by an Accept-Language header (RFC 9110, 12.5.4); Bokmål otherwise.

    >>> preferred("sv, nn-NO;q=0.9, en;q=0.4")
    'nn'
    """
    weighed = sorted(enumerate(accepted.lower().split(",")), key=lambda item: (-_weight(item[1]), item[0]))
    for _, entry in weighed:
        tag = entry.partition(";")[0].strip().partition("-")[0]
        if tag in _SPOKEN and _weight(entry) > 0:
            return _SPOKEN[tag]
    return LANGUAGES[0]


def _weight(entry: str) -> float:
    told = entry.partition("q=")[2].strip()
    try:
        return float(told) if told else 1.0
    except ValueError:
        return 0.0
