"""Tell where a TOML value that is written over several lines begins and ends."""

import re
from collections.abc import Iterable

_MARK = re.compile(r"""\"{3}|'{3}|"(?:\\.|[^"\\])*"|'[^']*'|[\[{]|[\]}]|#.*""")
_KEY = re.compile(r"""^\s*[\w"'.\s-]+=(.*)$""")


def opened_at(lines: Iterable[str]) -> int | None:
    """Return the line, counted from 1, of the value that is still open at the end; None where none is."""
    value, begun = OpenValue(), None
    for number, line in enumerate(lines, 1):
        if value.is_open:
            value.read(line)
        elif key := _KEY.match(line):
            begun = number
            value.read(key.group(1))
    return begun if value.is_open else None


class OpenValue:
    """Whether a value that began on an earlier line goes on: a long text, a list, an inline table."""

    def __init__(self) -> None:
        self.quote = ""
        self.depth = 0

    @property
    def is_open(self) -> bool:
        """Whether the value goes on after the lines read so far."""
        return bool(self.quote) or self.depth > 0

    def read(self, line: str) -> None:
        """Read the value, or the next line of it."""
        position = 0
        while position < len(line):
            if self.quote:
                end = line.find(self.quote, position)
                if end < 0:
                    return
                position, self.quote = end + 3, ""
                continue
            mark = _MARK.search(line, position)
            if mark is None:
                return
            self._take(mark.group())
            position = mark.end()

    def _take(self, mark: str) -> None:
        if mark in ('"""', "'''"):
            self.quote = mark
        elif mark in "[{":
            self.depth += 1
        elif mark in "]}":
            self.depth -= 1
