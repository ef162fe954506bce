"""What every form of a letter says around its paragraphs: sender, recipient, day, reference, and the notes below."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from klokt.letters.document import Document, Printed
from klokt.words import Words

word = Words("klokt.letters")


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs of one role that follow each other; red flags and assumptions are set apart from the rest."""

    role: str
    paragraphs: tuple[Printed, ...]


def parts(document: Document) -> tuple[Part, ...]:
    """Return the paragraphs of a letter in order, grouped by their role."""
    grouped = groupby(document.paragraphs, key=lambda paragraph: paragraph.role)
    return tuple(Part(role, tuple(paragraphs)) for role, paragraphs in grouped)


def placeholder(document: Document) -> str:
    """Return the line that stands where a letter has no sender; empty where it has one, and on a sheet."""
    is_letter = document.kind not in ("sheet", "account")
    return word("no_sender", document.language) if is_letter and not document.letterhead.unit else ""


def marks(document: Document) -> tuple[tuple[str, str], ...]:
    """Return what a letter to a referrer is known by, each with its label: to whom, day and reference.

    What goes into a record is known by day and reference, a letter to a patient that tells of days by its day.
    """
    language = document.language
    if document.kind == "right":
        return ((word("date", language), told_day(document.day, language)),)
    if document.addressee == "patient":
        return ()
    to = () if document.addressee == "record" else ((word("to", language), word("the_referrer", language)),)
    return (
        *to,
        (word("date", language), told_day(document.day, language)),
        (word("reference", language), document.reference),
    )


def signature(document: Document) -> str:
    """Return who signs a letter; a sheet is signed by nobody."""
    return "" if document.kind == "sheet" else document.letterhead.signed_by


def notes(document: Document) -> tuple[str, ...]:
    """Return the lines below a letter: what it rests on, and how the unit's own words are marked."""
    own = any(each.shared is not None for top in document.paragraphs for each in (top, *top.items))
    return (*document.foot, word("own_words_note", document.language)) if own else document.foot


def told_day(day: date, language: str) -> str:
    """Return a day in words, as the language writes a long date (CLDR): "22. november 2026".

    >>> told_day(date(2026, 11, 22), "nb")
    '22. november 2026'
    """
    month = word("months", language).split()[day.month - 1]
    return word("day", language).format(day=day.day, month=month, year=day.year)
