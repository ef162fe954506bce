"""Compare what was read and proposed with labels made by hand: agreement, unsafe outcomes, precision and recall."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import sqrt

from klokt.model.fact import Origin
from klokt.model.guideline import Guideline
from klokt.model.referral import Referral
from klokt.text.labels import OUTCOME_FIELDS, Labels

CONFLICT = "both yes and no"
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
    is not the words that stand there.
    """

    guideline: Guideline
    referrals: int = 0
    fields: dict[str, Agreement] = field(default_factory=dict)
    facts: dict[str, Counts] = field(default_factory=dict)
    unsafe: list[str] = field(default_factory=list)
    missed_acute: list[str] = field(default_factory=list)
    wrong_spans: list[str] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    @property
    def all_facts(self) -> Counts:
        """The counts of all facts together."""
        counts = self.facts.values()
        return Counts(*(sum(getattr(each, name) for each in counts) for name in ("right", "wrong", "missed")))

    def add(self, labels: Labels, referral: Referral, answered: Mapping[str, object]) -> None:
        """Count one example: its labels, the referral as it was read, and the fields of the answer."""
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


def told_lines(score: Score) -> Iterator[str]:
    """Yield the score in lines for a person, the misses last."""
    yield f"{score.guideline.id} {score.guideline.edition}: {score.referrals} referrals"
    for name, each in score.fields.items():
        strict, lenient = Share(each.strict, each.of), Share(each.lenient, each.of)
        yield f"  {name:22} strict {_told(strict)}  lenient {_told(lenient)}"
    yield f"  unsafe {len(score.unsafe)}, missed acute {len(score.missed_acute)}, wrong spans {len(score.wrong_spans)}"
    for name, counts in {"all facts": score.all_facts, **score.facts}.items():
        numbers = f"right {counts.right:3} wrong {counts.wrong:2} missed {counts.missed:2}"
        yield f"  {name:36} {numbers}  precision {_told(counts.precision)}  recall {_told(counts.recall)}"
    for title, ids in (
        ("unsafe", score.unsafe),
        ("missed acute", score.missed_acute),
        ("wrong spans", score.wrong_spans),
    ):
        if ids:
            yield f"{title}: {', '.join(ids)}"
    for miss in score.misses:
        words, read = (f' "{each}"' if each else "" for each in (miss.words, miss.read))
        yield f"{miss.referral}: {miss.about}: expected {_value(miss.expected)}{words}, got {_value(miss.got)}{read}"


def _told(share: Share) -> str:
    if share.value is None or share.interval is None:
        return "  -                "
    low, high = share.interval
    return f"{share.value:.3f} ({low:.3f}-{high:.3f})"


def _value(value: object) -> str:
    return "nothing" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
