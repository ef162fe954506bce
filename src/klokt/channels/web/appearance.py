"""Light or dark: as the system has it, or as the reader chose, kept in a cookie that says nothing else."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from litestar import Response, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from klokt.channels.web.page import APPEARANCE_COOKIE, APPEARANCES, Asked
from klokt.words import LANGUAGES

YEAR = 365 * 24 * 3600


@post("/appearance", sync_to_thread=False, status_code=303)
def appearance(
    request: Asked, data: Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
) -> Response[Any]:
    """Keep the choice, and go back to the page where it was made."""
    chosen = data.get("appearance", "auto")
    cookie = Cookie(
        key=APPEARANCE_COOKIE,
        value=chosen if chosen in APPEARANCES else "auto",
        max_age=YEAR,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return Redirect(own(data.get("back", "/")), status_code=303, cookies=[cookie])


def own(back: str) -> str:
    """Return a page to go back to, if it is one of ours: a path in a language that is spoken, with its query."""
    parts = urlsplit(back)
    below = parts.path.startswith(tuple(f"/{tag}/" for tag in LANGUAGES)) or parts.path[1:] in LANGUAGES
    ours = not parts.scheme and not parts.netloc and back.startswith("/") and below
    query = f"?{parts.query}" if parts.query else ""
    return parts.path + query if ours and "\\" not in back else "/"
