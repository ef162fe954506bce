"""What a referral must tell, as the guideline lists it: each item told, missing or unclear, with what tells it."""

from dataclasses import dataclass

from klokt.channels.unit.referral_view_results import told_found
from klokt.engine.question import facts_asked
from klokt.model.fact import Fact
from klokt.model.guideline import Guideline
from klokt.model.proposal import Met, Proposal
from klokt.triage.propose import Assessment


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its number in the source's list, or none; its state, and what tells it.

    `state` is answered, denied, absent, open or unclear. `words` are those of the text that tell it, and `values` the
    questions and answers that no words of a text tell.
    """

    number: int | None
    title: str
    question: str
    state: str
    words: tuple[str, ...]
    values: tuple[tuple[str, str], ...]


def requirements_of(assessment: Assessment, language: str) -> tuple[Item, ...]:
    """Return what the leading proposal makes of each requirement, in the order of the source."""
    leading = assessment.proposals[0]
    doubtful = {*leading.disputed, *assessment.unclear}
    return tuple(_item(assessment.guideline, leading, met, doubtful, language) for met in leading.requirements)


def _item(guideline: Guideline, proposal: Proposal, met: Met, doubtful: set[str], language: str) -> Item:
    described = guideline.requirements[met.requirement]
    asked = dict.fromkeys(facts_asked(described.met_when, guideline.rules))
    is_told = met.state in ("answered", "denied")
    state = "unclear" if not is_told and doubtful & set(asked) else met.state
    known = [proposal.facts[name] for name in asked if is_told and name in proposal.facts]
    words = tuple(dict.fromkeys(span.text for fact in known for span in fact.evidence))
    values = tuple(_told(guideline, fact, language) for fact in known if not fact.evidence)
    return Item(described.number, described.title[language], described.question[language], state, words, values)


def _told(guideline: Guideline, fact: Fact, language: str) -> tuple[str, str]:
    described = guideline.facts[fact.name]
    return described.question[language], told_found(described, fact.value, language)
