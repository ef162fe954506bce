"""A letter as content: for which outcomes it may go, and its paragraphs, each with the condition that makes it true."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal as Only

from klokt.model.expression import Expression
from klokt.model.fact import Texts
from klokt.model.place import NOWHERE, Place

LetterKind = Only["return", "information", "sheet", "right"]
"""A return letter goes with a referral that comes back, one of a right with a right that stands; a sheet is for the
talk with the patient."""

Addressee = Only["referrer", "patient"]

Role = Only["opening", "reason", "finding", "advice", "ask", "assumptions", "red_flags", "regret", "closing"]
ROLES: tuple[Role, ...] = (
    "opening",
    "reason",
    "finding",
    "advice",
    "ask",
    "assumptions",
    "red_flags",
    "regret",
    "closing",
)
"""What a paragraph is for; the paragraphs of a letter stand in this order."""

TARGET = "target"
REFERENCE = "reference"
OWN_SLOTS = (TARGET, REFERENCE)
"""Slots that no fact and no parameter fills: the side and site examined, and what leads back to this referral."""

RIGHT_SLOTS = ("started", "length", "last_day", "right_from")
"""Slots of a letter of a right: when the guarantee began, how long it is, its last day, and the right's first."""

COMPUTATION = "computation"
SUSPENSIONS = "suspensions"
CONTACTS = "contacts"
LISTS = (COMPUTATION, SUSPENSIONS, CONTACTS)
"""What a paragraph can list: what happened to the guarantee of a right, what the patient postponed, and the contacts
that are still to come."""

_SLOT = re.compile(r"\{(\w+)\}")


def slots_in(text: str) -> tuple[str, ...]:
    """Return the slots of a text, each once, in reading order.

    >>> slots_in("The {target}, for {age}; the {target} again")
    ('target', 'age')
    """
    return tuple(dict.fromkeys(_SLOT.findall(text)))


def with_slots_filled(text: str, words: Callable[[str], str]) -> str:
    """Return the text with the words for each slot in its place."""
    return _SLOT.sub(lambda slot: words(slot.group(1)), text)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter or sheet. It may go only with its `outcomes`, `rights` or `next_steps`, and where `when` is true."""

    id: str
    title: Texts
    kind: str
    addressee: str
    languages: tuple[str, ...]
    outcomes: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    when: Expression | None = None
    text: str = ""
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one or more letters, or an item of the list `under` another paragraph.

    It is printed where `when` is true and every slot of its text has a value. One with `tells` tells
    what was assumed: it is printed where a silence on any of those facts was read. One that `lists`
    something is printed where there is something to list. `wording` is the condition as it was written.
    """

    id: str
    letters: tuple[str, ...]
    role: str
    text: Texts
    heading: Texts = field(default_factory=dict)
    when: Expression | None = None
    wording: str = ""
    under: str | None = None
    tells: tuple[str, ...] = ()
    lists: str | None = None
    source: tuple[str, ...] = ()
    place: Place = NOWHERE
