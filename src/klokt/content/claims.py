"""Say which blocks of a guideline account for a sentence, and by what right."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal as Only

from klokt.model.guideline import Guideline, NotARule, Source

Kind = Only["rule", "interpretation", "letter", "not_a_rule", "reference", "unaccounted"]
KINDS: tuple[Kind, ...] = ("rule", "interpretation", "letter", "not_a_rule", "reference", "unaccounted")
"""What can account for a sentence; where several do, the first of these is its kind."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a block says of its sentences: that it, or what refers to it, accounts for them."""

    kind: Kind
    ids: tuple[str, ...]
    reason: str = ""


Users = Mapping[str, Sequence[Claim]]
"""For each id of a source or interpretation, what refers to it."""


def users_of(guideline: Guideline) -> Users:
    """Return, for each id of a source or interpretation, what refers to it."""
    users: dict[str, list[Claim]] = defaultdict(list)
    for claim, sources in _citations(guideline):
        for source in sources:
            users[source].append(claim)
    return users


def _citations(guideline: Guideline) -> Iterator[tuple[Claim, Iterable[str]]]:
    for rule in guideline.rules.values():
        yield Claim("rule", (rule.id,)), rule.source
    for flow in guideline.flows.values():
        for step in flow.steps:
            yield Claim("rule", (f"step:{step.id}",)), step.source
    for outcome in guideline.outcomes.values():
        yield Claim("rule", (f"outcome:{outcome.id}",)), outcome.source
    for obligation in guideline.obligations.values():
        yield Claim("rule", (f"obligation:{obligation.id}",)), obligation.source
    for requirement in guideline.requirements.values():
        yield Claim("rule", (f"requirement:{requirement.id}",)), requirement.source
    for group in guideline.groups.values():
        yield Claim("rule", (f"group:{group.id}",)), group.source
    for parameter in guideline.parameters:
        yield Claim("rule", (f"parameter:{parameter.name}",)), parameter.source
    for fact in guideline.facts.values():
        silences = (silence.source for silence in fact.silence.values())
        yield Claim("rule", (f"fact:{fact.name}",)), chain(fact.source, silences)
    for reading in guideline.interpretations.values():
        yield Claim("interpretation", (reading.id,)), reading.source
    for letter in guideline.letters.values():
        yield Claim("letter", (f"letter:{letter.id}",)), letter.source
    for paragraph in guideline.paragraphs:
        yield Claim("letter", (f"paragraph:{paragraph.id}",)), paragraph.source


def claims_of(block: Source | NotARule, users: Users) -> Sequence[Claim]:
    """Return what the block claims of its sentences; a source claims nothing unless something refers to it."""
    match block:
        case Source():
            return users.get(block.id, ())
        case NotARule():
            return [Claim("not_a_rule", (block.id,), block.reason)]
