"""The list of referrals, the most urgent first."""

from litestar import Response, get

from klokt.channels.web.desk import Desk
from klokt.channels.web.page import Asked, Pages


@get("/{language:str}/", sync_to_thread=False)
def worklist(request: Asked, language: str, desk: Desk, pages: Pages) -> Response[str]:
    """Show the list."""
    return pages.page(request, language, "worklist.html", entries=list(desk.entries.values()))
