"""Colour and marks on a terminal, plain text everywhere else."""

import os
import shutil
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

_CODES = {"bold": "1", "red": "1;31", "yellow": "33", "green": "32", "faint": "2"}


class Style:
    """Marks words for a terminal; leaves them as they are where the output is not one.

    The NO_COLOR convention (no-color.org) is kept.
    """

    def __init__(self, out: TextIO) -> None:
        self.colour = out.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"

    def __call__(self, text: str, *names: str) -> str:
        """Return the text in the named styles."""
        if not self.colour:
            return text
        return f"\x1b[{';'.join(_CODES[name] for name in names)}m{text}\x1b[0m"


def speak_utf8(out: TextIO) -> None:
    """Write UTF-8 whatever the environment says: the answers are in it, and JSON must be."""
    if isinstance(out, TextIOWrapper):
        out.reconfigure(encoding="utf-8")


def width(out: TextIO) -> int:
    """Return how many characters a line may have: the terminal's, at most 100, or 100 elsewhere."""
    return min(shutil.get_terminal_size((100, 24)).columns, 100) if out.isatty() else 100


class Bar:
    """A progress bar on standard error, where that is a terminal."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.shown = sys.stderr.isatty()

    def show(self, done: int, total: int) -> None:
        """Draw how much is done."""
        if self.shown:
            filled = 30 * done // max(total, 1)
            bar = "#" * filled + "." * (30 - filled)
            sys.stderr.write(f"\r[{bar}] {done} of {total} {self.what}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self.shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def is_for_a_terminal(out: Path | None) -> bool:
    """Return whether what is made would be shown on a terminal."""
    return out is None and sys.stdout.isatty()


def write_out(made: bytes, out: Path | None) -> None:
    """Write what a command has made to a file, or as it is to standard output."""
    if out:
        out.write_bytes(made)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()


def printable(text: str) -> str:
    """Return text from outside without characters that could steer a terminal."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


def complain(message: str) -> None:
    """Say an error on standard error, line by line, without anything that could steer a terminal."""
    told = "\n".join(printable(line) for line in message.split("\n"))
    print(f"klokt: {told}", file=sys.stderr)
