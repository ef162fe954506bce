"""How well two readers agree beyond chance: Cohen's kappa with its interval, over pairs of answers."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

FEWEST = 20
"""With fewer pairs no kappa is told: it would say more of chance than of people."""

Z95 = 1.959964
"""How many standard errors reach to each side, for 95 per cent."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many pairs there are, how many are alike, and kappa with the ends of its 95 % interval.

    `kappa` and its ends are None where there are too few pairs, or both readers gave one answer alone.
    """

    pairs: int
    alike: int
    kappa: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def share(self) -> float | None:
        """The share of the pairs that are alike, None without any."""
        return self.alike / self.pairs if self.pairs else None


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement:
    """Return how well the first of each pair agrees with the second.

    Kappa is that of Cohen (Educ Psychol Meas 1960; 20: 37-46), its standard error for large samples that of Fleiss,
    Cohen and Everitt (Psychol Bull 1969; 72: 323-327).
    """
    alike = sum(first == second for first, second in pairs)
    if len(pairs) < FEWEST:
        return Agreement(len(pairs), alike)
    shares = {cell: count / len(pairs) for cell, count in Counter(pairs).items()}
    first, second = _margins(shares)
    seen = alike / len(pairs)
    expected = sum(share * second[answer] for answer, share in first.items())
    if expected >= 1:
        return Agreement(len(pairs), alike)
    kappa = (seen - expected) / (1 - expected)
    error = _standard_error(shares, first, second, seen, expected, len(pairs))
    return Agreement(len(pairs), alike, kappa, max(kappa - Z95 * error, -1.0), min(kappa + Z95 * error, 1.0))


Shares = dict[tuple[Hashable, Hashable], float]
Margin = defaultdict[Hashable, float]


def _margins(shares: Shares) -> tuple[Margin, Margin]:
    """How often each answer was given first, and second, as shares."""
    first: Margin = defaultdict(float)
    second: Margin = defaultdict(float)
    for (one, other), share in shares.items():
        first[one] += share
        second[other] += share
    return first, second


def _standard_error(shares: Shares, first: Margin, second: Margin, seen: float, expected: float, pairs: int) -> float:
    total = 0.0
    for (one, other), share in shares.items():
        if one == other:
            total += share * ((1 - expected) - (first[one] + second[one]) * (1 - seen)) ** 2
        else:
            total += share * (1 - seen) ** 2 * (second[one] + first[other]) ** 2
    total -= (seen * expected - 2 * expected + seen) ** 2
    return sqrt(max(total, 0.0) / pairs) / (1 - expected) ** 2
