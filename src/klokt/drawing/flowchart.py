"""Draw a flow as SVG that needs no script, no style attribute and no font of its own."""

from collections.abc import Iterator
from itertools import pairwise
from math import copysign
from xml.sax.saxutils import escape, quoteattr

from klokt.drawing.chart import Chart
from klokt.drawing.geometry import Box, Edge, Label, Layout, Point
from klokt.drawing.layout import lay_out
from klokt.drawing.palette import FONT, LIGHT, stylesheet
from klokt.drawing.shapes import MARKS, outline
from klokt.drawing.text import chart_text, told_path

_BEND = 8.0


def draw(chart: Chart, page: str | None = "", alone: bool = False, layout: Layout | None = None) -> str:
    """Return a chart as SVG, the same bytes each time.

    Each box links to its source, as `page` followed by # and the source's id; with None there are
    no links and the chart is one picture. The text that says the same is in its description.
    A file that stands `alone` carries the style sheet for dark screens; a page brings it itself.
    The `layout` is the one for screens unless another one of the chart is given.
    """
    return "\n".join(_Pen(chart, page, layout or lay_out(chart)).lines(alone)) + "\n"


class _Pen:
    """Writes the elements of one chart."""

    def __init__(self, chart: Chart, page: str | None, layout: Layout) -> None:
        self.chart = chart
        self.page = page
        self.layout = layout

    def lines(self, alone: bool) -> Iterator[str]:
        wide, high = f"{self.layout.width:g}", f"{self.layout.height:g}"
        role = "img" if self.page is None else "graphics-document"
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
            f'role="{role}" lang="{self.chart.language}" class="flow" font-family="{FONT}">'
        )
        yield f"<title>{escape(self.chart.title)}</title>"
        yield f"<desc>{escape(self._description())}</desc>"
        if alone:
            yield f"<style>\n{stylesheet()}\n</style>"
        yield f'<rect class="flow-ground" width="{wide}" height="{high}" fill="{LIGHT.ground}"/>'
        for edge in sorted(self.layout.edges, key=lambda edge: edge.is_taken):
            yield from self._edge(edge)
        for box in self.layout.boxes:
            yield from self._box(box)
        for label in self.layout.heading:
            yield text_line(label)
        yield "</svg>"

    def _description(self) -> str:
        told = told_path(self.chart) if self.chart.has_path else chart_text(self.chart)
        return "\n".join([self.chart.subtitle(), *told, self.chart.reservations()])

    def _edge(self, edge: Edge) -> Iterator[str]:
        line, head = ("flow-path", "flow-path-head") if edge.is_taken else ("flow-line", "flow-head")
        colour = LIGHT.path if edge.is_taken else LIGHT.line
        width, size = (4, 13) if edge.is_taken else (1.5, 9)
        answers = " ".join(truth.value for truth in edge.exit.answers)
        yield f'<g data-step="{edge.step}" data-answers="{answers}"{_taken(edge.is_taken)}>'
        *before, last = edge.pieces
        data = " ".join(_bent(piece) for piece in (*before, _shortened(last, size)))
        yield f'<path class="{line}" d="{data}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
        yield f'<path class="{head}" d="{_arrow(last, size)}" fill="{colour}"/>'
        yield text_line(edge.label)
        yield "</g>"

    def _box(self, box: Box) -> Iterator[str]:
        element = "g" if self.page is None else "a"
        link = "" if self.page is None else f" href={quoteattr(self.page + '#' + box.source)}"
        yield f'<{element}{link} data-box="{box.step}"{_taken(box.is_taken)}>'
        yield f"<title>{escape(box.told)}</title>"
        yield self._outline(box)
        yield from self._mark(box)
        for label in box.lines:
            yield text_line(label)
        yield f"</{element}>"

    def _outline(self, box: Box) -> str:
        off = self.chart.has_path and not box.is_taken
        fill, stroke = LIGHT.kinds[box.kind]
        quiet = ' stroke-dasharray="5 4"' if off else ""
        classes = f"flow-{box.kind} flow-off" if off else f"flow-{box.kind}"
        return (
            f'<path class="{classes}" d="{outline(box.kind, box.rect)}" fill="{LIGHT.ground if off else fill}" '
            f'stroke="{stroke}" stroke-width="{3.5 if box.is_taken else 1.5}"{quiet}/>'
        )

    def _mark(self, box: Box) -> Iterator[str]:
        x, y = box.rect.x + 23, box.rect.middle
        if box.number is None:
            stroke = LIGHT.kinds[box.kind][1]
            scale = "" if box.lines[0].size > 14 else " scale(.8)"
            yield (
                f'<path class="flow-{box.kind}-mark" transform="translate({x:g} {y:g}){scale}" d="{MARKS[box.kind]}" '
                f'fill="none" stroke="{stroke}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>'
            )
            return
        number, size = str(box.number), 13
        kind, colour = ("flow-on-path", LIGHT.on_path) if box.is_taken else ("flow-text", LIGHT.text)
        if box.is_taken:
            yield f'<circle class="flow-path-head" cx="{x:g}" cy="{y:g}" r="13" fill="{LIGHT.path}"/>'
        yield (
            f'<text class="{kind}" x="{x:g}" y="{y + 4.7:g}" fill="{colour}" font-size="{size}" font-weight="700" '
            f'text-anchor="middle">{number}</text>'
        )


def _taken(is_taken: bool) -> str:
    return ' data-path="yes"' if is_taken else ""


def text_line(label: Label) -> str:
    """Return a line of text as SVG."""
    weight = ' font-weight="700"' if label.bold else ""
    anchor = ' text-anchor="middle"' if label.centred else ""
    return (
        f'<text class="flow-text" x="{label.x:.2f}" y="{label.y:.2f}" fill="{LIGHT.text}" '
        f'font-size="{label.size:g}"{weight}{anchor}>{escape(label.text)}</text>'
    )


def _bent(points: tuple[Point, ...]) -> str:
    """A line with rounded corners; its parts are upright or level."""
    data = f"M{points[0][0]:.2f} {points[0][1]:.2f}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        (x, y), (nearer, further) = corner, (_toward(corner, before), _toward(corner, after))
        data += f" L{nearer[0]:.2f} {nearer[1]:.2f} Q{x:.2f} {y:.2f} {further[0]:.2f} {further[1]:.2f}"
    return data + f" L{points[-1][0]:.2f} {points[-1][1]:.2f}"


def _toward(corner: Point, other: Point) -> Point:
    """The point on the way from a corner where its rounding begins: at most halfway."""
    (x, y), (right, down) = corner, (other[0] - corner[0], other[1] - corner[1])
    return x + copysign(min(_BEND, abs(right) / 2), right), y + copysign(min(_BEND, abs(down) / 2), down)


def _direction(points: tuple[Point, ...]) -> Point:
    (x, y), (to_x, to_y) = list(pairwise(points))[-1]
    length = abs(to_x - x) + abs(to_y - y) or 1.0
    return (to_x - x) / length, (to_y - y) / length


def _shortened(points: tuple[Point, ...], by: float) -> tuple[Point, ...]:
    (right, down), (x, y) = _direction(points), points[-1]
    return (*points[:-1], (x - right * (by - 1), y - down * (by - 1)))


def _arrow(points: tuple[Point, ...], size: float) -> str:
    (right, down), (x, y) = _direction(points), points[-1]
    back_x, back_y, half = x - right * size, y - down * size, size / 2
    return (
        f"M{x:.2f} {y:.2f} L{back_x - down * half:.2f} {back_y + right * half:.2f} "
        f"L{back_x + down * half:.2f} {back_y - right * half:.2f} Z"
    )
