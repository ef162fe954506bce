"""Read the labelled sentences of a guideline, text/learned/*.txt, that the weights are learned from."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from klokt.content.problem import Problem, found
from klokt.engine.parse import nearest
from klokt.model.fact import FactKind
from klokt.model.guideline import Guideline
from klokt.model.place import NOWHERE, Place

LEARNED = "learned"
"""The folder of the sentences and their weights, below a guideline's text/."""
_VALUES = {"yes": True, "no": False}
_BAR = "|"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence and what it says: facts that are so or not so. Of all other facts it says nothing."""

    sentence: str
    facts: dict[str, bool]
    place: Place = NOWHERE

    @property
    def line(self) -> str:
        """The lesson as it is written in a file."""
        told = " ".join(f"{fact}={'yes' if value else 'no'}" for fact, value in self.facts.items())
        return f"{told} {_BAR} {self.sentence}".lstrip()


def lessons_of(folder: Path, guideline: Guideline, problems: list[Problem]) -> list[Lesson]:
    """Return the lessons of a guideline folder; a line that cannot be learned from is a problem and is left out.

    A line is `fact=yes other_fact=no | sentence`; before the bar may stand nothing. Empty lines, and those
    that begin with #, are for people.
    """
    lessons: list[Lesson] = []
    for path in sorted((folder / "text" / LEARNED).glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                place = Place(path.relative_to(folder).as_posix(), number)
                wrong = list(_problems(line, guideline, place))
                problems += wrong
                if not wrong:
                    told, _, sentence = line.partition(_BAR)
                    pairs = (each.partition("=") for each in told.split())
                    lessons.append(Lesson(sentence.strip(), {fact: _VALUES[value] for fact, _, value in pairs}, place))
    return lessons


def _problems(line: str, guideline: Guideline, place: Place) -> Iterator[Problem]:
    told, bar, sentence = line.partition(_BAR)
    if not bar or not sentence.strip():
        yield found("K213", place, "there is no sentence behind a bar", "write: fact=yes | the sentence")
        return
    for each in told.split():
        fact, _, value = each.partition("=")
        if fact not in guideline.facts:
            yield found("K120", place, f'there is no fact "{fact}"', nearest(fact, guideline.facts))
        elif guideline.facts[fact].kind is not FactKind.BOOLEAN:
            yield found("K123", place, f'"{fact}" is not answered with yes or no')
        elif value not in _VALUES:
            yield found("K213", place, f'"{value}" is neither yes nor no')
