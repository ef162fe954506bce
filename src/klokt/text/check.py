"""Check the phrases of a guideline: what cannot be read in them, and every example beside them."""

from collections.abc import Iterator
from datetime import date

from klokt.content.load import Loaded
from klokt.content.problem import Problem, found
from klokt.model.expression import Value
from klokt.model.guideline import Guideline
from klokt.model.referral import Target
from klokt.text.entries import Entry
from klokt.text.lexicon import Lexicons, Name, PlaceWord, Topic
from klokt.text.load import load_lexicon
from klokt.text.read import read_text
from klokt.text.reading import Reading

EXAMPLE_DAY = date(2025, 9, 1)
"""The day that the examples are read as of."""


def check_text(loaded: Loaded) -> list[Problem]:
    """Return every problem of the phrases of a guideline folder; none where the folder cannot be used or has none."""
    if loaded.guideline is None or not (loaded.folder / "text").is_dir():
        return []
    lexicon = load_lexicon(loaded.folder, loaded.guideline)
    problems = list(lexicon.problems)
    if lexicon.lexicons is not None:
        problems += _examples(lexicon.entries, lexicon.lexicons, loaded.guideline)
    problems += _without_example(lexicon.entries)
    return problems


def _examples(entries: tuple[Entry, ...], lexicons: Lexicons, guideline: Guideline) -> Iterator[Problem]:
    topics = {entry.id: entry.meaning for entry in entries if isinstance(entry.meaning, Topic)}
    for entry in entries:
        topic = topics.get(entry.id)
        if topic is None:
            continue
        for key, examples in (("yes", entry.yes), ("no", entry.no), ("nothing", entry.nothing)):
            for example in examples:
                reading = read_text(example, lexicons, _targets(topic, guideline), EXAMPLE_DAY)
                if not _is_as_told(key, topic, reading):
                    message = f'"{example}" is not read as {key}: {_told(topic, reading)}'
                    yield found("K211", entry.block.at(key), message)


def _targets(topic: Topic, guideline: Guideline) -> tuple[Target, ...]:
    """A target of the topic's site; none for a topic of any site."""
    sites = {site for fact in topic.facts for site in guideline.facts[fact].sites}
    site = topic.site or (sites.pop() if len(sites) == 1 else None)
    return (Target(site, None),) if site else ()


def _is_as_told(key: str, topic: Topic, reading: Reading) -> bool:
    """Whether every mention of what the topic tells or hides has the value that the example is for."""
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


def _told(topic: Topic, reading: Reading) -> str:
    """What was read instead."""
    told = [f"{each.fact} = {str(each.value).lower()} ({each.span.text})" for each in reading.mentions]
    aside = [f"{each.fact} is {each.why} ({each.span.text})" for each in reading.set_aside if each.fact in topic.facts]
    unread = [f"{span.text} is not known" for span in reading.unread]
    return "; ".join([*told, *aside, *unread]) or "nothing is told"


def _without_example(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    shown = {entry.id for entry in entries if entry.yes or entry.no or entry.nothing}
    for entry in entries:
        if entry.meaning is not None and not isinstance(entry.meaning, PlaceWord | Name) and entry.id not in shown:
            shown.add(entry.id)
            yield found("K212", entry.block.at("id"), f'the topic "{entry.id}" has no example')
