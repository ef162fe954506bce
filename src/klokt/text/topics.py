"""Which topic each fact belongs to: the file of the lexicon that holds most of its phrases."""

from collections import Counter
from pathlib import Path

from klokt.content.problem import Problem
from klokt.model.guideline import Guideline
from klokt.text.entries import read_entries
from klokt.text.lexicon import Topic

NO_TOPIC = "-"
"""The topic of facts that no phrase tells by itself, such as a length that belongs to nothing else."""


def topics_of(folder: Path, guideline: Guideline) -> dict[str, str]:
    """Return the topic of each fact that a guideline's phrases tell, by the name of the file; none without phrases.

    The files of the language that has every topic decide; where two hold as many phrases, the first by name.
    """
    problems: list[Problem] = []
    read = read_entries(folder, guideline, problems)
    phrases: dict[str, Counter[str]] = {}
    for entry in read.entries:
        if isinstance(entry.meaning, Topic) and entry.language == read.languages[0]:
            topic = Path(entry.block.place.file).stem
            for fact in _told_by(entry.meaning) & guideline.facts.keys():
                phrases.setdefault(fact, Counter())[topic] += len(entry.say)
    return {fact: counted.most_common(1)[0][0] for fact, counted in phrases.items()}


def _told_by(topic: Topic) -> set[str]:
    """The facts that a topic's phrases tell, those that take a time or name beside them too."""
    return {*topic.facts, *filter(None, (topic.lasts, topic.dated, topic.named, topic.day))}
