"""Where a piece of content stands, so that every finding can name it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A file of a guideline, relative to its folder, and a line counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


NOWHERE = Place("", 0)
