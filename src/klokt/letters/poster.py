"""A flowchart for the wall as PDF: the picture on the first page, and after it the chart as text with its sources."""

from typing import Any

from klokt.drawing.chart import Chart
from klokt.drawing.flowchart import draw
from klokt.drawing.geometry import Layout
from klokt.drawing.layout import fitted
from klokt.drawing.text import told_steps
from klokt.engine.reasons import places
from klokt.letters.press import press
from klokt.words import Words

word = Words("klokt.letters")

PAPERS = {"a4": (210.0, 297.0), "a3": (297.0, 420.0)}
"""Width and height of a sheet in millimetres (ISO 216)."""

LEGIBLE = 7.0
"""The smallest type on a poster that is read without leaning in, in points."""

_MARGIN = 8.0
_POINTS_A_MILLIMETRE = 72 / 25.4


def poster(chart: Chart, paper: str = "a4") -> bytes:
    """Return a flowchart as PDF/UA-1 and PDF/A-3a on a4 or a3, the same bytes for the same chart.

    Raises LetterError: K506 without typst, K507 where the poster would break a standard.
    """
    return press().pdf("poster", laid_out(chart, paper), chart.guideline.valid_from)


def smallest_type(chart: Chart, paper: str) -> float:
    """Return the size of the smallest text of a chart on a paper, in points."""
    layout = _on(chart, paper)
    labels = [
        *layout.heading,
        *(edge.label for edge in layout.edges),
        *(line for box in layout.boxes for line in box.lines),
    ]
    width, height = _room(paper)
    return min(label.size for label in labels) * min(width / layout.width, height / layout.height)


def laid_out(chart: Chart, paper: str) -> dict[str, Any]:
    """Return what the template needs to set a poster, as plain data."""
    day = chart.guideline.valid_from
    concluded = chart.concluded() if chart.has_path else ""
    return {
        "language": chart.language,
        "title": chart.title,
        "subtitle": chart.subtitle(),
        "publisher": chart.guideline.publisher,
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "paper": paper,
        "margin": _MARGIN,
        "svg": draw(chart, page=None, layout=_on(chart, paper)),
        "alt": " ".join(filter(None, (word("poster_alt", chart.language).format(title=chart.title), concluded))),
        "heading": word("chart_as_text", chart.language),
        "concluded": concluded,
        "steps": [
            {"question": step.question, "exits": list(step.exits), "place": _place(chart, step.source)}
            for step in told_steps(chart)
        ],
        "documents": [f"{each.title}, {each.published}" for each in chart.guideline.documents.values()],
        "reservations": chart.reservations(),
        "page": word("page", chart.language),
    }


def _place(chart: Chart, ids: tuple[str, ...]) -> str:
    """Where a question stands: in the documents first, then the readings of ours that it rests on."""
    documents = chart.guideline.documents
    told = []
    for document, locator in places(chart.guideline, ids):
        if document not in documents:
            told.append(f"{word('reading', chart.language)}: {locator.replace('_', ' ')}")
        else:
            told.append(locator if len(documents) == 1 else f"{documents[document].title}: {locator}")
    return "; ".join(told)


def _on(chart: Chart, paper: str) -> Layout:
    return fitted(chart, *_room(paper))


def _room(paper: str) -> tuple[float, float]:
    """The room inside the margins, in points."""
    width, height = PAPERS[paper]
    return (width - 2 * _MARGIN) * _POINTS_A_MILLIMETRE, (height - 2 * _MARGIN) * _POINTS_A_MILLIMETRE
