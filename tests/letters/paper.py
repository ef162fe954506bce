"""Letters for the tests of their forms, what can be read in a PDF, and the goldens of that.

Renew the goldens with: PYTHONPATH=tests .venv/bin/python -m letters.paper
"""

import io
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from klokt.letters.document import Document, Letterhead, Printed
from klokt.letters.pdf import pdf
from letters.examples import Example, a_proposal

GOLDEN = Path(__file__).with_name("golden")
GOLDENS = [
    (letter, language)
    for letter in ("conservative_treatment", "xray_recommended", "osteoarthritis_already_shown", "information_sheet")
    for language in ("nb", "nn")
]
A_UNIT = Letterhead("Bildediagnostikk, Prøvevik sykehus", ("Prøveveien 1, 0000 Prøvevik",), "Overlege Per Prøve")
PROPOSAL = b'{"referral":"made-up"}'


def a_document(*paragraphs: Printed, title: str = "Et brev", letterhead: Letterhead = A_UNIT) -> Document:
    """Return a letter with these paragraphs."""
    day = date(2026, 11, 22)
    return Document(
        "a_letter", "return", "referrer", "nb", title, day, "KL-1", letterhead, paragraphs, ("Et grunnlag.",)
    )


def a_paragraph(text: str, *items: str, role: str = "reason", heading: str = "", shared: str | None = None) -> Printed:
    """Return a paragraph with a list of items under it."""
    listed = tuple(Printed(f"item_{number}", role, item) for number, item in enumerate(items))
    return Printed("a_paragraph", role, text, heading, listed, shared)


def as_read(made: bytes) -> str:
    """Return the words of a PDF, page by page, without its layout."""
    return " ".join(" ".join(page.extract_text().split()) for page in opened(made).pages)


def opened(made: bytes) -> PdfReader:
    """Return a PDF, opened."""
    return PdfReader(io.BytesIO(made))


def fonts_of(made: bytes) -> set[str]:
    """Return the names of the fonts that the pages of a PDF use."""
    names = set()
    for page in opened(made).pages:
        fonts = cast(DictionaryObject, cast(DictionaryObject, page["/Resources"])["/Font"])
        names |= {str(cast(DictionaryObject, font.get_object())["/BaseFont"]) for font in fonts.values()}
    return names


@cache
def made(letter: str, language: str) -> bytes:
    """Return a whole letter of the Norwegian guideline as PDF: the longest that each is."""
    return pdf(replace(_example(letter).letter(letter, language), letterhead=A_UNIT), PROPOSAL)


def _example(letter: str) -> Example:
    if letter == "xray_recommended":
        return a_proposal(conservative_weeks=14, conservative_without_improvement=True)
    if letter == "osteoarthritis_already_shown":
        return a_proposal(prior_xray=True, prior_xray_shows_oa=True)
    return a_proposal()


def golden_of(letter: str, language: str) -> str:
    """Return what the golden of a letter holds: how many pages, then its words, a sentence a line."""
    read = as_read(made(letter, language))
    return f"pages: {len(opened(made(letter, language)).pages)}\n" + re.sub(r"(?<!\d)\. ", ".\n", read) + "\n"


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for letter, language in GOLDENS:
        (GOLDEN / f"{letter}_{language}.txt").write_text(golden_of(letter, language), encoding="utf-8")
