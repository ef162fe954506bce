"""Add rows of numbers at once: a row is kept as one long whole number in which each of its numbers has a place."""

from collections.abc import Iterable, Mapping
from struct import Struct

_BITS = 32
"""What each number of a row has; sums must stay within half of what fits."""
_ZERO = 1 << (_BITS - 1)
"""Stands for nought, so that what is less than nought takes nothing from the place beside it."""


class Rows:
    """Rows of so many numbers. Packed rows are added as any two numbers are."""

    def __init__(self, count: int) -> None:
        self._zeros = sum(_ZERO << (_BITS * place) for place in range(count))
        self._places = Struct(f"<{count}I")

    def packed(self, row: Mapping[int, int]) -> int:
        """Return a row, told as its numbers by place, as one number."""
        return sum(number << (_BITS * place) for place, number in row.items())

    def number(self, packed: int, place: int) -> int:
        """Return the number at a place of a packed row."""
        return ((packed + self._zeros) >> (_BITS * place)) % (1 << _BITS) - _ZERO

    def positive(self, packed: Iterable[int]) -> list[int]:
        """Return the places at which some packed rows together are more than nought."""
        numbers = self._places.unpack((sum(packed) + self._zeros).to_bytes(self._places.size, "little"))
        return [place for place, each in enumerate(numbers) if each > _ZERO] if max(numbers) > _ZERO else []
