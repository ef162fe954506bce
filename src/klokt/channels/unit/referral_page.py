"""The page of one referral in the unit: what was sent, what is proposed, and the form in which a person decides."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath

from klokt.channels.unit.case import Case, CaseHere, kept_answer
from klokt.channels.unit.happened import history_of, kind_of
from klokt.channels.unit.referral_view_case import Asking, Told, case_page
from klokt.channels.unit.referral_view_owed import awaited_facts
from klokt.channels.unit.round_view import beside
from klokt.channels.web.answers import Answers, read_answers
from klokt.channels.web.fact_fields import FactFields
from klokt.channels.web.page import Asked, Pages
from klokt.channels.web.referral_view import ReferralView, Section, referral_view
from klokt.model.event import MessageDiffers, MessageNotRead, MessageTaken, Proposed
from klokt.model.worklist import ItemState
from klokt.triage.propose import Assessment

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]

PATH = "/{language:str}/units/{unit:str}/referrals/{stream:str}"

HIDES = "hide_proposal"
"""The cookie of a person who wants to answer before the proposal is shown; it says nothing else."""

SETTLED = ("asked_sender", "entered_by_hand", "nothing_to_do")
"""What a person did about a message that could not be read."""

STATUSES = {"K701": 409, "K702": 403, "K704": 409, "K707": 409}
"""The status of a step that was not taken, by the code of why; 422 where the form lacks something."""


@get(PATH, sync_to_thread=True)
def unit_referral(
    request: Asked, language: FromPath[str], case: CaseHere, pages: NamedDependency[Pages]
) -> Response[str]:
    """Show a referral to a person, and record that they saw it."""
    case.journal.opened(case.item.stream, case.at)
    return shown(request, language, case, pages)


@post(f"{PATH}/preview", sync_to_thread=True, status_code=200)
def preview(
    request: Asked, language: FromPath[str], data: Form, case: CaseHere, pages: NamedDependency[Pages]
) -> Response[str]:
    """Show what would be proposed with the answers in the form; nothing is kept."""
    return shown(request, language, case, pages, answers=answers_in(case, data))


def answers_in(case: Case, form: Mapping[str, str]) -> Answers:
    """Return what the form says otherwise than the proposal did that its person saw, whatever came since."""
    seen = form.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdigit() else case.version
    proposals = [each for each in case.history[:version] if isinstance(each.what, Proposed)]
    assessment = kept_answer(proposals[-1] if proposals else None, case.referral, case.guideline)
    if assessment is None or case.referral is None:
        return Answers()
    return read_answers(form, case.referral, assessment)


def shown(
    request: Asked,
    language: str,
    case: Case,
    pages: Pages,
    answers: Answers | None = None,
    said: Mapping[str, str] | None = None,
    told: Told | None = None,
) -> Response[str]:
    """Return the page: as it stands, with answers that are not kept, or with what was chosen in a form that came back.

    `told` says why a step was not taken, and so does the status.
    """
    if case.referral is None or case.item.state in (ItemState.NOT_READ, ItemState.DIFFERS, ItemState.SETTLED):
        return _message(request, language, case, pages, told)
    answers = answers or Answers()
    wants_first = request.cookies.get(HIDES) == "yes"
    asking = Asking(answers, said or {}, told, request.query_params.get("mine", ""), wants_first)
    now = _now(case, answers)
    view = _view(case, now, answers, language)
    page = case_page(case, view, now, asking, language)
    answer = pages.page(
        request,
        language,
        "unit_referral.html",
        page=_without(view, awaited_facts(case)),
        case=page,
        told=told,
        beside=beside(request, case, language, pages),
    )
    answer.status_code = _status(told, answers)
    return answer


def _view(case: Case, now: Assessment | None, answers: Answers, language: str) -> ReferralView | None:
    if case.entry is None or case.assessment is None or now is None:
        return None
    return referral_view(case.entry, case.assessment, now, answers, language)


def _status(told: Told | None, answers: Answers) -> int:
    if told is not None:
        return STATUSES.get(told.fault, 422)
    return 422 if answers.faults else 200


def _now(case: Case, answers: Answers) -> Assessment | None:
    """What is proposed with the answers; what was proposed last where there are none."""
    if case.entry is None or case.assessment is None or not answers.corrections:
        return case.assessment
    return case.reassess(case.entry.referral, (*case.said(), *answers.corrections))


def _without(view: ReferralView | None, facts: frozenset[str]) -> ReferralView | None:
    """The page without the facts that are asked for in a form of their own."""
    if view is None or not facts:
        return view
    return replace(view, sections=tuple(_section_without(section, facts) for section in view.sections))


def _section_without(section: Section, facts: frozenset[str]) -> Section:
    parts = (section.fields.best, section.fields.told, section.fields.more, section.fields.rest)
    kept = (tuple(field for field in part if field.fact not in facts) for part in parts)
    return replace(section, fields=FactFields(*kept))


def _message(request: Asked, language: str, case: Case, pages: Pages, told: Told | None) -> Response[str]:
    """The page of what nobody could read: why, what to do, and its bytes as text that runs nowhere."""
    reasons = [each.what for each in case.history if isinstance(each.what, MessageNotRead | MessageDiffers)]
    raw = [each.personal for each in case.history if isinstance(each.personal, bytes)]
    taken = [each.what for each in case.history if isinstance(each.what, MessageTaken)]
    answer = pages.page(
        request,
        language,
        "unit_message.html",
        unit=case.item.unit,
        stream=case.item.stream,
        version=case.version,
        state=case.item.state.value,
        reasons=[(kind_of(each), getattr(each, "code", ""), getattr(each, "problem", "")) for each in reasons],
        doors=[(each.door, each.sender) for each in taken],
        raw=[each.decode("utf-8", errors="replace") for each in raw],
        erased=any(each.erased for each in case.history),
        may_decide=case.may_decide and case.item.state in (ItemState.NOT_READ, ItemState.DIFFERS),
        settled=SETTLED,
        told=told,
        history=history_of(case, language),
    )
    answer.status_code = 409 if told else 200
    return answer
