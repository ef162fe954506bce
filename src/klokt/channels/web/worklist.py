"""The list of referrals: the most urgent first, with counts, narrowed by urgency or proposal where that is asked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from klokt.channels.web.desk import Desk, Unread
from klokt.channels.web.page import Asked, Pages
from klokt.channels.web.summary import Summary, summary
from klokt.model.fact import Audience
from klokt.model.guideline import URGENCY_ORDER
from klokt.words import LANGUAGES


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of the filter: what it is called, how many referrals it leaves, and whether it is made."""

    value: str
    told: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Worklist:
    """What the list shows. `total` counts all that could be read, shown or not."""

    rows: tuple[Summary, ...]
    total: int
    urgencies: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]
    unread: tuple[Unread, ...]


@get("/{language:str}/", sync_to_thread=False)
def worklist(
    request: Asked,
    language: FromPath[str],
    desk: NamedDependency[Desk],
    pages: NamedDependency[Pages],
    urgency: FromQuery[str] = "",
    outcome: FromQuery[str] = "",
) -> Response[str]:
    """Show the list, whole or of one urgency or outcome."""
    if language not in LANGUAGES:
        raise NotFoundException
    rows = [summary(entry, desk.first(entry, Audience.RECEIVER), language) for entry in desk.entries.values()]
    return pages.page(request, language, "worklist.html", list=narrowed(rows, desk.unread, urgency, outcome))


def narrowed(rows: Sequence[Summary], unread: Sequence[Unread], urgency: str, outcome: str) -> Worklist:
    """Return the rows of an urgency and an outcome, or of any where it is empty; who has waited longest comes first.

    The counts of each filter are those within the other one, so that a choice shows what it will leave.
    """
    ordered = sorted(rows, key=lambda row: (URGENCY_ORDER.index(row.urgency), row.rank, row.on))
    of_urgency = [row for row in ordered if urgency in ("", row.urgency)]
    of_outcome = [row for row in ordered if outcome in ("", row.outcome)]
    urgency_words = {row.urgency: row.urgency_word for row in ordered}
    outcome_words = {row.outcome: row.outcome_word for row in ordered}
    return Worklist(
        rows=tuple(row for row in of_urgency if outcome in ("", row.outcome)),
        total=len(rows),
        urgencies=_choices(urgency_words, Counter(row.urgency for row in of_outcome), urgency),
        outcomes=_choices(outcome_words, Counter(row.outcome for row in of_urgency), outcome),
        unread=tuple(unread),
    )


def _choices(words: dict[str, str], counts: Counter[str], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, told, counts[value], value == chosen) for value, told in words.items())
