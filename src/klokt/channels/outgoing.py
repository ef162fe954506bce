"""What leaves with a decision: the letters as PDF, the answer in FHIR, and the status that a Norwegian message gets."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import msgspec

from klokt import __version__
from klokt.channels.outgoing_status import patient_number, status_for
from klokt.channels.unit.settings import UnitAtWork
from klokt.channels.wire import answer
from klokt.errors import SendingError
from klokt.letters.choose import offered
from klokt.letters.compose import compose
from klokt.letters.document import Document
from klokt.letters.pdf import pdf
from klokt.letters.text import told
from klokt.model.decision import Choice, Decision
from klokt.model.proposal import Proposal
from klokt.model.referral import Referral
from klokt.sending.closed_loop import Answered, write_closed_loop
from klokt.sending.closed_loop_letters import Paper
from klokt.sending.closed_loop_names import Named
from klokt.triage.decide import Draft
from klokt.triage.propose import Assessment

KINDS = {"referrer": "letter_pdf", "patient": "patient_pdf"}
"""The kind of a letter's draft, by whom it is for."""

FHIR, STATUS = "fhir", "status_9148"

NO_WAY = "none"
"""Where a letter goes that the unit has set no way for: nowhere, until a person looks."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which decision it is: the referral's stream at the version that the person saw, who decides, and when.

    `who` is the person's id and `name` what others know them by. `language` is the referrer's; `words` are what the
    person writes to the referrer, a question or a reason; `message` is the message that the referral came in.
    """

    stream: str
    version: int
    who: str
    name: str
    at: datetime
    language: str
    words: str | None = None
    message: bytes = b""

    @property
    def once(self) -> str:
        """The name of this decision; it cannot come twice, as only one decision can follow a version."""
        return f"{self.stream}/{self.version + 1}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter that goes with the decision, by its id in the guideline, and its language."""

    letter: str
    language: str


def usual_letters(work: UnitAtWork, assessment: Assessment, decision: Decision, language: str) -> tuple[Wanted, ...]:
    """Return the letters that go with a decision if nobody chooses otherwise: the outcome's own, and the patient's.

    None may go beside a red flag. A letter that is not written in the language goes in its own first one.
    """
    decided = _decided(assessment, decision)
    able = offered(work.guides.compiled(assessment), decided)
    chosen = [each for each in able if each.id == decided.letter or each.addressee == "patient"]
    spoken = ((each, language if language in each.languages else each.languages[0]) for each in chosen)
    return tuple(Wanted(each.id, own) for each, own in spoken)


def drafts_for(
    work: UnitAtWork,
    referral: Referral,
    assessment: Assessment,
    decision: Decision,
    occasion: Occasion,
    letters: Sequence[Wanted],
) -> tuple[Draft, ...]:
    """Return what leaves with a decision, each with the way that the unit's settings name for its kind.

    Letters are always there. The answer in FHIR and the status of a Norwegian message are there where the unit has a
    way for them; the status is left out where 9148 has no code for the decision, or the message does not name whom to
    answer. Raises LetterError where a letter may not go with what was decided (K503: a red flag stands), and
    SendingError K602 where the words are missing that the decision needs.
    """
    decided, compiled = _decided(assessment, decision), work.guides.compiled(assessment)
    own, day = work.letters[assessment.guideline.id], occasion.at.astimezone(work.settings.place).date()
    documents = [compose(compiled, decided, each.letter, each.language, referral.id, day, own) for each in letters]
    return drafts_of(work, referral, assessment, decision, occasion, documents)


def drafts_of(
    work: UnitAtWork,
    referral: Referral,
    assessment: Assessment,
    decision: Decision,
    occasion: Occasion,
    documents: Sequence[Document],
) -> tuple[Draft, ...]:
    """Return what leaves with a decision whose letters are composed already; see `drafts_for`.

    A decision that is none of the guideline's outcomes leaves as letters and status alone.
    """
    _refuse_silence(decision, occasion, documents)
    with ThreadPoolExecutor() as side_by_side:
        papers = tuple(side_by_side.map(partial(_paper, assessment), documents))
    drafts = [(KINDS[each.addressee], each.content) for each in papers]
    if work.settings.way_for(FHIR) and decision.outcome in assessment.guideline.outcomes:
        drafts.append((FHIR, write_closed_loop(_answered(work, referral, assessment, decision, occasion, papers))))
    if work.settings.way_for(STATUS):
        reason = "\n\n".join([*([occasion.words] if occasion.words else []), *_to_referrer(documents)])
        drafts += [
            (STATUS, each) for each in status_for(decision.choice, occasion.message, occasion.once, occasion.at, reason)
        ]
    return tuple(Draft(kind, work.settings.way_for(kind) or NO_WAY, content) for kind, content in drafts)


def _decided(assessment: Assessment, decision: Decision) -> Proposal:
    """The leading proposal with the outcome that was decided: the letters room says what may go with that."""
    outcome = assessment.guideline.outcomes.get(decision.outcome)
    if outcome is None:
        raise SendingError("K602", "the guideline has no such outcome")
    return replace(assessment.proposals[0], outcome=outcome.id, letter=outcome.letter)


def _refuse_silence(decision: Decision, occasion: Occasion, documents: Sequence[Document]) -> None:
    """A referrer is never left to guess: a question is in words, and what comes back has a letter or a reason."""
    told = bool((occasion.words or "").strip())
    if decision.choice in (Choice.ASK, Choice.FORWARD) and not told:
        raise SendingError("K602", "the referrer needs words: the question, or where the referral went")
    if decision.choice is Choice.RETURN and not told and not any(each.addressee == "referrer" for each in documents):
        raise SendingError("K602", "what is returned needs a letter to the referrer, or a reason in words")


def _to_referrer(documents: Sequence[Document]) -> list[str]:
    return [told(each) for each in documents if each.addressee == "referrer"]


def _paper(assessment: Assessment, document: Document) -> Paper:
    content = pdf(document, msgspec.json.encode(answer(assessment, document.language)))
    return Paper(document.letter, document.title, document.language, document.addressee, content)


def _answered(
    work: UnitAtWork,
    referral: Referral,
    assessment: Assessment,
    decision: Decision,
    occasion: Occasion,
    papers: tuple[Paper, ...],
) -> Answered:
    return Answered(
        once=occasion.once,
        course=occasion.stream,
        referral=referral.id,
        unit=Named("Organization", work.settings.id, work.settings.name),
        person=Named("Practitioner", occasion.who, occasion.name),
        decision=decision,
        guideline=assessment.guideline,
        program=__version__,
        language=occasion.language,
        proposed=assessment.proposals[0].outcome,
        at=occasion.at,
        papers=papers,
        words=occasion.words,
        patient=patient_number(occasion.message),
    )
