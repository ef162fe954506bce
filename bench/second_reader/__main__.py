"""Labelled referrals with a second reader that knows the labels, one that makes things up, and none."""

import json
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from klokt.channels.cli.score import scored
from klokt.text.second_reader import Answered, Asked, SecondReader

SETS = Path(__file__).parents[2] / "tests" / "text" / "referrals"
MADE_UP = 8
"""How many facts the one that makes things up tells of each text."""


class Knowing:
    """A second reader that says what the labels say, with their words."""

    language = None

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self.rows = {row["text"]: row for row in rows}

    def read(self, text: str, asked: Sequence[Asked]) -> list[Answered]:
        row = self.rows[text]
        names = {each.fact for each in asked}
        words = {fact: quote for fact, quote in row["evidence"].items() if fact in names and isinstance(quote, str)}
        return [Answered(fact, row["facts"][fact], quote) for fact, quote in words.items()]


class Inventing:
    """A second reader that says anything of anything, and quotes words that are there. The same in every run."""

    language = None

    def __init__(self) -> None:
        self.dice = random.Random(0)

    def read(self, text: str, asked: Sequence[Asked]) -> list[Answered]:
        words = re.findall(r"\w+", text)
        facts = self.dice.sample(list(asked), MADE_UP)
        return [Answered(each.fact, self.value(each), self.dice.choice(words)) for each in facts]

    def value(self, asked: Asked) -> object:
        if asked.type == "boolean":
            return self.dice.random() < 0.5
        return self.dice.choice(asked.choices) if asked.choices else self.dice.randint(0, 30)


def told(name: str, lines: Sequence[str], reader: SecondReader | None) -> str:
    """Return a row of the table: how well the referrals are then answered."""
    (score,) = scored(lines, "no_knee_hip_imaging", second_reader=reader)
    decision, facts = score.fields["decision"], score.all_facts
    shares = f"{decision.strict / decision.of:.2f} | {decision.lenient / decision.of:.2f}"
    read = f"{facts.precision.value:.3f} | {facts.recall.value:.3f}"
    return f"| {name} | {decision.of} | {shares} | {len(score.unsafe)} | {read} |"


if __name__ == "__main__":
    lines = [line for name in ("no_e", "no_f") for line in (SETS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    print(told("none", lines, None))
    print(told("one that knows the labels", lines, Knowing(rows)))
    print(told("one that makes things up", lines, Inventing()))
