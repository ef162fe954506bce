"""The phrases, turning words and places that stand in a text; of two about one thing the longer counts."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from klokt.text.lexicon import Cue, Lexicon, Measure, Name, PlaceWord, Step, Topic, Watch
from klokt.text.tokens import Tokens


@dataclass(slots=True, eq=False)
class Hit:
    """A phrase in the text: what it means, its first token and the token after its last. Two are never equal."""

    topic: Topic
    first: int
    end: int


_BESIDE = 3
"""How many sentences before a phrase its subject may stand."""


def stands_by(hit: Hit, subjects: Container[tuple[str, int]], tokens: Tokens) -> bool:
    """Return whether a phrase's subject is told, by fact and sentence: in its own sentence or shortly before."""
    return hit.topic.of is not None and is_beside(hit.topic.of, tokens.sentence[hit.first], subjects)


def is_beside(subject: str, sentence: int, subjects: Container[tuple[str, int]]) -> bool:
    """Return whether a subject is told in a sentence or shortly before it."""
    return any((subject, sentence - back) in subjects for back in range(_BESIDE + 1))


CueFound = tuple[Cue, int, int]
PlaceFound = tuple[PlaceWord, int, int]
WatchFound = tuple[Watch, int, int]
NameFound = tuple[int, int]
StepFound = tuple[Step, int, int]
MeasureFound = tuple[Measure, int, int]


@dataclass(frozen=True, slots=True)
class Matches:
    """What stands in a text, by first token. Some hits have no facts: they hide others."""

    hits: list[Hit]
    cues: list[CueFound]
    places: list[PlaceFound]
    watched: list[WatchFound]
    names: list[NameFound]
    steps: list[StepFound]
    measured: list[MeasureFound]


def matches_in(tokens: Tokens, lexicon: Lexicon) -> Matches:
    """Return the phrases of a text by what they mean."""
    hits: list[Hit] = []
    cues: list[CueFound] = []
    places: list[PlaceFound] = []
    watched: list[WatchFound] = []
    names: list[NameFound] = []
    steps: list[StepFound] = []
    measured: list[MeasureFound] = []
    meanings = lexicon.meanings
    for number, first, end in lexicon.phrases.found_in(tokens.words, tokens.clause):
        meaning = meanings[number]
        if isinstance(meaning, Topic):
            hits.append(Hit(meaning, first, end))
        elif isinstance(meaning, Cue):
            cues.append((meaning, first, end))
        elif isinstance(meaning, Watch):
            watched.append((meaning, first, end))
        elif isinstance(meaning, Name):
            names.append((first, end))
        elif isinstance(meaning, Step):
            steps.append((meaning, first, end))
        elif isinstance(meaning, Measure):
            measured.append((meaning, first, end))
        else:
            places.append((meaning, first, end))
    return Matches(_longest(_together(hits)), cues, places, watched, names, steps, measured)


def _together(hits: list[Hit]) -> list[Hit]:
    """Leave out phrases that count only together with a subject of which no word stands in the text."""
    spoken_of = {fact for hit in hits if hit.topic.subject for fact in hit.topic.facts}
    return [hit for hit in hits if hit.topic.together in (None, *spoken_of)]


def _longest(hits: list[Hit]) -> list[Hit]:
    """Leave out phrases that a longer one about the same fact overlaps, or that stand inside one that hides them."""
    kept: list[Hit] = []
    taken: dict[int, list[Hit]] = {}
    for hit in sorted(hits, key=_longest_first):
        span = range(hit.first, hit.end)
        if not _is_covered(hit, span, taken):
            kept.append(hit)
            for at in span:
                taken.setdefault(at, []).append(hit)
    kept.sort(key=by_place)
    return kept


def _longest_first(hit: Hit) -> tuple[bool, int, int, int]:
    """What is strong first, then the longest. Of two of one length, one that hides a single word comes before
    one that tells it, and a choice that can be denied after one that has its denial in it.
    """
    tells = hit.end - hit.first == 1 and bool(hit.topic.facts)
    return (
        not hit.topic.strong,
        hit.first - hit.end,
        hit.first,
        tells + (hit.topic.denied not in (None, hit.topic.value)),
    )


def by_place(hit: Hit) -> tuple[int, int]:
    """Return where a phrase begins and ends, to sort by."""
    return hit.first, hit.end


def _is_covered(hit: Hit, span: range, taken: Mapping[int, Sequence[Hit]]) -> bool:
    """Whether a phrase that was taken before hides this one, by the tokens where phrases were taken."""
    for at in span:
        for longer in taken.get(at, ()):
            covers = longer.topic.covers
            if covers is None or not covers.isdisjoint(hit.topic.facts):
                return True
    return False


class ByFirst:
    """Hits that can be asked for by the token that they begin at, in steps that do not grow with the text."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = hits
        self._firsts = [hit.first for hit in hits]

    def between(self, first: int, end: int) -> Iterable[Hit]:
        """Return the hits that begin at `first` or later and before `end`."""
        return self._hits[bisect_left(self._firsts, first) : bisect_left(self._firsts, end)]
