"""Packed rows are added as their numbers are, place by place."""

from hypothesis import given
from hypothesis import strategies as st

from klokt.text.added import Rows

PLACES = 5
rows = st.lists(st.dictionaries(st.integers(0, PLACES - 1), st.integers(-50_000, 50_000)), max_size=20)


@given(rows)
def test_packed_rows_add_up_at_each_place(told: list[dict[int, int]]) -> None:
    packed = Rows(PLACES)
    total = sum(map(packed.packed, told))
    sums = [sum(row.get(place, 0) for row in told) for place in range(PLACES)]
    assert [packed.number(total, place) for place in range(PLACES)] == sums


@given(rows)
def test_the_places_with_nought_or_more_are_told(told: list[dict[int, int]]) -> None:
    packed = Rows(PLACES)
    total = sum(map(packed.packed, told))
    assert packed.reached(total) == [place for place in range(PLACES) if packed.number(total, place) >= 0]
