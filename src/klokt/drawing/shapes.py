"""The outline and the mark of each kind of box, so that kinds differ without their colours."""

from klokt.drawing.geometry import Rect

MARKS = {
    "urgent": "M0 -7 V2 M0 6.5 V7",
    "early": "M0 -7.5 A7.5 7.5 0 1 1 -.1 -7.5 Z M0 -3.5 V.5 L3 2.5",
    "return": "M8 5 V0 A3 3 0 0 0 5 -3 H-7 M-2.5 -7.5 L-7 -3 L-2.5 1.5",
    "change": "M-7 -3.5 H7 M3.5 -7 L7 -3.5 L3.5 0 M7 4 H-7 M-3.5 .5 L-7 4 L-3.5 7.5",
    "accept": "M-7 0 L-2 5.5 L7 -5.5",
    "assess": "M-8 0 Q0 -10 8 0 Q0 10 -8 0 M0 -2 V2",
    "ask": "M-3.5 -3 A3.5 3.5 0 1 1 1.5 .5 Q0 1.5 0 3 M0 6.5 V7",
    "leave": "M-7 0 H3 M-1 -4.5 L3.5 0 L-1 4.5 M7 -7 V7",
}
"""Drawn with a stroke, around its own middle, 16 units wide."""


def outline(kind: str, box: Rect) -> str:
    """Return the outline of a box as SVG path data: within the rectangle, touching its sides halfway down."""
    x, y, right, bottom, middle = box.x, box.y, box.right, box.bottom, box.middle
    match kind:
        case "step":
            return _rounded(box, 10)
        case "ask":
            return _rounded(box, min(18.0, box.height / 2))
        case "urgent":
            return _closed(
                (x + 12, y), (right - 12, y), (right, y + 12), (right, bottom - 12),
                (right - 12, bottom), (x + 12, bottom), (x, bottom - 12), (x, y + 12),
            )  # fmt: skip
        case "early":
            return _closed(
                (x + 12, y), (right, y), (right, bottom - 12), (right - 12, bottom), (x, bottom), (x, y + 12)
            )
        case "return":
            return _closed((x + 12, y), (right, y), (right, bottom), (x + 12, bottom), (x, middle))
        case "accept":
            return _closed((x, y), (right - 12, y), (right, middle), (right - 12, bottom), (x, bottom))
        case "assess":
            return _closed(
                (x + 12, y), (right - 12, y), (right, middle), (right - 12, bottom), (x + 12, bottom), (x, middle)
            )
        case "change":
            return (
                f"M{x:g} {bottom:g} V{y + 16:g} Q{x:g} {y:g} {x + 16:g} {y:g} H{right:g} V{bottom - 16:g} "
                f"Q{right:g} {bottom:g} {right - 16:g} {bottom:g} Z"
            )
        case _:
            return _closed((x, y), (right, y), (right, bottom), (x, bottom))


def _closed(*corners: tuple[float, float]) -> str:
    return "M" + " L".join(f"{x:g} {y:g}" for x, y in corners) + " Z"


def _rounded(box: Rect, radius: float) -> str:
    wide, high, arc = box.width - 2 * radius, box.height - 2 * radius, f"a{radius:g} {radius:g} 0 0 1"
    return (
        f"M{box.x + radius:g} {box.y:g} h{wide:g} {arc} {radius:g} {radius:g} v{high:g} {arc} {-radius:g} {radius:g} "
        f"h{-wide:g} {arc} {-radius:g} {-radius:g} v{-high:g} {arc} {radius:g} {-radius:g} Z"
    )
