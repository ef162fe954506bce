"""The words of each language that turn, join, cut and date what is said, whatever the guideline."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from klokt.text.spellings import without_letters

LANGUAGES = ("nb", "nn", "da", "sv", "en")
"""The languages that are read, Bokmål first: its files have every topic."""
KINDS = ("negation", "suspicion", "fear", "family", "history", "condition", "plan", "request", "lapse")
"""What a turning word can do: deny, suppose, fear, tell of a relative or of old times, set an if, plan, ask for, or
say that something held until lately."""
PLACES = ("before", "after", "never")
"""Where a turning word stands: before or after what it turns; `never` hides a shorter one in it."""
SIDES = ("left", "right", "both", "other", "none")
_DAYS_IN_WEEK = 7
_LIST_MARKS = frozenset(".,:()")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of some languages for time.

    `units` and `numbers` give the unit and the amount of a word, `months` 1 to 12, `points` the
    month and day of a season or feast, `lengths` fewest and most days. `since` makes of a point in
    time a length until now; `until` joins two points, `throughout` up to the end of the second;
    `span` joins two numbers. `nearly` and `over` loosen a length, a `vague` number is not counted,
    `near` may stand before one. `last` is last year's, as are two words of `last_year` beside a month
    or season; `ago` makes a length a point in time, `now` is the day of the referral, and what `began`
    on a day lasts until then. An `of` word gives a length to what stands behind it, and a `later` one
    makes of it no length at all. `early` and `late` tell the part of a month, a `current` word that a
    length is of now, a `recent` one that it is the last part of a longer one; `latest` with a `whole`
    unit is one of it until now. A number
    behind a `calendar_week` word is that week of the year; `days_ago` and `weekdays` are days told
    behind an `in_days` word, as days before today and as the day of the week, Monday 0.
    `additions` join a number and a half. No time begins with a word that is not among the
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
    vague: frozenset[str]
    early: frozenset[str]
    late: frozenset[str]
    current: frozenset[str]
    recent: frozenset[str]
    calendar_week: frozenset[str]
    in_days: frozenset[str]
    days_ago: Mapping[str, int]
    weekdays: Mapping[str, int]
    near: frozenset[str]
    last: frozenset[str]
    last_year: frozenset[str]
    ago: frozenset[str]
    now: frozenset[str]
    began: frozenset[str]
    of: frozenset[str]
    later: frozenset[str]
    additions: frozenset[str]
    ahead: frozenset[str]
    about: frozenset[str]
    latest: frozenset[str]
    whole: frozenset[str]
    openings: frozenset[str]


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """The words of some languages that cut a text and join its parts.

    A full stop after one of the `abbreviations` ends no sentence before a small letter, and after one
    that is `never_last` none at all. `joints` open a clause. A list goes on past an `alternatives`
    word ("or") and, within one topic, past an `additions` word ("and"). `stops` end what a denial
    reaches, and a part of a list that opens with an `anew` word ("some") is no longer denied. `then`
    joins two lengths that are to be added. What a denial reaches may end at one of the `list_ends`, words
    or marks. Behind a heading, `unanswered` words leave it open; one of the `answers` right behind a question
    mark answers the question. `common` words show the language, and
    behind an `at` word the name of a place may stand.
    """

    abbreviations: frozenset[str]
    never_last: frozenset[str]
    joints: frozenset[str]
    alternatives: frozenset[str]
    additions: frozenset[str]
    stops: frozenset[str]
    anew: frozenset[str]
    then: frozenset[str]
    unanswered: frozenset[tuple[str, ...]]
    answers: frozenset[str]
    list_ends: frozenset[str]
    common: frozenset[str]
    at: frozenset[str]
    time: TimeWords


@cache
def language_words(languages: tuple[str, ...]) -> LanguageWords:
    """Return what the languages have together."""

    def said(key: str) -> frozenset[str]:
        return frozenset(word for cues in _cues(languages) for word in cues.get(key, ()))

    additions = said("and")
    stops = frozenset(word for cues in _cues(languages) for word in cues["negation"]["stop"])
    return LanguageWords(
        abbreviations=said("abbreviations"),
        never_last=said("never_last"),
        joints=said("joints"),
        alternatives=said("or"),
        additions=additions,
        stops=stops,
        anew=frozenset(word for cues in _cues(languages) for word in cues["negation"].get("anew", ())),
        then=said("then"),
        unanswered=frozenset(tuple(words.split()) for words in said("unanswered")),
        answers=said("answers"),
        list_ends=additions | stops | _LIST_MARKS,
        common=said("common"),
        at=said("at"),
        time=_time_words(languages),
    )


def language_of(words: Iterable[str]) -> str | None:
    """Return the language of a text by its words in lower case: the one that most of them tell of.

    Words that neighbours share tell of each of them, so that what only one has decides; where it stays
    even, the first of LANGUAGES. None where no word tells anything.

    >>> language_of("vondt i kneet , men ikkje feber".split()), language_of(["?"])
    ('nn', None)
    """
    said = set(words)
    counts = {language: len(said & _telling(language)) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: counts[language])
    return best if counts[best] else None


@cache
def _telling(language: str) -> frozenset[str]:
    return frozenset(cues_of(language)["telling"])


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
        tables = [time.get(key, {}) for time in reversed(times)]
        meant = {word: meaning for table in tables for meaning, words in table.items() for word in words}
        return {without_letters(word): meaning for word, meaning in meant.items()} | meant

    def tables(key: str) -> Iterator[tuple[str, list[str]]]:
        return (row for time in reversed(times) for row in time.get(key, {}).items())

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
        vague=said("vague"),
        early=said("early"),
        late=said("late"),
        current=said("current"),
        recent=said("recent"),
        calendar_week=said("calendar_week"),
        in_days=said("in_days"),
        days_ago={word: int(days) for days, words in tables("days_ago") for word in words},
        weekdays={word: int(day) for day, words in tables("weekdays") for word in words},
        near=said("near"),
        last=said("last"),
        last_year=said("last_year"),
        ago=said("ago"),
        now=said("now"),
        began=said("began"),
        of=said("of"),
        later=said("later"),
        additions=frozenset(word for cues in _cues(languages) for word in cues["and"]),
        ahead=said("ahead"),
        about=said("about"),
        latest=said("latest"),
        whole=said("whole"),
        openings=frozenset(
            (*numbers, *months, *points, *lengths, *said("calendar_week"), *said("in_days"), *said("latest"))
        ),
    )
