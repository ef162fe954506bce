"""Tell whether the legs of a path can all hold, by a simple temporal network, and show a timeline or the contradiction.

The network is that of Dechter, Meiri and Pearl (1991): an edge from a to b with weight w says that b comes
at most w days after a. The legs can all hold exactly where no circle of edges has a negative sum.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class Span:
    """A leg in days: its end comes at least and at most so long after its start."""

    id: str
    start: str
    end: str
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Legs that cannot all hold, in the order of the circle they form, and by how many days they miss."""

    legs: tuple[str, ...]
    days_missing: int


@dataclass(frozen=True, slots=True)
class _Edge:
    leg: str
    start: str
    end: str
    days: int


def contradiction(spans: Sequence[Span]) -> Contradiction | None:
    """Return legs that cannot all hold, None where they can."""
    edges = _edges(spans)
    points = list(dict.fromkeys(point for edge in edges for point in (edge.start, edge.end)))
    distance = dict.fromkeys(points, 0)
    came_by: dict[str, _Edge] = {}
    changed: str | None = None
    for _ in points:
        changed = None
        for edge in edges:
            if distance[edge.start] + edge.days < distance[edge.end]:
                distance[edge.end] = distance[edge.start] + edge.days
                came_by[edge.end], changed = edge, edge.end
    if changed is None:
        return None
    for _ in points:
        changed = came_by[changed].start
    circle, point = [came_by[changed]], came_by[changed].start
    while point != changed:
        circle.append(came_by[point])
        point = came_by[point].start
    return Contradiction(
        tuple(dict.fromkeys(edge.leg for edge in reversed(circle))), -sum(edge.days for edge in circle)
    )


def earliest(spans: Sequence[Span], origin: str) -> Mapping[str, int]:
    """Return the earliest day of each point after the origin, by the legs' shortest times alone."""
    days: dict[str, float] = {origin: 0}
    for _ in spans:
        for span in spans:
            if span.at_least is not None and span.start in days:
                days[span.end] = max(days.get(span.end, -inf), days[span.start] + span.at_least)
    return {point: int(day) for point, day in sorted(days.items(), key=lambda item: item[1])}


def _edges(spans: Sequence[Span]) -> Sequence[_Edge]:
    latest = [_Edge(each.id, each.start, each.end, each.at_most) for each in spans if each.at_most is not None]
    return latest + [
        _Edge(each.id, each.end, each.start, -each.at_least) for each in spans if each.at_least is not None
    ]
