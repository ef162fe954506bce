"""Lay a flow out along a stem: questions straight down, outcomes beside the question that leads there."""

from collections.abc import Iterator, Sequence
from itertools import product

from klokt.drawing import rows as stem
from klokt.drawing.chart import Chart, Exit
from klokt.drawing.geometry import Box, Edge, Label, Layout, Point, Rect
from klokt.drawing.measure import text_width, wrap
from klokt.drawing.rows import Columns, Row, Slot, Widths
from klokt.model.guideline import Outcome

USUAL = Widths()
"""The widths that read well on a screen."""

_QUESTIONS, _ASIDES, _OUTCOMES = (390, 340, 300, 270), (160, 150), (440, 400, 340, 300, 270, 240)


def lay_out(chart: Chart, widths: Widths = USUAL) -> Layout:
    """Return a chart with every box, line and label in its place.

    Exits to another question than the next one run through a lane at the right and join the stem
    above that question; outcomes that several questions lead to are drawn beside each of them.
    """
    columns = stem.columns_of(chart, widths)
    heading, top = _heading(chart, columns.width)
    rows = stem.rows_of(chart, columns)
    joins = stem.place(rows, top)
    sheet = _Sheet(chart, columns, rows, joins)
    boxes = tuple(sheet.boxes())
    end = max((box.rect.bottom for box in boxes), default=top) + 34
    small_print = _lines(chart.reservations(), stem.SMALL, end, columns.width)
    height = (small_print[-1].y if small_print else end) + stem.MARGIN
    return Layout(columns.width, height, boxes, tuple(sheet.edges()), (*heading, *small_print))


def fitted(chart: Chart, width: float, height: float) -> Layout:
    """Return the layout of a chart that can be shown largest on a sheet of this width and height."""
    tried = [
        lay_out(chart, Widths(question, aside, outcome))
        for question, aside, outcome in product(_QUESTIONS, _ASIDES, _OUTCOMES)
    ]
    return max(tried, key=lambda layout: min(width / layout.width, height / layout.height))


def _heading(chart: Chart, width: float) -> tuple[tuple[Label, ...], float]:
    """The lines above the chart, and the y at which the chart begins."""
    lines = [*_lines(chart.title, 22, 42, width, bold=True)]
    lines += _lines(chart.subtitle(), stem.SIZE, lines[-1].y + 24, width)
    if chart.has_path:
        lines += _lines(chart.concluded(), 17, lines[-1].y + 30, width, bold=True)
    return tuple(lines), lines[-1].y + 26


def _lines(text: str, size: float, y: float, width: float, bold: bool = False) -> tuple[Label, ...]:
    wrapped = wrap(text, width - 2 * stem.MARGIN, size, bold) or ("",)
    return tuple(Label(stem.MARGIN, y + 1.35 * size * number, line, size, bold) for number, line in enumerate(wrapped))


class _Sheet:
    """Draws the rows once they have their places."""

    def __init__(self, chart: Chart, columns: Columns, rows: Sequence[Row], joins: dict[str, float]) -> None:
        self.chart = chart
        self.columns = columns
        self.rows = {row.step.id: row for row in rows}
        self.joins = joins
        self.centre = columns.stem + columns.question_width / 2
        self.side = columns.stem + columns.question_width

    def boxes(self) -> Iterator[Box]:
        for row in self.rows.values():
            yield self._question(row)
            if row.aside:
                at = Rect(
                    self.columns.aside, row.middle - row.aside.height / 2, self.columns.aside_width, row.aside.height
                )
                yield self._outcome(row, row.aside, at, stem.SMALL, stem.SMALL_LINE)
            for number, slot in enumerate(row.slots):
                if slot.lines:
                    y = row.slot_middle(number) - slot.height / 2
                    at = Rect(self.columns.outcome, y, self.columns.outcome_width, slot.height)
                    yield self._outcome(row, slot, at, stem.SIZE, stem.LINE)

    def edges(self) -> Iterator[Edge]:
        for row in self.rows.values():
            if row.down:
                yield self._down(row, row.down)
            if row.aside:
                yield self._aside(row, row.aside.exit)
            for number, slot in enumerate(row.slots):
                yield self._right(row, number, slot)

    def _question(self, row: Row) -> Box:
        rect = Rect(self.columns.stem, row.middle - row.height / 2, self.columns.question_width, row.height)
        told = row.step.question[self.chart.language]
        number = self.chart.numbers[row.step.id]
        lines = _inside(rect, row.lines, stem.SIZE, stem.LINE)
        source, place = self.chart.place(row.step)
        title = f"{number}. {told}" + (f" ({place})" if place else "")
        return Box(row.step.id, None, "step", rect, lines, title, source, number, self.chart.is_taken(row.step))

    def _outcome(self, row: Row, slot: Slot, rect: Rect, size: float, line: float) -> Box:
        outcome = self.chart.guideline.outcomes[slot.exit.to]
        source, place = self.chart.place(outcome)
        title = self.chart.told(outcome) + (f" ({place})" if place else "")
        taken = self.chart.is_taken(row.step, slot.exit)
        lines = _inside(rect, slot.lines, size, line)
        return Box(row.step.id, slot.exit, _kind(outcome), rect, lines, title, source, None, taken)

    def _edge(self, row: Row, exit: Exit, label: Label, *pieces: tuple[Point, ...]) -> Edge:
        return Edge(row.step.id, exit, pieces, label, self.chart.is_taken(row.step, exit))

    def _down(self, row: Row, exit: Exit) -> Edge:
        y = row.middle + row.height / 2
        label = Label(self.centre + 9, y + 20, self.chart.answers(exit), stem.SIZE, bold=True)
        return self._edge(row, exit, label, self._tail(exit.to, y))

    def _tail(self, to: str, start: float) -> tuple[Point, ...]:
        target = self.rows[to]
        return ((self.centre, start), (self.centre, target.middle - target.height / 2))

    def _aside(self, row: Row, exit: Exit) -> Edge:
        text, y = self.chart.answers(exit), row.middle
        start, end = self.columns.stem, self.columns.aside + self.columns.aside_width
        right = start - 14
        left = right - text_width(text, stem.SMALL)
        label = Label((left + right) / 2, y + 4.5, text, stem.SMALL, centred=True)
        return self._edge(row, exit, label, ((start, y), (right + 2, y)), ((left - 2, y), (end, y)))

    def _right(self, row: Row, number: int, slot: Slot) -> Edge:
        text, y = self.chart.answers(slot.exit), row.slot_middle(number)
        left = self.side + 24
        right = left + text_width(text, stem.SIZE, bold=True)
        bend = self.side + 10
        label = Label((left + right) / 2, y + 5, text, stem.SIZE, bold=True, centred=True)
        corners = ((bend, row.middle), (bend, y)) if number else ()
        start = ((self.side, row.middle), *corners, (left - 5, y))
        return self._edge(row, slot.exit, label, start, ((right + 5, y), *self._onward(slot, y)))

    def _onward(self, slot: Slot, y: float) -> tuple[Point, ...]:
        """The rest of the way to the right: to the box, or by a lane to the question it goes on to."""
        if slot.lines:
            return ((self.columns.outcome, y),)
        to = slot.exit.to
        lane, join = self.columns.lanes[to], self.joins[to]
        return ((lane, y), (lane, join), *self._tail(to, join))


def _inside(rect: Rect, lines: tuple[str, ...], size: float, line: float) -> tuple[Label, ...]:
    first = rect.middle - (len(lines) - 1) * line / 2 + 0.36 * size
    lead = stem.LEAD if size == stem.SIZE else stem.LEAD - 8
    return tuple(Label(rect.x + lead, first + number * line, text, size) for number, text in enumerate(lines))


def _kind(outcome: Outcome) -> str:
    if outcome.effect == "escalate":
        return "urgent" if outcome.urgency == "acute" else "early"
    return outcome.effect
