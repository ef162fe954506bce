"""Find where and when a thing was done, such as an image: the name of a place and the date beside its phrase."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from klokt.model.fact import Span
from klokt.text.dates import Point, point_at
from klokt.text.lexicon import Lexicon
from klokt.text.matches import Hit, NameFound
from klokt.text.reading import Mention
from klokt.text.tokens import Tokens

_FAR = 16
"""How many tokens behind its phrase the name or the day may stand; half as many before it."""
_SHORTEST = 3
"""A capital word with fewer letters than this is an abbreviation and no name that is not known."""
_SHORT = 5
"""A word as short as this before a full stop may be an abbreviation."""
_LIMITS = frozenset(";!?\n")


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of one thing that was done: the tokens of its place and of its day, either of which may lack."""

    hit: Hit
    name: range | None
    day: tuple[int, Point] | None


class Named:
    """The names of places in a text, known ones and capital words where a name is told, and its days."""

    def __init__(self, tokens: Tokens, names: Sequence[NameFound], lexicon: Lexicon, today: date | None) -> None:
        self._tokens = tokens
        self._names = dict(sorted(names, key=_length))
        self._lexicon = lexicon
        self._today = today
        time = lexicon.language.time
        self._opening = frozenset((*time.months, *time.calendar_week, *time.in_days))

    def of(self, hits: Sequence[Hit]) -> Iterator[Mention]:
        """Yield the place and the day of what was done last, among the phrases that take them."""
        if not hits:
            return
        starts, ends = [*(hit.first for hit in hits[1:]), len(self._tokens)], [0, *(hit.end for hit in hits)]
        told = [self._told(hit, before, after) for hit, before, after in zip(hits, ends, starts, strict=False)]
        last = max(told, key=_how_late)
        if last.name is not None and last.hit.topic.named:
            span = self._span(last.name.start, last.name.stop)
            yield Mention(last.hit.topic.named, span.text, span)
        if last.day is not None and last.hit.topic.day:
            first, point = last.day
            yield Mention(last.hit.topic.day, _as_exact_as_told(point), self._span(first, point.end))

    def _told(self, hit: Hit, before: int, after: int) -> _Told:
        """What stands behind a phrase, or else before it; no further than the next phrase of the kind."""
        behind, ahead = self._behind(hit, after), self._ahead(hit, before)
        name = self._name_in(behind, hit.end) or self._name_in(ahead, None)
        day = self._day_in(behind) or self._day_in(ahead)
        return _Told(hit, name, day)

    def _behind(self, hit: Hit, limit: int) -> range:
        at = hit.end
        while at < min(limit, hit.end + _FAR) and not self._ends(at):
            at += 1
        return range(hit.end, at)

    def _ahead(self, hit: Hit, limit: int) -> range:
        at = hit.first
        while at > max(limit, hit.first - _FAR // 2) and not self._ends(at - 1):
            at -= 1
        return range(at, hit.first)

    def _ends(self, at: int) -> bool:
        """Whether a sentence ends at a mark; not at the full stop of an abbreviation, a day or a place."""
        words = self._tokens.words
        if words[at] in _LIMITS:
            return True
        if words[at] != "." or at == 0:
            return False
        return len(words[at - 1]) > _SHORT and words[at - 1] not in self._lexicon.language.abbreviations

    def _name_in(self, area: range, behind: int | None) -> range | None:
        """The first known name; or else the first capital words where a name is told."""
        for at in area:
            if at in self._names:
                return self._whole(at, self._names[at], area)
        for at in area:
            if self._is_name(at) and (at == behind or self._tokens.words[at - 1] in self._lexicon.language.at):
                return self._whole(at, at + 1, area)
        return None

    def _is_name(self, at: int) -> bool:
        """Whether a token is a capital word that no phrase knows."""
        tokens = self._tokens
        word, start = tokens.words[at], tokens.starts[at]
        written = tokens.text[start : tokens.ends[at]]
        is_capital = written[0].isupper() and written[1:].islower() and len(word) >= _SHORTEST
        return is_capital and not self._lexicon.knows(word)

    def _whole(self, first: int, end: int, area: range) -> range:
        """A name with the names that stand right beside it, the full stop of its abbreviation included."""
        tokens, words = self._tokens, self._tokens.words
        while first - 1 in area and (self._is_name(first - 1) or self._names.get(first - 1) == first):
            first -= 1
        while end in area:
            after = end + (words[end] in (",", "-", "/"))
            if after in area and after in self._names:
                end = self._names[after]
            elif self._is_name(end):
                end += 1
            else:
                break
        last = tokens.words[end - 1]
        if end < len(tokens) and words[end] == "." and last in self._lexicon.language.abbreviations:
            end += 1
        return range(first, end)

    def _day_in(self, area: range) -> tuple[int, Point] | None:
        if self._today is None:
            return None
        tokens, time = self._tokens, self._lexicon.language.time
        for at in area:
            before = tokens.words[at - 1] if at else ""
            opens = tokens.words[at][0].isdecimal() or tokens.words[at] in self._opening
            if not opens or (before.isalpha() and tokens.touches(at)) or before in ("l", "c", "s", "th"):
                continue  # "L4/5" is no day
            point = point_at(tokens, at, time, self._today)
            if point is not None and point.end <= area.stop:
                return at, point
        return None

    def _span(self, first: int, end: int) -> Span:
        start, stop = self._tokens.starts[first], self._tokens.ends[end - 1]
        return Span(start, stop, self._tokens.text[start:stop])


def _length(name: NameFound) -> int:
    return name[1] - name[0]


def _how_late(told: _Told) -> tuple[date, bool]:
    return told.day[1].late if told.day else date.min, told.name is not None


def _as_exact_as_told(point: Point) -> str:
    """A year, a month or a day."""
    early, late = point.early, point.late
    if early == late:
        return early.isoformat()
    return f"{early:%Y-%m}" if (early.year, early.month) == (late.year, late.month) else f"{early:%Y}"
