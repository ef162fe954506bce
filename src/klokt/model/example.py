"""An episode that stands in a guideline as a test: what happened, and what must follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from klokt.model.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Example:
    """An episode that is a test: its events, the day, and what must follow. What is None is not asked."""

    name: str
    on: date
    events: tuple[Mapping[str, object], ...]
    condition: str | None = None
    next_step: str | None = None
    by: str | None = None
    urgency: str | None = None
    due: Mapping[str, date] | None = None
    rights: str | None = None
    cautions: tuple[str, ...] | None = None
    advises: tuple[str, ...] | None = None
    letter: str | None = None
    place: Place = NOWHERE
