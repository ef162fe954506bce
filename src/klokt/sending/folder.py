"""Put what leaves into a folder: whole or not at all, under a name that a second copy has too."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from klokt.errors import SendingError
from klokt.model.worklist import Outgoing

ENDINGS = {"letter_pdf": ".pdf", "patient_pdf": ".pdf", "fhir": ".json", "status_9148": ".xml"}
"""What the name of a file ends with, by the kind of what leaves."""

_NAME = re.compile(r"[A-Za-z0-9._/-]{1,200}", re.ASCII)


def into_folder(folder: Path) -> Callable[[Outgoing, bytes], None]:
    """Return a way to send that writes each letter to a file of a folder, named by its `once`.

    A file that is there with the same bytes is a letter that arrived. Raises SendingError K607 where the folder cannot
    be written to, or has other bytes under the same name.
    """

    def hand_over(letter: Outgoing, content: bytes) -> None:
        if not _NAME.fullmatch(letter.once) or ".." in letter.once:
            raise SendingError("K607", "the letter's name cannot be the name of a file")
        file = folder / f"{letter.once.replace('/', '_')}{ENDINGS.get(letter.kind, '')}"
        try:
            _write(file, content)
        except OSError as error:
            raise SendingError("K607", f"the folder cannot be written to: {error.strerror}") from None

    return hand_over


def _write(file: Path, content: bytes) -> None:
    """The file appears with all its bytes on the disk, or not at all; a reader never sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists():
        if file.read_bytes() != content:
            raise SendingError("K607", "the folder has another letter of that name")
        return
    half = file.with_name(f".{file.name}.part")
    with half.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    half.replace(file)
    _keep(file.parent)


def _keep(folder: Path) -> None:
    """Have the folder's own list of names on the disk too, where the system can be asked for that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
