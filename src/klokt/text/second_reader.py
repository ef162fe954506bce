"""A second reader proposes facts with quotes; they are added to the first reading and take nothing away from it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from klokt.errors import SecondReaderError
from klokt.model.fact import Said
from klokt.model.guideline import Guideline
from klokt.model.referral import Notice, Referral
from klokt.text.merge import ADDED, ASKED, Merge
from klokt.triage.propose import Assessor

MOST_ANSWERS = 60
"""How many answers are looked at; what comes after them is not used."""

LONGEST_SENT = 20_000
"""How many characters a text may have to be sent; what is longer is left to a person."""

SECOND_READER_READ = "second_reader_read"
"""The code of the notice that tells what the second reader added, and how much of its answer was not used."""

SECOND_READER_SILENT = "second_reader_silent"
"""The code of the notice that the second reader was not heard."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact as it is asked for: its name, question, type, and its choices, unit and help where it has them."""

    fact: str
    question: str
    type: str
    choices: tuple[str, ...] = ()
    unit: str | None = None
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What a second reader says of a fact, not looked at yet: any name, any value, any quote."""

    fact: str
    value: object
    quote: str


class SecondReader(Protocol):
    """Whoever reads a text beside the first reader: a language model of the hospital's own, or a stand-in.

    `language` is the one that it wants the questions in; None is the guideline's first.
    """

    @property
    def language(self) -> str | None:
        """The language of the questions."""

    def read(self, text: str, asked: Sequence[Asked], /) -> Sequence[Answered]:
        """Return what the text says of the facts; raise SecondReaderError where there is no answer."""


def with_second_reader(referral: Referral, assessor: Assessor, reader: SecondReader, on: date) -> Referral:
    """Return the referral with what the second reader adds to the first reading, and a notice that says so.

    `on` is the day of the assessment. Without a text the referral is returned as it is. Where the reader does not
    answer, the first reading stands, with a notice. Raises IntakeError, before anything is sent, for a referral
    that cannot be assessed anyway.
    """
    text = referral.text or ""
    if not text.strip():
        return referral
    merge = Merge(referral, assessor, on)
    if len(text) > LONGEST_SENT:
        return _noticed(referral, SECOND_READER_SILENT, "The second reader was not asked: the text is too long.")
    try:
        answers = reader.read(text, asked_of(assessor.guideline, reader.language))
    except SecondReaderError as error:
        return _noticed(referral, SECOND_READER_SILENT, f"The first reading stands alone. {error.message}")
    return _merged(merge, answers)


def asked_of(guideline: Guideline, language: str | None = None) -> list[Asked]:
    """Return the facts that a text can tell, in a language or the guideline's first; the form gives the others."""
    tag = language or guideline.languages[0]
    return [
        Asked(
            fact.name,
            Said(fact.question)[tag],
            fact.kind.value,
            fact.choices,
            fact.unit.value if fact.unit is not None else None,
            Said(fact.help)[tag] if fact.help else None,
        )
        for fact in guideline.facts.values()
        if fact.field_name is None
    ]


def _merged(merge: Merge, answers: Sequence[Answered]) -> Referral:
    """The referral with the answers; those that can raise an alarm come first, so that no other stands in their way."""
    became: dict[str, list[str]] = {}
    for answer in sorted(answers[:MOST_ANSWERS], key=lambda each: not merge.is_flag(each.fact)):
        became.setdefault(merge.add(answer.fact, answer.value, answer.quote), []).append(answer.fact)
    added, asked = became.pop(ADDED, []), became.pop(ASKED, [])
    unused = Counter({why: len(facts) for why, facts in became.items()})
    unused["too many answers"] += max(0, len(answers) - MOST_ANSWERS)
    told = f"The second reader added {_named(added)}, and asks about {_named(asked)}."
    counted = ", ".join(f"{why} {count}" for why, count in sorted(unused.items()) if count)
    return _noticed(merge.referral, SECOND_READER_READ, told + (f" Not used: {counted}." if counted else ""))


def _named(facts: Sequence[str]) -> str:
    return ", ".join(facts) or "nothing"


def _noticed(referral: Referral, code: str, message: str) -> Referral:
    return replace(referral, notices=(*referral.notices, Notice(code, message)))
