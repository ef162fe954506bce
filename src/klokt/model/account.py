"""How a course is accounted for: the parts of the paper that tells from the record how a guideline was followed."""

from dataclasses import dataclass, field
from typing import Literal as Only

from klokt.model.fact import Texts
from klokt.model.place import NOWHERE, Place

PartShows = Only["plan", "events", "answers", "each", "changes", "actors"]
"""What a part lists: the planned contacts; the events with all that they tell; for each contact the answers to the
items of checklists; every time that findings were told, or only where they changed; events that others held."""


@dataclass(frozen=True, slots=True)
class AccountPart:
    """A part of the account. Where there is nothing to list, `none` says so; without it the part is left out."""

    id: str
    title: Texts
    text: Texts
    shows: str
    none: Texts = field(default_factory=dict)
    events: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    checklists: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Account:
    """The paper itself: what it is called, how it opens, the fact that it answers for a referral, and its parts."""

    title: Texts
    opening: Texts
    answers: str | None = None
    parts: tuple[AccountPart, ...] = ()
    source: tuple[str, ...] = ()
    place: Place = NOWHERE
