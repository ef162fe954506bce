"""The referrals and guidelines at hand: read once, and assessed as often as a person changes a fact."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from klokt.channels.guides import Guides
from klokt.channels.web.answers import Answers
from klokt.channels.web.correction_file import CorrectionFile
from klokt.channels.web.courses import Courses, plain_key
from klokt.engine.compiled import Compiled
from klokt.errors import IntakeError, SelectionError
from klokt.intake.episode_form import holds_episodes, read_episodes
from klokt.intake.reader import read
from klokt.model.episode import Episode
from klokt.model.fact import Audience
from klokt.model.guideline import Guideline
from klokt.model.referral import Referral
from klokt.text.second_reader import SecondReader
from klokt.triage.propose import Assessment, read_by_hand


@dataclass(frozen=True, slots=True)
class Entry:
    """A referral on the list: `key` stands for it in addresses."""

    key: str
    referral: Referral
    guideline: Guideline


@dataclass(frozen=True, slots=True)
class Unread:
    """A referral that could not be read or assessed: its id where that is known, a code, and what to do."""

    referral: str | None
    code: str
    message: str


class Desk:
    """What there is to show. A person's answers come with each request, and are not written.

    `folders` are those of the guidelines, by id: their phrases read the texts of the referrals, and `second_reader`
    reads them too where there is one; each text once, when the files are read. `kept_in` is where the corrections
    go that a person chooses to keep; None where nothing is ever kept.
    `on` is the day that courses are looked at where the reader asks for none; by default it is told by the data.
    """

    def __init__(
        self,
        guidelines: Sequence[Guideline],
        files: Iterable[tuple[str, bytes]],
        folders: Mapping[str, Path] | None = None,
        kept_in: CorrectionFile | None = None,
        second_reader: SecondReader | None = None,
        on: date | None = None,
    ) -> None:
        self.kept_in = kept_in
        self._guides = Guides(guidelines, folders, second_reader)
        self.guidelines = self._guides.guidelines
        self.entries: dict[str, Entry] = {}
        self.unread: list[Unread] = []
        self.unread_courses: list[Unread] = []
        self._first: dict[tuple[str, Audience], Assessment] = {}
        self.courses = Courses(guidelines, on)
        for name, data in files:
            if holds_episodes(data):
                for episode in read_episodes(data, name):
                    self._take_course(episode)
                continue
            for result in read(data, name):
                self._take(result)

    def folder(self, guideline_id: str) -> Path:
        """Return the folder of a guideline: the one that was given, or else that of the library."""
        return self._guides.folder(guideline_id)

    def first(self, entry: Entry, audience: Audience) -> Assessment:
        """Return what is proposed for a referral as it came; made once and kept."""
        known = self._first.get((entry.key, audience))
        if known is None:
            known = self._guides.propose(entry.referral, entry.guideline.id, audience)
            self._first[entry.key, audience] = known
        return known

    def with_answers(self, entry: Entry, answers: Answers) -> Assessment:
        """Return what is proposed with a person's answers."""
        if answers.is_empty:
            return self.first(entry, answers.audience)
        referral = read_by_hand(entry.referral) if answers.text_read else entry.referral
        return self._guides.propose(referral, entry.guideline.id, answers.audience, corrections=answers.corrections)

    def compiled(self, assessment: Assessment) -> Compiled:
        """Return the guideline of an assessment as it holds on its day."""
        return self._guides.compiled(assessment)

    def _take_course(self, result: Episode | IntakeError) -> None:
        """Put a course on the desk, or say why it cannot be."""
        if isinstance(result, IntakeError):
            self.unread_courses.append(Unread(result.referral, result.code, result.message))
        elif self.courses.guideline is None:
            self.unread_courses.append(Unread(result.id, "K400", "no guideline here has a pathway"))
        elif not self.courses.take(result):
            self.unread_courses.append(Unread(result.id, "K304", "another course on the list has the same id"))

    def _take(self, result: Referral | IntakeError) -> None:
        if isinstance(result, IntakeError):
            self.unread.append(Unread(result.referral, result.code, result.message))
            return
        key = plain_key(result.id, f"referral-{len(self.entries) + 1}")
        if key in self.entries:
            self.unread.append(Unread(result.id, "K304", "another referral on the list has the same id"))
            return
        try:
            guideline = self._guides.choose(result)
            entry = Entry(key, self._guides.with_text(result, guideline.id), guideline)
            self.first(entry, Audience.RECEIVER)
        except (IntakeError, SelectionError) as error:
            self.unread.append(Unread(result.id, error.code, error.message))
        else:
            self.entries[key] = entry
