"""Read the one mark that the text of a letter may hold: words between two double stars are strong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one weight."""

    text: str
    strong: bool


def runs(text: str) -> tuple[Run, ...]:
    """Return the words of a text by weight; a double star without its fellow stays as it is written.

    >>> runs("**Now:** call")
    (Run(text='Now:', strong=True), Run(text=' call', strong=False))
    """
    pieces = text.split("**")
    if len(pieces) % 2 == 0:
        pieces[-2:] = ["**".join(pieces[-2:])]
    return tuple(Run(piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece)


def plain(text: str) -> str:
    """Return a text without its marks."""
    return "".join(run.text for run in runs(text))
