"""By what a list can be narrowed: each choice in words, with how many it would show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from klokt.channels.unit.list_asked import FOUND, ME, NOBODY, Narrowed, filter_of
from klokt.channels.unit.list_people import Colleagues
from klokt.channels.unit.told import outcome_word
from klokt.channels.unit.visit import Visit
from klokt.model.guideline import URGENCY_ORDER
from klokt.model.worklist import Filter, ItemState
from klokt.storage.tallied import By, Tallied
from klokt.wording.told import told_urgency

UNFILTERED = ("promises", FOUND)
"""The lists that are not narrowed by these."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a list can be narrowed to, in words, with how many it would show."""

    value: str
    told: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """What can be chosen of one kind; `label` is the key of its word."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """All that a list can be narrowed by, and what is chosen, in words: pairs of a label's key and a value."""

    fields: tuple[Field, ...]
    marks: tuple[Field, ...]

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What is chosen."""
        every = (*self.fields, *self.marks)
        return tuple((field.label, each.told) for field in every for each in field.choices if each.chosen)


@dataclass(frozen=True, slots=True)
class Counted:
    """A visit to a list, and how many items the unit has of each kind."""

    visit: Visit
    kept: Tallied

    def filter_of(self, asked: Narrowed) -> Filter:
        """Return what is asked as a filter, as of now."""
        visit = self.visit
        return filter_of(asked, visit.journal.who, visit.house.now(), visit.house.today(visit.unit))

    def count(self, asked: Narrowed) -> int:
        """Return how many items are asked for."""
        return self.kept.count(self.filter_of(asked))


def choices_of(counted: Counted, asked: Narrowed, people: Colleagues) -> Choices:
    """Return the choices of a list as it is asked for. Each count is of what the other choices leave."""
    if asked.show in UNFILTERED:
        return Choices((), ())
    fields = [_urgencies(counted, asked), _states(counted, asked), _outcomes(counted, asked)]
    if len(counted.visit.at_work.guides.guidelines) > 1:
        fields.append(_guidelines(counted, asked))
    if asked.show != "mine":
        fields.append(_assignees(counted, asked, people))
    return Choices(tuple(each for each in fields if each.choices), _marks(counted, asked))


def hidden_acute(counted: Counted, asked: Narrowed) -> int:
    """Return how many acute ones of the list a filter leaves out: they are never hidden without a word."""
    if asked.show in UNFILTERED or not asked.is_narrowed:
        return 0
    every = counted.count(Narrowed(asked.show, "acute"))
    shown = counted.count(replace(asked, urgency="acute")) if asked.urgency in ("", "acute") else 0
    return every - shown


def _urgencies(counted: Counted, asked: Narrowed) -> Field:
    words = {each: told_urgency(each, counted.visit.view.language).capitalize() for each in URGENCY_ORDER}
    return _field(counted, asked, "urgency", "urgency", words)


def _states(counted: Counted, asked: Narrowed) -> Field:
    words = {each.value: counted.visit.view.word(f"state_{each.value}") for each in ItemState}
    return _field(counted, asked, "state", "state", words if asked.show != "hold" else {})


def _outcomes(counted: Counted, asked: Narrowed) -> Field:
    words = {
        each: outcome_word(guideline, each, counted.visit.view)
        for guideline in counted.visit.at_work.guides.guidelines.values()
        for each in guideline.outcomes
    }
    return _field(counted, asked, "outcome", "proposal", dict(sorted(words.items(), key=lambda each: each[1])))


def _guidelines(counted: Counted, asked: Narrowed) -> Field:
    language = counted.visit.view.language
    words = {
        name: each.title[language if language in each.title else each.languages[0]]
        for name, each in counted.visit.at_work.guides.guidelines.items()
    }
    return _field(counted, asked, "guideline", "guideline", words)


def _assignees(counted: Counted, asked: Narrowed, people: Colleagues) -> Field:
    word = counted.visit.view.word
    told = [(ME, word("with_me")), (NOBODY, word("with_nobody")), *people.others]
    counts = {value: counted.count(replace(asked, assignee=value)) for value, _ in told}
    choices = (Choice(value, name, counts[value], asked.assignee == value) for value, name in told)
    return Field("assignee", "with_whom", tuple(choices))


def _marks(counted: Counted, asked: Narrowed) -> tuple[Field, ...]:
    """What is chosen by a mark alone; nothing that is decided is past its day."""
    told = [("alerts", "with_alerts", asked.alerts)]
    if asked.show != "decided":
        told.insert(0, ("overdue", "past_due", asked.overdue))
    word = counted.visit.view.word
    return tuple(
        Field(name, "only", (Choice("yes", word(key), counted.count(_changed(asked, name, True)), chosen),))
        for name, key, chosen in told
    )


def _field(counted: Counted, asked: Narrowed, by: By, label: str, words: Mapping[str, str]) -> Field:
    counts = counted.kept.counts(counted.filter_of(_changed(asked, by, "")), by)
    return Field(by, label, tuple(_choices(words, counts, getattr(asked, by))))


def _choices(words: Mapping[str, str], counts: Mapping[str, int], chosen: str) -> Iterable[Choice]:
    for value, told in words.items():
        if counts.get(value) or value == chosen:
            yield Choice(value, told, counts.get(value, 0), value == chosen)


def _changed(asked: Narrowed, name: str, value: str | bool) -> Narrowed:
    one: dict[str, Any] = {name: value}
    return replace(asked, **one)
