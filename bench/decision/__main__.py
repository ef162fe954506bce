"""Measure one decision: the outcome alone, with its path, the whole proposal, and zen-engine beside them."""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import fmean, median

import zen

from agreement.naive import Naive
from bench.decision.referrals import referrals
from bench.decision.zen_model import ZenModel
from klokt.content.load import find, load, usable
from klokt.engine.assess import assess
from klokt.engine.compiled import Compiled
from klokt.engine.walk import walk
from klokt.model.expression import Value
from klokt.model.fact import Fact, Origin

A_DAY = date(2026, 3, 2)
COUNT, SEED = 1000, 20260302
ROUNDS, CALLS = 3, 5
RESULTS = Path(__file__).with_name("results.json")

Case = dict[str, Value]
Engine = Callable[[Case], str]


def main() -> None:
    """Run every engine on the same referrals, compare all answers with the definition, and print the times."""
    os.sched_setaffinity(0, {0})
    guideline = usable(load(find("no_knee_hip_imaging")))
    compiled = Compiled(guideline, A_DAY)
    flow = compiled.flow("receiver")
    naive = Naive(guideline, compiled.parameters)
    cases, others = (referrals(naive, flow.flow, flow.silences, COUNT, SEED + drawn) for drawn in (0, 1))
    expected = [naive.outcome(flow.flow, case, flow.silences) for case in cases]
    stepwise = [naive.stepwise(flow.flow, case, flow.silences) for case in cases]
    theirs = zen_engines(ZenModel(flow.flow, flow.scope))
    compare(our_engines(compiled), cases, expected)
    compare(theirs, cases, stepwise)
    # A guideline compiled afresh, so that the first round meets referrals that it has not met.
    times = measured({**our_engines(Compiled(guideline, A_DAY)), **theirs}, others, cases)
    beyond = sum(one != other for one, other in zip(expected, stepwise, strict=True))
    report(times, import_milliseconds(), beyond)


def our_engines(compiled: Compiled) -> dict[str, Engine]:
    """Return klokt in three depths: the outcome, the path to it, and the whole proposal."""
    flow = compiled.flow("receiver")
    return {
        "klokt: outcome": flow.decide,
        "klokt: outcome and path": lambda case: walk(flow, case, flow.silences).outcome,
        "klokt: whole proposal": lambda case: assess(compiled, facts_of(case), "receiver").outcome,
    }


def facts_of(case: Case) -> dict[str, Fact]:
    """Return the facts with their origin, as a proposal wants them."""
    return {name: Fact(name, value, Origin.STRUCTURED) for name, value in case.items()}


def zen_engines(model: ZenModel) -> dict[str, Engine]:
    """Return zen-engine in three forms: switch nodes, one expression node, and the bare compiled expression."""
    engine = zen.ZenEngine()
    switches = engine.create_decision(zen.ZenDecisionContent(model.switches()))
    one_node = engine.create_decision(zen.ZenDecisionContent(model.one_expression()))
    bare = zen.compile_expression(model.expression())
    return {
        "zen: switch nodes": lambda case: str(switches.evaluate(case)["result"]["outcome"]),
        "zen: one expression node": lambda case: str(one_node.evaluate(case)["result"]["outcome"]),
        "zen: compiled expression, no decision": lambda case: str(bare.evaluate(case)),
    }


def compare(engines: dict[str, Engine], cases: list[Case], expected: list[str]) -> None:
    """Raise AssertionError where an engine does not answer every case as expected."""
    for name, engine in engines.items():
        right = sum(engine(case) == answer for case, answer in zip(cases, expected, strict=True))
        assert right == len(cases), f"{name}: {right} of {len(cases)} answers are those of the definition"


def measured(engines: dict[str, Engine], warm_up: list[Case], cases: list[Case]) -> dict[str, dict[str, float]]:
    """Return microseconds for each engine: p50 and mean of the cases, and p50 of the first time each is met.

    The engines take turns. A case has the median of its rounds; a round is the mean of a few calls.
    """
    for case in warm_up:
        for engine in engines.values():
            engine(case)
    first = {name: [microseconds(engine, case, 1) for case in cases] for name, engine in engines.items()}
    rounds: dict[str, list[list[float]]] = {name: [] for name in engines}
    for _ in range(ROUNDS):
        for name, engine in engines.items():
            rounds[name].append([microseconds(engine, case, CALLS) for case in cases])
    found = {}
    for name, taken in rounds.items():
        each = [median(case) for case in zip(*taken, strict=True)]
        found[name] = {"p50": median(each), "mean": fmean(each), "first_p50": median(first[name])}
    return found


def microseconds(engine: Engine, case: Case, calls: int) -> float:
    """Return the mean time of a decision that is made so many times."""
    start = time.perf_counter_ns()
    for _ in range(calls):
        engine(case)
    return (time.perf_counter_ns() - start) / calls / 1000


def import_milliseconds() -> float:
    """Return the time that a fresh process takes to import the engine, the best of five."""
    script = "import time; start = time.perf_counter(); import klokt.engine.assess; print(time.perf_counter() - start)"
    command = [sys.executable, "-c", script]
    runs = [
        subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 (our own interpreter)
        for _ in range(5)
    ]
    return min(float(run.stdout) for run in runs) * 1000


def report(times: dict[str, dict[str, float]], imported: float, beyond: int) -> None:
    """Print the times as a table, and write them beside this file."""
    columns = ("p50", "mean", "first_p50")
    ratio = {name: each["p50"] / times["klokt: outcome"]["p50"] for name, each in times.items()}
    print(f"{COUNT} referrals, each answer that of the definition; Python {platform.python_version()}, one core")
    print(f"{'microseconds':40}" + "".join(f"{column:>11}" for column in columns) + f"{'to outcome':>12}")
    for name, each in times.items():
        print(f"{name:40}" + "".join(f"{each[column]:11.2f}" for column in columns) + f"{ratio[name]:11.1f}x")
    print(f"import of the engine in a fresh process: {imported:.0f} ms")
    print(f"settled although a step is unknown, which zen cannot say: {beyond} of {COUNT}")
    result = {
        "referrals": COUNT,
        "seed": SEED,
        "rounds": ROUNDS,
        "calls": CALLS,
        "microseconds": times,
        "to_outcome": ratio,
    }
    RESULTS.write_text(json.dumps({**result, "import_ms": imported, "settled_beyond_steps": beyond}, indent=1) + "\n")


main()
