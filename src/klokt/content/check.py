"""Check a guideline folder: every problem of its text, flows, cases and safety, by file and line."""

from collections.abc import Callable, Iterator

from klokt.content.checks import (
    checklists,
    coverage,
    documents,
    letters,
    logic,
    pathway,
    reach,
    references,
    safety,
    time,
    words,
)
from klokt.content.load import Loaded
from klokt.content.problem import Problem
from klokt.model.guideline import Guideline

Check = Callable[[Loaded, Guideline], Iterator[Problem]]

STRUCTURE: tuple[Check, ...] = (
    references.name_of_the_folder,
    references.named_sources,
    references.without_source,
    references.silence_sources,
    references.documents,
    references.obligations,
    references.cases,
    references.given_values,
    reach.exits_that_lead_nowhere,
    reach.circles,
    reach.steps_never_reached,
    reach.outcomes_never_reached,
    reach.ranks,
    reach.unused,
    words.translations,
    words.ids_in_the_glossary,
    time.dated_parameters,
    time.validity,
    logic.opposites,
    letters.names,
    letters.outcomes,
    letters.lists,
    letters.assumptions,
    letters.unread,
    letters.slots,
    pathway.names,
    pathway.lengths,
    pathway.facts_given,
    pathway.feasible,
    checklists.names,
    checklists.every_contact,
    checklists.words_for_findings,
    documents.sentences,
    documents.awaiting_an_owner,
)
"""Checks of what is written."""

BEHAVIOUR: tuple[Check, ...] = (
    coverage.both_answers,
    coverage.thresholds,
    coverage.counts,
    coverage.groups_and_requirements,
    coverage.failing_cases,
    safety.red_flags_returned,
    pathway.shown,
    checklists.shown,
    pathway.clocks,
)
"""Checks of what the guideline does; they need names and exits that lead somewhere."""

BLOCKING = frozenset({"K120", "K123", "K130", "K131"})


def check(loaded: Loaded) -> list[Problem]:
    """Return every problem of a folder, by file and line. Where it could not be read, only that is told."""
    problems = list(loaded.problems)
    if loaded.guideline is not None:
        problems += _all(STRUCTURE, loaded, loaded.guideline)
        if not any(problem.code in BLOCKING for problem in problems):
            problems += _all(BEHAVIOUR, loaded, loaded.guideline)
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.place.file, problem.place.line, problem.code))


def _all(checks: tuple[Check, ...], loaded: Loaded, guideline: Guideline) -> Iterator[Problem]:
    for one in checks:
        yield from one(loaded, guideline)
