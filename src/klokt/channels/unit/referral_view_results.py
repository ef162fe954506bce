"""What was found after a decision, such as the result of an examination, in the facts that the obligations ask for."""

from collections.abc import Sequence
from datetime import date

from klokt.channels.web.summary import told_day
from klokt.engine.question import facts_asked
from klokt.model.expression import Value
from klokt.model.fact import FactDefinition, FactKind
from klokt.model.guideline import Guideline
from klokt.model.referral import Correction
from klokt.wording.told import told_value

WHOLE_DAY = len("2026-11-23")


def facts_of(guideline: Guideline, obligation: str) -> tuple[str, ...]:
    """Return the facts that open an obligation and those that are recorded with them, in the guideline's order."""
    described = guideline.obligations.get(obligation)
    if described is None:
        return ()
    wanted = {*facts_asked(described.opens_when, guideline.rules), *described.asks}
    return tuple(name for name in guideline.facts if name in wanted)


def asked_by_obligations(guideline: Guideline) -> tuple[str, ...]:
    """Return the facts that any obligation asks for."""
    wanted = {name for each in guideline.obligations for name in facts_of(guideline, each)}
    return tuple(name for name in guideline.facts if name in wanted)


def results_of(
    guideline: Guideline, corrections: Sequence[Correction], names: Sequence[str], language: str
) -> tuple[tuple[str, str], ...]:
    """Return what was said of some facts, question and value; `corrections` have the last word on each."""
    known = [(each.fact, each.value) for each in corrections if each.value is not None]
    return tuple(
        (guideline.facts[name].question[language], told_found(guideline.facts[name], value, language))
        for name in names
        for said, value in known
        if said == name
    )


def told_found(fact: FactDefinition, value: Value, language: str) -> str:
    """Return a value in words; a day that is known exactly is written as the language writes days."""
    if fact.kind is FactKind.DATE and isinstance(value, str) and len(value) == WHOLE_DAY:
        return told_day(date.fromisoformat(value), language, "long")
    return told_value(fact, value, language)
