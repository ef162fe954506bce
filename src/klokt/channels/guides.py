"""The guidelines at hand: ready to read the texts of referrals, and to propose for them."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from klokt.content.load import find
from klokt.engine.compiled import Compiled
from klokt.model.expression import Value
from klokt.model.fact import Audience
from klokt.model.guideline import Guideline
from klokt.model.referral import Correction, Referral
from klokt.text.reader import TextReader
from klokt.text.second_reader import SecondReader
from klokt.triage.propose import Assessment, Assessor, choose


class Guides:
    """Guidelines with what reads and assesses by them.

    `folders` are those of the guidelines, by id: their phrases read the texts, and `second_reader` reads them too
    where there is one. `parameters` are what a unit has set of its own, by guideline.
    """

    def __init__(
        self,
        guidelines: Sequence[Guideline],
        folders: Mapping[str, Path] | None = None,
        second_reader: SecondReader | None = None,
        parameters: Mapping[str, Mapping[str, Value]] | None = None,
    ) -> None:
        own = parameters or {}
        self.guidelines = {each.id: each for each in guidelines}
        self._folders = dict(folders or {})
        self._assessors = {each.id: Assessor(each, own.get(each.id)) for each in guidelines}
        self._readers = {
            name: TextReader(folder, self._assessors[name], second_reader)
            for name, folder in self._folders.items()
            if name in self._assessors
        }

    def folder(self, guideline_id: str) -> Path:
        """Return the folder of a guideline: the one that was given, or else that of the library."""
        return self._folders.get(guideline_id) or find(guideline_id)

    def choose(self, referral: Referral) -> Guideline:
        """Return the one guideline that serves a referral; raise SelectionError where there is none, or more."""
        return choose(referral, list(self.guidelines.values()))

    def with_text(self, referral: Referral, guideline_id: str, on: date | None = None) -> Referral:
        """Return the referral with what its text says of the facts of a guideline. Raises as TextReader does."""
        reader = self._readers.get(guideline_id)
        return reader.with_text(referral, on) if reader else referral

    def propose(
        self,
        referral: Referral,
        guideline_id: str,
        audience: Audience = Audience.RECEIVER,
        on: date | None = None,
        corrections: Sequence[Correction] = (),
    ) -> Assessment:
        """Return what a guideline proposes for a referral. Raises as Assessor.propose does."""
        return self._assessors[guideline_id].propose(referral, audience, on, corrections)

    def assess(self, referral: Referral, on: date) -> tuple[Referral, Assessment]:
        """Return a referral with what its text says, and what is proposed to the receiver on a day.

        It is the port `Assess` of the use cases. Raises IntakeError and SelectionError.
        """
        guideline = self.choose(referral)
        whole = self.with_text(referral, guideline.id, on)
        return whole, self.propose(whole, guideline.id, on=on)

    def compiled(self, assessment: Assessment) -> Compiled:
        """Return the guideline of an assessment as it holds on its day."""
        return self._assessors[assessment.guideline.id].compiled(assessment.on)
