"""What happened to a referral, in words: who did what, when, and what it was about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_datetime

from klokt.channels.unit.case import Case
from klokt.channels.web.summary import LOCALES
from klokt.model.event import Corrected, Decided, Proposed, Recorded
from klokt.model.fact import Audience
from klokt.model.owed import ObligationAwaited, ObligationClosed, ObligationOpened
from klokt.wording.told import told_outcome

CLOSING = ("done", "not_needed", "patient_declined", "done_elsewhere")
"""The reasons for which a person closes an obligation."""

_INNER = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the history: the kind of event, who did it and when, in the unit's zone, and what it was about."""

    kind: str
    who: str
    when: str
    about: str
    note: str


def history_of(case: Case, language: str) -> tuple[Happened, ...]:
    """Return all that happened, the newest first."""
    return tuple(
        Happened(
            kind_of(each.what),
            told_who(case, each.actor),
            told_moment(case, each.at, language),
            _about(case, each, language),
            each.personal if isinstance(each.what, Decided) and isinstance(each.personal, str) else "",
        )
        for each in reversed(case.history)
    )


def kind_of(what: object) -> str:
    """Return how the words name a kind of event ("letter_queued")."""
    return _INNER.sub("_", type(what).__name__).lower()


def told_who(case: Case, actor: str) -> str:
    """Return the name of a person who has signed in here, and the id of anybody else."""
    return case.person.name if actor == case.person.who else case.names.get(actor, actor)


def told_moment(case: Case, at: datetime, language: str) -> str:
    """Return a moment as the unit's clocks tell it."""
    local = at.astimezone(case.unit.settings.place)
    return format_datetime(local, "medium", locale=LOCALES.get(language, language))


def today(case: Case) -> date:
    """Return the day that it is in the unit."""
    return case.at.astimezone(case.unit.settings.place).date()


def _about(case: Case, each: Recorded, language: str) -> str:
    """What an event was about: an outcome, the facts that were corrected, or what is owed."""
    guideline = case.guideline
    if guideline is None:
        return ""
    match each.what:
        case Proposed(outcome=name) | Decided(outcome=name) if name in guideline.outcomes:
            return told_outcome(guideline, name, Audience.RECEIVER, language)
        case Corrected(facts=names):
            return " ".join(guideline.facts[name].question[language] for name in names if name in guideline.facts)
        case ObligationAwaited(obligation=name) | ObligationOpened(obligation=name) | ObligationClosed(obligation=name):
            described: Mapping[str, str] = guideline.obligations[name].title if name in guideline.obligations else {}
            return described.get(language, name)
    return ""
