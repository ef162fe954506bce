"""What a second reader sees: the referral as it came, and every choice in the order of the guideline, nothing more."""

from collections.abc import Iterator
from dataclasses import dataclass

from klokt.channels.unit.case import Case, kept_answer
from klokt.channels.unit.decision_form import EFFECTS
from klokt.channels.unit.happened import told_moment, told_who
from klokt.channels.web.answers import Answers
from klokt.channels.web.referral_view import ReferralView, referral_view
from klokt.model.decision import Choice
from klokt.model.event import Decided, Proposed, Recorded
from klokt.model.fact import Audience, Origin
from klokt.model.second_reading import SecondRead
from klokt.triage.propose import Assessment
from klokt.triage.second_reading import Asked
from klokt.wording.told import told_outcome, told_target, told_value


@dataclass(frozen=True, slots=True)
class BlindChoice:
    """A choice with all its outcomes, by id and in words; neither tells what was proposed."""

    name: str
    outcomes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BlindFact:
    """What the referral says: the question, the answer, and the words that it was read from."""

    place: str
    question: str
    value: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blind:
    """The page of a second reader. `page` is None where the guideline that was followed is not at hand."""

    unit: str
    stream: str
    version: int
    text: str
    page: ReferralView | None
    facts: tuple[BlindFact, ...]
    choices: tuple[BlindChoice, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody answered, in words, and when."""

    who: str
    when: str
    choice: str
    outcome: str
    note: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Both answers and what was proposed, side by side."""

    unit: str
    stream: str
    version: int
    why: str
    first: Opinion
    second: Opinion
    proposed: str
    blind: bool
    asked: str


def blind_view(case: Case, language: str) -> Blind:
    """Return what a second reader sees. Facts are those of the text, not those that the first reader told."""
    first = _first_assessment(case)
    return Blind(
        unit=case.item.unit,
        stream=case.stream,
        version=case.version,
        text=(case.referral.text or "") if case.referral else "",
        page=referral_view(case.entry, first, first, Answers(), language) if case.entry and first else None,
        facts=tuple(_facts(first, language)) if first else (),
        choices=tuple(BlindChoice(each.value, _outcomes(case, each, language)) for each in Choice),
    )


def compared_view(case: Case, asked: Asked, language: str) -> Compared | None:
    """Return both answers side by side, None where the second is not given."""
    first, second = asked.first, asked.second
    if second is None or not isinstance(first.what, Decided) or not isinstance(second.what, SecondRead):
        return None
    return Compared(
        unit=case.item.unit,
        stream=case.stream,
        version=case.version,
        why=asked.wish.why.value,
        first=_opinion(case, first, first.what.choice, first.what.outcome, language),
        second=_opinion(case, second, second.what.choice, second.what.outcome, language),
        proposed=_told(case, asked.wish.proposed, language),
        blind=second.what.blind,
        asked=case.item.stream,
    )


def answer_in(case: Case, choice: str, outcome: str) -> tuple[Choice, str] | None:
    """Return the answer that a form gives; None where it is none."""
    if choice not in {each.value for each in Choice}:
        return None
    chosen = Choice(choice)
    able = [id for id, _ in _outcomes(case, chosen, "en")]
    return (chosen, outcome or able[0]) if not outcome or outcome in able else None


def _first_assessment(case: Case) -> Assessment | None:
    """What was proposed before anybody said anything else: the facts as they were read."""
    proposals = [each for each in case.history if isinstance(each.what, Proposed)]
    return kept_answer(proposals[0], case.referral, case.guideline) if proposals else None


def _facts(assessment: Assessment, language: str) -> Iterator[BlindFact]:
    several = len(assessment.proposals) > 1
    for proposal in assessment.proposals:
        place = told_target(assessment.guideline, proposal.target, language) if several else ""
        for name, fact in proposal.facts.items():
            if fact.origin is not Origin.ASSUMED:
                definition = assessment.guideline.facts[name]
                value = told_value(definition, fact.value, language)
                words = tuple(span.text for span in fact.evidence)
                yield BlindFact(place, definition.question[language], value, words)


def _outcomes(case: Case, choice: Choice, language: str) -> tuple[tuple[str, str], ...]:
    """All outcomes of a choice, by their rank in the guideline; its own name where there is none."""
    if case.guideline is None:
        return ((choice.value, ""),)
    owed = {each.proposes for each in case.guideline.obligations.values()}
    found = [
        each
        for each in case.guideline.outcomes.values()
        if each.effect in EFFECTS[choice] and (each.effect != "assess" or (choice is Choice.FETCH) == (each.id in owed))
    ]
    found.sort(key=lambda each: each.rank)
    return tuple((each.id, _told(case, each.id, language)) for each in found) or ((choice.value, ""),)


def _opinion(case: Case, event: Recorded, choice: Choice, outcome: str, language: str) -> Opinion:
    note = event.personal if isinstance(event.personal, str) else ""
    told = (told_who(case, event.actor), told_moment(case, event.at, language))
    return Opinion(*told, choice.value, _told(case, outcome, language), note)


def _told(case: Case, outcome: str, language: str) -> str:
    known = case.guideline is not None and outcome in case.guideline.outcomes
    return told_outcome(case.guideline, outcome, Audience.RECEIVER, language) if known and case.guideline else ""
