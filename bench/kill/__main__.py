"""Kill the journal's work, and then the served program, at random moments, and say what was lost or doubled."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from databases import server
from killing import faults, kill_often
from killing_served import faults as faults_served
from killing_served import kill_served
from klokt.storage.store import Store

SEED = 20251123


def main(times: int) -> int:
    """Kill so often in each way on each database; return 1 where anything acknowledged is lost or doubled."""
    with tempfile.TemporaryDirectory() as folder, server(durable=True) as base:
        bad = 0
        for way, kills in (("journal", killed), ("served", killed_served)):
            bad += kills("SQLite", f"sqlite:///{Path(folder) / way}.db", times)
            if base is not None:
                bad += kills("PostgreSQL", base.format(name="postgres"), times)
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


def killed_served(name: str, url: str, times: int) -> int:
    """Kill the served program so often on one database, print a line, and return how many faults there are."""
    with Store(url) as store:
        store.upgrade()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        lives = kill_served(url, Path(folder), times, SEED)
        found = faults_served(url, Path(folder), lives)
    for fault in found:
        print(f"  {fault}")
    print(
        f"{name}, served: {lives.kills} kills in {time.monotonic() - started:.0f} s, {len(lives.taken)} orders and "
        f"{len(lives.decided)} decisions acknowledged; {len(found)} faults",
        flush=True,
    )
    return len(found)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", nargs="?", type=int, default=200)
    sys.exit(main(parser.parse_args().times))
