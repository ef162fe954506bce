"""The phrases of a guideline and the turning words of its languages, ready to be found in a text."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from klokt.engine.parse import Names, parse
from klokt.model.expression import Expression, Value
from klokt.model.guideline import Guideline
from klokt.text.phrases import Phrases
from klokt.text.times import TimeWords

LANGUAGES = ("nb", "nn", "da", "sv", "en")
NORDIC = ("nb", "nn", "da", "sv")
ENGLISH = ("en", "nb")
"""English is read apart: its "no" is the Nynorsk for "now"."""
CUES = ("negation", "suspicion", "family", "history", "condition", "plan", "request")
SIDES = ("left", "right", "both", "other")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a phrase says: the facts and their value, and how its surroundings turn it.

    `suspected` facts hold where the thing is only supposed. A `settled` phrase has its own denial in
    it. `of` is the fact that must be told beside it. `lasts` and `dated` are facts that take the
    length or the age told beside it; "-" takes a time for nothing else to take it. `kept` facts hold
    though past, `always` ones though long past, `planned` ones though yet to come; of a `not_yet` one a plan says that it is not so yet.
    A `requested` thing may be what the referral asks for. A `placed` phrase counts only where its joint is told
    around it. One without facts hides what it overlaps, or of that only the facts that it `hides`: a
    harmless thing that a referrer may wonder about hides nothing.
    """

    facts: tuple[str, ...]
    value: Value
    group: str
    of: str | None = None
    lasts: str | None = None
    dated: str | None = None
    site: str | None = None
    about: str = "place"
    suspected: bool = False
    settled: bool = False
    kept: bool = False
    planned: bool = False
    not_yet: bool = False
    requested: bool = False
    placed: bool = False
    hides: tuple[str, ...] = ()
    always: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that turns what stands before or after it: kind and side, such as negation, before."""

    kind: str
    place: str


@dataclass(frozen=True, slots=True)
class Place:
    """A word for a site of the body or for a side."""

    site: str | None
    side: str | None


Meaning = Topic | Cue | Place


@dataclass(frozen=True, slots=True)
class Inference:
    """A fact that follows from what the text says of others, by a condition of the rule language."""

    fact: str
    value: Value
    when: Expression


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases with what they mean, and the words that cut and count."""

    meanings: tuple[Meaning, ...]
    phrases: Phrases
    abbreviations: frozenset[str]
    joints: frozenset[str]
    stops: frozenset[str]
    joins: frozenset[str]
    time: TimeWords
    common: Phrases
    inferences: tuple[Inference, ...]
    sites: Mapping[str, tuple[str, ...]]
    conflict: str | None
    pain: frozenset[str]
    yes_wins: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The phrases of a guideline for the Nordic languages, which mix in one text, and for English."""

    nordic: Lexicon
    english: Lexicon
    nordic_words: frozenset[str]
    english_words: frozenset[str]


def lexicons_of(folder: Path, guideline: Guideline) -> Lexicons:
    """Return the lexicons of a guideline folder: its text/*/*.toml, and the turning words of the languages."""
    english = _words("common", ("en",))
    nordic = frozenset(word.strip("*") for word in _words("common", NORDIC))
    return Lexicons(
        _lexicon(folder, guideline, NORDIC), _lexicon(folder, guideline, ENGLISH), nordic - english, english - nordic
    )


def _lexicon(folder: Path, guideline: Guideline, languages: tuple[str, ...]) -> Lexicon:
    names = Names(guideline.facts, {each.name: each.value for each in guideline.parameters}, guideline.rules)
    inferences: list[Inference] = []
    lists: dict[str, list[str]] = {"number": [str(number) for number in range(1, 60)]}
    meanings: list[Meaning] = []
    phrases: list[tuple[str, int]] = []
    settings: dict[str, Any] = {}
    numbers: dict[str, int] = {}
    for path in _files(folder, languages):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for name, words in data.pop("list", {}).items():
            lists.setdefault(name, []).extend(words)
        settings |= data.pop("settings", {})
        for entry in data.pop("infer", ()):
            inferences.append(Inference(entry["fact"], entry["value"], parse(entry["when"], names)))
        for kind, entries in data.items():
            for entry in entries:
                name = entry.get("id", f"place {entry.get('site')}")
                if name not in numbers:
                    numbers[name] = len(meanings)
                    meanings.append(_meaning(kind, entry, path.stem))
                phrases += [(phrase, numbers[name]) for phrase in entry["say"]]
    for meaning, said in _turning_words(languages):
        phrases += [(phrase, len(meanings)) for phrase in said]
        meanings.append(meaning)
    return Lexicon(
        meanings=tuple(meanings),
        phrases=Phrases(phrases, lists),
        abbreviations=_words("abbreviations", languages),
        joints=_words("joints", languages),
        stops=frozenset(each for cues in _cues(languages) for each in cues["negation"]["stop"]),
        joins=frozenset(each for cues in _cues(languages) for each in cues["negation"]["on"]),
        time=_time_words(languages),
        common=Phrases(((word, 0) for word in _words("common", languages)), {}),
        inferences=tuple(inferences),
        sites={name: fact.sites for name, fact in guideline.facts.items()},
        conflict=settings.get("conflict"),
        pain=frozenset(settings.get("pain", ())),
        yes_wins=frozenset(settings.get("yes_wins", ())),
    )


def _meaning(kind: str, entry: Mapping[str, Any], group: str) -> Meaning:
    if kind == "place":
        return Place(entry["site"], None)
    return replace(_topic(entry, group), hides=("",)) if kind == "harmless" else _topic(entry, group)


def _topic(entry: Mapping[str, Any], group: str) -> Topic:
    facts = entry.get("fact", ())
    return Topic(
        facts=(facts,) if isinstance(facts, str) else tuple(facts),
        value=entry.get("value", True),
        group=entry.get("group", group),
        of=entry.get("of"),
        lasts=entry.get("lasts"),
        dated=entry.get("dated"),
        site=entry.get("site"),
        about=entry.get("about", "place"),
        suspected=entry.get("suspected", False),
        settled=entry.get("settled", False),
        kept=entry.get("kept", False),
        planned=entry.get("planned", False),
        not_yet=entry.get("not_yet", False),
        requested=entry.get("requested", False),
        placed=entry.get("placed", False),
        always=entry.get("always", False),
        hides=tuple(entry.get("hides", ())),
    )


def _files(folder: Path, languages: tuple[str, ...]) -> Iterator[Path]:
    """The files of the languages, those of Bokmål first: it has every topic."""
    for language in sorted(languages, key=LANGUAGES.index):
        yield from sorted((folder / "text" / language).glob("*.toml"))


def _turning_words(languages: tuple[str, ...]) -> Iterator[tuple[Meaning, Iterable[str]]]:
    for cues in _cues(languages):
        for kind in CUES:
            for place in ("before", "after", "never"):
                if said := cues.get(kind, {}).get(place):
                    yield Cue(kind, place), said
        for side in SIDES:
            yield Place(None, side), cues["side"][side]


@cache
def _cues(languages: tuple[str, ...]) -> tuple[Mapping[str, Any], ...]:
    folder = files("klokt.text.cues")
    return tuple(tomllib.loads(folder.joinpath(f"{each}.toml").read_text(encoding="utf-8")) for each in languages)


def _words(key: str, languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for cues in _cues(languages) for word in cues.get(key, ()))


@cache
def _time_words(languages: tuple[str, ...]) -> TimeWords:
    def said(key: str) -> frozenset[str]:
        return frozenset(word for cues in _cues(languages) for word in cues["time"].get(key, ()))

    def by_word(key: str) -> dict[str, str]:
        tables = (cues["time"].get(key, {}) for cues in reversed(_cues(languages)))
        return {word: meaning for table in tables for meaning, words in table.items() for word in words}

    points = {word: day for cues in reversed(_cues(languages)) for word, day in cues["time"]["points"].items()}
    lengths = {word: weeks for cues in _cues(languages) for word, weeks in cues["time"]["lengths"].items()}
    return TimeWords(
        units=by_word("units"),
        numbers={word: float(number) for word, number in by_word("numbers").items()},
        months={word: int(number) for word, number in by_word("months").items()},
        points={word: (int(day[:2]), int(day[3:])) for word, day in points.items()},
        lengths={word: (low * 7, high * 7) for word, (low, high) in lengths.items()},
        since=said("since"),
        until=said("until"),
        nearly=said("nearly"),
        over=said("over"),
        last=said("last"),
        ago=said("ago"),
        now=said("now"),
        near=said("near"),
    )
