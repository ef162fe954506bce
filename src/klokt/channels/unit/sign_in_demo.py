"""The way in to the demo: anyone signs in as anyone made up, on this machine alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException
from litestar.handlers import HTTPRouteHandler
from litestar.params import Body, FromPath

from klokt.channels.unit.provider_settings import LOOPBACK
from klokt.channels.unit.sign_in import SignIn
from klokt.channels.web.page import Asked
from klokt.errors import SignInError
from klokt.model.access import Role


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody made up, and what they are in every unit."""

    id: str
    name: str
    role: Role


PEOPLE = (
    DemoPerson("demo-anna", "Anna Eksempel", Role.ASSESSOR),
    DemoPerson("demo-bjorn", "Bjørn Eksempel", Role.ASSESSOR),
    DemoPerson("demo-lise", "Lise Eksempel", Role.LEAD),
    DemoPerson("demo-amir", "Amir Eksempel", Role.ADMINISTRATOR),
    DemoPerson("demo-randi", "Randi Eksempel", Role.AUDITOR),
    DemoPerson("demo-ola", "Ola Eksempel", Role.READER),
)


class DemoEntrance:
    """Lets in anyone as one of the made-up people, each with one role in all units."""

    is_demo = True

    def __init__(self, units: Iterable[str], host: str) -> None:
        """Refuse to stand open to others: raises SignInError K866 unless the server listens to this machine alone."""
        if host not in LOOPBACK:
            raise SignInError("K866", "the demo's sign-in is for this machine alone; name a file of a provider")
        self._units = tuple(units)

    @property
    def handlers(self) -> tuple[HTTPRouteHandler, ...]:
        """The page of this way in."""
        return (let_in_as,)

    def choices(self) -> Mapping[str, object]:
        """Return what the sign-in page shows of it: a button for each person."""
        return {"people": PEOPLE}

    def roles_of(self, granted: tuple[str, ...]) -> Mapping[str, frozenset[Role]]:
        """Return the role of a made-up person, in each unit."""
        roles = frozenset(each.role for each in PEOPLE if each.id in granted)
        return dict.fromkeys(self._units, roles) if roles else {}

    def leaving(self, language: str) -> str | None:
        """Return None: there is nothing beyond."""
        return None


@post("/{language:str}/sign-in", status_code=303, sync_to_thread=True)
def let_in_as(
    request: Asked,
    language: FromPath[str],
    data: Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)],
    door: NamedDependency[SignIn],
) -> Response[Any]:
    """Sign in as the made-up person that was chosen."""
    chosen = next((each for each in PEOPLE if each.id == data.get("person")), None)
    if chosen is None:
        raise ClientException
    return door.let_in(request, chosen.id, chosen.name, (chosen.id,), data.get("back", f"/{language}/"))
