"""A letter as it will be read, before it has a form: HTML and PDF are made of this and of nothing else."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who sends the letter: the unit, the lines under its name, and the person who signs."""

    unit: str
    lines: tuple[str, ...] = ()
    signed_by: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph that is true: its words with the slots filled, and the items of its list.

    `**words**` are strong. `shared` holds the guideline's own words where the unit has replaced them.
    """

    id: str
    role: str
    text: str
    heading: str = ""
    items: tuple["Printed", ...] = ()
    shared: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A composed letter in one language.

    `day` is the day it speaks of; `reference` is what a new referral names to lead back to this one.
    `foot` says which guideline and edition it rests on, and that its readings await a clinician.
    """

    letter: str
    kind: str
    addressee: str
    language: str
    title: str
    day: date
    reference: str
    letterhead: Letterhead
    paragraphs: tuple[Printed, ...]
    foot: tuple[str, ...]
