"""The letters that go with the example referrals, whose facts are those that people labelled."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from klokt.engine.assess import assess
from klokt.engine.compiled import Compiled
from klokt.intake import read
from klokt.letters.choose import offered
from klokt.letters.compose import compose
from klokt.letters.document import Document, Printed
from klokt.model.expression import Value
from klokt.model.fact import Audience, Fact, Origin
from klokt.model.proposal import Proposal
from klokt.model.referral import Referral
from norway import DAY, LEFT_KNEE, assessor

GOLD = Path(__file__).parents[2] / "examples" / "no_imaging_referrals.jsonl"
INPUT = ("id", "referral_date", "patient", "requester_role", "requested", "text")
REFERENCE = "KL-7F3Q"


@dataclass(frozen=True)
class Example:
    """A proposal for one target of a referral, with the guideline as it held on that day."""

    name: str
    compiled: Compiled
    proposal: Proposal
    on: date

    def letter(self, letter_id: str, language: str = "nb") -> Document:
        return compose(self.compiled, self.proposal, letter_id, language, REFERENCE, self.on)

    def letters(self) -> Iterator[str]:
        yield from (letter.id for letter in offered(self.compiled, self.proposal))


@cache
def examples() -> list[Example]:
    """Return every proposal for an example referral, on the labelled facts."""
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    forms = [{key: row[key] for key in INPUT} | {"known_facts": row["facts"]} for row in rows]
    return [example for form in forms for example in _proposals(form)]


def _proposals(form: dict[str, object]) -> Iterator[Example]:
    for referral in read(json.dumps(form).encode()):
        assert isinstance(referral, Referral)
        found = assessor().propose(referral, Audience.RECEIVER)
        for proposal in found.proposals:
            yield Example(referral.id, assessor().compiled(found.on), proposal, found.on)


def a_proposal(**facts: Value | None) -> Example:
    """Return what is proposed for someone of 65 and MR of the left knee, changed as the test needs it."""
    told: dict[str, Value | None] = {"age": 65, "requested_site": "knee", "requested_modality": "MR", **facts}
    known = {name: Fact(name, value, Origin.STRUCTURED) for name, value in told.items() if value is not None}
    compiled = assessor().compiled(DAY)
    return Example("made-up", compiled, assess(compiled, known, "receiver", LEFT_KNEE), DAY)


def printed(document: Document) -> dict[str, Printed]:
    """Return every paragraph and item of a letter by its id."""
    return {each.id: each for top in document.paragraphs for each in (top, *top.items)}


def said(document: Document) -> str:
    """Return all words of a letter."""
    parts = [document.title, *(f"{each.heading} {each.text}" for each in printed(document).values())]
    return "\n".join([*parts, *document.foot])
