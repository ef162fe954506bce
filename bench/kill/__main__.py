"""Kill the program at random moments while it takes in referrals, decides and lets letters leave; say what was lost."""

import sys
import tempfile
import time
from pathlib import Path

from databases import server
from killing import faults, kill_often
from klokt.storage.store import Store

SEED = 20251123


def main(times: int) -> int:
    """Kill so often on each database; return 1 where anything acknowledged is lost or doubled."""
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        bad += killed("SQLite", f"sqlite:///{Path(folder) / 'journal.db'}", times)
    with server(durable=True) as base:
        if base is not None:
            bad += killed("PostgreSQL", base.format(name="postgres"), times)
    return 1 if bad else 0


def killed(name: str, url: str, times: int) -> int:
    """Kill so often on one database, print a line, and return how many faults there are."""
    with Store(url) as store:
        store.upgrade()
    started = time.monotonic()
    lives = kill_often(url, times, SEED)
    found = faults(url, lives)
    for fault in found:
        print(f"  {fault}")
    twice = sum(count - 1 for count in lives.handed.values())
    print(
        f"{name}: {lives.kills} kills in {time.monotonic() - started:.0f} s, {len(lives.taken)} referrals and "
        f"{len(lives.decided)} decisions acknowledged, {len(lives.handed)} letters; {twice} handed over again under "
        f"the same name; {len(found)} faults"
    )
    return len(found)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
