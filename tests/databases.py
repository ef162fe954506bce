"""A PostgreSQL server for the length of a test run, in a folder of its own; and referrals that its tests bring in."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from klokt.intake.reader import read
from klokt.model.access import Access, Role
from klokt.model.fact import Audience
from klokt.model.referral import Referral
from klokt.storage.journal import UnitJournal
from klokt.triage.decide import Terms
from klokt.triage.propose import Assessment
from klokt.triage.receive import Incoming, Receipt, receive, receive_all
from norway import assessor, norway

REQUIRED = "KLOKT_POSTGRESQL"
"""The variable that makes a missing server a failure, where it is set to "required"."""

NOW = datetime(2025, 9, 1, 8, 0, tzinfo=UTC)
TODAY = date(2025, 9, 1)
UNIT, ELSEWHERE = "unit_a", "unit_b"
DOOR = Access("door", {UNIT: frozenset({Role.DOOR})})
ANNA = Access("anna", {UNIT: frozenset({Role.ASSESSOR})})
BO = Access("bo", {UNIT: frozenset({Role.ASSESSOR})})
ADMINISTRATOR = Access("dan", {UNIT: frozenset({Role.ADMINISTRATOR})})
STRANGER = Access("cleo", {ELSEWHERE: frozenset({Role.LEAD})})
TERMS = Terms(timedelta(minutes=10), "coordinator", lambda obligation: TODAY + timedelta(days=14), norway())


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest where there are several; None where there is none."""
    found = [Path(name).resolve().parent for name in [shutil.which("postgres")] if name]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    return next((path for path in found if (path / "initdb").exists()), None)


@contextmanager
def server(durable: bool = False) -> Iterator[str | None]:
    """A server on a socket in a folder of its own, as the start of a URL; None where PostgreSQL is not installed."""
    programs = binaries()
    if programs is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="klokt-pg-"))
    user = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    if user:
        shutil.chown(folder, user)
    run([programs / "initdb", "-D", folder / "data", "-U", "klokt", "-A", "trust", "-E", "UTF8", "--no-sync"], user)
    settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=40"
    settings += "" if durable else " -c fsync=off -c full_page_writes=off"
    control: list[str | Path] = [programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log"]
    run([*control, "-o", settings, "start"], user)
    try:
        yield f"postgresql://klokt@/{{name}}?host={folder}"
    finally:
        run([*control, "-m", "immediate", "stop"], user)
        shutil.rmtree(folder)


def run(command: list[str | Path], user: str | None) -> None:
    """Run one of PostgreSQL's programs to its end."""
    subprocess.run(  # noqa: S603 (programs of this machine, found by us)
        [str(part) for part in command], user=user, check=True, stdout=subprocess.DEVNULL, cwd="/"
    )


def assess(referral: Referral, on: date) -> tuple[Referral, Assessment]:
    """Return the referral with what the Norwegian guideline proposes for it."""
    return referral, assessor().propose(referral, Audience.RECEIVER, on)


def a_message(
    number: int = 1,
    unit: str = UNIT,
    born: str = "1960-01-01",
    person: str | None = None,
    known: Mapping[str, bool] = MappingProxyType({}),
) -> Incoming:
    """Return a message with one made-up referral to MR of the left knee, named by a number."""
    form = {
        "id": f"made-up-{number}",
        "referral_date": TODAY.isoformat(),
        "patient": {"birth_date": born},
        "requested": {"modality": "MR", "body_site": "knee", "laterality": "left"},
        "known_facts": {"knee_pain": True, **known},
    }
    return Incoming(unit, "fhir", "practice", f"message-{number}", json.dumps(form).encode(), person)


def take_all(journal: UnitJournal, messages: Sequence[Incoming], at: datetime = NOW) -> list[Receipt]:
    """Take in many messages in one transaction, with the Norwegian guideline."""
    return receive_all(journal, messages, read, assess, at, TODAY)


def take(journal: UnitJournal, message: Incoming, at: datetime = NOW) -> Receipt:
    """Take in a message with the Norwegian guideline."""
    return receive(journal, message, read, assess, at, TODAY)
