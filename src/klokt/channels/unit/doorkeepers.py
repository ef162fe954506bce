"""Who may stand at the door of a house: the sign-in at a provider by its file, or the demo's."""

from pathlib import Path

from klokt.channels.unit.house import House
from klokt.channels.unit.provider import OpenIdProvider
from klokt.channels.unit.provider_settings import read_provider
from klokt.channels.unit.session import Limits, Sessions
from klokt.channels.unit.sign_in import SignIn
from klokt.channels.unit.sign_in_demo import PEOPLE, DemoEntrance
from klokt.channels.unit.sign_in_provider import ProviderEntrance
from klokt.storage.people import Known, came_in


def at_provider(house: House, file: Path) -> SignIn:
    """Return the doorkeeper who lets in whom a provider knows; raise SignInError K861 where the file cannot be used."""
    told = read_provider(file, house.units)
    settings = told.provider
    limits = Limits(settings.idle, settings.longest, is_secure=settings.public_url.startswith("https:"))
    entrance = ProviderEntrance(OpenIdProvider(settings, file.parent, house.now), told.grant)
    return SignIn(Sessions(house.store.engine, house.now, limits), entrance, house)


def in_demo(house: House, host: str) -> SignIn:
    """Return the doorkeeper who lets in anyone as one of the made-up people, whom the house then knows.

    Raises SignInError K866 unless the server listens to this machine alone.
    """
    entrance = DemoEntrance(house.units, host)
    for each in PEOPLE:
        came_in(house.store.engine, Known(each.id, each.name, (each.id,), house.now()))
    return SignIn(Sessions(house.store.engine, house.now, Limits(is_secure=False)), entrance, house)
