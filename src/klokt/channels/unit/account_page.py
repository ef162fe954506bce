"""The page of one's own account: what one is where, and how one wants the pages."""

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect

from klokt.channels.unit.house import House
from klokt.channels.unit.person import Person
from klokt.channels.web.appearance import YEAR
from klokt.channels.web.page import Asked, Pages, address
from klokt.model.access import AUDITS, ERASES, READS, Role

KEYS_COOKIE = "keys"
"""Whether single keys act on the pages: "off" turns them off (WCAG 2.2, 2.1.4)."""


@get("/{language:str}/account", sync_to_thread=True)
def account(
    request: Asked,
    language: FromPath[str],
    person: NamedDependency[Person],
    house: NamedDependency[House],
    pages: NamedDependency[Pages],
) -> Response[str]:
    """Show who is signed in, with which roles in which units."""
    units = [
        {
            "id": unit,
            "name": house.units[unit].settings.name,
            "roles": [f"role_{role.value}" for role in Role if role in held],
            "reads": bool(held & READS),
            "audits": bool(held & AUDITS),
            "erases": bool(held & ERASES),
        }
        for unit, held in sorted(person.access.roles.items())
        if unit in house.units
    ]
    has_keys = request.cookies.get(KEYS_COOKIE) != "off"
    return pages.page(request, language, "account.html", units=units, has_keys=has_keys)


@post("/{language:str}/account/keys", status_code=303, sync_to_thread=True)
def choose_keys(
    request: Asked,
    language: FromPath[str],
    data: Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)],
    person: NamedDependency[Person],
) -> Response[Any]:
    """Turn the keys on or off in this browser."""
    cookie = Cookie(
        key=KEYS_COOKIE,
        value="off" if data.get("keys") == "off" else "on",
        max_age=YEAR,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return Redirect(address(language, "account"), status_code=303, cookies=[cookie])


account_routes = (account, choose_keys)
