"""What of a guideline can raise an alarm: the conditions, and the facts that they ask for."""

from collections.abc import Iterable
from dataclasses import dataclass

from klokt.engine.question import facts_asked
from klokt.model.expression import Expression
from klokt.model.guideline import Guideline


@dataclass(frozen=True, slots=True)
class Alarms:
    """What every referral to a guideline is looked at for, worked out once: the facts of `raising`, and of red flags.

    The `flags` are in alphabetical order.
    """

    raising: frozenset[str]
    flags: tuple[str, ...]

    @classmethod
    def of(cls, guideline: Guideline) -> "Alarms":
        """Return what can raise an alarm in a guideline."""
        flags = (rule.when for rule in guideline.rules.values() if rule.kind == "red_flag")
        return cls(frozenset(raising(guideline)), tuple(sorted(_asked(flags, guideline))))


def raising(guideline: Guideline) -> set[str]:
    """Return the facts that can raise an alert, or bring the referral to a person at once."""
    return _asked(alarms(guideline), guideline)


def alarms(guideline: Guideline) -> list[Expression]:
    """Return the conditions that raise an alert, or bring the referral to a person at once."""
    people = {each.id for each in guideline.outcomes.values() if each.effect in ("escalate", "assess")}
    steps = (step for flow in guideline.flows.values() for step in flow.steps if step.yes in people)
    return [*_alerts(guideline), *(step.when for step in steps)]


def alerting(guideline: Guideline) -> set[str]:
    """Return the facts that can raise an alert."""
    return _asked(_alerts(guideline), guideline)


def _alerts(guideline: Guideline) -> list[Expression]:
    return [rule.when for rule in guideline.rules.values() if rule.alert]


def _asked(conditions: Iterable[Expression], guideline: Guideline) -> set[str]:
    return {name for condition in conditions for name in facts_asked(condition, guideline.rules)}
