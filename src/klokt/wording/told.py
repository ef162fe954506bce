"""Tell values, targets, outcomes and reasons in a language of the guideline."""

from klokt.model.duration import Duration, Unit
from klokt.model.expression import Value
from klokt.model.fact import Audience, FactDefinition, Said
from klokt.model.guideline import Guideline
from klokt.model.proposal import Reason
from klokt.model.referral import Target
from klokt.model.truth import Truth
from klokt.words import Words

word = Words("klokt.wording")

SITE_FIELD = "requested.body_site"


def told_value(fact: FactDefinition, value: Value, language: str) -> str:
    """Return a fact's value: yes or no, a choice by its label, a number with the fact's unit.

    A choice without a label is told by its id.
    """
    if isinstance(value, bool):
        return word("yes" if value else "no", language)
    if isinstance(value, Duration):
        return told_duration(value, language)
    if fact.unit is not None and not isinstance(value, str):
        return told_duration(Duration(value, fact.unit), language)
    if isinstance(value, str):
        return _label(fact, value, language)
    return told_number(value, language)


def told_duration(duration: Duration, language: str) -> str:
    """Return a length of time in its own unit: "12 uker", "1 måned"."""
    plural = duration.unit.value
    unit = plural.removesuffix("s") if duration.amount == 1 else plural
    return f"{told_number(duration.amount, language)} {word(unit, language)}"


def told_unit(unit: Unit, language: str) -> str:
    """Return a unit of time in the plural: "uker"."""
    return word(unit.value, language)


def told_number(number: int | float, language: str) -> str:
    """Return a number with at most two decimals and the language's decimal mark."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return text if language == "en" else text.replace(".", ",")


def told_parameter(value: Value, language: str) -> str:
    """Return a parameter's value as told_value does; a word stays as it is."""
    if isinstance(value, bool):
        return word("yes" if value else "no", language)
    if isinstance(value, Duration):
        return told_duration(value, language)
    return value if isinstance(value, str) else told_number(value, language)


def told_target(guideline: Guideline, target: Target, language: str) -> str:
    """Return side and site ("venstre kne"); an empty text where neither is told.

    The site is told by the label that the guideline gives it, or by its id.
    """
    facts = [fact for fact in guideline.facts.values() if fact.field_name == SITE_FIELD]
    site = target.site or ""
    named = _label(facts[0], site, language) if facts else site
    side = word(target.side, language) if target.side else ""
    return " ".join(filter(None, (side, named)))


def _label(fact: FactDefinition, choice: str, language: str) -> str:
    return Said(fact.labels.get(choice) or {language: choice})[language]


def told_outcome(guideline: Guideline, outcome_id: str, audience: Audience, language: str) -> str:
    """Return an outcome for whoever reads: its title for the receiver, its advice for the referrer."""
    outcome = guideline.outcomes[outcome_id]
    advised = audience is Audience.REFERRER and outcome.advice
    return (outcome.advice if advised else outcome.title)[language]


def told_reason(guideline: Guideline, reason: Reason, language: str) -> str:
    """Return the title of the rule, or the question of the step, that speaks for an outcome."""
    rule = guideline.rules.get(reason.rule)
    if rule is not None:
        return rule.title[language]
    steps = (step for flow in guideline.flows.values() for step in flow.steps if step.id == reason.rule)
    return next(steps).question[language]


def told_truth(truth: Truth, language: str) -> str:
    """Return yes, no or unknown in words."""
    return word(truth.value, language)


def told_urgency(urgency: str, language: str) -> str:
    """Return an urgency in words."""
    return word(urgency, language)
