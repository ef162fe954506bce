"""A hospital for a morning: the served program on a database, its doors, a watched folder, and the commands beside."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from browser.conftest import EXAMPLES
from channels.doors.served import free_port
from channels.unit.house import IMAGING, SPINE
from killing_served import served

TOKENS = {IMAGING: "demo-door", SPINE: "demo-door-2"}
PATIENCE = 120
"""Seconds to wait for what another process does."""


@dataclass(frozen=True, slots=True)
class Hospital:
    """Where the pages are, the database, the file of the units, and the folder that is watched for the imaging unit."""

    base: str
    database: str
    units: Path
    inbox: Path

    @property
    def letters(self) -> Path:
        """Where the letters of the imaging unit are left."""
        return self.units.parent / "left" / "letters"

    def fhir(self, kind: str, body: bytes) -> int:
        """Bring a FHIR resource to the imaging unit, and return the status of the answer."""
        return self._post(f"/fhir/R4/{kind}", body, IMAGING, "application/fhir+json")

    def xml(self, unit: str, body: bytes) -> int:
        """Bring an XML message to a unit, and return the status of the answer."""
        return self._post(f"/doors/{unit}/xml", body, unit, "application/xml")

    def drop(self, name: str, body: bytes) -> None:
        """Lay a file in the watched folder, whole at once."""
        (self.inbox / f"{name}.tmp").write_bytes(body)
        (self.inbox / f"{name}.tmp").rename(self.inbox / name)

    def command(self, *words: str) -> str:
        """Run a command of klokt on the database, and return what it says; raise where it fails."""
        done = subprocess.run(  # noqa: S603 (our program)
            _klokt(*words, "--database", self.database), capture_output=True, text=True, check=True
        )
        return done.stdout

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch the folder; at the end everything that lay in it has been taken."""
        words = ("watch", str(self.inbox), "--database", self.database, "--units", str(self.units), "--unit", IMAGING)
        with subprocess.Popen(_klokt(*words), stdout=subprocess.DEVNULL) as process:  # noqa: S603 (our program)
            try:
                yield
                wait_until(lambda: not any(each.is_file() for each in self.inbox.iterdir()))
            finally:
                process.terminate()

    def _post(self, address: str, body: bytes, unit: str, kind: str) -> int:
        headers = {"Authorization": f"Bearer {TOKENS[unit]}", "Content-Type": kind}
        return httpx.post(f"{self.base}{address}", content=body, headers=headers, timeout=PATIENCE).status_code


@contextmanager
def hospital(folder: Path) -> Iterator[Hospital]:
    """The example units on an empty database in a folder, served by a process of their own.

    Letters wait for nothing, so that they can be looked at, and nobody reads a decision again by chance.
    """
    text = (EXAMPLES / "units.toml").read_text("utf-8").replace("../build/granvik_imaging", "left")
    for old, new in (
        ("hold_minutes = 10", "hold_minutes = 0"),
        ("second_read_percent = 10", "second_read_percent = 0"),
    ):
        assert old in text
        text = text.replace(old, new)
    (folder / "units.toml").write_text(text, "utf-8")
    (folder / "my_unit.toml").write_bytes((EXAMPLES / "my_unit.toml").read_bytes())
    (folder / "inbox").mkdir()
    port = free_port()
    made = Hospital(
        f"http://127.0.0.1:{port}", f"sqlite:///{folder / 'unit.db'}", folder / "units.toml", folder / "inbox"
    )
    made.command("journal", "upgrade")
    with served(made.database, made.units, port):
        yield made


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened elsewhere; fail when nobody would wait any longer."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def _klokt(*words: str) -> list[str]:
    return [sys.executable, "-c", "import sys; from klokt.app import main; sys.exit(main())", *words]
