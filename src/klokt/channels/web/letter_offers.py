"""The letters that may go with each proposal of a referral, the first of them ready to be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from klokt.channels.web.answers import targets_of
from klokt.channels.web.desk import Desk, Entry
from klokt.letters.choose import offered
from klokt.letters.compose import compose
from klokt.letters.html import fragment
from klokt.model.proposal import Proposal
from klokt.triage.propose import Assessment

HEADING = 4
"""The level of a letter's title on a page with one place to examine; with several, each has a heading of its own."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A letter that may go: what the form calls it (the target's number and the letter's id), and its title.

    `preview` is the letter itself; only the first of a proposal has one.
    """

    value: str
    title: str
    preview: Markup | None


def offers(desk: Desk, entry: Entry, assessment: Assessment, language: str) -> dict[int, tuple[Offer, ...]]:
    """Return the letters that may go with each proposal, by the number of its target; the proposed one first."""
    found: dict[int, tuple[Offer, ...]] = {}
    compiled = desk.compiled(assessment)
    level = HEADING if len(assessment.proposals) == 1 else HEADING + 1
    for number, proposal in numbered(entry, assessment):
        made: list[Offer] = []
        for letter in offered(compiled, proposal):
            spoken, preview = spoken_in(letter.languages, language), None
            if not made:
                document = compose(compiled, proposal, letter.id, spoken, entry.referral.id, assessment.on)
                preview = Markup(fragment(document, level))  # noqa: S704 (the letters room escapes every text)
            made.append(Offer(f"{number}:{letter.id}", letter.title[spoken], preview))
        found[number] = tuple(made)
    return found


def numbered(entry: Entry, assessment: Assessment) -> list[tuple[int, Proposal]]:
    """Return each proposal with the number of its target in the form."""
    numbers = {target: number for number, target in enumerate(targets_of(entry.referral))}
    return [(numbers[proposal.target], proposal) for proposal in assessment.proposals]


def spoken_in(languages: Sequence[str], language: str) -> str:
    """Return the reader's language where the letter is written in it, and otherwise the letter's first."""
    return language if language in languages else languages[0]
