"""Check the phrases of a guideline: what cannot be read in them, and every example beside them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from klokt.content.load import Loaded
from klokt.content.problem import Problem, found
from klokt.model.expression import Value
from klokt.model.guideline import Guideline
from klokt.model.place import Place
from klokt.model.referral import Target
from klokt.text.entries import Entry
from klokt.text.lessons import LEARNED, lessons_of
from klokt.text.lexicon import Lexicons, Meaning, Measure, Name, PlaceWord, Step, Topic, Watch
from klokt.text.load import load_lexicon
from klokt.text.read import read_text
from klokt.text.reading import Reading
from klokt.text.weights import WEIGHTS, fingerprint, weights_of

EXAMPLE_DAY = date(2025, 9, 1)
"""The day that the examples are read as of."""


def check_text(loaded: Loaded) -> list[Problem]:
    """Return every problem of the phrases of a guideline folder; none where the folder cannot be used or has none."""
    if loaded.guideline is None or not (loaded.folder / "text").is_dir():
        return []
    lexicon = load_lexicon(loaded.folder, loaded.guideline)
    problems = list(lexicon.problems)
    if lexicon.lexicons is not None:
        problems += _examples(lexicon.entries, lexicon.lexicons.of_phrases(), loaded.guideline)
    problems += _lessons(loaded.folder, loaded.guideline)
    problems += _without_example(lexicon.entries)
    return problems


def _lessons(folder: Path, guideline: Guideline) -> list[Problem]:
    """What cannot be learned from, and whether the weights are those of the sentences."""
    problems: list[Problem] = []
    lessons = lessons_of(folder, guideline, problems)
    weights = weights_of(folder)
    if (weights.lessons if weights else None) != (fingerprint(lessons) if lessons else None):
        place = Place(f"text/{LEARNED}/{WEIGHTS}", 1)
        problems.append(found("K214", place, "not learned from these sentences", f"run: klokt learn {folder.name}"))
    return problems


def _examples(entries: tuple[Entry, ...], lexicons: Lexicons, guideline: Guideline) -> Iterator[Problem]:
    meant = {entry.id: entry.meaning for entry in entries if entry.meaning is not None}
    for entry in entries:
        topic = meant.get(entry.id)
        if not isinstance(topic, Topic | Watch) or _is_subject(topic):
            continue
        for key, examples in entry.examples.items():
            for example in examples:
                reading = read_text(example, lexicons, _targets(topic, guideline), EXAMPLE_DAY)
                if not _is_as_told(key, topic, reading):
                    message = f'"{example}" is not read as {key}: {_told(topic, reading)}'
                    yield found("K211", entry.block.at(key), message)


def _is_subject(meaning: Meaning) -> bool:
    """Whether an entry tells nothing by itself: the topics that are told together with it have the examples."""
    return isinstance(meaning, Topic) and meaning.subject


def _targets(topic: Topic | Watch, guideline: Guideline) -> tuple[Target, ...]:
    """A target of the topic's site; none for a topic of any site."""
    sites = {site for fact in topic.facts for site in guideline.facts[fact].sites}
    own = topic.site if isinstance(topic, Topic) else None
    site = own or (sites.pop() if len(sites) == 1 else None)
    return (Target(site, None),) if site else ()


def _is_as_told(key: str, topic: Topic | Watch, reading: Reading) -> bool:
    """Whether every mention of what the topic tells or hides has the value that the example is for.

    A watched word makes its facts unclear, and says neither yes nor no.
    """
    if key == "unclear" or isinstance(topic, Watch):
        return (key == "unclear") is not set(topic.facts).isdisjoint(reading.unclear)
    about = topic.facts or topic.covers
    told = [mention.value for mention in reading.mentions if not about or mention.fact in about]
    if key == "nothing":
        return not told and (bool(about) or not reading.unread)
    return bool(told) and all(value == _expected(key, topic) for value in told)


def _expected(key: str, topic: Topic) -> Value:
    """Yes and no are the values of a fact; of one that is neither, yes is the topic's value."""
    if isinstance(topic.value, bool):
        return key == "yes"
    return topic.value


def _told(topic: Topic | Watch, reading: Reading) -> str:
    """What was read instead."""
    told = [f"{each.fact} = {str(each.value).lower()} ({each.span.text})" for each in reading.mentions]
    aside = [f"{each.fact} is {each.why} ({each.span.text})" for each in reading.set_aside if each.fact in topic.facts]
    unread = [f"{span.text} is not known" for span in reading.unread]
    return "; ".join([*told, *aside, *unread]) or "nothing is told"


def _without_example(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    shown = {entry.id for entry in entries if any(entry.examples.values())}
    for entry in entries:
        if (
            entry.meaning is not None
            and not isinstance(entry.meaning, PlaceWord | Name | Step | Measure)
            and not _is_subject(entry.meaning)
            and entry.id not in shown
        ):
            shown.add(entry.id)
            yield found("K212", entry.block.at("id"), f'the topic "{entry.id}" has no example')
