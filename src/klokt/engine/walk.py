"""Walk a flow question by question, reading silences where the answer rests on them."""

from collections.abc import Mapping
from dataclasses import dataclass

from klokt.engine.compiled import CompiledFlow
from klokt.engine.diagram import Diagram
from klokt.engine.generate import Settled
from klokt.engine.question import Answer
from klokt.model.expression import Value


@dataclass(slots=True)
class Walk:
    """The way through a flow: its end, the answers on the way, and the silences that were read."""

    outcome: str
    answers: list[Answer]
    assumed: dict[str, Value]


def walk(
    compiled: CompiledFlow,
    facts: Mapping[str, Value],
    silences: Mapping[str, Value],
    known_to_be_settled: Settled | None = None,
) -> Walk:
    """Return the way through the flow on the facts.

    Where a step is unknown, the silences that its condition waits for are read, and those that the
    answer rests on are kept as assumptions. Where it stays unknown, the outcome is the one that all
    completions share, or else what the step's own exit for unknown leads to. The way ends where
    completions agree, unless going on leads to the same outcome and so tells more of why.
    A caller that knows already on what completions agree says so with `known_to_be_settled`.
    """
    settled_from = known_to_be_settled or (lambda facts, step: compiled.diagram.settled(facts, silences, step))
    assumed: dict[str, Value] = {}
    answers: list[Answer] = []
    agreed: tuple[str, int, dict[str, Value]] | None = None
    questions, target = compiled.questions, compiled.start
    while target in questions:
        answer = questions[target].answer(facts, silences)
        answers.append(answer)
        step, (truth, _, _), silent = answer
        for name in silent:
            assumed[name] = silences[name]
        if truth is None and agreed is None:
            settled = settled_from(facts, step.id)
            agreed = None if settled is None else (settled, len(answers), dict(assumed))
        target = step.unknown if truth is None else step.yes if truth else step.no
    if agreed is None or agreed[0] == target:
        return Walk(target, answers, assumed)
    outcome, asked, read = agreed
    return Walk(outcome, answers[:asked], _carrying(compiled.diagram, answers[asked - 1][0].id, facts, silences, read))


def _carrying(
    diagram: Diagram, step: str, facts: Mapping[str, Value], silences: Mapping[str, Value], read: dict[str, Value]
) -> dict[str, Value]:
    """Return the silences that were read, and those without which completions would differ from the step on."""
    needed = {**read, **{name: silences[name] for name in diagram.relevant(facts, step) if name in silences}}
    for name in [name for name in needed if name not in read]:
        fewer = {other: value for other, value in needed.items() if other != name}
        if diagram.settled(facts, fewer, step) is not None:
            needed = fewer
    return needed
