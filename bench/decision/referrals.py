"""Random referrals for a flow, with missing values, the same ones for the same seed."""

from collections.abc import Iterator
from random import Random

from agreement.naive import Facts, Naive, Truth3
from klokt.model.expression import Value
from klokt.model.fact import FactKind
from klokt.model.guideline import Flow, Step

DEEP = 10
"""Half of the referrals answer at least so many steps."""


def referrals(naive: Naive, flow: Flow, silences: Facts, count: int, seed: int) -> list[dict[str, Value]]:
    """Return random referrals: 0 to 50 % of the facts missing, and every second one deep in the flow."""
    drawn = _draw(naive, flow, Random(seed))
    found: list[dict[str, Value]] = []
    while len(found) < count:
        facts = next(drawn)
        if len(found) % 2 == 0 or steps_answered(naive, flow, facts, silences) >= DEEP:
            found.append(facts)
    return found


def steps_answered(naive: Naive, flow: Flow, facts: Facts, silences: Facts) -> int:
    """Return how many steps a referral passes until its outcome."""
    answers: list[Truth3] = []

    def answer(step: Step) -> Truth3:
        answers.append(naive.read(step, facts, silences))
        return answers[-1]

    naive.follow(flow, answer)
    return len(answers)


def _draw(naive: Naive, flow: Flow, random: Random) -> Iterator[dict[str, Value]]:
    asked = list(dict.fromkeys(name for step in flow.steps for name in naive.asked(step.when)))
    choices = {name: naive.values_of(name) for name in asked}
    booleans = {name for name in asked if naive.guideline.facts[name].kind is FactKind.BOOLEAN}
    while True:
        missing, signs = random.uniform(0, 0.5), random.choice((0.03, 0.03, 0.3))
        yield {
            name: random.random() < signs if name in booleans else random.choice(choices[name])
            for name in asked
            if random.random() >= missing
        }
