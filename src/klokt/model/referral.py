"""A referral as it was read, whatever form it came in."""

import re
from dataclasses import dataclass, field
from datetime import date

from klokt.model.expression import Value
from klokt.model.fact import Code, Origin, Span

COUNTRY = re.compile(r"[A-Z]{2}")
"""How a country is written: the two letters of ISO 3166-1."""


@dataclass(frozen=True, slots=True)
class Target:
    """One place to examine: a site of the body and its side (left, right, or None if not said)."""

    site: str | None
    side: str | None


NO_TARGET = Target(None, None)
"""For a referral that names no place to examine."""


@dataclass(frozen=True, slots=True)
class Patient:
    """What is known of the patient. The name is for people to read: no rule sees it, and no number is kept here.

    `name` is as it was written, and stays out of every text that is made of a referral by itself, such as a traceback.
    """

    birth_date: date | None = None
    sex: str | None = None
    name: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Requested:
    """What was asked for: modality (MR, CT, XR, US or None), targets and the words of the request."""

    modality: str | None = None
    targets: tuple[Target, ...] = ()
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact stated about the case, or about one target where `target` is given."""

    fact: str
    value: Value
    origin: Origin = Origin.STRUCTURED
    target: Target | None = None
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person who reads the referral says of a fact of one target; None says that it is not known."""

    fact: str
    value: Value | None
    target: Target


@dataclass(frozen=True, slots=True)
class CodedStatement:
    """A coded finding, such as a FHIR Condition or Observation, before a guideline reads it.

    `value` is True for a finding that is present or suspected, False for one that was refuted,
    or the number, word or duration observed. With `since`, the value is the time from that day to
    the day of the assessment, in completed months.
    """

    code: Code
    value: Value
    target: Target | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """What the text says of a fact and was not taken as one of the case, and why: denied, past, family, ..."""

    fact: str
    value: Value
    why: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class Notice:
    """Something noticed while reading that did not stop it: a stable code and a sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number by which others name an order, never a person: its value, and the system that gave it out if told."""

    system: str | None
    value: str


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral. `text` is None when the form has no text, "" when nothing was written in it.

    `text_read` says that the text was turned into facts. `set_aside` is what it says that was not
    taken; `unclear` are the facts that it speaks of without settling them: they are not silent.
    `country` (ISO 3166-1, such as DK) is the one whose form it is, None where the form does not say.
    `priority` is how urgent the sender calls it: routine, asap, or None where that is not told.
    `numbers` are those by which a report can name the order that it answers.
    """

    id: str
    kind: str
    referral_date: date | None = None
    patient: Patient = Patient()
    requester_role: str | None = None
    requested: Requested = Requested()
    text: str | None = None
    text_read: bool = False
    set_aside: tuple[SetAside, ...] = ()
    unclear: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    coded: tuple[CodedStatement, ...] = ()
    notices: tuple[Notice, ...] = ()
    country: str | None = None
    priority: str | None = None
    numbers: tuple[Number, ...] = ()
