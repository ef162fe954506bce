"""Give every mark, bar and word of a timeline its place, time running downwards; no two words ever meet."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from klokt.drawing.geometry import Label, Point, Rect
from klokt.drawing.measure import wrap
from klokt.drawing.time_axis import Axis, Fold
from klokt.drawing.timeline import MomentKind, Period, Timeline, word

MARGIN = 14.0
SIZE = 14.0
LINE = 20.0
LETTER = 10.0
"""The radius of the circle with a bar's letter, where there is room."""
_LANE = 26.0
_APART = 4.0
_SHARE = 0.42
"""How much of the width the bars take at most."""
_TO_WORDS = 40.0
_MARK = 22.0
_BETWEEN = 12.0
_SHORTEST = 220.0

Told = Callable[[date], str]
"""Writes a day in the reader's language."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark before a line of words."""

    kind: MomentKind
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Block:
    """All that stands on one day: where the day is on the axis, the box of its words, and the line that joins them."""

    day: date
    at: float
    box: Rect
    lines: tuple[Label, ...]
    marks: tuple[Mark, ...]
    leader: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A period beside the axis, by its letter; `goes_on` where its end is not known."""

    period: Period
    letter: str
    rect: Rect
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A timeline with everything in its place, in units of one pixel at full size."""

    width: float
    height: float
    axis: tuple[float, float, float]
    """The x of the axis, and the y of its first and last day."""
    today: float
    folds: tuple[Fold, ...]
    blocks: tuple[Block, ...]
    bars: tuple[Bar, ...]
    key: tuple[Label, ...]


def lay_out(timeline: Timeline, width: float, told: Told) -> Placed:
    """Return a timeline in a width of at least 320; `told` writes a day."""
    lanes = _lanes(timeline)
    count = max(lanes, default=-1) + 1
    lane = min(_LANE, _SHARE * width / max(count, 1))
    axis_x = MARGIN + LETTER + lane * count
    words_x = axis_x + _TO_WORDS
    written = {day: list(_written(timeline, day, width - words_x - MARGIN, told)) for day in timeline.days}
    needed = sum(len(lines) * LINE + _BETWEEN for lines in written.values())
    axis = Axis(timeline.days, max(_SHORTEST, needed * 0.9))
    top = MARGIN + LETTER
    blocks = tuple(_blocks(written, axis, (axis_x, words_x, width), top))
    bottom = max(blocks[-1].box.bottom, top + axis.length + LETTER + _BETWEEN)
    bars = tuple(_bars(timeline, lanes, lane, axis, top))
    key = tuple(_key(bars, bottom + _BETWEEN + LINE, width, told, timeline.language))
    return Placed(
        width=width,
        height=(key[-1].y if key else bottom) + MARGIN,
        axis=(axis_x, top, top + axis.length),
        today=top + axis.at(timeline.today),
        folds=tuple(Fold(top + fold.at, fold.days) for fold in axis.folds),
        blocks=blocks,
        bars=bars,
        key=key,
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """A line of words before it has its place, with the mark that opens it."""

    text: str
    bold: bool = False
    kind: MomentKind | None = None


def _written(timeline: Timeline, day: date, width: float, told: Told) -> Iterator[_Written]:
    """The day, and what stands on it, wrapped."""
    language = timeline.language
    heading = f"{told(day)}, {word('looked_at', language)}" if day == timeline.today else told(day)
    yield from (_Written(text, bold=True) for text in wrap(heading, width, SIZE, bold=True))
    for moment in timeline.moments_on(day):
        said = moment.told if moment.kind == "event" else f"{moment.told}: {word(f'moment_{moment.kind}', language)}"
        for number, text in enumerate(wrap(said, width - _MARK, SIZE)):
            yield _Written(text, kind=moment.kind if number == 0 else None)
    for number, period in enumerate(timeline.periods):
        edges = [name for name, edge in (("begins", period.start), ("last_day", period.end)) if edge == day]
        for said in (f"{_letter(number)}: {word(edge, language)}" for edge in edges):
            yield from (_Written(text) for text in wrap(said, width - _MARK, SIZE))


def _blocks(
    written: dict[date, list[_Written]], axis: Axis, across: tuple[float, float, float], top: float
) -> Iterator[Block]:
    """Place the words of each day beside it, or as soon below as there is room."""
    axis_x, words_x, width = across
    free = 0.0
    for day, lines in written.items():
        at = top + axis.at(day)
        y = max(at - LINE / 2, free)
        box = Rect(words_x, y, width - words_x - MARGIN, len(lines) * LINE)
        free = box.bottom + _BETWEEN
        leader = ((axis_x, at), (axis_x + 12, at), (words_x - 16, y + LINE / 2), (words_x - 6, y + LINE / 2))
        labels, marks = _in_box(lines, box)
        yield Block(day, at, box, labels, marks, leader)


def _in_box(lines: Sequence[_Written], box: Rect) -> tuple[tuple[Label, ...], tuple[Mark, ...]]:
    labels, marks = [], []
    for number, line in enumerate(lines):
        base = box.y + number * LINE + LINE * 0.72
        labels.append(Label(box.x if line.bold else box.x + _MARK, base, line.text, SIZE, line.bold))
        if line.kind is not None:
            marks.append(Mark(line.kind, box.x + 8, base - SIZE * 0.36))
    return tuple(labels), tuple(marks)


def _lanes(timeline: Timeline) -> list[int]:
    """The lane of each period: the first that is free when it starts."""
    taken: list[date] = []
    lanes: list[int] = []
    for period in timeline.periods:
        lane = next((number for number, end in enumerate(taken) if end < period.start), len(taken))
        taken[lane : lane + 1] = [max(period.end or date.max, period.start)]
        lanes.append(lane)
    return lanes


def _bars(timeline: Timeline, lanes: Sequence[int], lane: float, axis: Axis, top: float) -> Iterator[Bar]:
    """The bars, each as long as its time; where the one before it is too near, one begins below that."""
    free: dict[int, float] = {}
    size = lane - _APART
    for number, (period, place) in enumerate(zip(timeline.periods, lanes, strict=True)):
        start = max(top + axis.at(period.start) - size / 2, free.get(place, 0.0))
        end = top + (axis.length if period.end is None else axis.at(period.end)) + size / 2
        rect = Rect(MARGIN + place * lane, start, size, max(end - start, size))
        free[place] = rect.bottom + _APART
        yield Bar(period, _letter(number), rect, period.end is None)


def _letter(number: int) -> str:
    """A, B ... Z, then AA."""
    turns, place = divmod(number, len(ascii_uppercase))
    return ascii_uppercase[place] * (turns + 1)


def _key(bars: Sequence[Bar], first: float, width: float, told: Told, language: str) -> Iterator[Label]:
    """What each letter stands for, with its days and how it stands."""
    y = max([first, *(bar.rect.bottom + LINE for bar in bars)])
    for bar in bars:
        period = bar.period
        days = f"{told(period.start)} – {told(period.end) if period.end else word('end_unknown', language)}"
        said = f"{bar.letter}: {period.told}, {days} ({word(f'period_{period.kind}', language)})"
        for text in wrap(said, width - 2 * MARGIN, SIZE):
            yield Label(MARGIN, y, text, SIZE)
            y += LINE
