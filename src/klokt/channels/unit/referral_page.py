"""The page of one referral in the unit: what was sent, what is proposed, and the form in which a person decides."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath

from klokt.channels.unit.case import Case, CaseHere
from klokt.channels.unit.decision_form import DecisionForm, decision_form
from klokt.channels.unit.happened import (
    CLOSING,
    Earlier,
    Happened,
    Owed,
    awaited_facts,
    earlier_of,
    history_of,
    kind_of,
    owed_of,
    told_moment,
    told_who,
)
from klokt.channels.web.answers import Answers, read_answers
from klokt.channels.web.fact_fields import FactFields
from klokt.channels.web.page import Asked, Pages
from klokt.channels.web.referral_view import ReferralView, Section, referral_view
from klokt.channels.web.summary import told_day
from klokt.model.event import MessageDiffers, MessageNotRead, MessageTaken
from klokt.model.worklist import ItemState
from klokt.wording.told import told_outcome

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]

PATH = "/{language:str}/units/{unit:str}/referrals/{stream:str}"

HIDES = "hide_proposal"
"""The cookie of a person who wants to answer before the proposal is shown; it says nothing else."""

SETTLED = ("asked_sender", "entered_by_hand", "nothing_to_do")
"""What a person did about a message that could not be read."""

STATUSES = {"K701": 409, "K702": 403, "K704": 409, "K707": 409}
"""The status of a step that was not taken, by the code of why; 422 where the form lacks something."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says of a step that was not taken: the code or word for it, and what happened meanwhile."""

    fault: str
    since: tuple[Happened, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaving:
    """A letter on its way: what it is, where it stands, and when it leaves."""

    kind: str
    state: str
    when: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """All that the page shows beside the referral itself."""

    unit: str
    stream: str
    version: int
    answers: int
    may_decide: bool
    is_preview: bool
    hides: bool
    mine: str
    outdated: bool
    state: str
    because: str
    text: str
    born: str
    claimed_by: str
    claimed_until: str
    claimed_by_me: bool
    decided_by: str
    decided_at: str
    decided_outcome: str
    decided_choice: str
    decided_note: str
    can_undo: bool
    is_closed: bool
    letters: tuple[Leaving, ...]
    owed: tuple[Owed, ...]
    earlier: tuple[Earlier, ...]
    history: tuple[Happened, ...]
    closing: tuple[str, ...]
    form: DecisionForm


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
    """Return what the form says otherwise than the last proposal did."""
    if case.assessment is None or case.referral is None:
        return Answers()
    return read_answers(form, case.referral, case.assessment)


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
    view = _view(case, answers, language)
    page = _page(request, case, view, answers, said or {}, told, language)
    answer = pages.page(
        request, language, "unit_referral.html", page=_without(view, awaited_facts(case)), case=page, told=told
    )
    answer.status_code = _status(told, answers)
    return answer


def _status(told: Told | None, answers: Answers) -> int:
    if told is not None:
        return STATUSES.get(told.fault, 422)
    return 422 if answers.faults else 200


def _view(case: Case, answers: Answers, language: str) -> ReferralView | None:
    if case.entry is None or case.assessment is None:
        return None
    now = case.assessment
    if answers.corrections:
        now = case.reassess(case.entry.referral, (*case.said(), *answers.corrections))
    return referral_view(case.entry, case.assessment, now, answers, language)


def _without(view: ReferralView | None, facts: frozenset[str]) -> ReferralView | None:
    """The page without the facts that are asked for in a form of their own."""
    if view is None or not facts:
        return view
    return replace(view, sections=tuple(_section_without(section, facts) for section in view.sections))


def _section_without(section: Section, facts: frozenset[str]) -> Section:
    parts = (section.fields.best, section.fields.told, section.fields.more, section.fields.rest)
    kept = (tuple(field for field in part if field.fact not in facts) for part in parts)
    return replace(section, fields=FactFields(*kept))


def _page(
    request: Asked,
    case: Case,
    view: ReferralView | None,
    answers: Answers,
    said: Mapping[str, str],
    told: Told | None,
    language: str,
) -> CasePage:
    item, decided, referral = case.item, case.decided, case.referral
    claimed = item.claimed_by if item.claimed_until and item.claimed_until > case.at else None
    mine = request.query_params.get("mine", "")
    born = referral.patient.birth_date if referral else None
    return CasePage(
        unit=item.unit,
        stream=item.stream,
        version=case.version,
        answers=case.answers,
        may_decide=case.may_decide,
        is_preview=bool(answers.corrections or answers.faults),
        hides=request.cookies.get(HIDES) == "yes" and not mine and not said and decided is None and case.may_decide,
        mine=mine,
        outdated=case.outdated,
        state=item.state.value,
        because=item.because,
        text=(referral.text or "") if referral else "",
        born=told_day(born, language, "long") if born else "",
        claimed_by=told_who(case, claimed) if claimed else "",
        claimed_until=_clock(case, item.claimed_until, language) if claimed else "",
        claimed_by_me=claimed == case.person.who,
        decided_by=told_who(case, decided.actor) if decided else "",
        decided_at=told_moment(case, decided.at, language) if decided else "",
        decided_outcome=_decided_outcome(case, language),
        decided_choice=item.decision or "",
        decided_note=decided.personal if decided and isinstance(decided.personal, str) else "",
        can_undo=case.can_undo(),
        is_closed=case.is_closed,
        letters=tuple(
            Leaving(each.kind, each.state, told_moment(case, each.not_before, language)) for each in case.letters()
        ),
        owed=owed_of(case, view, language),
        earlier=earlier_of(case, language),
        history=history_of(case, language),
        closing=CLOSING,
        form=decision_form(case, language, said or ({"mine": mine} if mine else {}), told.fault if told else ""),
    )


def _clock(case: Case, at: datetime | None, language: str) -> str:
    return told_moment(case, at, language) if at else ""


def _decided_outcome(case: Case, language: str) -> str:
    outcome = getattr(case.decided.what, "outcome", "") if case.decided else ""
    if case.guideline is None or case.assessment is None or outcome not in case.guideline.outcomes:
        return ""
    return told_outcome(case.guideline, outcome, case.assessment.audience, language)


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
