"""Compose a letter: the paragraphs that are true of a proposal, in order, with their slots filled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from klokt.engine.compiled import Compiled
from klokt.errors import LetterError
from klokt.letters.arrange import arranged
from klokt.letters.choose import holds, letter_for
from klokt.letters.document import Document, Printed
from klokt.letters.unit import NO_UNIT, Unit
from klokt.model.fact import Origin
from klokt.model.letter import REFERENCE, TARGET, Letter, Paragraph, slots_in, with_slots_filled
from klokt.model.proposal import Proposal
from klokt.wording.told import told_parameter, told_target, told_value
from klokt.words import Words

word = Words("klokt.letters")

ASSUMPTIONS = "assumptions"
"""The role of the paragraph that lists what was assumed."""


def compose(
    compiled: Compiled,
    proposal: Proposal,
    letter_id: str,
    language: str,
    reference: str,
    day: date,
    unit: Unit = NO_UNIT,
) -> Document:
    """Return a letter in which every sentence is true of the proposal's facts.

    `compiled` must hold the unit's own parameters, as the proposal does. A letter to a referrer tells every
    assumption. Raises LetterError: K501 to K503 where the letter may not go, K504 where it is not written in the
    language, K505 where a letter to a referrer has no reference.
    """
    letter = letter_for(compiled, proposal, letter_id)
    if language not in letter.languages:
        written = ", ".join(letter.languages)
        raise LetterError("K504", f'letter "{letter.id}" is not written in "{language}": its languages are {written}')
    if letter.addressee == "referrer" and not reference.strip():
        raise LetterError("K505", "a letter to a referrer needs a reference, so that a new referral can name it")
    writing = _Writing(compiled, proposal, letter, language, reference, unit)
    return Document(
        letter=letter.id,
        kind=letter.kind,
        addressee=letter.addressee,
        language=language,
        title=letter.title[language],
        day=day,
        reference=reference,
        letterhead=unit.letterhead,
        paragraphs=tuple(writing.paragraphs()),
        foot=tuple(foot(compiled, language)),
    )


@dataclass(frozen=True, slots=True)
class _Writing:
    """All that the paragraphs of one letter are written from."""

    compiled: Compiled
    proposal: Proposal
    letter: Letter
    language: str
    reference: str
    unit: Unit

    def paragraphs(self) -> Iterator[Printed]:
        """Yield what is printed, by role and then in the order of the files; items stand inside their paragraph."""
        return arranged(self._own(), self._is_true, self._printed, self._untold)

    def _own(self) -> list[Paragraph]:
        return [each for each in self.compiled.guideline.paragraphs if self.letter.id in each.letters]

    def _is_true(self, paragraph: Paragraph) -> bool:
        """Whether the condition is yes, every slot can be filled, and what it tells was assumed."""
        assumed = {assumption.fact for assumption in self.proposal.assumptions}
        return (
            (not paragraph.tells or not assumed.isdisjoint(paragraph.tells))
            and holds(self.compiled, self.proposal, paragraph.when)
            and all(self._value(slot, paragraph) for slot in slots_in(paragraph.text[self.language]))
        )

    def _printed(self, paragraph: Paragraph) -> Printed:
        shared = self._filled(paragraph.text[self.language], paragraph)
        own = self.unit.texts.get(paragraph.id, {}).get(self.language)
        return Printed(
            id=paragraph.id,
            role=paragraph.role,
            text=shared if own is None else self._filled(own, paragraph),
            heading=paragraph.heading.get(self.language, ""),
            shared=None if own is None else shared,
        )

    def _filled(self, text: str, paragraph: Paragraph) -> str:
        return with_slots_filled(text, lambda slot: self._value(slot, paragraph) or "")

    def _value(self, slot: str, paragraph: Paragraph) -> str | None:
        """The words for a slot; None where nobody told it. Only a paragraph that tells of an assumption prints it."""
        guideline, facts = self.compiled.guideline, self.proposal.facts
        if slot == TARGET:
            return told_target(guideline, self.proposal.target, self.language) or None
        if slot == REFERENCE:
            return self.reference
        if slot in self.compiled.parameters:
            return told_parameter(self.compiled.parameters[slot], self.language)
        fact = facts.get(slot)
        if fact is None or (fact.origin is Origin.ASSUMED and slot not in paragraph.tells):
            return None
        return told_value(guideline.facts[slot], fact.value, self.language)

    def _untold(self, top: Paragraph, everything: list[Paragraph]) -> Iterator[Printed]:
        """Yield each assumption that no paragraph tells: its question, and how the silence was read."""
        lists_them = top.role == ASSUMPTIONS and self.letter.addressee == "referrer"
        telling = {fact for each in everything for fact in each.tells}
        for assumption in self.proposal.assumptions if lists_them else ():
            if assumption.fact not in telling:
                definition = self.compiled.guideline.facts[assumption.fact]
                value = told_value(definition, assumption.read_as, self.language)
                told = word("read_as", self.language).format(question=definition.question[self.language], value=value)
                yield Printed(f"assumption_{assumption.fact}", ASSUMPTIONS, told)


def foot(compiled: Compiled, language: str) -> Iterator[str]:
    """Yield which guideline and edition a letter rests on, what the unit has set, and that readings await someone."""
    guideline = compiled.guideline
    yield word("based_on", language).format(title=guideline.title[language], edition=guideline.edition)
    titles = {parameter.name: parameter.title.get(language, parameter.name) for parameter in guideline.parameters}
    for name, value in compiled.overrides.items():
        told = told_parameter(value, language)
        yield word("set_by_the_unit", language).format(title=titles[name], value=told)
    if any(reading.status.startswith("await") for reading in guideline.interpretations.values()):
        yield word("awaits_an_owner", language)
