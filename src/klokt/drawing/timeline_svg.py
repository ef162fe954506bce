"""Draw a timeline as SVG that needs no script, no style attribute and no font of its own."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from klokt.drawing.flowchart import text_line
from klokt.drawing.geometry import Label
from klokt.drawing.palette import FONT, LIGHT
from klokt.drawing.timeline import MomentKind, PeriodKind, Timeline, table_of, word
from klokt.drawing.timeline_layout import SIZE, Bar, Block, Mark, Placed, Told, lay_out

_COLOURS: dict[MomentKind | PeriodKind, str] = {
    "held": "accept",
    "event": "ask",
    "missed": "urgent",
    "due": "step",
    "overdue": "urgent",
    "right": "change",
    "window": "ask",
    "open": "step",
    "met": "accept",
    "ended": "ask",
    "broken": "urgent",
    "paused": "return",
}
"""Which of the chart's colours each kind has; its shape and its word say the same."""

_MARKS: dict[MomentKind, str] = {
    "held": "M-6 0 A6 6 0 1 1 6 0 A6 6 0 1 1 -6 0 Z",
    "event": "M-4 0 A4 4 0 1 1 4 0 A4 4 0 1 1 -4 0 Z",
    "missed": "M-5.5 -5.5 L5.5 5.5 M5.5 -5.5 L-5.5 5.5",
    "due": "M0 -7 L7 0 L0 7 L-7 0 Z",
    "overdue": "M0 -7 L7 0 L0 7 L-7 0 Z M0 -3 V1 M0 3.2 V3.4",
    "right": "M-6 7 V-7 L7 -3 L-6 1",
}
_FILLED = ("held",)


def draw_timeline(timeline: Timeline, width: float, told: Told) -> str:
    """Return a timeline as SVG in a width of at least 320, the same bytes each time; `told` writes a day.

    What it shows stands in its description too.
    """
    placed = lay_out(timeline, width, told)
    return "\n".join(_lines(timeline, placed, told)) + "\n"


def _lines(timeline: Timeline, placed: Placed, told: Told) -> Iterator[str]:
    wide, high = f"{placed.width:g}", f"{placed.height:.0f}"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'role="img" lang="{timeline.language}" class="flow" font-family="{FONT}">'
    )
    yield f"<title>{escape(timeline.title)}</title>"
    yield f"<desc>{escape(_description(timeline, told))}</desc>"
    yield f'<rect class="flow-ground" width="{wide}" height="{high}" fill="{LIGHT.ground}"/>'
    yield from _axis(placed)
    for bar in placed.bars:
        yield from _bar(bar)
    for block in placed.blocks:
        yield from _block(block, placed.axis[0])
    for label in placed.key:
        yield text_line(label)
    yield "</svg>"


def _description(timeline: Timeline, told: Told) -> str:
    lines = []
    for line in table_of(timeline):
        days = told(line.start) if line.end is None else f"{told(line.start)} – {told(line.end)}"
        lines.append(f"{days}: {line.told} ({line.kind})")
    return "\n".join([f"{word('looked_at', timeline.language)}: {told(timeline.today)}", *lines])


def _axis(placed: Placed) -> Iterator[str]:
    x, first, last = placed.axis
    yield _stroke(f"M{x:.2f} {first:.2f} V{last:.2f}", "flow-line", LIGHT.line, 2)
    for fold in placed.folds:
        y = fold.at
        yield _stroke(f"M{x - 7:.2f} {y:.2f} l14 -6 M{x - 7:.2f} {y + 6:.2f} l14 -6", "flow-line", LIGHT.line, 2)
    yield (
        f'<path class="flow-path" d="M6 {placed.today:.2f} H{x + 12:.2f}" fill="none" stroke="{LIGHT.path}" '
        f'stroke-width="2" stroke-dasharray="7 4"/>'
    )


def _bar(bar: Bar) -> Iterator[str]:
    kind = bar.period.kind
    colour, rect = _COLOURS[kind], bar.rect
    fill, stroke = LIGHT.kinds[colour]
    dashed = ' stroke-dasharray="4 3"' if kind in ("window", "paused") else ""
    radius = min(6.0, rect.width / 2)
    yield (
        f'<rect class="flow-{colour}" x="{rect.x:.2f}" y="{rect.y:.2f}" width="{rect.width:.2f}" '
        f'height="{rect.height:.2f}" rx="{radius:g}" fill="{fill}" stroke="{stroke}" stroke-width="2"{dashed}/>'
    )
    middle = rect.x + rect.width / 2
    has_room = rect.height >= 2 * rect.width  # for a mark below the letter
    if kind == "broken" and has_room:
        data = f"M{rect.x + 4:.2f} {rect.bottom - 4:.2f} l{rect.width - 8:.2f} {-(rect.width - 8):.2f}"
        yield _stroke(data, f"flow-{colour}-mark", stroke, 2.5)
    if kind == "met" and has_room:
        data = f"M{middle - 5:.2f} {rect.bottom - 9:.2f} l4 4 l6 -8"
        yield _stroke(data, f"flow-{colour}-mark", stroke, 2.5)
    if bar.goes_on:
        y = rect.bottom
        yield _stroke(f"M{middle - 5:.2f} {y + 3:.2f} l5 6 l5 -6", "flow-line", LIGHT.line, 2)
    size = min(12.0, rect.width * 0.6)
    yield text_line(Label(middle, rect.y + rect.width / 2 + size * 0.36, bar.letter, size, bold=True, centred=True))


def _block(block: Block, axis: float) -> Iterator[str]:
    (x, y), *rest = block.leader
    onward = " ".join(f"L{right:.2f} {down:.2f}" for right, down in rest)
    yield _stroke(f"M{x:.2f} {y:.2f} {onward}", "flow-line", LIGHT.line, 1)
    yield f'<circle class="flow-head" cx="{axis:.2f}" cy="{block.at:.2f}" r="4.5" fill="{LIGHT.line}"/>'
    for label in block.lines:
        yield text_line(label)
    for mark in block.marks:
        yield _mark(mark)


def _mark(mark: Mark) -> str:
    colour = _COLOURS[mark.kind]
    fill, stroke = LIGHT.kinds[colour]
    filled = (
        f'fill="{fill}" class="flow-{colour}"' if mark.kind in _FILLED else f'fill="none" class="flow-{colour}-mark"'
    )
    return (
        f'<path {filled} transform="translate({mark.x:.2f} {mark.y:.2f})" d="{_MARKS[mark.kind]}" stroke="{stroke}" '
        f'stroke-width="{SIZE / 6.5:.2f}" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _stroke(data: str, name: str, colour: str, width: float) -> str:
    return f'<path class="{name}" d="{data}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'
