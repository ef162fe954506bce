"""Decide for several referrals at once as was proposed: what may and what may not is shown before anything is done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import Body
from litestar.response import Redirect

from klokt.channels.unit.batch import against, as_proposed
from klokt.channels.unit.case import Case, case_of
from klokt.channels.unit.decision_letters import drafts, letters_with
from klokt.channels.unit.told import outcome_word
from klokt.channels.unit.visit import Visit
from klokt.channels.web.summary import told_patient, told_request
from klokt.errors import LetterError, SendingError, TriageError
from klokt.model.access import DECIDES
from klokt.triage.decide import decide, undo

PATH = "/{language:str}/units/{unit:str}/together"
MOST = 100
"""How many referrals may be chosen at once."""

Chosen = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@dataclass(frozen=True, slots=True)
class TogetherRow:
    """A chosen referral in words: what would be decided, what leaves with it, and why it is left out, if it is."""

    stream: str
    version: int
    title: str
    patient: str
    outcome: str
    letters: int
    assumed: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a referral: the new version where it was decided, and the code of why where it was not."""

    row: TogetherRow
    version: int
    fault: str


@post(PATH, sync_to_thread=True, status_code=200)
def together(visit: NamedDependency[Visit], data: Chosen) -> Response[str]:
    """Show which of the chosen referrals would be decided as proposed, and why the others are not. Nothing is done."""
    _may(visit)
    rows = [_row(case, version, visit) for case, version in _cases(visit, data)]
    going, left = [each for each in rows if not each.why], [each for each in rows if each.why]
    context = {"going": going, "left": left, "here": visit.here, "unit_name": visit.at_work.settings.name}
    return visit.pages.shown(visit.view, "together.html", context)


@post(f"{PATH}/decide", sync_to_thread=True, status_code=200)
def decide_together(visit: NamedDependency[Visit], data: Chosen) -> Response[str]:
    """Decide for each as proposed, in a decision of its own; what may not any more is left and told."""
    _may(visit)
    done = [_decided(case, version, visit) for case, version in _cases(visit, data)]
    context = {
        "done": [each for each in done if not each.fault],
        "failed": [each for each in done if each.fault],
        "here": visit.here,
        "undone": False,
    }
    return visit.pages.shown(visit.view, "together_done.html", context)


@post(f"{PATH}/undo", sync_to_thread=True, status_code=200)
def undo_together(visit: NamedDependency[Visit], data: Chosen) -> Response[str]:
    """Take back each decision whose letters have not left, and tell which could not be taken back."""
    _may(visit)
    done = [_undone(case, version, visit) for case, version in _cases(visit, data)]
    context = {
        "done": [each for each in done if not each.fault],
        "failed": [each for each in done if each.fault],
        "here": visit.here,
        "undone": True,
    }
    return visit.pages.shown(visit.view, "together_done.html", context)


@get([PATH, f"{PATH}/decide", f"{PATH}/undo"], sync_to_thread=False)
def back_from_together(visit: NamedDependency[Visit]) -> Redirect:
    """Lead from the address of a step, which a browser may keep, to the list."""
    return Redirect(visit.here(""))


def _may(visit: Visit) -> None:
    if not visit.person.access.roles.get(visit.unit, frozenset()) & DECIDES:
        raise PermissionDeniedException


def _cases(visit: Visit, data: Mapping[str, str]) -> Iterator[tuple[Case, int]]:
    """The chosen referrals as they stand now, each with the version that the person saw; the first ones alone."""
    chosen = [(name.removeprefix("row."), value) for name, value in data.items() if name.startswith("row.")]
    for stream, version in chosen[:MOST]:
        if version.isascii() and version.isdigit() and len(version) < 10:
            try:
                yield case_of(visit.house, visit.person, visit.view.language, visit.unit, stream), int(version)
            except NotFoundException:
                continue


def _row(case: Case, version: int, visit: Visit) -> TogetherRow:
    language, today = visit.view.language, visit.house.today(visit.unit)
    outcome = case.assessment.proposals[0].outcome if case.assessment else ""
    letters = letters_with(case, outcome, language) if outcome else ()
    return TogetherRow(
        stream=case.stream,
        version=version,
        title=told_request(case.entry, language) if case.entry else visit.view.word("not_assessed_title"),
        patient=told_patient(case.referral, case.referral.referral_date or today, language) if case.referral else "",
        outcome=outcome_word(case.guideline, outcome, visit.view),
        letters=sum(each.goes for each in letters),
        assumed=len(case.assessment.proposals[0].assumptions) if case.assessment else 0,
        why=against(case, version),
    )


def _decided(case: Case, version: int, visit: Visit) -> Done:
    row = _row(case, version, visit)
    if row.why:
        return Done(row, version, f"together_{row.why[0]}")
    decision = as_proposed(case)
    try:
        leaving = drafts(case, decision, {}, visit.view.language)
        return Done(row, decide(case.journal, case.stream, version, decision, case.terms(), case.at, leaving), "")
    except (TriageError, LetterError, SendingError) as error:
        return Done(row, version, f"fault_{error.code}")


def _undone(case: Case, version: int, visit: Visit) -> Done:
    row = _row(case, version, visit)
    try:
        return Done(row, undo(case.journal, case.stream, version, case.at), "")
    except TriageError as error:
        return Done(row, version, f"fault_{error.code}")


batch_routes = (back_from_together, together, decide_together, undo_together)
"""The pages on which several referrals are decided at once."""
