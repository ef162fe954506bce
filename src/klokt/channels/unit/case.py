"""A referral as the journal has it, opened by a person: what was sent, what is proposed, and what happened to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, SkipValidation

from klokt.channels.unit.house import House
from klokt.channels.unit.person import Person
from klokt.channels.unit.settings import UnitAtWork
from klokt.channels.web.desk import Entry
from klokt.engine.compiled import Compiled
from klokt.errors import TriageError
from klokt.model.access import DECIDES
from klokt.model.event import Answer, Decided, DecisionUndone, Proposed, Recorded
from klokt.model.guideline import Guideline
from klokt.model.owed import LetterQueued, ObligationAwaited, ObligationOpened
from klokt.model.referral import Correction, Referral
from klokt.model.worklist import CLOSED, Item, Outgoing
from klokt.storage.journal import UnitJournal
from klokt.storage.people import known_people
from klokt.triage.decide import Terms
from klokt.triage.follow_up import corrections_of, referral_of
from klokt.triage.promises import standing
from klokt.triage.propose import Assessment
from klokt.words import LANGUAGES


@dataclass(frozen=True, slots=True)
class Case:
    """A referral in a unit at a moment (UTC), as one person may see it.

    `referral` is None where nothing can be read of it: a message that nobody could read, or an erased person.
    `assessment` is the last proposal as it was kept, None without one. A proposal of an edition of the guideline that
    is not at hand counts as none: `outdated` then says so. `names` are those of all who have signed in, by their ids.
    """

    house: House
    person: Person
    unit: UnitAtWork
    journal: UnitJournal
    item: Item
    history: Sequence[Recorded]
    referral: Referral | None
    guideline: Guideline | None
    proposed: Recorded | None
    assessment: Assessment | None
    at: datetime
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def stream(self) -> str:
        """The name of the referral in the journal, which tells nothing of the patient."""
        return self.item.stream

    @property
    def version(self) -> int:
        """Where the referral stands: what a step must name."""
        return self.history[-1].version

    @property
    def answers(self) -> int:
        """The version at which the last proposal stands; 0 without one."""
        return self.proposed.version if self.proposed else 0

    @property
    def outdated(self) -> bool:
        """Whether something was proposed by an edition of the guideline that is not at hand."""
        return self.proposed is not None and self.assessment is None and self.referral is not None

    @property
    def may_decide(self) -> bool:
        """Whether the person may do anything but read."""
        return bool(self.person.access.roles.get(self.item.unit, frozenset()) & DECIDES)

    @property
    def is_closed(self) -> bool:
        """Whether nobody needs to act on it."""
        return self.item.state in CLOSED

    @property
    def decided(self) -> Recorded | None:
        """The decision that stands, None without one."""
        last = [each for each in self.history if isinstance(each.what, Decided | DecisionUndone)][-1:]
        return last[0] if last and isinstance(last[0].what, Decided) else None

    @property
    def standing(self) -> dict[str, ObligationAwaited | ObligationOpened]:
        """The obligations that are awaited or open."""
        return standing(self.history)

    @property
    def entry(self) -> Entry | None:
        """The referral as the pages that show one take it."""
        if self.referral is None or self.guideline is None:
            return None
        return Entry(self.item.stream, self.referral, self.guideline)

    @property
    def compiled(self) -> Compiled | None:
        """The guideline as the proposal was made by it."""
        return self.unit.guides.compiled(self.assessment) if self.assessment else None

    def letters(self) -> list[Outgoing]:
        """Return the letters of the decision that stands, in order; of no earlier one."""
        if self.decided is None:
            return []
        since = self.history[self.decided.version :]
        queued = {each.what.letter for each in since if isinstance(each.what, LetterQueued)}
        return [each for each in self.journal.letters(self.item.stream) if each.letter in queued]

    def can_undo(self) -> bool:
        """Return whether the person decided it, and nothing of the decision has left or is about to."""
        mine = self.decided is not None and self.decided.actor == self.person.who
        return mine and can_undo(self.letters(), self.at)

    def terms(self) -> Terms:
        """Return what the unit sets for its decisions."""
        again = self.house.read_again(self.item.unit, self.journal)
        return replace(self.house.terms(self.item.unit, self.guideline), again=again)

    def reassess(self, referral: Referral, corrections: Sequence[Correction]) -> Assessment:
        """Return what is proposed with corrections, on the day of the last proposal; without one, chosen anew."""
        guides = self.unit.guides
        guideline = self.guideline or guides.choose(referral)
        on = self.proposed.what.on if self.proposed and isinstance(self.proposed.what, Proposed) else None
        return guides.propose(referral, guideline.id, on=on, corrections=corrections)

    def said(self) -> tuple[Correction, ...]:
        """Return all that was said instead so far."""
        return corrections_of(self.history)


def can_undo(letters: Iterable[Outgoing], at: datetime) -> bool:
    """Return whether none of the letters of a decision has left at a moment, or is about to."""
    return all(each.state == "waiting" and not each.attempts and each.not_before > at for each in letters)


def case_of(house: House, person: Person, language: str, unit: str, stream: str) -> Case:
    """Return a referral of an address; raise NotFoundException where there is none that the person may see."""
    if unit not in house.units or language not in LANGUAGES:
        raise NotFoundException
    journal = house.journal_for(person)
    try:
        item, history = journal.item(stream), journal.history(stream)
    except TriageError:
        raise NotFoundException from None
    if item.unit != unit:
        raise NotFoundException
    return _opened(house, person, journal, item, history)


def _opened(house: House, person: Person, journal: UnitJournal, item: Item, history: Sequence[Recorded]) -> Case:
    unit = house.units[item.unit]
    proposals = [each for each in history if isinstance(each.what, Proposed)]
    last = proposals[-1] if proposals else None
    referral, guideline = _referral(history), unit.guides.guidelines.get(item.guideline or "")
    assessment = kept_answer(last, referral, guideline)
    names = {each.who: each.name for each in known_people(house.store.engine).values()}
    return Case(house, person, unit, journal, item, history, referral, guideline, last, assessment, house.now(), names)


def _referral(history: Sequence[Recorded]) -> Referral | None:
    try:
        return referral_of(history)
    except TriageError:
        return None


def kept_answer(last: Recorded | None, referral: Referral | None, guideline: Guideline | None) -> Assessment | None:
    """Return the answer of a kept proposal as an assessment, None where the guideline is not at hand as it was then."""
    if last is None or referral is None or guideline is None or not isinstance(last.what, Proposed):
        return None
    found, answer = last.what, last.personal
    if not isinstance(answer, Answer) or guideline.content_hash != found.content_hash:
        return None
    kept = (answer.proposals, answer.notices, answer.set_aside, answer.unclear)
    return Assessment(referral.id, guideline, found.audience, found.on, *kept)


CaseHere = NamedDependency[SkipValidation[Case]]
"""The referral that an address names, for a handler; it is made by us, and nothing of it is checked again."""


def case_here(
    house: NamedDependency[House],
    person: NamedDependency[Person],
    language: FromPath[str],
    unit: FromPath[str],
    stream: FromPath[str],
) -> Case:
    """Return the referral that an address names; see `case_of`."""
    return case_of(house, person, language, unit, stream)
