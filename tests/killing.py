"""Work on a journal in a process that is killed again and again, and tell what is there of what was acknowledged.

The nursery is a process that has loaded all that is needed; for each life it forks a worker, which is ready at once.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from databases import ANNA, DOOR, NOW, TERMS, UNIT, a_message, take
from klokt.model.decision import Choice, Decision
from klokt.model.worklist import Outgoing
from klokt.storage.rebuild import rebuild
from klokt.storage.store import Store
from klokt.storage.tables import event
from klokt.storage.verify import verify
from klokt.triage.decide import Draft, decide
from klokt.triage.receive import referral_stream, stream_of
from klokt.triage.send import LEASE, Send, send

MOST = 100_000
AT_WORK = 0.8
"""How many of the lives last until they have done something; the others may end while they still begin."""


@dataclass
class Lives:
    """What the workers acknowledged in all their lives, each as often as they did, and how often they were killed."""

    kills: int = 0
    taken: Counter[int] = field(default_factory=Counter)
    decided: Counter[int] = field(default_factory=Counter)
    handed: Counter[str] = field(default_factory=Counter)

    def note(self, line: str) -> None:
        """Note one acknowledgement."""
        what, _, which = line.partition(" ")
        match what:
            case "taken":
                self.taken[int(which)] += 1
            case "decided":
                self.decided[int(which)] += 1
            case "handed":
                self.handed[which] += 1


def say(words: str) -> None:
    """Write a line at once."""
    os.write(1, f"{words}\n".encode())


def work(url: str, start: int) -> None:
    """Take in referrals, decide on them and let their letters leave, without end; say what is done once it is done."""
    with Store(url) as store:
        drain(store, start, name_it)
        for number in range(start, MOST):
            stream = referral_stream(take(store.open_for(DOOR), a_message(number)).message, 0)
            say(f"taken {number}")
            item = store.open_for(ANNA).item(stream)
            if item.decision is None:
                answer = Decision(Choice.RETURN, item.outcome or "", item.proposal or 0)
                letters = [Draft("pdf", "practice", b"a letter")]
                decide(store.open_for(ANNA), stream, item.version, answer, TERMS, NOW, letters)
            say(f"decided {number}")
            drain(store, number, name_it)


def name_it(letter: Outgoing, _: bytes) -> None:
    """Say which letter is handed over."""
    say(f"handed {letter.once}")


def drain(store: Store, number: int, hand_over: Send) -> None:
    """Let every letter leave that is due; each life is later than those before, so that their attempts have ended."""
    door, at = store.open_for(DOOR), NOW + TERMS.hold + LEASE * number
    for letter in door.due_letters(UNIT, at):
        send(door, letter, door.letter_bytes(letter), hand_over, at)


def kill_often(url: str, times: int, seed: int, most_seconds: float = 0.3) -> Lives:
    """Let a worker live and die so often, at random moments, and return what was acknowledged."""
    dice, lives = random.Random(seed), Lives()  # noqa: S311 (moments, not secrets)
    command = [sys.executable, str(Path(__file__)), url]
    nursery = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 (this file)
    if nursery.stdin is None or nursery.stdout is None:
        raise RuntimeError("the nursery has no pipes")
    with nursery, nursery.stdin as orders, nursery.stdout as said:
        for _ in range(times):
            orders.write(f"{max(lives.taken, default=0)}\n")
            orders.flush()
            worker = int(said.readline())
            if dice.random() < AT_WORK:
                lives.note(said.readline().strip())
            time.sleep(dice.uniform(0, most_seconds))
            os.kill(worker, signal.SIGKILL)
            while (line := said.readline()) != "dead\n":
                lives.note(line.strip())
            lives.kills += 1
    return lives


def nurse(url: str) -> None:
    """Fork a worker for each line with a number, and say its id; once it is dead, say that."""
    for line in sys.stdin:
        worker = os.fork()
        if worker == 0:
            say(str(os.getpid()))
            work(url, int(line))
        os.waitpid(worker, 0)
        say("dead")


def faults(url: str, lives: Lives) -> list[str]:
    """Return what is not as it was acknowledged, after all that was left undone is done."""
    found = []
    with Store(url) as store:
        drain(store, MOST, lambda letter, _: None)
        anna = store.open_for(ANNA)
        with store.engine.connect() as connection:
            rows = connection.execute(select(event.c.stream, event.c.kind))
            kinds = Counter((each.stream, each.kind) for each in rows)
        for number in range(max(lives.taken, default=-1) + 1):
            stream = referral_stream(stream_of(a_message(number)), 0)
            if kinds[stream, "referral_received"] != 1:
                found.append(f"referral {number} is there {kinds[stream, 'referral_received']} times")
            if lives.decided[number] and kinds[stream, "decided"] != 1:
                found.append(f"decision {number} is there {kinds[stream, 'decided']} times")
            letters = anna.letters(stream)
            if lives.decided[number] and [each.state for each in letters] != ["sent"]:
                found.append(f"letter {number}: {[each.state for each in letters]}")
        found += [f"{each.where}: {each.what}" for each in verify(store.engine).wrong]
        found += [f"{name}: {rows} rows out of step" for name, rows in rebuild(store.engine).items() if rows]
    return found


if __name__ == "__main__":
    nurse(sys.argv[1])
