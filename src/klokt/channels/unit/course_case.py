"""A course as the journal has it, opened by a person: how it stands on a day, its letters, and what was recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, SkipValidation

from klokt.channels.pathway_papers import PaperKind, paper_of, printed
from klokt.channels.unit.visit import Visit
from klokt.channels.web.courses import Stand
from klokt.channels.web.letter_offers import spoken_in
from klokt.engine.course import course_of
from klokt.engine.letter_choice import letter_on, standing_right
from klokt.errors import LetterError, TriageError
from klokt.letters.document import Document
from klokt.model.access import DECIDES
from klokt.model.course_list import CourseItem
from klokt.model.event import Recorded
from klokt.model.followed import CourseLetter
from klokt.model.guideline import Guideline
from klokt.model.owed import LetterWithdrawn
from klokt.model.worklist import Outgoing
from klokt.triage.course_guide import CourseGuide
from klokt.triage.record import Now, episode_of

PAPERS: tuple[PaperKind, ...] = ("letter", "followed")


@dataclass(frozen=True, slots=True)
class CourseCase:
    """A course in a unit as one person may see it. `stand` is how it stands on the day, None for an erased person."""

    visit: Visit
    item: CourseItem
    guide: CourseGuide
    history: Sequence[Recorded]
    stand: Stand | None
    at: datetime
    today: date
    fault: bool

    @property
    def version(self) -> int:
        """Where the course stands: what a step must name."""
        return self.history[-1].version

    @property
    def guideline(self) -> Guideline:
        """The guideline that the course is followed by."""
        return self.guide.guideline

    @property
    def language(self) -> str:
        """The reader's language where the guideline has it, and otherwise its first."""
        return spoken_in(self.guideline.languages, self.visit.view.language)

    @property
    def is_today(self) -> bool:
        """Whether it is looked at as it stands today: on another day nothing is recorded or sent."""
        return self.stand is not None and self.stand.state.on == self.today

    @property
    def may_act(self) -> bool:
        """Whether the person may record something here now."""
        held = self.visit.person.access.roles.get(self.visit.unit, frozenset())
        return bool(held & DECIDES) and self.is_today

    def here(self, *parts: str) -> str:
        """Return an address below that of the course."""
        return self.visit.here("courses", self.item.stream, *parts)

    def now(self) -> Now:
        """Return when it is, for what is recorded."""
        return Now(self.at, self.today, self.guide.follow)

    def papers(self) -> dict[PaperKind, Document]:
        """Return what can be written of the course on the day; what patients get in a language that it has."""
        return dict(self._papers())

    def _papers(self) -> Iterator[tuple[PaperKind, Document]]:
        if self.stand is None:
            return
        own = self.visit.at_work.letters[self.guideline.id]
        for kind in PAPERS:
            language = self._spoken() if kind == "letter" else self.language
            try:
                yield kind, paper_of(kind, self.stand.follower, self.stand.episode, self.stand.state, language, own)
            except LetterError:
                continue

    def _spoken(self) -> str:
        """The reader's language where the letter has it, else its first; never English, which is for readers."""
        letter = letter_on(self.stand.follower, self.stand.state) if self.stand else None
        reader = "" if self.visit.view.language == "en" else self.language
        return spoken_in(letter.languages if letter else self.guideline.languages, reader)

    def pressed(self, document: Document) -> bytes:
        """Return a paper as PDF with the state inside; raise LetterError (K506, K507, K509) where it cannot be."""
        if self.stand is None:
            raise LetterError("K509", "nothing can be written of an erased person")
        return printed(document, self.stand.follower, self.stand.episode, self.stand.state)

    def telling(self, kind: PaperKind) -> CourseLetter:
        """Return what a letter of that kind tells of: the right that stands on the day, where the letter is of it."""
        run = standing_right(self.stand.state) if self.stand and kind == "letter" else None
        return CourseLetter("", kind, run.clock if run else None, run.right_from if run else None)

    def letters(self) -> list[tuple[CourseLetter, Outgoing]]:
        """Return the letters of the course on their way, each with what it tells of, the newest first."""
        told = {each.what.letter: each.what for each in self.history if isinstance(each.what, CourseLetter)}
        found = self.visit.journal.letters(self.item.stream)
        return [(told[each.letter], each) for each in reversed(found) if each.letter in told]

    def is_told(self, letter: CourseLetter) -> bool:
        """Return whether a letter tells of the same right already, or is about to."""
        gone = {each.what.letter for each in self.history if isinstance(each.what, LetterWithdrawn)}
        same = [
            each for each, _ in self.letters() if (each.clock, each.right_from) == (letter.clock, letter.right_from)
        ]
        return letter.clock is not None and any(each.letter not in gone for each in same)


CourseHere = NamedDependency[SkipValidation[CourseCase]]
"""The course that an address names, for a handler."""


def course_here(visit: NamedDependency[Visit], stream: FromPath[str], on: FromQuery[str] = "") -> CourseCase:
    """Return the course that an address names, as of the day that is asked about; see `course_case`."""
    return course_case(visit, stream, on)


def course_case(visit: Visit, stream: str, asked: str = "") -> CourseCase:
    """Return a course as of a day, today where none is asked about, or what is asked is none (`fault`).

    Raises NotFoundException where there is none that the person may see.
    """
    today, guide = visit.house.today(visit.unit), visit.at_work.courses
    day, fault = _day(asked, today)
    try:
        item, history = visit.journal.courses.course(stream, today), visit.journal.history(stream)
    except TriageError:
        raise NotFoundException from None
    if guide is None or item.unit != visit.unit:
        raise NotFoundException
    return CourseCase(visit, item, guide, history, _stand(guide, stream, history, day), visit.house.now(), today, fault)


def _day(asked: str, today: date) -> tuple[date, bool]:
    try:
        return (date.fromisoformat(asked) if asked else today), False
    except ValueError:
        return today, True


def _stand(guide: CourseGuide, stream: str, history: Sequence[Recorded], day: date) -> Stand | None:
    try:
        episode = episode_of(history)
    except TriageError:
        return None
    follower = guide.follower_on(day)
    state = follower.state(episode, day)
    return Stand(stream, follower, episode, state, course_of(follower, episode, state))
