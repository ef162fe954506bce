"""How well two readers agree is told as the statisticians of agreement define it, and not of too few pairs."""

from collections.abc import Hashable, Sequence
from math import isclose, sqrt

from hypothesis import given
from hypothesis import strategies as st

from klokt.triage.agreement import FEWEST, Z95, agreement

ANSWERS = st.sampled_from("abc")
PAIRS = st.lists(st.tuples(ANSWERS, ANSWERS), max_size=60)


def pairs(*cells: tuple[str, str, int]) -> list[tuple[Hashable, Hashable]]:
    return [(first, second) for first, second, count in cells for _ in range(count)]


TABLE = pairs(("yes", "yes", 45), ("yes", "no", 15), ("no", "yes", 25), ("no", "no", 15))


def kappa_of(shares: dict[tuple[str, str], float]) -> float:
    """Kappa of shares of a table with two answers, written out."""
    seen = shares["yes", "yes"] + shares["no", "no"]
    first = shares["yes", "yes"] + shares["yes", "no"]
    second = shares["yes", "yes"] + shares["no", "yes"]
    expected = first * second + (1 - first) * (1 - second)
    return (seen - expected) / (1 - expected)


def test_kappa_of_a_table_is_what_it_comes_to_by_hand() -> None:
    found = agreement(TABLE)
    assert (found.pairs, found.alike) == (100, 60)
    assert isclose(found.kappa or 0, (0.6 - 0.54) / 0.46)


def test_the_interval_is_that_of_the_delta_method() -> None:
    found = agreement(TABLE)
    shares = {("yes", "yes"): 0.45, ("yes", "no"): 0.15, ("no", "yes"): 0.25, ("no", "no"): 0.15}
    step = 1e-6
    slopes = {
        cell: (kappa_of({**shares, cell: share + step}) - kappa_of({**shares, cell: share - step})) / (2 * step)
        for cell, share in shares.items()
    }
    mean = sum(shares[cell] * slope for cell, slope in slopes.items())
    variance = sum(shares[cell] * (slope - mean) ** 2 for cell, slope in slopes.items()) / 100
    assert found.kappa is not None
    assert isclose((found.high or 0) - found.kappa, Z95 * sqrt(variance), rel_tol=1e-3)


def test_readers_who_always_say_the_same_agree_wholly() -> None:
    found = agreement(pairs(("a", "a", 15), ("b", "b", 15)))
    assert (found.kappa, found.low, found.high) == (1.0, 1.0, 1.0)


def test_where_only_one_answer_was_ever_given_agreement_beyond_chance_is_not_told() -> None:
    assert agreement(pairs(("a", "a", 50))).kappa is None


def test_of_too_few_pairs_no_kappa_is_told() -> None:
    assert agreement(pairs(("a", "a", 10), ("b", "a", FEWEST - 11))).kappa is None


@given(pairs=PAIRS)
def test_kappa_lies_in_its_interval_and_is_the_same_whoever_is_called_the_first(
    pairs: Sequence[tuple[str, str]],
) -> None:
    found, turned = agreement(pairs), agreement([(second, first) for first, second in pairs])
    if found.kappa is not None and found.low is not None and found.high is not None:
        assert -1 <= found.low <= found.kappa <= found.high <= 1
        assert turned.kappa is not None
        assert isclose(found.kappa, turned.kappa, abs_tol=1e-9)
