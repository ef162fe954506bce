"""Read the texts of the referrals to one guideline; what that needs is loaded when the first text comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from klokt.model.referral import Referral
from klokt.text.answered import answered, says_more
from klokt.text.second_reader import SecondReader, with_second_reader
from klokt.triage.propose import Assessor

if TYPE_CHECKING:
    from klokt.text.lexicon import Lexicons


class TextReader:
    """The phrases of a guideline's folder, and the second reader where there is one.

    A guideline without phrases leaves every text unread.
    """

    def __init__(self, folder: Path, assessor: Assessor, second: SecondReader | None = None) -> None:
        self._folder = folder
        self._assessor = assessor
        self._second = second
        self._lexicons: Lexicons | None = None

    def with_text(self, referral: Referral, on: date | None = None) -> Referral:
        """Return the referral with what its text says, where it has one that nobody has read before.

        `on` is the day of the assessment, by default that of the referral. Raises ContentError where
        the guideline's phrases cannot be used, and with a second reader IntakeError as Assessor.propose does.
        """
        day = on or referral.referral_date
        unread = bool(referral.text and referral.text.strip()) and not referral.text_read
        if not unread or day is None:
            return referral
        read = self._first_reading(referral, day) if (self._folder / "text").is_dir() else referral
        return with_second_reader(read, self._assessor, self._second, day) if self._second else read

    def _first_reading(self, referral: Referral, day: date) -> Referral:
        from klokt.text.apply import with_text  # noqa: PLC0415 (only who has a text to read loads what reads it)

        found = answered(referral.text or "", self._assessor.guideline)
        read = replace(referral, text=found.rest, text_read=bool(found.statements))
        if not found.statements or says_more(found.rest):
            read = with_text(read, self._loaded(), self._assessor.compiled(day), day)
        return replace(read, text=referral.text, statements=(*found.statements, *read.statements))

    def _loaded(self) -> Lexicons:
        from klokt.text.load import lexicons_of  # noqa: PLC0415 (as above)

        if self._lexicons is None:
            self._lexicons = lexicons_of(self._folder, self._assessor.guideline)
        return self._lexicons
