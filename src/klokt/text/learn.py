"""Learn weights from the labelled sentences of a guideline, by logistic regression for each fact and value."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Any, NamedTuple

from klokt.text.language import LANGUAGES, language_words
from klokt.text.learned import Output, features
from klokt.text.lessons import Lesson
from klokt.text.tokens import Cut, tokenise
from klokt.text.weights import Weights, denying_words, fingerprint

_FEWEST = 5
"""An output with fewer sentences than this is not learned."""
_TWICE = 2
"""A feature must stand in so many sentences to be learned from."""


class _How(NamedTuple):
    """How to learn: the options of the regression, and how much sooner than elsewhere a guess is made (logit)."""

    options: Mapping[str, Any]
    lead: float = 0.0


_ANYWHERE = _How({"C": 40.0, "l1_ratio": 1.0})
"""The penalty makes most weights none, so that few and telling ones are left."""
_BESIDE = _How({"C": 10.0, "l1_ratio": 0.0, "class_weight": "balanced"}, lead=0.847)
"""Beside its subject something is mostly said of it: all words count a little, and a guess needs to be no likelier
than its opposite."""
_DECIMALS = 2
_SMALL = 0.05
"""A smaller weight is left out."""


def learn(lessons: Sequence[Lesson], subjects: Mapping[str, str]) -> Weights:
    """Return the weights. Needs scikit-learn; raises ImportError where that is not installed.

    What is mostly told beside another fact, by `subjects`, is learned from the sentences that stand beside it: how
    a treatment went, from those of patients who had one. Their few words all count a little; of all
    sentences only telling words do.
    """
    from scipy.sparse import csr_matrix  # noqa: PLC0415 (only who learns needs them)
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    rows = [Counter(_features(words)) for words in map(_words, lessons)]
    counted = Counter(feature for row in rows for feature in row)
    names = sorted(feature for feature, count in counted.items() if count >= _TWICE)
    matrix = csr_matrix(
        _scaled(lessons, rows, {name: place for place, name in enumerate(names)}), (len(rows), len(names))
    )
    outputs = _outputs(lessons)
    start: list[float] = []
    weights: dict[str, dict[str, float]] = {}
    for place, (fact, value) in enumerate(outputs):
        beside = _about(lessons, fact, subjects[fact]) if fact in subjects else range(len(lessons))
        how = _BESIDE if fact in subjects else _ANYWHERE
        model = LogisticRegression(solver="liblinear", random_state=0, max_iter=5000, **how.options).fit(
            matrix[list(beside)], [lessons[at].facts.get(fact) is value for at in beside]
        )
        start.append(round(float(model.intercept_[0]) + how.lead, _DECIMALS))
        for name, weight in zip(names, model.coef_[0], strict=True):
            if abs(weight) >= _SMALL:
                weights.setdefault(name, {})[str(place)] = round(float(weight), _DECIMALS)
    told_outputs = [fact if value else f"not {fact}" for fact, value in outputs]
    return Weights(fingerprint(lessons), told_outputs, start, dict(sorted(weights.items())))


def _about(lessons: Sequence[Lesson], fact: str, subject: str) -> list[int]:
    """The lessons that tell a fact or its subject, or follow a sentence that tells its subject."""
    told = [each.facts.get(subject) is True for each in lessons]
    return [at for at, each in enumerate(lessons) if fact in each.facts or any(told[max(0, at - 1) : at + 1])]


def _outputs(lessons: Sequence[Lesson]) -> list[Output]:
    counted = Counter((fact, value) for each in lessons for fact, value in each.facts.items())
    return sorted(output for output, count in counted.items() if count >= _FEWEST)


def _words(lesson: Lesson) -> list[str]:
    return tokenise(Cut.of(lesson.sentence), language_words(LANGUAGES)).words


def _features(words: Sequence[str]) -> Iterable[str]:
    return features(words, denying_words(), language_words(LANGUAGES).stops)


_Sparse = tuple[list[float], tuple[list[int], list[int]]]
"""Values, with their rows and columns."""


def _scaled(lessons: Sequence[Lesson], rows: Sequence[Mapping[str, int]], number: Mapping[str, int]) -> _Sparse:
    """The features that are known, by sentence; the more words a sentence has, the less each counts."""
    values: list[float] = []
    places: tuple[list[int], list[int]] = ([], [])
    for at, (lesson, row) in enumerate(zip(lessons, rows, strict=True)):
        share = 1 / sqrt(len(set(_words(lesson))))
        for feature, count in row.items():
            if feature in number:
                values.append(count * share)
                places[0].append(at)
                places[1].append(number[feature])
    return values, places
