"""The papers of klokt pathway: how the guideline was followed, and what the patient gets, in every form."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from klokt.channels.cli.terminal import complain, printable, write_out
from klokt.channels.pathway_papers import PaperKind, paper_of, printed
from klokt.engine.pathway import Follower
from klokt.errors import IntakeError
from klokt.letters.document import Document
from klokt.letters.html import page
from klokt.letters.text import told
from klokt.letters.unit import Unit
from klokt.model.episode import Episode, State
from klokt.triage.course import shown_by


@dataclass(frozen=True, slots=True)
class Answer:
    """An episode and where it stands, with the pathway that told it."""

    follower: Follower
    episode: Episode
    state: State


class Paper(msgspec.Struct):
    """A paper as data. `known_facts` are what the recorded course lets a referral say."""

    document: Document
    known_facts: dict[str, bool]


def write_paper(
    answered: Sequence[Answer | IntakeError], unit: Unit, language: str, arguments: argparse.Namespace
) -> int:
    """Write the paper of the one episode that is meant; return 0, 1 where it cannot be read, 2 where it is not one."""
    if len(answered) != 1:
        complain(f"{len(answered)} episodes are meant; name one with --episode")
        return 2
    chosen = answered[0]
    if isinstance(chosen, IntakeError):
        raise chosen
    follower, episode, state = chosen.follower, chosen.episode, chosen.state
    kind: PaperKind = "followed" if arguments.evidence else "letter"
    document = paper_of(kind, follower, episode, state, language, unit)
    write_out(_formed(document, chosen, arguments.format), arguments.out)
    return 0


def _formed(document: Document, answer: Answer, form: str) -> bytes:
    if form == "pdf":
        return printed(document, answer.follower, answer.episode, answer.state)
    if form == "json":
        return (
            msgspec.json.format(
                msgspec.json.encode(Paper(document, dict(shown_by(answer.follower, answer.episode, answer.state.on))))
            )
            + b"\n"
        )
    if form == "html":
        return page(document).encode()
    return "\n".join(map(printable, told(document).split("\n"))).encode()
