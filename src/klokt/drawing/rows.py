"""The rows of a stem layout: each question with its exits, the height that its texts need, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from klokt.drawing.chart import Chart, Exit, exits
from klokt.drawing.measure import text_width, wrap
from klokt.model.guideline import Step
from klokt.model.truth import Truth

SIZE = 15.0
SMALL = 13.0
LINE = 19.0
SMALL_LINE = 16.0
MARGIN = 24.0
LEAD = 46.0
"""Room before the text of a box, for its number or mark."""
TAIL = 18.0
LANE = 22.0
_OUTCOME_WIDTH, _WIDE_OUTCOME, _LONG_TEXT = 340.0, 440.0, 70
_GAP, _MERGE_GAP, _BETWEEN = 30.0, 46.0, 12.0
_DETOUR = 26.0


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the boxes are; outcomes are as wide as their texts need where no width is given."""

    question: float = 390.0
    aside: float = 160.0
    outcome: float | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column begins and how wide it is; lanes lie to the right of the outcomes."""

    aside: float
    aside_width: float
    stem: float
    question_width: float
    outcome: float
    outcome_width: float
    lanes: dict[str, float]
    width: float


@dataclass(frozen=True, slots=True)
class Slot:
    """An exit to the right: the lines of its outcome, none where it goes on to a question."""

    exit: Exit
    lines: tuple[str, ...]
    height: float


@dataclass(slots=True)
class Row:
    """A question with its exits: down the stem, aside for what is unknown, and to the right."""

    step: Step
    lines: tuple[str, ...]
    down: Exit | None
    aside: Slot | None
    slots: tuple[Slot, ...]
    middle: float = 0.0

    @property
    def height(self) -> float:
        """The height of the question's box."""
        return box_height(self.lines)

    @property
    def rise(self) -> float:
        """How far the row reaches above its middle."""
        heights = [self.height, *(slot.height for slot in (self.aside, *self.slots[:1]) if slot)]
        return max(heights) / 2

    def slot_middle(self, number: int) -> float:
        """Return the y of the middle of an exit to the right: the first beside the question, the others below."""
        if number == 0:
            return self.middle
        above = self.slots[number - 1]
        return self.slot_middle(number - 1) + (above.height + self.slots[number].height) / 2 + _BETWEEN

    @property
    def ends(self) -> tuple[float, float, float]:
        """Where the row ends below: aside, on the stem, to the right."""
        aside = self.middle + self.aside.height / 2 if self.aside else 0.0
        last = len(self.slots) - 1
        right = self.slot_middle(last) + self.slots[last].height / 2 if self.slots else 0.0
        return aside, self.middle + self.height / 2, right


def box_height(lines: Sequence[str], line: float = LINE) -> float:
    """Return the height of a box with so many lines."""
    return max(1, len(lines)) * line + 19


def rows_of(chart: Chart, columns: Columns) -> list[Row]:
    """Return the rows of a chart, not placed yet."""
    return [_row(chart, columns, step) for step in chart.flow.steps]


def place(rows: Sequence[Row], top: float) -> dict[str, float]:
    """Give each row its place from the top down, and return at which y each detour joins the stem."""
    merged = {slot.exit.to for row in rows for slot in row.slots if not slot.lines}
    joins: dict[str, float] = {}
    aside = stem = right = top
    for number, row in enumerate(rows):
        row.middle = stem + (_GAP if number else 0) + row.height / 2
        if row.aside:
            row.middle = max(row.middle, aside + _BETWEEN + row.aside.height / 2)
        if row.slots:
            row.middle = max(row.middle, right + _BETWEEN + row.slots[0].height / 2)
        if row.step.id in merged:
            row.middle = max(row.middle, max(aside, stem, right) + _MERGE_GAP + row.rise)
            joins[row.step.id] = row.middle - row.rise - 14
        ends = row.ends
        aside, stem, right = max(aside, ends[0]), ends[1], max(right, ends[2])
    return joins


def columns_of(chart: Chart, widths: Widths) -> Columns:
    """Return the columns of a chart: only those that it needs, and as wide as its longest label needs."""
    split = [_split(chart, number) for number in range(len(chart.flow.steps))]
    asides = [aside for _, aside, _ in split if aside]
    right = [each for _, _, exits_right in split for each in exits_right]
    room = max((text_width(chart.answers(each), SMALL) for each in asides), default=0.0) + 40
    stem = MARGIN + (widths.aside + room if asides else 0)
    labels = max((text_width(chart.answers(each), SIZE, bold=True) for each in right), default=0.0)
    outcome = stem + widths.question + labels + 56
    told = [chart.told(found) for each in right if (found := chart.outcome(each))]
    width = widths.outcome or (_WIDE_OUTCOME if any(len(text) > _LONG_TEXT for text in told) else _OUTCOME_WIDTH)
    detours = dict.fromkeys(each.to for each in right if chart.outcome(each) is None)
    lanes = {to: outcome + width + LANE * (number + 1) for number, to in enumerate(detours)}
    right_side = outcome + width + LANE * len(lanes) + MARGIN
    return Columns(MARGIN, widths.aside, stem, widths.question, outcome, width, lanes, right_side)


def _split(chart: Chart, number: int) -> tuple[Exit | None, Exit | None, tuple[Exit, ...]]:
    """The exit down the stem, the one aside, and those to the right."""
    steps = chart.flow.steps
    following = steps[number + 1].id if number + 1 < len(steps) else None
    found = exits(steps[number])
    down = next((each for each in found if each.to == following), None)
    aside = next((each for each in found if each.answers == (Truth.UNKNOWN,) and chart.outcome(each)), None)
    right = [each for each in found if each not in (down, aside)]
    return down, aside, tuple(sorted(right, key=lambda each: chart.outcome(each) is None))


def _row(chart: Chart, columns: Columns, step: Step) -> Row:
    down, aside, right = _split(chart, chart.numbers[step.id] - 1)
    lines = wrap(step.question[chart.language], columns.question_width - LEAD - TAIL, SIZE)
    return Row(
        step,
        lines,
        down,
        _aside(chart, columns, aside) if aside else None,
        tuple(_slot(chart, columns, each) for each in right),
    )


def _aside(chart: Chart, columns: Columns, exit: Exit) -> Slot:
    """What is unknown is told in few words: the short title where it asks, else what the audience is told."""
    outcome = chart.guideline.outcomes[exit.to]
    told = outcome.title[chart.language] if outcome.effect == "ask" else chart.told(outcome)
    lines = wrap(told, columns.aside_width - LEAD - TAIL + 8, SMALL)
    return Slot(exit, lines, box_height(lines, SMALL_LINE) - 9)


def _slot(chart: Chart, columns: Columns, exit: Exit) -> Slot:
    outcome = chart.outcome(exit)
    if outcome is None:
        return Slot(exit, (), _DETOUR)
    lines = wrap(chart.told(outcome), columns.outcome_width - LEAD - TAIL, SIZE)
    return Slot(exit, lines, box_height(lines))
