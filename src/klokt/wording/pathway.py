"""Tell the next step, the days and the rights of a pathway in a language of the guideline."""

from datetime import date

from klokt.model.episode import Suspension
from klokt.model.guideline import Guideline
from klokt.model.pathway import Pathway
from klokt.words import Words

word = Words("klokt.wording")


def told_day(day: date, language: str) -> str:
    """Return a day as it is written in the language: 15.4.2011, or 15 April 2011 in English."""
    month = word(f"month_{day.month}", language)
    return f"{day.day} {month} {day.year}" if language == "en" else f"{day.day}. {month} {day.year}"


def told_due(pathway: Pathway, what: str, language: str) -> str:
    """Return in words what a day is: a contact, a milestone, the last day of a guarantee or the first of a right."""
    for planned in pathway.contacts:
        if planned.id == what:
            return planned.title[language]
    if what in pathway.milestones:
        return pathway.milestones[what].title[language]
    for clock in pathway.clocks.values():
        if what == clock.deadline:
            return f"{clock.title[language]} ({word('last_day', language)})"
        if what == clock.right_from:
            return word("right_from", language)
    return what


def told_next_step(guideline: Guideline, next_step: str, language: str) -> str:
    """Return the next step in words; its id where the guideline has no such step."""
    steps = guideline.pathway.next_steps if guideline.pathway else {}
    return steps[next_step].title[language] if next_step in steps else next_step


def told_suspension(pause: Suspension, language: str, to_patient: bool = False) -> str:
    """Return a pause in words: when it was asked for, from when to when, by whom, why, and what it does."""
    last = told_day(pause.end, language) if pause.end else word("pause_goes_on", language)
    said = word("pause_of_yours" if to_patient else "pause", language).format(
        asked=told_day(pause.asked, language), start=told_day(pause.start, language), end=last
    )
    why = (
        word("pause_reason", language).format(reason=pause.reason)
        if pause.reason
        else word("pause_no_reason", language)
    )
    return f"{said} {why} {word(f'pause_{pause.effect}', language)}"


def told_entry(what: str, language: str) -> str:
    """Return a line of a guarantee's ledger in words."""
    return word(what, language)
