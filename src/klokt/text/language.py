"""The words of each language that turn, join, cut and date what is said, whatever the guideline."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("nb", "nn", "da", "sv", "en")
"""The languages that are read, Bokmål first: its files have every topic."""
KINDS = ("negation", "suspicion", "family", "history", "condition", "plan", "request")
"""What a turning word can do: deny, suppose, tell of a relative or of old times, set an if, plan, ask for."""
PLACES = ("before", "after", "never")
"""Where a turning word stands: before or after what it turns; `never` hides a shorter one in it."""
SIDES = ("left", "right", "both", "other", "none")
_DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of some languages for time.

    `units` and `numbers` give the unit and the amount of a word, `months` 1 to 12, `points` the
    month and day of a season or feast, `lengths` fewest and most days. `since` makes of a point in
    time a length until now; `until` joins two points, `throughout` up to the end of the second;
    `span` joins two numbers. `nearly` and `over` loosen a length, `near` may stand before one.
    `last` is last year's, `ago` makes a length a point in time, `now` is the day of the referral,
    and what `began` on a day lasts until then. An `of` word gives a length to what stands behind
    it. `additions` join a number and a half. No time begins with a word that is not among the
    `openings`.
    """

    units: Mapping[str, str]
    numbers: Mapping[str, float]
    months: Mapping[str, int]
    points: Mapping[str, tuple[int, int]]
    lengths: Mapping[str, tuple[float, float]]
    since: frozenset[str]
    until: frozenset[str]
    throughout: frozenset[str]
    span: frozenset[str]
    nearly: frozenset[str]
    over: frozenset[str]
    near: frozenset[str]
    last: frozenset[str]
    ago: frozenset[str]
    now: frozenset[str]
    began: frozenset[str]
    of: frozenset[str]
    additions: frozenset[str]
    ahead: frozenset[str]
    about: frozenset[str]
    early: frozenset[str]
    late: frozenset[str]
    latest: frozenset[str]
    whole: frozenset[str]
    openings: frozenset[str]


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """The words of some languages that cut a text and join its parts.

    A full stop after one of the `abbreviations` ends no sentence before a small letter, and after one
    that is `never_last` none at all. `joints` open a clause. A list goes on past an `alternatives`
    word ("or") and, within one topic, past an `additions` word ("and"). `stops` end what a denial
    reaches. `then` joins two lengths that are to be added. `common` words show the language.
    """

    abbreviations: frozenset[str]
    never_last: frozenset[str]
    joints: frozenset[str]
    alternatives: frozenset[str]
    additions: frozenset[str]
    stops: frozenset[str]
    then: frozenset[str]
    common: frozenset[str]
    time: TimeWords


@cache
def language_words(languages: tuple[str, ...]) -> LanguageWords:
    """Return what the languages have together."""

    def said(key: str) -> frozenset[str]:
        return frozenset(word for cues in _cues(languages) for word in cues.get(key, ()))

    return LanguageWords(
        abbreviations=said("abbreviations"),
        never_last=said("never_last"),
        joints=said("joints"),
        alternatives=said("or"),
        additions=said("and"),
        stops=frozenset(word for cues in _cues(languages) for word in cues["negation"]["stop"]),
        then=said("then"),
        common=said("common"),
        time=_time_words(languages),
    )


def turning_words(languages: tuple[str, ...]) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Yield the turning words by their kind and place."""
    for cues in _cues(languages):
        for kind in KINDS:
            for place in PLACES:
                if said := cues.get(kind, {}).get(place):
                    yield kind, place, said


def side_words(languages: tuple[str, ...]) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the words for each side."""
    for cues in _cues(languages):
        for side in SIDES:
            yield side, cues["side"].get(side, ())


def _cues(languages: tuple[str, ...]) -> tuple[Mapping[str, Any], ...]:
    return tuple(cues_of(language) for language in languages)


@cache
def cues_of(language: str) -> Mapping[str, Any]:
    """Return the file of a language as it stands."""
    return tomllib.loads(files("klokt.text").joinpath("cues", f"{language}.toml").read_text(encoding="utf-8"))


def _time_words(languages: tuple[str, ...]) -> TimeWords:
    times = [cues["time"] for cues in _cues(languages)]

    def said(key: str) -> frozenset[str]:
        return frozenset(word for time in times for word in time.get(key, ()))

    def by_word(key: str) -> dict[str, str]:  # the first language wins where two differ
        tables = (time.get(key, {}) for time in reversed(times))
        return {word: meaning for table in tables for meaning, words in table.items() for word in words}

    numbers = {word: float(number) for word, number in by_word("numbers").items()}
    months = {word: int(number) for word, number in by_word("months").items()}
    points = {word: (int(day[:2]), int(day[3:])) for time in reversed(times) for word, day in time["points"].items()}
    lengths = {
        word: (low * _DAYS_IN_WEEK, high * _DAYS_IN_WEEK)
        for time in times
        for word, (low, high) in time["lengths"].items()
    }
    return TimeWords(
        units=by_word("units"),
        numbers=numbers,
        months=months,
        points=points,
        lengths=lengths,
        since=said("since"),
        until=said("until"),
        throughout=said("throughout"),
        span=said("span"),
        nearly=said("nearly"),
        over=said("over"),
        near=said("near"),
        last=said("last"),
        ago=said("ago"),
        now=said("now"),
        began=said("began"),
        of=said("of"),
        additions=frozenset(word for cues in _cues(languages) for word in cues["and"]),
        ahead=said("ahead"),
        about=said("about"),
        early=said("early"),
        late=said("late"),
        latest=said("latest"),
        whole=said("whole"),
        openings=frozenset((*numbers, *months, *points, *lengths, *said("latest"))),
    )
