"""A watched folder: each file that is complete is brought in, in the order of arrival, and moved aside once kept.

Nothing is lost or taken twice however often the program dies: a file stays where it is until its message is durable,
and a message that is known is only answered again. Links are never followed.
"""

import logging
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from klokt.channels.doors.door import Door
from klokt.channels.doors.hall import LARGEST, Delivered, Hall
from klokt.channels.doors.xml_answer import answer
from klokt.errors import KloktError
from klokt.intake.arrived import is_xml

log = logging.getLogger("klokt.doors")

TAKEN, UNREAD, RECEIPTS = "taken", "unread", "receipts"
"""Where a file goes once it is kept, where those go that a person must look at, and where answers lie."""

UNFINISHED = (".tmp", ".part", ".partial", ".filepart", ".crdownload")
"""The ends of names under which a sender may write, before it gives the file its own name."""

_DOOR_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it stood: complete is one that stands so at the next look too."""

    size: int
    changed: int
    inode: int


@dataclass
class Folder:
    """A folder that is a door. The places that files are moved to are made in it, on the same file system."""

    path: Path
    hall: Hall
    door: Door
    _seen: dict[str, _Seen] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hall.open(self.door)
        for name in (TAKEN, UNREAD, RECEIPTS):
            (self.path / name).mkdir(exist_ok=True)
            if (self.path / name).is_symlink():
                raise NotADirectoryError(0, "is a link; a watched folder has none", str(self.path / name))

    def look(self) -> int:
        """Bring in each file that stands as it did at the last look; return how many were moved aside."""
        found = dict(self._files())
        ready = [name for name, seen in found.items() if self._seen.get(name) == seen]
        self._seen = found
        return sum(self._bring(name) for name in sorted(ready, key=lambda name: (found[name].changed, name)))

    def _files(self) -> Iterator[tuple[str, _Seen]]:
        """The ordinary files with a name of their own."""
        with os.scandir(self.path) as entries:
            for each in entries:
                if each.name.startswith(".") or each.name.lower().endswith(UNFINISHED):
                    continue
                told = each.stat(follow_symlinks=False)
                if stat.S_ISREG(told.st_mode):
                    yield each.name, _Seen(told.st_size, told.st_mtime_ns, told.st_ino)

    def _bring(self, name: str) -> bool:
        """Keep one file's message, write its receipt, and move the file; in that order, so that all can be repeated."""
        try:
            raw = self._content(name)
            became = self.hall.bring(self.door, raw)
        except KloktError as error:  # it stays, and is tried again at the next look
            log.warning("a file could not be kept yet: %s", error.code)
            return False
        except OSError as error:  # it may be gone, or another's
            log.warning("a file could not be read: %s", type(error).__name__)
            return False
        aside = f"{sha256(raw).hexdigest()[:16]}-{name}"
        if is_xml(raw) or became.problems or became.differs:
            self._receipt(aside, raw, became)
        is_fine = not (became.problems or became.differs)
        os.rename(self.path / name, self.path / (TAKEN if is_fine else UNREAD) / aside)
        _to_disk(self.path)
        self._seen.pop(name, None)
        return True

    def _content(self, name: str) -> bytes:
        """What a file holds; of one that is too large as much as shows that it is."""
        with os.fdopen(os.open(self.path / name, _DOOR_FLAGS), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError("not a file")
            return file.read(LARGEST + 1)

    def _receipt(self, name: str, raw: bytes, became: Delivered) -> None:
        """Write the answer that the XML door would have given; whole, or not at all."""
        told = answer(raw, became, self.hall.now())
        place = self.path / RECEIPTS
        unfinished = place / f".{name}.tmp"
        with unfinished.open("wb") as file:
            file.write(told.body)
            file.flush()
            os.fsync(file.fileno())
        ending = ".xml" if told.media_type.endswith("/xml") else ".json"
        os.replace(unfinished, place / f"{name.removesuffix(ending)}{ending}")
        _to_disk(place)


def _to_disk(folder: Path) -> None:
    """See to it that a change of names is on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
