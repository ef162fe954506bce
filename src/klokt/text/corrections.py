"""What people corrected or confirmed of what was read in texts, as lines of JSON to learn from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from klokt.errors import IntakeError

Kept = bool | int | float | str | None
"""A value of a fact in its own unit; None for nothing."""


@dataclass(frozen=True, slots=True)
class KeptSentence:
    """A sentence of a referral, masked: what was read of the fact in it, and what a person says that it says.

    Both are None for nothing. `beside` are the facts that the same sentence was read to say yes or no to, and that
    nobody corrected.
    """

    text: str
    read: Kept
    says: Kept
    beside: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """A fact that a person corrected or confirmed: the value read, the value given, the sentences, and by what.

    `read` is None where nothing was read or both yes and no, `given` where the person says that it is not known.
    Nothing tells whose referral it was.
    """

    guideline: str
    edition: str
    language: str | None
    kept_on: date
    fact: str
    read: Kept
    given: Kept
    sentences: tuple[KeptSentence, ...] = ()


def line_of(correction: KeptCorrection) -> bytes:
    """Return a correction as a line of JSON in UTF-8, with its end."""
    return msgspec.json.encode(correction) + b"\n"


def read_corrections(data: bytes) -> Iterator[KeptCorrection | IntakeError]:
    """Yield what each line of a file of corrections holds, or an error with its number that repeats nothing of it."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            yield msgspec.json.decode(line, type=KeptCorrection)
        except (msgspec.DecodeError, UnicodeDecodeError):
            yield IntakeError("K303", f"line {number} is no correction as klokt serve keeps them")
