"""Measure the state of 1,000 made-up episodes, each on a day of its own."""

import json
import os
import platform
import time
from pathlib import Path
from statistics import mean, median

from agreement.test_episodes import random_episodes
from danish_pathway import follower

COUNT, SEED, ROUNDS = 1000, 20260302, 5
RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    """Print microseconds for one state, over the episodes, and write them beside this file."""
    os.sched_setaffinity(0, {0})
    follow = follower()
    episodes = [(episode, on) for _, episode, on in random_episodes(COUNT, SEED)]
    rounds: list[list[float]] = []
    for _ in range(ROUNDS):
        taken = []
        for episode, on in episodes:
            start = time.perf_counter_ns()
            follow.state(episode, on)
            taken.append((time.perf_counter_ns() - start) / 1000)
        rounds.append(taken)
    each = [median(times) for times in zip(*rounds, strict=True)]
    found = {"p50": median(each), "mean": mean(each), "p99": sorted(each)[int(0.99 * COUNT)]}
    events = mean(len(episode.events) for episode, _ in episodes)
    print(f"{COUNT} episodes, {events:.1f} events each; Python {platform.python_version()}, one core")
    for name, microseconds in found.items():
        print(f"{name:>5} {microseconds:8.1f} us")
    print(f"100,000 states: {found['mean'] / 10:.1f} s")
    RESULTS.write_text(json.dumps({"episodes": COUNT, "seed": SEED, "microseconds": found}, indent=1) + "\n")


main()
