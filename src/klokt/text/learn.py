"""Learn weights from the labelled sentences of a guideline, by logistic regression for each fact and value."""

from collections import Counter
from collections.abc import Iterable, Sequence

from klokt.text.language import LANGUAGES, language_words
from klokt.text.learned import Output, features
from klokt.text.lessons import Lesson
from klokt.text.tokens import Cut, tokenise
from klokt.text.weights import Weights, denying_words, fingerprint

_FEWEST = 5
"""An output with fewer sentences than this is not learned."""
_TWICE = 2
"""A feature must stand in so many sentences to be learned from."""
_FREEDOM = 50.0
"""The inverse strength of the penalty on large weights."""
_DECIMALS = 2
_SMALL = 0.05
"""A smaller weight is left out."""


def learn(lessons: Sequence[Lesson]) -> Weights:
    """Return the weights. Needs scikit-learn; raises ImportError where that is not installed."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 (only who learns needs them)
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    rows = [sorted(set(_features(each.sentence))) for each in lessons]
    counted = Counter(feature for row in rows for feature in row)
    names = sorted(feature for feature, count in counted.items() if count >= _TWICE)
    number = {name: place for place, name in enumerate(names)}
    known = [[number[feature] for feature in row if feature in number] for row in rows]
    share = [1 / len(row) ** 0.5 if row else 0.0 for row in known]
    matrix = csr_matrix(
        (
            [share[row] for row, found in enumerate(known) for _ in found],
            ([row for row, found in enumerate(known) for _ in found], [each for found in known for each in found]),
        ),
        shape=(len(rows), len(names)),
    )
    outputs = _outputs(lessons)
    start: list[float] = []
    weights: dict[str, dict[str, float]] = {}
    for place, (fact, value) in enumerate(outputs):
        told = [each.facts.get(fact) is value for each in lessons]
        model = LogisticRegression(C=_FREEDOM, max_iter=1000).fit(matrix, told)
        start.append(round(float(model.intercept_[0]), _DECIMALS))
        for name, weight in zip(names, model.coef_[0], strict=True):
            if abs(weight) >= _SMALL:
                weights.setdefault(name, {})[str(place)] = round(float(weight), _DECIMALS)
    told_outputs = [fact if value else f"not {fact}" for fact, value in outputs]
    return Weights(fingerprint(lessons), told_outputs, start, dict(sorted(weights.items())))


def _outputs(lessons: Sequence[Lesson]) -> list[Output]:
    counted = Counter((fact, value) for each in lessons for fact, value in each.facts.items())
    return sorted(output for output, count in counted.items() if count >= _FEWEST)


def _features(sentence: str) -> Iterable[str]:
    words = language_words(LANGUAGES)
    tokens = tokenise(Cut.of(sentence), words)
    return (feature for _, feature in features(tokens.words, denying_words(), words.stops))
