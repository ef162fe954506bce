"""How long a question to the referrer has waited for its answer, and the place in the queue that is kept meanwhile."""

from dataclasses import dataclass

from klokt.channels.unit.case import Case
from klokt.channels.unit.happened import today, told_moment
from klokt.channels.web.summary import told_day
from klokt.model.decision import Choice
from klokt.model.duration import Duration, Unit
from klokt.model.event import Decided
from klokt.model.worklist import ItemState
from klokt.wording.told import told_duration


@dataclass(frozen=True, slots=True)
class Waits:
    """When the referrer was asked, how many days ago if any, since when the referral is in the queue, its deadline."""

    asked: str
    waited: str
    since: str
    deadline: str


def waits_of(case: Case, language: str) -> Waits | None:
    """Return how long the referrer's answer has been waited for, None where nothing was asked."""
    decided = case.decided
    if decided is None or not isinstance(decided.what, Decided) or case.item.state is not ItemState.WAITING:
        return None
    if decided.what.choice is not Choice.ASK:
        return None
    place = case.unit.settings.place
    days = (today(case) - decided.at.astimezone(place).date()).days
    return Waits(
        told_moment(case, decided.at, language),
        told_duration(Duration(days, Unit.DAYS), language) if days else "",
        told_day(case.item.received.astimezone(place).date(), language, "long"),
        told_day(case.item.deadline, language, "long") if case.item.deadline else "",
    )
