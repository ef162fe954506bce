"""What can be known of a case: the definition of a fact, and a fact with its value and origin."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from klokt.model.duration import Duration, Unit
from klokt.model.expression import Value
from klokt.model.place import NOWHERE, Place

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)

Texts = Mapping[str, str]
"""The same words in several languages, by tag: nb, nn, da, en."""

_NEXT_BEST = {"nb": ("nn", "da"), "nn": ("nb", "da"), "da": ("nb", "nn")}


class Said(dict[str, str]):
    """Texts that answer for a language which they lack in one that its readers understand, or else in their first.

    A page speaks the reader's language where the guideline does not. Whether a language is there, `in` and `get` tell.
    """

    def __missing__(self, language: str) -> str:
        for tag in (*_NEXT_BEST.get(language, ()), *self):
            if tag in self:
                return self[tag]
        raise KeyError(language)


class Audience(Enum):
    """Who the proposal is for. Silence means different things to each."""

    RECEIVER = "receiver"
    REFERRER = "referrer"


class FactKind(Enum):
    """The type of a fact's value."""

    BOOLEAN = "boolean"
    CHOICE = "choice"
    NUMBER = "number"
    DURATION = "duration"
    TEXT = "text"
    DATE = "date"


class Origin(Enum):
    """Where a value comes from. An assumed value stands for a silence."""

    STRUCTURED = "structured"
    TEXT = "text"
    DERIVED = "derived"
    CONFIRMED = "confirmed"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Silence:
    """What it means for one audience that nobody said anything, and the text that allows it."""

    read_as: Value
    source: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code in a code system, by the system's canonical URI."""

    system: str
    code: str


LARGEST = 1_000_000
"""No number that is stated of a patient is larger, in any unit; what is, is a slip of the pen."""

LONGEST_TEXT = 200
"""How many characters a text fact may have: a place, no story."""

REFERRAL_FIELDS = (
    "patient.age",
    "requested.modality",
    "requested.body_site",
    "requested.laterality",
    "requester_role",
    "text.is_empty",
)
"""The parts of a referral that can give a fact by themselves; an age is in completed years."""


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One fact of a guideline: its type, its question, and what silence means.

    `field_name` names the part of the referral that gives the value by itself (REFERRAL_FIELDS).
    `labels` are the choices in words for people. `sites` limits the fact to targets of these
    sites. `fixed` facts cannot be changed by care.
    """

    name: str
    kind: FactKind
    question: Texts
    unit: Unit | None = None
    choices: tuple[str, ...] = ()
    labels: Mapping[str, Texts] = field(default_factory=dict)
    help: Texts = field(default_factory=dict)
    silence: Mapping[Audience, Silence] = field(default_factory=dict)
    field_name: str | None = None
    sites: tuple[str, ...] = ()
    fixed: bool = False
    codes: tuple[Code, ...] = ()
    source: tuple[str, ...] = ()
    place: Place = NOWHERE

    def read(self, value: object) -> Value:
        """Return the value in the fact's own type; raise ValueError, saying what is expected.

        Numbers of a duration fact are in the fact's unit (weeks, years); a text such as
        "11 weeks 6 days" is converted to it. A date is told as exactly as it is known: a year, a
        month or a day.
        """
        match self.kind, value:
            case FactKind.BOOLEAN, bool():
                return value
            case FactKind.CHOICE, str() if value in self.choices:
                return value
            case FactKind.NUMBER | FactKind.DURATION, bool():
                pass
            case FactKind.NUMBER, int() | float() if -LARGEST <= value <= LARGEST:
                return value
            case FactKind.DURATION, int() | float() if 0 <= value <= LARGEST:
                return value
            case FactKind.DURATION, str() | Duration() if self.unit is not None:
                amount = self._amount(value, self.unit)
                if amount is not None and amount <= LARGEST:
                    return amount
            case FactKind.TEXT, str() if value.strip() and value.isprintable() and len(value) <= LONGEST_TEXT:
                return value
            case FactKind.DATE, date():
                return value.isoformat()
            case FactKind.DATE, str() if _is_date(value):
                return value
        raise ValueError(f"{self.name} must be {self.expected()}")

    def _amount(self, value: str | Duration, unit: Unit) -> int | float | None:
        """A duration in the fact's unit, or None where it cannot be told so. Words are never repeated."""
        try:
            return (Duration.parse(value) if isinstance(value, str) else value).to(unit).amount
        except (ValueError, OverflowError):
            return None

    def expected(self) -> str:
        """Return in words what a value of this fact looks like."""
        match self.kind:
            case FactKind.BOOLEAN:
                return "true or false"
            case FactKind.CHOICE:
                return "one of " + ", ".join(self.choices)
            case FactKind.DURATION:
                unit = self.unit.value if self.unit else "units"
                return f'a number of {unit}, 0 or more, or a text such as "6 {unit}"'
            case FactKind.NUMBER:
                return "a number"
            case FactKind.TEXT:
                return f"a text on one line, of at most {LONGEST_TEXT} characters"
            case FactKind.DATE:
                return "a day such as 2012-11-19, or the month or year alone"


def _is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day of the calendar (ISO 8601)."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the referral's text: start, end (characters, end excluded) and the words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that is known of a case, where it comes from, and the words that say it."""

    name: str
    value: Value
    origin: Origin
    evidence: tuple[Span, ...] = ()
