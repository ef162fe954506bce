"""The labels of an example, made by hand: what was expected, what else is acceptable, and what the text says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from klokt.errors import IntakeError
from klokt.model.duration import Unit
from klokt.model.fact import FactDefinition

OUTCOME_FIELDS = ("decision", "action")
"""The labels that hold the outcome; any other is a field of the answer by its own name."""
_RANGE = "_range"
_WEEKS_APART = 1
"""Numbers of weeks that differ by no more than this count as equal."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one referral. A fact whose label is None is not told by the text."""

    referral: str
    expected: Mapping[str, object]
    acceptable: Mapping[str, list[object]]
    facts: Mapping[str, object]
    other_facts: Mapping[str, object]
    words: Mapping[str, str]

    def accepts(self, field: str, value: object) -> bool:
        """Return whether a value of a field of the answer is the one expected, or as defensible."""
        return any(_plain(value) == _plain(each) for each in (self.expected[field], *self.acceptable.get(field, ())))

    def accepts_fact(self, definition: FactDefinition, value: object) -> bool:
        """Return whether a fact was read as labelled; None is for one that was not read."""
        name = definition.name
        others = self.other_facts.get(name)
        labelled = [self.facts[name], *(others if isinstance(others, list) else [])]
        if any(_same(definition, value, each) for each in labelled):
            return True
        limits = self.other_facts.get(name + _RANGE)
        return isinstance(limits, list) and _is_number(value) and limits[0] <= value <= limits[1]


def labels_of(row: Mapping[str, object]) -> Labels:
    """Return the labels of an example; raise IntakeError K303 for a row that has none."""
    expected, facts = row.get("expected"), row.get("facts", row.get("gold"))
    if not isinstance(expected, dict) or not isinstance(facts, dict):
        raise IntakeError("K303", "an example needs the labels expected, and facts or gold", str(row.get("id", "")))
    acceptable = row.get("acceptable") or {}
    if isinstance(acceptable, list):
        acceptable = dict.fromkeys(OUTCOME_FIELDS, acceptable)
    others = acceptable.get("gold", {}) if isinstance(acceptable, dict) else {}
    evidence = row.get("evidence")
    return Labels(
        referral=str(row.get("id", "")),
        expected=expected,
        acceptable={key: value for key, value in _items(acceptable) if isinstance(value, list)},
        facts=facts,
        other_facts=others,
        words={name: _quoted(words) for name, words in _items(evidence)},
    )


def _items(value: object) -> Iterable[tuple[str, object]]:
    return value.items() if isinstance(value, dict) else ()


def _quoted(words: object) -> str:
    return " | ".join(str(each) for each in words) if isinstance(words, list) else str(words)


def _plain(value: object) -> object:
    """A value that can be compared; the order of a list does not matter."""
    return sorted(value, key=str) if isinstance(value, list) else value


def _same(definition: FactDefinition, one: object, other: object) -> bool:
    if definition.unit is Unit.WEEKS and _is_number(one) and _is_number(other):
        return abs(one - other) <= _WEEKS_APART
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
