"""Compare what was read and proposed with labels made by hand: agreement, unsafe outcomes, precision and recall."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt

from klokt.model.fact import Origin
from klokt.model.guideline import Guideline
from klokt.model.referral import Referral
from klokt.text.labels import OUTCOME_FIELDS, Labels
from klokt.text.language import language_of
from klokt.text.tokens import Cut
from klokt.text.topics import NO_TOPIC

CONFLICT = "both yes and no"
NO_LANGUAGE = "-"
"""The language of a text with no word that tells it, such as an empty one."""
_SERIOUS = ("escalate", "assess")
"""What an outcome does to a referral that must not be returned instead."""
_Z = 1.959964
"""Standard deviations of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a number of cases, with the Wilson interval that holds it with 95 %."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, or None of no cases."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The ends of the interval, or None of no cases (E. B. Wilson, 1927)."""
        if not self.of:
            return None
        share, square = self.hits / self.of, _Z * _Z
        middle = (share + square / (2 * self.of)) / (1 + square / self.of)
        half = _Z / (1 + square / self.of) * sqrt(share * (1 - share) / self.of + square / (4 * self.of**2))
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(slots=True)
class Counts:
    """How often a fact was read as labelled, read otherwise, and labelled but not read so."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> Share:
        """Of what was read, the share that is labelled so."""
        return Share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Share:
        """Of what is labelled, the share that was read so."""
        return Share(self.right, self.right + self.missed)

    @staticmethod
    def sum(counts: Iterable["Counts"]) -> "Counts":
        """Return several counts as one."""
        each = list(counts)
        return Counts(sum(one.right for one in each), sum(one.wrong for one in each), sum(one.missed for one in each))


@dataclass(slots=True)
class Agreement:
    """How often a field of the answer was the expected one, and how often that or another defensible one."""

    strict: int = 0
    lenient: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Miss:
    """A fact or field that is not as labelled: the label and its words, what was read instead and its words."""

    referral: str
    about: str
    expected: object
    got: object
    words: str = ""
    read: str = ""


@dataclass(slots=True)
class Score:
    """What the examples show so far.

    `unsafe` are referrals that a person should see and that would be returned, `missed_acute` those
    whose urgency is labelled the highest and was proposed lower; `wrong_spans` those where evidence
    is not the words that stand there. `languages` has the same of the texts of each language, the commonest first.
    """

    guideline: Guideline
    referrals: int = 0
    fields: dict[str, Agreement] = field(default_factory=dict)
    facts: dict[str, Counts] = field(default_factory=dict)
    unsafe: list[str] = field(default_factory=list)
    missed_acute: list[str] = field(default_factory=list)
    wrong_spans: list[str] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)
    _by_language: dict[str, "Score"] = field(default_factory=dict)

    @property
    def all_facts(self) -> Counts:
        """The counts of all facts together."""
        return Counts.sum(self.facts.values())

    @property
    def languages(self) -> dict[str, "Score"]:
        """The score of the texts of each language, by tag; that with most texts first."""
        return dict(sorted(self._by_language.items(), key=lambda item: (-item[1].referrals, item[0])))

    def by_topic(self, topics: Mapping[str, str]) -> dict[str, Counts]:
        """Return the counts of the facts of each topic, by name; `topics` gives that of each fact."""
        names = sorted({topics.get(fact, NO_TOPIC) for fact in self.facts})
        return {
            name: Counts.sum(counts for fact, counts in self.facts.items() if topics.get(fact, NO_TOPIC) == name)
            for name in names
        }

    def add(self, labels: Labels, referral: Referral, answered: Mapping[str, object]) -> None:
        """Count one example: its labels, the referral as it was read, and the fields of the answer."""
        self._count(labels, referral, answered)
        language = language_of(Cut.of(referral.text or "").words) or NO_LANGUAGE
        self._by_language.setdefault(language, Score(self.guideline))._count(labels, referral, answered)

    def _count(self, labels: Labels, referral: Referral, answered: Mapping[str, object]) -> None:
        self.referrals += 1
        self._add_fields(labels, answered)
        self._add_facts(labels, referral)
        text = referral.text or ""
        spans = [span for each in referral.statements for span in each.evidence]
        spans += [each.evidence for each in referral.set_aside]
        if any(text[span.start : span.end] != span.text for span in spans):
            self.wrong_spans.append(labels.referral)

    def _add_fields(self, labels: Labels, answered: Mapping[str, object]) -> None:
        for name, expected in labels.expected.items():
            attribute = "outcome" if name in OUTCOME_FIELDS else name
            if attribute not in answered:
                continue
            got, counted = answered[attribute], self.fields.setdefault(name, Agreement())
            accepted = labels.accepts(name, got)
            counted.of += 1
            counted.strict += got == expected
            counted.lenient += accepted
            if not accepted:
                self.misses.append(Miss(labels.referral, name, expected, got))
                if name in OUTCOME_FIELDS and self._effect(expected) in _SERIOUS and self._effect(got) == "return":
                    self.unsafe.append(labels.referral)
                if name == "urgency" and expected == "acute":
                    self.missed_acute.append(labels.referral)

    def _effect(self, outcome: object) -> str:
        known = self.guideline.outcomes.get(str(outcome))
        return known.effect if known else ""

    def _add_facts(self, labels: Labels, referral: Referral) -> None:
        for name, expected in labels.facts.items():
            definition = self.guideline.facts.get(name)
            if definition is None:
                continue
            got, read = _read(referral, name)
            counts = self.facts.setdefault(name, Counts())
            if labels.accepts_fact(definition, got):
                counts.right += got is not None
                continue
            counts.wrong += got is not None
            counts.missed += expected is not None
            self.misses.append(Miss(labels.referral, name, expected, got, labels.words.get(name, ""), read))


def _read(referral: Referral, fact: str) -> tuple[object, str]:
    """The value that was read of a fact, with its words; of several places one with yes is enough."""
    told = [each for each in referral.statements if each.fact == fact and each.origin is Origin.TEXT]
    values = list(dict.fromkeys(each.value for each in told))
    words = " | ".join(dict.fromkeys(span.text for each in told for span in each.evidence))
    if len(values) > 1:
        several = len(referral.requested.targets) > 1 and True in values
        return (True if several else CONFLICT), words
    return (values[0] if values else None), words
