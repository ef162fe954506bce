"""What stands around the paragraphs of a letter: its day in words, its sender, and the notes below."""

from dataclasses import replace
from datetime import date

import pytest
from babel.dates import format_date

from klokt.letters.document import Letterhead
from klokt.letters.frame import marks, notes, placeholder, signature, told_day
from klokt.words import LANGUAGES

from .paper import a_document, a_paragraph

NOBODY = Letterhead("")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_written_as_the_language_writes_it(language: str, month: int) -> None:
    day = date(2026, month, month)
    locale = "en_GB" if language == "en" else language
    assert told_day(day, language) == format_date(day, "long", locale=locale)


def test_a_letter_without_a_sender_says_that_it_is_a_draft_that_nobody_sent() -> None:
    assert "utkast" in placeholder(a_document(letterhead=NOBODY))
    assert placeholder(a_document()) == ""


def test_a_sheet_for_the_patient_needs_no_sender_signature_or_reference() -> None:
    sheet = replace(a_document(), kind="sheet", addressee="patient")
    assert (placeholder(replace(sheet, letterhead=NOBODY)), signature(sheet), marks(sheet)) == ("", "", ())


def test_the_units_own_words_are_explained_below_and_only_where_there_are_any() -> None:
    assert notes(a_document(a_paragraph("Felles ord."))) == ("Et grunnlag.",)
    assert len(notes(a_document(a_paragraph("Egne ord.", shared="Felles ord.")))) == 2
