"""The file that corrections are kept in: each is on the disk before anybody is told that it is kept."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from klokt.text.corrections import KeptCorrection, line_of

_OURS_ALONE = 0o600
"""The file may be read and written by whoever runs klokt, and by nobody else: it holds words of referrals."""


class CorrectionFile:
    """Appends corrections to a file, and never changes what stands in it. `today` gives the day that they are kept on.

    Raises OSError at once where the file cannot be written. Needs a system with fcntl, such as Linux or macOS.
    """

    def __init__(self, path: Path, today: Callable[[], date]) -> None:
        self.path = path
        self.today = today
        is_new = not path.exists()
        with self._locked():
            pass
        if is_new:
            _sync(path.absolute().parent)

    def keep(self, corrections: Sequence[KeptCorrection]) -> int:
        """Append corrections, and return how many were not there already; the same line is kept once.

        Where the disk fails, OSError is raised and none of them is kept.
        """
        with self._locked() as file:
            held = _all_of(file)
            there = set(held.split(b"\n"))
            lines = [line for line in dict.fromkeys(map(line_of, corrections)) if line.rstrip() not in there]
            if not lines:
                return 0
            begin = b"\n" if held and not held.endswith(b"\n") else b""  # after a line that a crash cut off
            try:
                _write(file, begin + b"".join(lines))
            except OSError:
                os.ftruncate(file, len(held))
                raise
            return len(lines)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        """The file, open and held by us alone, other processes included."""
        import fcntl  # noqa: PLC0415 (not on every system that shows the pages)

        file = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _OURS_ALONE)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(file)


def _all_of(file: int) -> bytes:
    with os.fdopen(os.dup(file), "rb") as copy:
        copy.seek(0)
        return copy.read()


def _write(file: int, data: bytes) -> None:
    """Write all of it, and wait until it is on the disk."""
    while data:
        data = data[os.write(file, data) :]
    os.fsync(file)


def _sync(folder: Path) -> None:
    """Wait until the name of a new file is on the disk."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
