"""Write what the patient gets on a day of the course: the letter of a right that stands, or the sheet for the talk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from klokt.engine.letter_choice import holds_in, letter_on, standing_right
from klokt.engine.pathway import Follower
from klokt.engine.suspensions import suspensions
from klokt.errors import LetterError
from klokt.letters.arrange import arranged
from klokt.letters.compose import foot
from klokt.letters.document import Document, Printed
from klokt.letters.unit import NO_UNIT, Unit
from klokt.model.episode import ClockRun, Entry, Episode, State, Suspension
from klokt.model.letter import (
    COMPUTATION,
    CONTACTS,
    RIGHT_SLOTS,
    SUSPENSIONS,
    Letter,
    Paragraph,
    slots_in,
    with_slots_filled,
)
from klokt.wording.pathway import told_day, told_suspension
from klokt.wording.told import told_parameter, told_value
from klokt.words import Words

word = Words("klokt.letters")

_TO_THE_PATIENT = {
    "started": "ledger_started",
    "last_day": "ledger_last_day",
    "met": "ledger_met",
    "notified_in_time": "ledger_notified_in_time",
    "notified_late": "ledger_notified_late",
    "postponed_by_patient": "ledger_postponed_by_patient",
    "postponement_without_effect": "ledger_postponement_without_effect",
    "right_arose": "ledger_right_arose",
}
"""What is said to the patient of each line of the ledger."""


def letter_of_state(
    follower: Follower, episode: Episode, state: State, language: str, unit: Unit = NO_UNIT
) -> Document:
    """Return the letter of the right that stands on the state's day, or else the one that goes with the next step.

    Where several rights stand, it is of the latest. Raises LetterError: K509 where the guideline has no letter for
    that day; K504 where the letter is not written in the language.
    """
    letter, run = letter_on(follower, state), standing_right(state)
    if letter is None:
        what = (
            f'the right "{follower.pathway.clocks[run.clock].right}"' if run else f'the next step "{state.next_step}"'
        )
        raise LetterError("K509", f"there is no letter on {state.on.isoformat()}: none goes with {what}")
    if language not in letter.languages:
        raise LetterError("K504", f'letter "{letter.id}" is not written in "{language}": {", ".join(letter.languages)}')
    record = follower.recorder.record(episode.events, state.on)
    pauses = tuple(suspensions(follower.pathway, record, (run,))) if run else ()
    writing = _Writing(follower, state, run, pauses, letter, language, unit)
    return Document(
        letter=letter.id,
        kind=letter.kind,
        addressee=letter.addressee,
        language=language,
        title=letter.title[language],
        day=state.on,
        reference="",
        letterhead=unit.letterhead,
        paragraphs=tuple(writing.paragraphs()),
        foot=tuple(foot(follower.compiled, language)),
    )


@dataclass(frozen=True, slots=True)
class _Writing:
    """All that the paragraphs of the letter are written from."""

    follower: Follower
    state: State
    run: ClockRun | None
    pauses: tuple[Suspension, ...]
    letter: Letter
    language: str
    unit: Unit

    def paragraphs(self) -> Iterator[Printed]:
        """Yield what is printed, by role and then in the order of the files."""
        own = [each for each in self.follower.guideline.paragraphs if self.letter.id in each.letters]
        return arranged(own, self._is_true, self._printed, self._listed)

    def _is_true(self, paragraph: Paragraph) -> bool:
        slots = slots_in(paragraph.text[self.language])
        return holds_in(self.follower, self.state, paragraph.when) and all(map(self._value, slots))

    def _printed(self, paragraph: Paragraph) -> Printed:
        shared = with_slots_filled(paragraph.text[self.language], self._value)
        own = self.unit.texts.get(paragraph.id, {}).get(self.language)
        return Printed(
            id=paragraph.id,
            role=paragraph.role,
            text=shared if own is None else with_slots_filled(own, self._value),
            heading=paragraph.heading.get(self.language, ""),
            shared=None if own is None else shared,
        )

    def _listed(self, top: Paragraph, everything: list[Paragraph]) -> Iterator[Printed]:
        """Yield the lines of what a paragraph lists."""
        if top.lists == COMPUTATION and self.run is not None:
            yield from (Printed(top.id, top.role, self._entry(entry)) for entry in _ledger(self.run))
        elif top.lists == SUSPENSIONS:
            yield from (Printed(top.id, top.role, told_suspension(each, self.language, True)) for each in self.pauses)
        elif top.lists == CONTACTS:
            titles = {each.id: each.title[self.language] for each in self.follower.pathway.contacts}
            coming = [due for due in self.state.due if due.what in titles and due.on >= self.state.on]
            yield from (Printed(top.id, top.role, f"**{self._day(due.on)}**: {titles[due.what]}") for due in coming)

    def _entry(self, entry: Entry) -> str:
        return f"**{self._day(entry.on)}**: {word(_TO_THE_PATIENT[entry.what], self.language)}"

    def _value(self, slot: str) -> str:
        """The words for a slot, an empty text where nobody told it."""
        parameters, facts = self.follower.compiled.parameters, self.state.facts
        if slot in RIGHT_SLOTS:
            return "" if self.run is None else self._of_the_right(self.run, slot)
        if slot in parameters:
            return told_parameter(parameters[slot], self.language)
        return told_value(self.follower.guideline.facts[slot], facts[slot], self.language) if slot in facts else ""

    def _of_the_right(self, run: ClockRun, slot: str) -> str:
        if slot == "length":
            length = self.follower.budget(self.follower.pathway.clocks[run.clock], run.started)
            return told_parameter(length, self.language)
        day = {"started": run.started, "last_day": run.deadline, "right_from": run.right_from}[slot]
        return "" if day is None else self._day(day)

    def _day(self, day: date) -> str:
        return told_day(day, self.language)


def _ledger(run: ClockRun) -> list[Entry]:
    """What happened to a guarantee, with its last day, in the order of the days."""
    return sorted([*run.ledger, Entry(run.deadline, "last_day")], key=lambda entry: entry.on)
