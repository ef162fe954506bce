"""A letter as PDF, with the proposal that it rests on attached as data."""

import re
from typing import Any

from klokt.letters.document import Document, Printed
from klokt.letters.frame import marks, notes, parts, placeholder, signature, told_day
from klokt.letters.markup import runs
from klokt.letters.press import press
from klokt.words import Words

word = Words("klokt.letters")

Data = dict[str, Any]

_NUMBER_AND_WORD = re.compile(r"(?<=\d) (?=\w)|(?<=\d\.) (?=[a-zæøå])")


def pdf(document: Document, proposal: bytes) -> bytes:
    """Return a letter as PDF/UA-1 and PDF/A-3a on A4, the same bytes for the same letter.

    `proposal` is the answer that the letter rests on, as JSON; it is attached as proposal.json.
    Raises LetterError: K506 without typst, K507 where the letter would break a standard.
    """
    return press().pdf("letter", laid_out(document, proposal), document.day)


def laid_out(document: Document, proposal: bytes) -> Data:
    """Return what the template needs to set a letter, as plain data."""
    language = document.language
    return {
        "language": language,
        "kind": document.kind,
        "title": document.title,
        "year": document.day.year,
        "month": document.day.month,
        "day": document.day.day,
        "told_day": told_day(document.day, language),
        "unit": document.letterhead.unit,
        "lines": list(document.letterhead.lines),
        "placeholder": placeholder(document),
        "marks": [list(mark) for mark in marks(document)],
        "parts": [
            {"role": part.role, "paragraphs": [_set(paragraph) for paragraph in part.paragraphs]}
            for part in parts(document)
        ],
        "signature": signature(document),
        "notes": list(notes(document)),
        "page": word("page", language),
        "attached": word("proposal_attached", language),
        "proposal": proposal.decode("utf-8"),
    }


def _set(paragraph: Printed) -> Data:
    return {
        "heading": paragraph.heading,
        "runs": [{"text": _unbroken(run.text), "strong": run.strong} for run in runs(paragraph.text)],
        "items": [_set(item) for item in paragraph.items],
        "own": paragraph.shared is not None,
    }


def _unbroken(text: str) -> str:
    """The text with its numbers kept on one line with the word that follows: "12 uker", "7. februar"."""
    return _NUMBER_AND_WORD.sub("\N{NO-BREAK SPACE}", text)
