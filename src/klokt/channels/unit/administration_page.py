"""The page of the administrator: who is what in the unit, and the erasing of a person on the unit's order."""

from typing import Annotated

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import Body, FromPath

from klokt.channels.unit.house import House
from klokt.channels.unit.person import Doorkeeper, Person
from klokt.channels.web.page import Asked, Pages
from klokt.errors import TriageError
from klokt.model.access import ERASED_BECAUSE, ERASES, Role
from klokt.storage.erasable import reach_of
from klokt.storage.erase import erase
from klokt.storage.people import known_people

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/{language:str}/units/{unit:str}/administration", sync_to_thread=True)
def administration(
    request: Asked,
    language: FromPath[str],
    unit: FromPath[str],
    person: NamedDependency[Person],
    house: NamedDependency[House],
    pages: NamedDependency[Pages],
    doorkeeper: NamedDependency[Doorkeeper],
) -> Response[str]:
    """Show who is what in the unit, and the form that asks for an erasure."""
    _require(house, person, unit)
    place = house.units[unit].settings.place
    people = []
    for each in known_people(house.store.engine).values():
        held = doorkeeper.roles_of(each.granted).get(unit, frozenset())
        if held:
            roles = [f"role_{role.value}" for role in Role if role in held]
            people.append({"name": each.name, "who": each.who, "roles": roles, "seen": each.seen.astimezone(place)})
    context = {"people": people, "reasons": ERASED_BECAUSE, **_named(house, unit)}
    return pages.page(request, language, "administration.html", **context)


@post("/{language:str}/units/{unit:str}/administration/erase", status_code=200, sync_to_thread=True)
def erase_first(
    request: Asked,
    language: FromPath[str],
    unit: FromPath[str],
    data: Form,
    person: NamedDependency[Person],
    house: NamedDependency[House],
    pages: NamedDependency[Pages],
) -> Response[str]:
    """Show what would be erased, and ask once more. Nothing is erased yet."""
    stream, because = _order(house, person, unit, data)
    reach = reach_of(house.store.engine, person.access, unit, stream)
    context = {"stream": stream, "because": because, "reach": reach, **_named(house, unit)}
    return pages.page(request, language, "erase.html", **context)


@post("/{language:str}/units/{unit:str}/administration/erased", status_code=200, sync_to_thread=True)
def erase_now(
    request: Asked,
    language: FromPath[str],
    unit: FromPath[str],
    data: Form,
    person: NamedDependency[Person],
    house: NamedDependency[House],
    pages: NamedDependency[Pages],
) -> Response[str]:
    """Erase the person for ever, and say so."""
    stream, because = _order(house, person, unit, data)
    if data.get("sure") != "yes":
        raise ClientException
    reach = reach_of(house.store.engine, person.access, unit, stream)
    if not reach.is_erased:
        erase(house.store.engine, person.access, reach.subject, because, house.now())
    return pages.page(request, language, "erased.html", reach=reach, **_named(house, unit))


administration_routes = (administration, erase_first, erase_now)


def _order(house: House, person: Person, unit: str, data: dict[str, str]) -> tuple[str, str]:
    _require(house, person, unit)
    stream, because = data.get("stream", "").strip(), data.get("because", "")
    if because not in ERASED_BECAUSE or not stream:
        raise ClientException
    return stream, because


def _require(house: House, person: Person, unit: str) -> None:
    if unit not in house.units:
        raise NotFoundException
    if unit not in person.access.units(ERASES):
        raise TriageError("K702", "only an administrator of the unit sees to its accounts")


def _named(house: House, unit: str) -> dict[str, object]:
    return {"unit": unit, "unit_name": house.units[unit].settings.name}
