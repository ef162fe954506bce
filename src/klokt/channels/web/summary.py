"""A referral in a few words, for the list and the head of its page: who, what is asked for, what is proposed, why."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.dates import format_date

from klokt.channels.web.desk import Entry
from klokt.channels.web.page import word
from klokt.engine.dates import completed_years
from klokt.model.expression import Value
from klokt.model.guideline import Guideline
from klokt.model.proposal import Proposal
from klokt.model.referral import Referral
from klokt.model.truth import Truth
from klokt.triage.propose import Assessment
from klokt.wording.told import told_outcome, told_reason, told_target, told_truth, told_urgency, told_value

LOCALES = {"en": "en_GB"}
"""The language of dates where it is not the language itself."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the list. `outcome_word` and `why` are of the leading proposal, as are the others."""

    key: str
    id: str
    patient: str
    asked: str
    day: str
    on: date
    urgency: str
    urgency_word: str
    outcome: str
    outcome_word: str
    rank: int
    why: str
    missing: int
    others: int


def summary(entry: Entry, assessment: Assessment, language: str) -> Summary:
    """Return a referral with its leading proposal in a few words."""
    leading = assessment.proposals[0]
    return Summary(
        key=entry.key,
        id=entry.referral.id,
        patient=told_patient(entry.referral, assessment.on, language),
        asked=told_request(entry, language),
        day=told_day(assessment.on, language),
        on=assessment.on,
        urgency=leading.urgency,
        urgency_word=told_urgency(leading.urgency, language).capitalize(),
        outcome=leading.outcome,
        outcome_word=told_outcome(entry.guideline, leading.outcome, assessment.audience, language),
        rank=entry.guideline.outcomes[leading.outcome].rank,
        why=told_why(entry.guideline, leading, language),
        missing=len(leading.missing),
        others=len(assessment.proposals) - 1,
    )


@lru_cache(maxsize=1024)
def told_day(day: date, language: str, form: str = "medium") -> str:
    """Return a day as it is written in the language."""
    return format_date(day, form, locale=LOCALES.get(language, language))


def told_patient(referral: Referral, on: date, language: str) -> str:
    """Return sex and age ("kvinne, 67 år"), as far as they are known."""
    born = referral.patient.birth_date
    age = word("age", language).format(years=completed_years(born, on)) if born else word("age_unknown", language)
    sex = word(referral.patient.sex, language) if referral.patient.sex else ""
    return ", ".join(filter(None, (sex, age)))


def told_request(entry: Entry, language: str) -> str:
    """Return what is asked for: the examination and every place ("MR venstre kne, høyre kne").

    Where no code says so, what the referrer called it; without that too, what the guideline is about.
    """
    requested = entry.referral.requested
    modality = told_field(entry.guideline, "requested.modality", requested.modality, language)
    places = [told_target(entry.guideline, target, language) for target in requested.targets]
    coded = f"{modality} {', '.join(filter(None, places))}".strip()
    told = coded or (requested.words or "").strip() or entry.guideline.title[language]
    return told[0].upper() + told[1:]


def told_field(guideline: Guideline, field_name: str, value: Value | None, language: str) -> str:
    """Return the value of a field of the referral as its fact tells it; an empty text where there is none."""
    if value is None:
        return ""
    facts = [fact for fact in guideline.facts.values() if fact.field_name == field_name]
    return told_value(facts[0], value, language) if facts else str(value)


def told_why(guideline: Guideline, proposal: Proposal, language: str) -> str:
    """Return what decided, in a phrase: an alert, the question that stayed open, or the first reason."""
    last = proposal.path[-1]
    if not proposal.alerts and last.answer is Truth.UNKNOWN:
        steps = {step.id: step for step in guideline.flows[proposal.flow].steps}
        return f"{steps[last.step].question[language]} {told_truth(last.answer, language).capitalize()}"
    reason = (*proposal.alerts, *proposal.reasons)[0]
    told, holds = told_reason(guideline, reason, language), told_truth(Truth.of(reason.holds), language)
    if told.endswith("?"):
        return f"{told} {holds.capitalize()}"
    return told if reason.holds else f"{told}: {holds}"
