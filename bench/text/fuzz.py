"""Read mutated referrals for as long as wanted: none may raise, and every span must be the words that stand there."""

import random
import sys
import time
from datetime import date, timedelta

from bench.text.__main__ import labelled_texts
from klokt.content.load import find, load, usable
from klokt.model.referral import Target
from klokt.text.load import lexicons_of
from klokt.text.read import read_text

TARGETS = ((), (Target("knee", "left"),), (Target("hip", "right"), Target("knee", "right")))
NOISE = "0123456789.,:;-/?!()[]'\n\t²½ÅÆØåæøİß\u0000\u200b\U0001f9b5"
SEED = 20260302


def main() -> None:
    """Run the number of texts given (a million by default) and print how many were read, and how fast."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    folder = find("no_knee_hip_imaging")
    lexicons = lexicons_of(folder, usable(load(folder)))
    texts, dice = labelled_texts(), random.Random(SEED)
    started, slowest = time.process_time(), 0.0
    for number in range(count):
        text = mutated(texts, dice)
        on = date(2000, 1, 1) + timedelta(days=dice.randrange(12_000))
        before = time.process_time()
        reading = read_text(text, lexicons, TARGETS[number % len(TARGETS)], on)
        slowest = max(slowest, time.process_time() - before)
        spans = [each.span for each in (*reading.mentions, *reading.set_aside)] + list(reading.unread)
        assert all(text[span.start : span.end] == span.text and span.text for span in spans), repr(text)
    took = time.process_time() - started
    print(f"{count} mutated texts read in {took:.0f} s of processor time, the slowest in {1000 * slowest:.0f} ms")


def mutated(texts: list[str], dice: random.Random) -> str:
    """Return a referral with some parts taken out, doubled, moved in from another one, or made noise."""
    text = dice.choice(texts)
    for _ in range(dice.randrange(1, 6)):
        start = dice.randrange(len(text) + 1)
        end = min(len(text), start + dice.randrange(30))
        other = dice.choice(texts)
        cut = dice.randrange(len(other) + 1)
        noise = "".join(dice.choices(NOISE, k=dice.randrange(6)))
        text = text[:start] + dice.choice(("", text[start:end] * 2, other[cut : cut + 30], noise)) + text[end:]
    return text


if __name__ == "__main__":
    main()
