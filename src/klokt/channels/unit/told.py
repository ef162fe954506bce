"""Outcomes, obligations and moments of a unit in words, in the reader's language and the unit's own time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_time

from klokt.channels.web.page import View
from klokt.channels.web.summary import LOCALES, told_day
from klokt.model.fact import Audience
from klokt.model.guideline import Guideline
from klokt.wording.told import told_outcome


def told_time(at: datetime, zone: ZoneInfo, language: str) -> str:
    """Return a moment as it is told in a unit: its own day, told as all days are, and hour."""
    here = at.astimezone(zone)
    return f"{told_day(here.date(), language)}, {format_time(here, 'short', locale=LOCALES.get(language, language))}"


def outcome_word(guideline: Guideline | None, outcome: str | None, view: View) -> str:
    """Return an outcome in the guideline's words; nothing where there is none, or the guideline is not at hand."""
    known = guideline is not None and outcome in guideline.outcomes
    return told_outcome(guideline, outcome, Audience.RECEIVER, view.language) if known and guideline and outcome else ""


def obligation_word(guideline: Guideline | None, name: str, view: View) -> str:
    """Return an obligation in the guideline's words."""
    known = guideline.obligations.get(name) if guideline else None
    return known.title[view.language] if known else name
