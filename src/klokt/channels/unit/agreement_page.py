"""How well the people of a unit agree with each other, and with what was proposed, over second readings."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from babel.numbers import format_decimal, format_percent
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import ClientException
from litestar.params import FromQuery

from klokt.channels.unit.told import outcome_word
from klokt.channels.unit.visit import Visit
from klokt.channels.web.page import View
from klokt.channels.web.summary import LOCALES
from klokt.model.second_reading import SecondReading, Settled, Why
from klokt.triage.agreement import agreement

Pair = tuple[Hashable, Hashable]

USUAL = timedelta(days=365)
"""How far back the page looks unless it is asked otherwise."""


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How well two kinds of answers agree: `between` says which; `kappa` is empty where there are too few pairs."""

    between: str
    pairs: int
    alike: str
    kappa: str


@get("/{language:str}/units/{unit:str}/agreement", sync_to_thread=True)
def agreement_page(visit: NamedDependency[Visit], since: FromQuery[str] = "") -> Response[str]:
    """Show it since a day, a year back by default; nobody is named."""
    first = _day(since) or visit.house.today(visit.unit) - USUAL
    begins = datetime.combine(first, time(), visit.at_work.settings.place).astimezone(UTC)
    found = visit.journal.read_twice(visit.unit, begins)
    drawn = [each for each in found if each.why is Why.SAMPLED and each.blind]
    names, table = _cross(drawn, visit)
    context = {
        "unit_name": visit.at_work.settings.name,
        "here": visit.here,
        "since": first.isoformat(),
        "rows": list(_rows(found, drawn, visit.view)),
        "answers": names,
        "table": table,
        "settled": sorted(Counter(each.settled.value for each in found if isinstance(each.settled, Settled)).items()),
    }
    return visit.pages.shown(visit.view, "agreement.html", context)


def _rows(found: Sequence[SecondReading], drawn: Sequence[SecondReading], view: View) -> Iterator[AgreementRow]:
    """Only what was drawn by lot, and read blind, tells of people in general; the rest is told apart."""
    chosen = [each for each in found if each.why is not Why.SAMPLED and each.blind]
    proposed = [each for each in drawn if each.proposed]
    yield _row("people", [_answers(each) for each in drawn], view)
    yield _row("first_and_proposal", [(each.first_outcome, each.proposed) for each in proposed], view)
    yield _row("second_and_proposal", [(each.second_outcome, each.proposed) for each in proposed], view)
    yield _row("chosen", [_answers(each) for each in chosen], view, tells_kappa=False)


def _row(between: str, pairs: Sequence[Pair], view: View, tells_kappa: bool = True) -> AgreementRow:
    found, locale = agreement(pairs), LOCALES.get(view.language, view.language)
    alike = "" if found.share is None else f"{found.alike} ({format_percent(found.share, locale=locale)})"
    if found.kappa is None or found.low is None or found.high is None or not tells_kappa:
        return AgreementRow(between, found.pairs, alike, "")
    told = [format_decimal(each, "0.00", locale=locale) for each in (found.kappa, found.low, found.high)]
    return AgreementRow(between, found.pairs, alike, view.word("kappa_told", kappa=told[0], low=told[1], high=told[2]))


Given = tuple[str, str]
"""An answer: the choice and the outcome."""


def _answers(each: SecondReading) -> tuple[Given, Given]:
    second = each.second_choice.value if each.second_choice else ""
    return (each.first_choice.value, each.first_outcome), (second, each.second_outcome or "")


def _cross(drawn: Sequence[SecondReading], visit: Visit) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """Each first answer against each second one, in words and counts."""
    counts = Counter(_answers(each) for each in drawn)
    answers = sorted({answer for pair in counts for answer in pair})
    names = [_name(each, visit) for each in answers]
    return names, [(name, [counts[one, other] for other in answers]) for name, one in zip(names, answers, strict=True)]


def _name(answer: Given, visit: Visit) -> str:
    choice, outcome = answer
    told = [outcome_word(each, outcome, visit.view) for each in visit.at_work.guides.guidelines.values()]
    return next((each for each in told if each), visit.view.word(f"choice_{choice}"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ClientException from None
