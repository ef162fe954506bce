"""Random guidelines and random patients for the tests of agreement."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from agreement.naive import Naive
from klokt.engine.compiled import Compiled
from klokt.engine.parse import Names, parse
from klokt.model.duration import Duration, Unit
from klokt.model.expression import Value
from klokt.model.fact import Audience, Fact, FactDefinition, FactKind, Origin, Silence
from klokt.model.guideline import Flow, Guideline, Outcome, Parameter, Rule, Step

A_DAY = date(2026, 3, 2)
EFFORT = int(os.environ.get("KLOKT_EXAMPLES", "1"))
"""How many times more examples than usual; above 1 they also differ from run to run."""

KINDS: dict[str, tuple[FactKind, Unit | None, tuple[str, ...]]] = {
    "fever": (FactKind.BOOLEAN, None, ()),
    "trauma": (FactKind.BOOLEAN, None, ()),
    "swelling": (FactKind.BOOLEAN, None, ()),
    "modality": (FactKind.CHOICE, None, ("XR", "CT", "MR")),
    "score": (FactKind.NUMBER, None, ()),
    "treated": (FactKind.DURATION, Unit.WEEKS, ()),
}
VALUES: dict[str, list[Value]] = {
    "fever": [True, False],
    "trauma": [True, False],
    "swelling": [True, False],
    "modality": ["XR", "CT", "MR"],
    "score": [-1, 0, 1, 4, 4.5],
    "treated": [0, 5, 6, 11 + 6 / 7, 12, 30],
}
PARAMETERS: dict[str, Value] = {"minimum": Duration(12, Unit.WEEKS), "limit": 4, "strict": True, "lenient": False}
ATOMS = (
    "fever",
    "trauma",
    "swelling",
    'modality == "MR"',
    'modality != "XR"',
    'modality in ("CT", "MR")',
    "score >= limit",
    "0 < score <= 4",
    "score == 0",
    "treated >= minimum",
    "weeks(6) <= treated < minimum",
    "treated > days(83)",
    "strict",
    "lenient",
    "known(treated)",
    "known(fever)",
)
SURE_ATOMS = tuple(atom for atom in ATOMS if not atom.startswith("known"))
ENDS = ("accept", "return_it", "change_it")
"""The outcomes that a yes or no leads to; an unknown may also lead to `ask`."""


def examples(count: int) -> settings:
    """Return settings that try so many examples, the same ones in each run unless more effort is asked for."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(
        max_examples=count * EFFORT, derandomize=EFFORT == 1, deadline=None, suppress_health_check=slow, database=None
    )


@dataclass(frozen=True, repr=False)
class World:
    """A guideline with one flow, compiled by the engine and beside it the naive evaluator, and a patient."""

    compiled: Compiled
    naive: Naive
    flow: Flow
    facts: dict[str, Value]

    def __repr__(self) -> str:
        rules = [*self.naive.guideline.rules.values(), *self.flow.steps]
        return "\n".join(map(str, [*rules, self.facts, dict(self.silences)]))

    @property
    def silences(self) -> Mapping[str, Value]:
        """What the flow's audience reads silences as."""
        return self.compiled.flow("flow").silences

    def stated(self, **more: Value) -> dict[str, Fact]:
        """The patient's facts with their origin, as the proposal wants them."""
        return {name: Fact(name, value, Origin.STRUCTURED) for name, value in {**self.facts, **more}.items()}


@cache
def conditions(atoms: tuple[str, ...] = ATOMS) -> st.SearchStrategy[str]:
    """Return conditions as text, up to a few levels deep."""

    def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        several = st.lists(inner, min_size=2, max_size=3)
        return st.one_of(
            inner.map("not ({})".format),
            several.map(lambda parts: "(" + ") and (".join(parts) + ")"),
            several.map(lambda parts: "(" + ") or (".join(parts) + ")"),
            st.tuples(st.integers(1, 2), several).map(lambda drawn: f"at_least({drawn[0]}, {', '.join(drawn[1])})"),
        )

    return st.recursive(st.sampled_from(atoms), grow, max_leaves=5)


def patients() -> st.SearchStrategy[dict[str, Value]]:
    """Return facts of a patient, each of them missing now and then."""
    return st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()})


@st.composite
def worlds(draw: st.DrawFn, atoms: tuple[str, ...] = ATOMS, silent: bool = True, told_apart: bool = False) -> World:
    """Return a random guideline and patient.

    `silent` lets silences be read. `told_apart` keeps the outcomes of unknown exits from those of the others.
    """
    count = draw(st.integers(1, 4))
    facts = draw(st.fixed_dictionaries({name: _definitions(name, silent) for name in KINDS}))
    rules: dict[str, Rule] = {}
    for name in ("first", "second"):
        when = parse(draw(conditions((*atoms, *rules))), Names(facts, PARAMETERS, rules))
        rules[name] = Rule(name, when, {}, alert=draw(st.sampled_from([None, "acute", "prioritised"])))
    steps = []
    for index in range(count):
        later = [f"step_{number}" for number in range(index + 1, count)]
        when = parse(draw(conditions((*atoms, *rules))), Names(facts, PARAMETERS, rules))
        yes, no = (draw(st.sampled_from([*later, *later, *ENDS])) for _ in range(2))
        unknown = draw(st.sampled_from(["ask"] if told_apart else [*later, *later, *ENDS, "ask"]))
        steps.append(Step(f"step_{index}", when, {}, yes, no, unknown))
    flow = Flow("flow", draw(st.sampled_from(Audience)), "full", {}, tuple(steps))
    guideline = _guideline(facts, rules, flow)
    return World(Compiled(guideline, A_DAY), Naive(guideline, PARAMETERS), flow, draw(patients()))


@cache
def _definitions(name: str, silent: bool) -> st.SearchStrategy[FactDefinition]:
    """Definitions of a fact that differ in what silence means for each audience, and in being fixed."""
    kind, unit, choices = KINDS[name]
    readings: list[Value | None] = [*VALUES[name], *[None for _ in VALUES[name]]] if silent else [None]
    found = []
    for receiver, referrer, fixed in product(readings, readings, (False, False, False, True)):
        told = {Audience.RECEIVER: receiver, Audience.REFERRER: referrer}
        silence = {who: Silence(value, f"silence_on_{name}") for who, value in told.items() if value is not None}
        found.append(FactDefinition(name, kind, {}, unit, choices, silence=silence, fixed=fixed))
    return st.sampled_from(found)


def _guideline(facts: dict[str, FactDefinition], rules: dict[str, Rule], flow: Flow) -> Guideline:
    outcomes = {name: Outcome(name, {}, "routine", rank, "accept") for rank, name in enumerate((*ENDS, "ask"), 1)}
    return Guideline(
        id="random",
        edition="1",
        title={},
        publisher="nobody",
        status="made up",
        owner="nobody",
        languages=("en",),
        serves=("imaging",),
        valid_from=date(2025, 1, 1),
        parameters=tuple(Parameter(name, value, date(2025, 1, 1)) for name, value in PARAMETERS.items()),
        facts=facts,
        rules=rules,
        flows={"flow": flow},
        outcomes=outcomes,
    )
