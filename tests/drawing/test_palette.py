"""Everybody can read the chart: on paper, on a light screen and on a dark one."""

import re

import pytest

from klokt.drawing.geometry import Rect
from klokt.drawing.palette import DARK, LIGHT, Palette, stylesheet
from klokt.drawing.shapes import MARKS, outline


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours by WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_lines_stand_out_from_what_they_lie_on(palette: Palette) -> None:
    pairs = [(palette.text, palette.ground), (palette.line, palette.ground), (palette.path, palette.ground)]
    pairs += [(palette.on_path, palette.path)]
    pairs += [(over, fill) for fill, outlined in palette.kinds.values() for over in (palette.text, outlined)]
    pairs += [(outlined, palette.ground) for _, outlined in palette.kinds.values()]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def test_black_on_white_has_the_contrast_that_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_kind_has_a_dark_colour_and_a_mark() -> None:
    assert set(LIGHT.kinds) == set(DARK.kinds) == {*MARKS, "step"}
    assert set(LIGHT.kinds) <= set(re.findall(r"\.flow-(\w+) ", stylesheet()))


def test_no_two_kinds_of_outcome_share_their_shape_and_mark() -> None:
    looks = [(outline(kind, Rect(0, 0, 300, 60)), mark) for kind, mark in MARKS.items()]
    assert len(set(looks)) == len({shape for shape, _ in looks}) == len(MARKS)
