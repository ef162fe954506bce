"""A course in time, ready to be drawn: what happened or is due on a day, and what lasts from day to day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal as Only

from klokt.words import Words

MomentKind = Only["held", "event", "missed", "due", "overdue", "right"]
PeriodKind = Only["window", "open", "met", "ended", "broken", "paused"]

word = Words("klokt.drawing")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on a day, in words: a contact that was held or missed, another event, a day to come
    or one that has passed, a right."""

    on: date
    told: str
    kind: MomentKind


@dataclass(frozen=True, slots=True)
class Period:
    """Something that lasts to the end of a day, in words: a window, or a guarantee and how it stands.

    `end` is None while nobody knows when it ends.
    """

    start: date
    end: date | None
    told: str
    kind: PeriodKind


@dataclass(frozen=True, slots=True)
class Timeline:
    """A course as it is seen on a day."""

    title: str
    language: str
    today: date
    moments: tuple[Moment, ...]
    periods: tuple[Period, ...]

    @property
    def days(self) -> list[date]:
        """The days on which something stands, the one that is looked at among them, in order."""
        ends = {each.end for each in self.periods if each.end is not None}
        starts = {each.start for each in self.periods}
        return sorted({self.today, *(each.on for each in self.moments), *starts, *ends})

    def moments_on(self, day: date) -> list[Moment]:
        """Return what stands on one day."""
        return [each for each in self.moments if each.on == day]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table beside a drawing: from when, to when (None for a day alone), what, and how it stands."""

    start: date
    end: date | None
    told: str
    kind: str


def table_of(timeline: Timeline) -> list[Line]:
    """Return all of a timeline as lines, by their first day."""
    language = timeline.language
    moments = [Line(each.on, None, each.told, word(f"moment_{each.kind}", language)) for each in timeline.moments]
    periods = [
        Line(each.start, each.end, each.told, word(f"period_{each.kind}", language)) for each in timeline.periods
    ]
    return sorted([*moments, *periods], key=lambda line: (line.start, line.end or line.start))
