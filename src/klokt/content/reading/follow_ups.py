"""Leave out the findings that only follow from another one, so that an author mends the cause."""

import re
from collections.abc import Iterable, Sequence

from klokt.content.problem import Problem, found
from klokt.content.reading.blocks import Block
from klokt.model.place import Place

_UNREAD = ("K101", "K107")
_OF_NAMES = ("K111", "K202")
_WHEN = ("when", "opens_when", "requires")


def without_follow_ups(problems: Sequence[Problem], blocks: Iterable[Block]) -> list[Problem]:
    """Return the problems that are causes, with one note where names are not looked up.

    Where a file cannot be read, no name is told to be missing; and a condition is not told to compare what it may not
    where the fact or parameter is itself defined wrongly.
    """
    following = _on_wrong_definitions(problems, list(blocks))
    causes = [problem for problem in problems if problem not in following]
    unread = [problem for problem in problems if problem.code in _UNREAD]
    if not unread:
        return causes
    note = found("K113", unread[0].place, "names are not looked up until every file can be read", "mend this first")
    return [*(problem for problem in causes if problem.code not in _OF_NAMES), note]


def _on_wrong_definitions(problems: Iterable[Problem], blocks: Sequence[Block]) -> list[Problem]:
    places = {problem.place for problem in problems if problem.code in ("K103", "K104")}
    wrong = {_name(block) for block in blocks if block.kind in ("fact", "parameter") and places & _places(block)}
    conditions = {block.at(key): str(block.data[key]) for block in blocks for key in _WHEN if key in block.data}
    return [
        problem
        for problem in problems
        if problem.code == "K203" and wrong & set(re.findall(r"\w+", conditions.get(problem.place, "")))
    ]


def _places(block: Block) -> set[Place]:
    return {block.place, *(Place(block.place.file, line) for line in block.lines.values())}


def _name(block: Block) -> str:
    return block.name or str(block.data.get("name", ""))
