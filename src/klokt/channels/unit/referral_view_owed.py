"""What the unit owes on a referral: what it waits for, with the fields of the result, and what must be done now."""

from collections.abc import Iterator
from dataclasses import dataclass

from klokt.channels.unit.case import Case
from klokt.channels.unit.happened import today
from klokt.channels.unit.referral_view_results import facts_of, results_of
from klokt.channels.web.fact_fields import FactField
from klokt.channels.web.referral_view import ReferralView, Section
from klokt.channels.web.summary import told_day
from klokt.model.fact import Audience
from klokt.model.guideline import Guideline
from klokt.model.owed import ObligationAwaited, ObligationOpened
from klokt.wording.told import told_outcome


@dataclass(frozen=True, slots=True)
class Owed:
    """What the unit owes: whether it is open, by whom and when, and what to do then.

    `places` are the fields of what it waits for, by the place that was examined; `found` is what was said of them.
    """

    id: str
    told: str
    is_open: bool
    is_overdue: bool
    owner: str
    due: str
    proposes: str
    places: tuple[tuple[str, tuple[FactField, ...]], ...]
    found: tuple[tuple[str, str], ...]


def owed_of(case: Case, view: ReferralView | None, language: str) -> tuple[Owed, ...]:
    """Return the obligations that stand, those that are open first. Their fields are taken from the page's."""
    guideline = case.guideline
    if guideline is None:
        return ()
    found = [_owed(case, guideline, each, view, language) for each in case.standing.values()]
    return tuple(sorted(found, key=lambda each: not each.is_open))


def awaited_facts(case: Case) -> frozenset[str]:
    """Return the facts that an obligation waits for: they are asked for apart."""
    if case.guideline is None:
        return frozenset()
    waiting = (each.obligation for each in case.standing.values() if isinstance(each, ObligationAwaited))
    return frozenset(name for each in waiting for name in facts_of(case.guideline, each))


def every_field(section: Section) -> Iterator[FactField]:
    """Yield the fields of a place to examine, each once."""
    parts = section.fields
    yield from {each.name: each for each in (*parts.best, *parts.told, *parts.more, *parts.rest)}.values()


def _owed(
    case: Case,
    guideline: Guideline,
    event: ObligationAwaited | ObligationOpened,
    view: ReferralView | None,
    language: str,
) -> Owed:
    described = guideline.obligations.get(event.obligation)
    opened = event if isinstance(event, ObligationOpened) else None
    wanted = facts_of(guideline, event.obligation)
    return Owed(
        id=event.obligation,
        told=described.title[language] if described else event.obligation,
        is_open=opened is not None,
        is_overdue=opened is not None and opened.due < today(case),
        owner=event.owner,
        due=told_day(opened.due, language, "long") if opened else "",
        proposes=told_outcome(guideline, opened.proposes, Audience.RECEIVER, language) if opened else "",
        places=tuple(_places(view, wanted)) if view and not opened else (),
        found=results_of(guideline, case.said(), wanted, language) if case.referral else (),
    )


def _places(view: ReferralView, wanted: tuple[str, ...]) -> Iterator[tuple[str, tuple[FactField, ...]]]:
    """The fields of each place in the order of the facts; its name only where there are several."""
    several = len(view.sections) > 1
    for section in view.sections:
        fields = {each.fact: each for each in every_field(section)}
        kept = tuple(fields[name] for name in wanted if name in fields)
        yield section.proposal.target.capitalize() if several else "", kept
