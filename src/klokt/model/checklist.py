"""What is asked, examined, weighed, told and done at a contact, and who may do it, as content."""

from dataclasses import dataclass, field
from typing import Literal as Only

from klokt.model.expression import Expression
from klokt.model.fact import Texts
from klokt.model.place import NOWHERE, Place

ListKind = Only["ask", "examine", "red_flags", "consider", "inform", "do"]
"""What is done with the items of a checklist. Those of "red_flags" are asked about; the last three are advice."""

ANSWERED: tuple[ListKind, ...] = ("ask", "examine", "red_flags")
"""The kinds whose items the events of an episode can answer."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """What belongs to some `contacts` (the event that begins an episode, or planned ones) or to some next steps.

    At a contact that has been held it belongs there where `when` is yes of what was found; of one that is yet
    to come, all is shown. An `addition` is not in the source: it rests on an interpretation that says so.
    """

    id: str
    title: Texts
    kind: str
    contacts: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    when: Expression | None = None
    addition: bool = False
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on some checklists, answered by any of the `findings` of a contact, or as the `fact` that they give.

    An event of `events` on that day or before answers it too. One that nothing can answer is told without an answer.
    `short` are the words that stand before an answer.
    """

    id: str
    checklists: tuple[str, ...]
    words: Texts
    short: Texts = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    fact: str | None = None
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who takes part, by the `names` that records use."""

    id: str
    title: Texts
    names: tuple[str, ...]
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Task:
    """Who may do what: the actors who hold an event, told by one of its findings, and take some next steps.

    A task without an event is one of which no event tells who did it.
    """

    id: str
    title: Texts
    event: str
    told_by: str
    may: tuple[str, ...]
    next_steps: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    place: Place = NOWHERE


FindingForm = Only["yes_no", "number", "day", "choice", "choices", "list", "actor", "words"]
"""How a finding is given: of its labels one or several, a list of words, an actor of the pathway, or in words."""


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A finding in words for people: its title, its values by label, and the form in which a person gives it."""

    id: str
    title: Texts
    form: str = "words"
    labels: dict[str, Texts] = field(default_factory=dict)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Work:
    """All that a pathway says of the work at its contacts."""

    checklists: tuple[Checklist, ...] = ()
    items: tuple[Item, ...] = ()
    actors: tuple[Actor, ...] = ()
    tasks: tuple[Task, ...] = ()
    findings: tuple[FindingWords, ...] = ()


NO_WORK = Work()
"""For a pathway that says nothing of it."""
