"""The parts of a drawing that has its place: boxes, lines and labels, in units of one pixel at full size."""

from dataclasses import dataclass

from klokt.drawing.chart import Exit
from klokt.drawing.measure import text_width

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The y halfway down."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text by the left end of its baseline, or by its middle where it is centred."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    centred: bool = False

    @property
    def rect(self) -> Rect:
        """The room that the text takes at most."""
        width = text_width(self.text, self.size, self.bold)
        return Rect(self.x - width / 2 if self.centred else self.x, self.y - 0.8 * self.size, width, 1.05 * self.size)


@dataclass(frozen=True, slots=True)
class Box:
    """A question or an outcome: its kind, its lines, and the source that it links to.

    `exit` is None for a question. `kind` is step, urgent, early, or the effect of the outcome.
    """

    step: str
    exit: Exit | None
    kind: str
    rect: Rect
    lines: tuple[Label, ...]
    told: str
    source: str
    number: int | None
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """The line of one exit, in pieces that leave room for its label; the last piece ends in an arrow."""

    step: str
    exit: Exit
    pieces: tuple[tuple[Point, ...], ...]
    label: Label
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole chart on its sheet, with the heading above and the small print below."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    heading: tuple[Label, ...]
