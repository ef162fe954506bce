"""Who may do what where: a person or a door, and the roles that it has in each unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What somebody is in a unit. A door is a machine that brings messages and takes letters away."""

    ASSESSOR = "assessor"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    READER = "reader"
    DOOR = "door"


READS = frozenset({Role.ASSESSOR, Role.LEAD, Role.AUDITOR, Role.READER})
"""Who may see referrals. An administrator sees to the accounts, and to no patient."""

DECIDES = frozenset({Role.ASSESSOR, Role.LEAD})
"""Who may claim, decide and correct."""

BRINGS = frozenset({Role.DOOR, Role.ASSESSOR, Role.LEAD})
"""Who may bring in a message."""

SENDS = frozenset({Role.DOOR})
"""Who may take letters away, and tell what became of them."""

SHARES = frozenset({Role.LEAD})
"""Who may keep a list by name for everybody in the unit."""

ERASES = frozenset({Role.ADMINISTRATOR})
"""Who may erase a person, on the unit's order."""

ERASED_BECAUSE = ("asked_by_the_person", "sent_in_error", "kept_long_enough", "ordered_by_authority")
"""Why a person may be erased."""

AUDITS = frozenset({Role.LEAD, Role.AUDITOR})
"""Who may see what everybody did, and who read what."""


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody by an id that is not a name, with the roles in each unit."""

    who: str
    roles: Mapping[str, frozenset[Role]]

    def units(self, roles: frozenset[Role]) -> tuple[str, ...]:
        """Return the units in which one of the roles is held, in order of their names."""
        return tuple(sorted(unit for unit, held in self.roles.items() if held & roles))
