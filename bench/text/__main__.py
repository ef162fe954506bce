"""Measure the reading of texts: labelled referrals a second on one core, and long texts of one part repeated."""

import json
import os
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from klokt.content.load import find, load, usable
from klokt.model.referral import Target
from klokt.text.lexicon import Lexicons
from klokt.text.load import lexicons_of
from klokt.text.read import LONGEST, read_text

SETS = sorted((Path(__file__).parents[2] / "tests" / "text" / "referrals").glob("*.jsonl"))
KNEE = (Target("knee", "left"),)
A_DAY = date(2025, 9, 1)
ROUNDS, REPEATS = 7, 5
ADVERSARIAL = ("vondt ", ",", "ingen feber, ", "vondt i i i kne ", "hvis feber ", "trent 3 mnd uten effekt ")


def main() -> None:
    """Print the best of several rounds: another process can make a round slower, and none faster."""
    os.sched_setaffinity(0, {0})
    folder = find("no_knee_hip_imaging")
    started = time.perf_counter()
    lexicons = lexicons_of(folder, usable(load(folder)))
    print(f"lexicon loaded in {1000 * (time.perf_counter() - started):.0f} ms")
    texts = labelled_texts()
    characters = sum(map(len, texts)) / len(texts)
    first = rate(texts, lambda text: read_text(text, lexicons, KNEE, A_DAY), rounds=1, repeats=1)
    print(f"{len(texts)} texts of {characters:.0f} characters, each word met for the first time: {first:.0f} a second")
    best = rate(texts, lambda text: read_text(text, lexicons, KNEE, A_DAY), ROUNDS, REPEATS)
    print(f"the same texts again: {best:.0f} a second")
    for part in ADVERSARIAL:
        quarter, whole = (milliseconds(lexicons, part * (size // len(part))) for size in (LONGEST // 4, LONGEST))
        print(f"{LONGEST} characters of {part!r}: {whole:.0f} ms, {whole / quarter:.1f} times a quarter of them")


def labelled_texts() -> list[str]:
    """Return the texts of the referrals labelled by hand."""
    return [json.loads(line)["text"] for path in SETS for line in path.read_text(encoding="utf-8").splitlines()]


def rate(texts: Sequence[str], read: Callable[[str], object], rounds: int, repeats: int) -> float:
    """Return the texts read in a second of processor time, in the best round."""
    best = 0.0
    for _ in range(rounds):
        started = time.process_time()
        for _ in range(repeats):
            for text in texts:
                read(text)
        best = max(best, repeats * len(texts) / (time.process_time() - started))
    return best


def milliseconds(lexicons: Lexicons, text: str) -> float:
    """Return the least time that the reading of a text took, in milliseconds."""
    took = []
    for _ in range(3):
        started = time.process_time()
        read_text(text, lexicons, KNEE, A_DAY)
        took.append(1000 * (time.process_time() - started))
    return min(took)


if __name__ == "__main__":
    main()
