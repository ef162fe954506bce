"""The papers of an episode: how the guideline was followed, and what the patient gets, as every door hands them out."""

from typing import Literal as Only

import msgspec

from klokt.channels.pathway_wire import pathway_answer
from klokt.engine.course import course_of
from klokt.engine.pathway import Follower
from klokt.letters.account import account
from klokt.letters.document import Document
from klokt.letters.of_state import letter_of_state
from klokt.letters.pdf import pdf
from klokt.letters.unit import NO_UNIT, Unit
from klokt.model.episode import Episode, State

PaperKind = Only["followed", "letter"]
"""How the guideline was followed; or the letter of the right that stands, and else the patient's sheet."""


def paper_of(
    kind: PaperKind, follower: Follower, episode: Episode, state: State, language: str, unit: Unit = NO_UNIT
) -> Document:
    """Return a paper of an episode on the state's day.

    Raises LetterError where there is none of that kind on that day (K508, K509), or none in the language (K504).
    """
    if kind == "followed":
        return account(follower, episode, state.on, language, unit)
    return letter_of_state(follower, episode, state, language, unit)


def printed(document: Document, follower: Follower, episode: Episode, state: State) -> bytes:
    """Return a paper as PDF, with the state that it rests on inside; raise LetterError (K506, K507) where it cannot."""
    course = course_of(follower, episode, state)
    return pdf(
        document,
        msgspec.json.encode(pathway_answer(follower.guideline, episode, state, course, document.language)),
    )
