"""The facts of one target as fields of a form: what could change the proposal, what was told, and the rest."""

from collections.abc import Iterable
from dataclasses import dataclass

from klokt.channels.web.answers import Answers, editable, field_name, is_number, shown_value
from klokt.channels.web.links import Link, source_link
from klokt.channels.web.page import word
from klokt.model.fact import FactDefinition, FactKind, Origin
from klokt.model.guideline import Guideline
from klokt.model.proposal import Proposal
from klokt.wording.told import told_value
from klokt.wording.told import word as told_word

BEST = 5
"""How many of the first questions stand open."""
NEW = 3
"""How many questions that only an answer brought up stand open with them."""


@dataclass(frozen=True, slots=True)
class FactField:
    """A field: its name in the form, the question, the value it holds, and where that value comes from.

    `kind` is boolean, choice or number; `origin` is a word of ours and `origin_word` the same for people.
    `read_as` tells how a silence was read, with the place that allows it.
    """

    name: str
    fact: str
    kind: str
    question: str
    help: str
    value: str
    options: tuple[tuple[str, str], ...]
    unit: str
    origin: str
    origin_word: str
    evidence: tuple[str, ...]
    read_as: str
    allowed_by: Link | None
    is_fault: bool


@dataclass(frozen=True, slots=True)
class FactFields:
    """The fields in the order that they are asked in; the same before and after an answer, so that nothing jumps."""

    best: tuple[FactField, ...]
    told: tuple[FactField, ...]
    more: tuple[FactField, ...]
    rest: tuple[FactField, ...]

    @property
    def asked(self) -> str:
        """The names of the facts that are asked for first, for the form to keep."""
        return " ".join(each.fact for each in self.best)


def fact_fields(
    guideline: Guideline, number: int, first: Proposal, now: Proposal, answers: Answers, language: str
) -> FactFields:
    """Return the fields of a target: `first` is its proposal before any answer, `now` the one with them."""
    facts = {fact.name: fact for fact in editable(guideline, now.target)}
    told = {name for name, fact in first.facts.items() if fact.origin is not Origin.ASSUMED} - set(first.disputed)
    asked = [name for name in (*first.disputed, *first.missing) if name not in told]
    new = [name for name in now.missing[:NEW] if name not in told]
    kept = [name for name in answers.asked.get(number, ()) if name in facts and name not in told]
    best = list(dict.fromkeys([*(kept or asked[:BEST]), *new]))
    more = [name for name in (*asked, *now.missing) if name not in told and name not in best]
    rest = [name for name in facts if name not in told and name not in best and name not in more]
    maker = _Maker(guideline, number, first, now, answers, language)

    def fields(names: Iterable[str]) -> tuple[FactField, ...]:
        return tuple(maker.field(facts[name]) for name in dict.fromkeys(names) if name in facts)

    return FactFields(fields(best), fields(name for name in facts if name in told), fields(more), fields(rest))


@dataclass(frozen=True, slots=True)
class _Maker:
    guideline: Guideline
    number: int
    first: Proposal
    now: Proposal
    answers: Answers
    language: str

    def field(self, fact: FactDefinition) -> FactField:
        name = field_name(self.number, fact)
        told = self.first.facts.get(fact.name)
        origin = self._origin(fact)
        assumed = next((each for each in self.now.assumptions if each.fact == fact.name), None)
        return FactField(
            name=name,
            fact=fact.name,
            kind="number" if is_number(fact) else fact.kind.value,
            question=fact.question[self.language],
            help=fact.help.get(self.language, ""),
            value=self.answers.written.get(name, shown_value(self.now, fact)),
            options=self._options(fact),
            unit=told_word(fact.unit.value, self.language) if fact.unit else "",
            origin=origin,
            origin_word=word(f"origin_{origin}", self.language),
            evidence=tuple(span.text for span in told.evidence) if told else (),
            read_as=told_value(fact, assumed.read_as, self.language) if assumed else "",
            allowed_by=source_link(self.guideline, assumed.source, self.language) if assumed else None,
            is_fault=name in self.answers.faults,
        )

    def _origin(self, fact: FactDefinition) -> str:
        """Where the value comes from: an Origin, or that it was told both ways, or that it is missing."""
        if fact.name in self.now.disputed:
            return "disputed"
        known = self.now.facts.get(fact.name)
        return known.origin.value if known else "missing"

    def _options(self, fact: FactDefinition) -> tuple[tuple[str, str], ...]:
        unknown = (("unknown", told_word("unknown", self.language)),)
        if fact.kind is FactKind.BOOLEAN:
            return (("yes", told_word("yes", self.language)), ("no", told_word("no", self.language)), *unknown)
        return (*((choice, told_value(fact, choice, self.language)) for choice in fact.choices), *unknown)
