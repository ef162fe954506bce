"""Measure and wrap text without a font at hand: by widths that the usual screen fonts do not exceed."""

from functools import lru_cache

_ADVANCES = {
    0.28: "'ijl",
    0.30: "IJ",
    0.34: " ,.’·/:;\\|",
    0.38: "f-",
    0.42: "()[]t!r",
    0.54: '"*_`–°§“”?sz',
    0.58: "LcFk",
    0.62: "vxyPTYaeoøåäöéèêóòôáâ«»",
    0.66: "$0123456789ESbdghnpqu{}üµK",
    0.70: "ABCRVXZÅÄ",
    0.76: "UÜHN",
    0.80: "&DGOQØÖ",
    0.84: "w#+<=>^~",
    1.00: "M%mÆ½@Wæ—…≥≤−",
}
"""Advance widths in em by character, rounded up from DejaVu Sans, the widest of the fonts asked for."""

_EM = {character: advance for advance, characters in _ADVANCES.items() for character in characters}
_BOLD = 1.14
_WIDEST = 1.1


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a text is at most, in the unit of its size; bold text is wider."""
    return sum(_EM.get(character, _WIDEST) for character in text) * size * (_BOLD if bold else 1)


@lru_cache(maxsize=4096)  # a page is drawn again with each answer, and its texts stay the same
def wrap(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Return the lines of a text that fit in a width, as even as they can be; a word too long is cut.

    >>> wrap("Er pasienten 50 år eller eldre?", 160, 15)
    ('Er pasienten 50', 'år eller eldre?')
    """
    words = [part for word in text.split() for part in _cut(word, width, size, bold)]
    lines = _filled(words, width, size, bold)
    narrow = max((text_width(word, size, bold) for word in words), default=0.0)
    while width - narrow > 1:
        middle = (narrow + width) / 2
        tried = _filled(words, middle, size, bold)
        if len(tried) == len(lines):
            width, lines = middle, tried
        else:
            narrow = middle
    return tuple(lines)


def _filled(words: list[str], width: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and text_width(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _cut(word: str, width: float, size: float, bold: bool) -> list[str]:
    parts = [""]
    for character in word:
        if parts[-1] and text_width(parts[-1] + character, size, bold) > width:
            parts.append("")
        parts[-1] += character
    return parts
