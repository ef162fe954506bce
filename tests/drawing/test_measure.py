"""Text is wrapped so that every line fits, and no word is lost."""

from hypothesis import given
from hypothesis import strategies as some

from klokt.drawing.measure import text_width, wrap

WIDTH = 150


@given(some.text(max_size=200))
def test_every_line_fits(text: str) -> None:
    assert all(text_width(line, 15) <= WIDTH for line in wrap(text, WIDTH, 15))


@given(some.text(max_size=200))
def test_no_character_is_lost_and_none_is_added(text: str) -> None:
    assert "".join(wrap(text, WIDTH, 15)).replace(" ", "") == "".join(text.split())


def test_lines_are_as_even_as_they_can_be() -> None:
    assert wrap("aaaa aaaa aaaa aaaa", text_width("aaaa aaaa aaaa", 15), 15) == ("aaaa aaaa", "aaaa aaaa")


def test_bold_text_takes_more_room() -> None:
    assert text_width("Ja", 15, bold=True) > text_width("Ja", 15)
