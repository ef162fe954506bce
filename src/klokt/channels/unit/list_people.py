"""The people of a unit as its lists name them, and those of them to whom a referral may be given."""

from collections.abc import Mapping
from dataclasses import dataclass

from klokt.channels.unit.person import Doorkeeper
from klokt.channels.unit.visit import Visit
from klokt.model.access import DECIDES
from klokt.storage.people import known_people


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Names by id of all who have signed in, and the others who may decide in the unit, by id and name."""

    names: Mapping[str, str]
    others: tuple[tuple[str, str], ...]

    def name(self, who: str | None) -> str:
        """Return what somebody is called; the id of whoever has never signed in, and nothing for nobody."""
        return self.names.get(who, who) if who else ""


def colleagues_of(visit: Visit, doorkeeper: Doorkeeper) -> Colleagues:
    """Return the people of the unit of a visit."""
    known = known_people(visit.house.store.engine)
    others = (
        (each.who, each.name)
        for each in known.values()
        if each.who != visit.person.who and doorkeeper.roles_of(each.granted).get(visit.unit, frozenset()) & DECIDES
    )
    names = {each.who: each.name for each in known.values()} | {visit.person.who: visit.person.name}
    return Colleagues(names, tuple(others))
