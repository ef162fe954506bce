"""The letters that may go with a decision, shown before anything is decided, and pressed when it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from klokt.channels.outgoing import Occasion, drafts_of
from klokt.channels.unit.case import Case
from klokt.channels.web.letter_offers import numbered, spoken_in
from klokt.channels.wire import answer
from klokt.engine.compiled import Compiled
from klokt.errors import LetterError
from klokt.letters.choose import letter_for, offered
from klokt.letters.compose import compose
from klokt.letters.document import Document
from klokt.letters.pdf import pdf
from klokt.letters.unit import NO_UNIT
from klokt.model.decision import Decision
from klokt.model.event import ReferralReceived
from klokt.model.letter import Letter
from klokt.model.proposal import Proposal
from klokt.triage.decide import Draft

REFERENCE = "letter"
"""How the fields of the form begin that stand for a letter."""


@dataclass(frozen=True, slots=True)
class Going:
    """A letter that may go with an outcome: its field in the form, to whom, and whether it goes unless taken off.

    `number` is that of the place to examine; `spoken` is the language it is written in.
    """

    field: str
    outcome: str
    number: int
    id: str
    title: str
    addressee: str
    goes: bool
    spoken: str


def letters_with(case: Case, outcome: str, language: str) -> tuple[Going, ...]:
    """Return the letters that may go where a person decides for an outcome; the first to each receiver goes by itself.

    There are none while a red flag stands. `language` is the reader's: it is taken where the letter has it, but
    never English, which is for those who read the page.
    """
    found: list[Going] = []
    for number, proposal in _proposals(case, outcome):
        taken: set[str] = set()
        for letter in offered(_compiled(case), proposal):
            spoken = spoken_in(letter.languages, "" if language == "en" else language)
            field = f"{REFERENCE}.{outcome}.{number}.{letter.id}"
            goes = letter.addressee not in taken
            taken.add(letter.addressee)
            found.append(Going(field, outcome, number, letter.id, letter.title[spoken], letter.addressee, goes, spoken))
    return tuple(found)


def stands_against(case: Case, outcome: str) -> bool:
    """Return whether a red flag stands in the way of an outcome's letters, as the letters room says (K503)."""
    for _, proposal in _proposals(case, outcome):
        for letter in _letters(case):
            try:
                letter_for(_compiled(case), proposal, letter.id)
            except LetterError as error:
                if error.code == "K503":
                    return True
    return False


def letter_of(case: Case, outcome: str, number: int, name: str, spoken: str) -> Document:
    """Return a letter as it would go with an outcome. Raises LetterError as `compose` does, KeyError for no place."""
    proposal = dict(_proposals(case, outcome))[number]
    own = case.unit.letters.get(proposal.guideline, NO_UNIT)
    reference = case.referral.id if case.referral else ""
    return compose(_compiled(case), proposal, name, spoken, reference, _today(case), own)


def pressed(case: Case, document: Document) -> bytes:
    """Return a letter as PDF, with the proposal that it rests on inside. Raises LetterError K506 and K507."""
    if case.assessment is None:
        raise LetterError("K502", "no letter may go without a proposal")
    return pdf(document, msgspec.json.encode(answer(case.assessment, document.language)))


def drafts(case: Case, decision: Decision, chosen: Mapping[str, bool], language: str) -> tuple[Draft, ...]:
    """Return what leaves with a decision: the letters that go by themselves, unless `chosen` says otherwise, and the
    messages that the unit has ways for. Without a proposal nothing leaves by itself.

    Raises LetterError where a letter may not go, and SendingError K602 where the referrer would be left to guess.
    """
    if case.assessment is None or case.referral is None:
        return ()
    goes = (each for each in letters_with(case, decision.outcome, language) if chosen.get(each.field, each.goes))
    documents = [_written(case, each) for each in goes]
    return drafts_of(
        case.unit, case.referral, case.assessment, decision, _occasion(case, decision, language), documents
    )


def _occasion(case: Case, decision: Decision, language: str) -> Occasion:
    """Which decision it is; the referrer is written to in the reader's language, but never in English."""
    spoken = language if language != "en" else case.assessment.guideline.languages[0] if case.assessment else language
    return Occasion(
        case.stream, case.version, case.person.who, case.person.name, case.at, spoken, decision.note, _message(case)
    )


def _message(case: Case) -> bytes:
    """The message that the referral came in; nothing where it was erased, or came in by another way."""
    received = next((each.what for each in case.history if isinstance(each.what, ReferralReceived)), None)
    if received is None:
        return b""
    kept = (each.personal for each in case.journal.history(received.message))
    return next((each for each in kept if isinstance(each, bytes)), b"")


def _written(case: Case, going: Going) -> Document:
    return letter_of(case, going.outcome, going.number, going.id, going.spoken)


def _today(case: Case) -> date:
    return case.at.astimezone(case.unit.settings.place).date()


def _proposals(case: Case, outcome: str) -> Iterator[tuple[int, Proposal]]:
    """The leading proposal as if it had that outcome, and every other that has it by itself."""
    if case.assessment is None or case.entry is None or outcome not in case.assessment.guideline.outcomes:
        return
    for place, (number, proposal) in enumerate(numbered(case.entry, case.assessment)):
        if proposal.outcome == outcome:
            yield number, proposal
        elif place == 0:
            yield number, replace(proposal, outcome=outcome, letter=None)


def _letters(case: Case) -> list[Letter]:
    return list(case.assessment.guideline.letters.values()) if case.assessment else []


def _compiled(case: Case) -> Compiled:
    if (compiled := case.compiled) is None:
        raise LetterError("K502", "no letter may go without a proposal")
    return compiled
