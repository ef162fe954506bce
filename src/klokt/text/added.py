"""Add rows of numbers at once: a row is kept as one long whole number in which each of its numbers has a place."""

from collections.abc import Mapping

_BITS = 32
"""What each number of a row has; sums must stay within half of what fits."""
_ZERO = 1 << (_BITS - 1)
"""Stands for nought, so that a number less than nought takes nothing from the place beside it: then, and only
then, the highest bit of its place is not set."""


class Rows:
    """Rows of so many numbers. Packed rows are added as any two numbers are."""

    def __init__(self, count: int) -> None:
        self._places = range(0, _BITS * count, _BITS)
        self._zeros = sum(_ZERO << place for place in self._places)

    def packed(self, row: Mapping[int, int]) -> int:
        """Return a row, told as its numbers by place, as one number."""
        return sum(number << (_BITS * place) for place, number in row.items())

    def number(self, packed: int, place: int) -> int:
        """Return the number at a place of a packed row."""
        return ((packed + self._zeros) >> (_BITS * place)) % (1 << _BITS) - _ZERO

    def reached(self, packed: int) -> list[int]:
        """Return the places at which a packed row has nought or more."""
        highest = (packed + self._zeros) & self._zeros
        return [at for at, place in enumerate(self._places) if highest >> place & _ZERO] if highest else []
