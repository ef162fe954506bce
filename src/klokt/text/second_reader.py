"""A second reader proposes facts with quotes; what it says is added to the first reading and never takes anything away."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from klokt.engine.compiled import Compiled
from klokt.errors import SecondReaderError
from klokt.model.expression import Value
from klokt.model.fact import FactDefinition, FactKind, Origin, Said
from klokt.model.guideline import Guideline
from klokt.model.referral import NO_TARGET, Notice, Referral, Statement
from klokt.model.truth import Truth
from klokt.text.quotes import found_quote
from klokt.triage.collect import Collected, alarms, collect, raising

MOST_ANSWERS = 60
"""How many answers are looked at; what comes after them is not used."""

LONGEST_SENT = 20_000
"""How many characters a text may have to be sent; what is longer is left to a person."""

SECOND_READER_READ = "second_reader_read"
"""The code of the notice that tells what the second reader added, and how much of its answer was not used."""

SECOND_READER_SILENT = "second_reader_silent"
"""The code of the notice that the second reader did not answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact as it is asked for: its name, question, type, and its choices or unit where it has them."""

    fact: str
    question: str
    type: str
    choices: tuple[str, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What a second reader says of a fact, not looked at yet: any name, any value, any quote."""

    fact: str
    value: object
    quote: str


class SecondReader(Protocol):
    """Whoever reads a text beside the first reader: a language model of the hospital's own, or a stand-in."""

    def read(self, text: str, asked: Sequence[Asked], /) -> Sequence[Answered]:
        """Return what the text says of the facts; raise SecondReaderError where there is no answer."""


def with_second_reader(
    referral: Referral, compiled: Compiled, reader: SecondReader, on: date | None = None
) -> Referral:
    """Return the referral with what the second reader adds to the first reading, and a notice that says so.

    `on` is the day of the assessment, by default that of the referral. Without a text or a day, the referral is
    returned as it is. Where the reader does not answer, the first reading stands, with a notice.
    Raises IntakeError as `collect` does, for a referral that cannot be assessed anyway.
    """
    day = on or referral.referral_date
    text = referral.text or ""
    if not text.strip() or day is None:
        return referral
    if len(text) > LONGEST_SENT:
        return _noticed(referral, SECOND_READER_SILENT, "The second reader was not asked: the text is too long.")
    try:
        answers = reader.read(text, asked_of(compiled.guideline))
    except SecondReaderError as error:
        return _noticed(referral, SECOND_READER_SILENT, f"The first reading stands alone. {error.message}")
    return _merged(referral, compiled, day, answers)


def asked_of(guideline: Guideline) -> list[Asked]:
    """Return the facts that a text can tell, in the guideline's first language; the form gives the others."""
    language = guideline.languages[0]
    return [
        Asked(
            fact.name,
            Said(fact.question)[language],
            fact.kind.value,
            fact.choices,
            fact.unit.value if fact.unit is not None else None,
        )
        for fact in guideline.facts.values()
        if fact.field_name is None
    ]


def _merged(referral: Referral, compiled: Compiled, on: date, answers: Sequence[Answered]) -> Referral:
    merge = _Merge(referral, compiled, on)
    unused: Counter[str] = Counter()
    added: list[str] = []
    for answer in answers[:MOST_ANSWERS]:
        why = merge.add(answer)
        if why:
            unused[why] += 1
        else:
            added.append(answer.fact)
    unused["too many answers"] += max(0, len(answers) - MOST_ANSWERS)
    counted = ", ".join(f"{why} {count}" for why, count in sorted(unused.items()) if count)
    told = f"The second reader added {len(added)}" + (f": {', '.join(added)}." if added else ".")
    return _noticed(merge.referral, SECOND_READER_READ, told + (f" Not used: {counted}." if counted else ""))


def _noticed(referral: Referral, code: str, message: str) -> Referral:
    return replace(referral, notices=(*referral.notices, Notice(code, message)))


class _Merge:
    """The referral as it grows by one answer after the other, and the reasons for which an answer is not used."""

    def __init__(self, referral: Referral, compiled: Compiled, on: date) -> None:
        self.referral = referral
        self._compiled = compiled
        self._on = on
        self._raising = raising(compiled.guideline)
        self._alarms = alarms(compiled.guideline)
        self._unsettled = {*referral.unclear, *(each.fact for each in referral.set_aside)}
        self._facts = self._collected(referral)
        self._known = {each.fact for each in referral.statements}
        self._known.update(*self._facts, *(each.disputed for each in self._of_targets(referral)))

    def add(self, answer: Answered) -> str:
        """Take an answer, or return in a few words why it is not used."""
        definition = self._compiled.guideline.facts.get(answer.fact)
        if definition is None or definition.field_name is not None:
            return "not a fact that was asked for"
        span = found_quote(self.referral.text or "", answer.quote)
        if span is None:
            return "quote not in the text"
        try:
            value = definition.read(answer.value)
        except ValueError:
            return "value does not fit"
        if definition.kind is FactKind.TEXT and str(value) not in span.text:
            return "value not in its quote"
        return self._refused(definition, value) or self._taken(
            Statement(definition.name, value, Origin.TEXT, None, (span,))
        )

    def _refused(self, definition: FactDefinition, value: Value) -> str:
        """Why a value may not be added beside what is known, or nothing."""
        name = definition.name
        if name in self._raising and definition.kind is FactKind.BOOLEAN:
            if value is not True:
                return "denies what can raise an alarm"
            told = any(facts.get(name) is True for facts in self._facts)
            stated = any(each.fact == name and each.value is True for each in self.referral.statements)
            return "already known" if told or stated else ""
        if name in self._known:
            return "already known"
        return "left unsettled by the first reader" if name in self._unsettled else ""

    def _taken(self, statement: Statement) -> str:
        """Add a statement, unless an alarm that stands or may stand would then be answered with less."""
        grown = replace(self.referral, statements=(*self.referral.statements, statement))
        facts = self._collected(grown)
        if any(self._lowers(*each) for each in zip(self._facts, facts, strict=True)):
            return "would lower an alarm"
        self.referral, self._facts = grown, facts
        self._known.add(statement.fact)
        return ""

    def _lowers(self, before: dict[str, Value], after: dict[str, Value]) -> bool:
        rank = (Truth.NO, Truth.UNKNOWN, Truth.YES)
        return any(
            rank.index(self._compiled.truth(alarm, after)) < rank.index(self._compiled.truth(alarm, before))
            for alarm in self._alarms
        )

    def _collected(self, referral: Referral) -> list[dict[str, Value]]:
        """The facts of each target, by name."""
        return [{name: fact.value for name, fact in each.facts.items()} for each in self._of_targets(referral)]

    def _of_targets(self, referral: Referral) -> list[Collected]:
        targets = referral.requested.targets or (NO_TARGET,)
        return [collect(self._compiled.guideline, referral, target, self._on) for target in targets]
