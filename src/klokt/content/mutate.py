"""Change a guideline in every small wrong way, and report which changes its cases do not notice."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from klokt.content.cases import facts_of, mismatches_of
from klokt.content.episodes import run_examples
from klokt.content.load import Loaded, usable
from klokt.content.mutation.equivalence import same_for_everyone
from klokt.content.mutation.mutants import Mutant, mutants_of
from klokt.content.mutation.relevance import Subjects, asked_by_case, asked_on_the_way
from klokt.engine.compiled import Compiled
from klokt.errors import ContentError
from klokt.model.expression import Value
from klokt.model.guideline import Case, Guideline

Progress = Callable[[int, int], None]
"""Called with the number of changes tried, and of all."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A wrong change that no case notices, with the reason where mutants.toml gives one."""

    mutant: Mutant
    reason: str | None

    def __str__(self) -> str:
        return f"{self.mutant.place} {self.mutant.id}: {self.reason or 'no case notices, and no reason is given'}"


@dataclass(frozen=True, slots=True)
class MutationReport:
    """How many changes the cases notice.

    `equivalent` changes propose the same for everyone, so no case can notice them; they do not count.
    `outdated` are entries of mutants.toml that name no surviving change.
    """

    tried: int
    killed: int
    equivalent: tuple[Mutant, ...]
    survivors: tuple[Survivor, ...]
    outdated: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of the changes that count and that the cases notice, from 0 to 1."""
        counted = self.tried - len(self.equivalent)
        return self.killed / counted if counted else 1.0


@dataclass(frozen=True, slots=True)
class _Prepared:
    case: Case
    day: date
    facts: dict[str, Value]
    can_notice: Subjects
    on_the_way: Subjects


def mutate(loaded: Loaded, progress: Progress | None = None) -> MutationReport:
    """Return which small wrong changes of a guideline its cases notice; raise ContentError for an unusable one.

    The cases must pass on the guideline itself, or else every change counts as noticed by those that fail.
    """
    guideline = usable(loaded)
    prepared = _prepared(guideline)
    mutants = list(mutants_of(loaded, guideline))
    alive = []
    for number, mutant in enumerate(mutants, 1):
        if not (_noticed(mutant, prepared) or _noticed_by_an_episode(mutant)):
            alive.append(mutant)
        if progress is not None:
            progress(number, len(mutants))
    equivalent = tuple(each for each in alive if each.decides and same_for_everyone(guideline, each.guideline))
    reasons = _reasons(loaded)
    survivors = tuple(Survivor(each, reasons.get(each.id)) for each in alive if each not in equivalent)
    outdated = tuple(name for name in reasons if name not in {each.mutant.id for each in survivors})
    return MutationReport(len(mutants), len(mutants) - len(alive), equivalent, survivors, outdated)


def _prepared(guideline: Guideline) -> list[_Prepared]:
    """The cases, those that are quick to run first."""
    compiled = {day: Compiled(guideline, day) for day in {_day(guideline, case) for case in guideline.cases}}
    prepared = []
    for case in sorted(guideline.cases, key=lambda case: case.flow is not None):
        day, facts = _day(guideline, case), facts_of(guideline, case)
        way = asked_on_the_way(case, facts, compiled[day])
        prepared.append(_Prepared(case, day, facts, asked_by_case(case, guideline), way))
    return prepared


def _day(guideline: Guideline, case: Case) -> date:
    return case.on or guideline.valid_from


def _noticed(mutant: Mutant, prepared: list[_Prepared]) -> bool:
    """Whether any case fails; those that meet the change on their way are run first."""
    compiled: dict[date, Compiled] = {}
    able = [each for each in prepared if mutant.subject in each.can_notice]
    for each in sorted(able, key=lambda each: mutant.subject not in each.on_the_way):
        if each.day not in compiled:
            compiled[each.day] = Compiled(mutant.guideline, each.day)
        if next(mismatches_of(compiled[each.day], each.case, each.facts), None) is not None:
            return True
    return False


def _noticed_by_an_episode(mutant: Mutant) -> bool:
    """Whether any episode of the guideline's pathway comes out otherwise than it says."""
    return any(mismatches for _, _, mismatches in run_examples(mutant.guideline))


def _reasons(loaded: Loaded) -> dict[str, str]:
    path = loaded.folder / "mutants.toml"
    if not path.is_file():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("survivor", [])
        return {str(entry["mutant"]): str(entry["reason"]) for entry in entries}
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ContentError(f"mutants.toml needs [[survivor]] blocks with mutant and reason: {error}") from None
