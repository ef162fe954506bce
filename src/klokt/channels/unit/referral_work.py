"""What a person does with a referral: decide, take back, correct, close what is owed, claim, and settle a message."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect
from markupsafe import Markup

from klokt.channels.unit.case import Case, CaseHere, case_of
from klokt.channels.unit.decision_form import chosen_letters, read_decision
from klokt.channels.unit.decision_letters import drafts, letter_of, pressed
from klokt.channels.unit.happened import CLOSING, history_of
from klokt.channels.unit.referral_page import (
    HIDES,
    PATH,
    SETTLED,
    Form,
    answers_in,
    preview,
    shown,
    unit_referral,
)
from klokt.channels.unit.referral_view_case import Told
from klokt.channels.unit.round_lead import after_decision
from klokt.channels.web.answers import Answers
from klokt.channels.web.page import Asked, Pages, address
from klokt.errors import LetterError, SendingError, TriageError
from klokt.letters.document import Document
from klokt.letters.html import fragment
from klokt.model.event import Claimed, Released
from klokt.triage.decide import decide, undo
from klokt.triage.follow_up import close, correct
from klokt.triage.hold import claim, release, settle

CLAIMED_FOR = timedelta(minutes=10)
"""How long others see that somebody looks at a referral."""

KEPT_FOR = 365 * 24 * 3600
"""How many seconds the wish to answer first is kept."""


FIELD = re.compile(r"\d+\..+")
"""How a field of a fact is named."""

LETTER = f"{PATH}/letters/{{outcome:str}}/{{number:int}}/{{name:str}}/{{spoken:str}}"

ACTS = ("preview", "decide", "undo", "correct", "close", "claim", "settle", "hide")


@get([f"{PATH}/{act}" for act in ACTS], sync_to_thread=False)
def back_to_it(language: FromPath[str], unit: FromPath[str], stream: FromPath[str]) -> Redirect:
    """Lead from the address of a step, which a browser may keep, to the referral itself."""
    return Redirect(address(language, "units", unit, "referrals", stream))


@post(f"{PATH}/decide", sync_to_thread=True, status_code=200)
def decide_it(
    request: Asked, language: FromPath[str], data: Form, case: CaseHere, pages: NamedDependency[Pages]
) -> Response[str] | Redirect:
    """Decide as the form says. Where it lacks something, or somebody was there first, it comes back as it was."""
    version = _seen(case, data)
    if version != case.version or _number(data, "answers") != case.answers:
        return _refused(request, language, case, pages, data, "K701")
    decision, lacks = read_decision(case, data)
    if decision is None:
        return _refused(request, language, case, pages, data, lacks)

    def step() -> int:
        letters = drafts(case, decision, chosen_letters(data, case, decision.outcome, language), language)
        chosen = replace(decision, anew=data.get("anew") == "yes")
        return decide(case.journal, case.stream, version, chosen, case.terms(), case.at, letters)

    answer = _done(request, language, case, pages, data, step)
    onward = after_decision(request, case, language, CLAIMED_FOR) if isinstance(answer, Redirect) else None
    return Redirect(onward, status_code=303) if onward else answer


@post(f"{PATH}/undo", sync_to_thread=True, status_code=200)
def undo_it(
    request: Asked, language: FromPath[str], data: Form, case: CaseHere, pages: NamedDependency[Pages]
) -> Response[str] | Redirect:
    """Take back the last decision, before anything of it has left."""
    return _done(
        request,
        language,
        case,
        pages,
        data,
        lambda: undo(case.journal, case.stream, _seen(case, data), case.at),
    )


@post(f"{PATH}/correct", sync_to_thread=True, status_code=200)
def correct_it(
    request: Asked, language: FromPath[str], data: Form, case: CaseHere, pages: NamedDependency[Pages]
) -> Response[str] | Redirect:
    """Keep what the form says otherwise, with the proposal that follows; an answer that cannot be read comes back."""
    answers = answers_in(case, data)
    version = _seen(case, data)
    if answers.faults:
        return shown(request, language, case, pages, answers)
    if version == case.version and not answers.corrections and not case.outdated:
        return _back(language, case)

    def step() -> int:
        return correct(case.journal, case.stream, version, answers.corrections, case.reassess, case.terms(), case.at)

    return _done(request, language, case, pages, data, step)


@post(f"{PATH}/close", sync_to_thread=True, status_code=200)
def close_it(
    request: Asked, language: FromPath[str], data: Form, case: CaseHere, pages: NamedDependency[Pages]
) -> Response[str] | Redirect:
    """Close what the unit owes, for one of the reasons."""
    because, obligation = data.get("because", ""), data.get("obligation", "")
    if because not in CLOSING:
        return _refused(request, language, case, pages, data, "lacks_because")
    version = _seen(case, data)
    return _done(
        request,
        language,
        case,
        pages,
        data,
        lambda: close(case.journal, case.stream, version, obligation, because, case.at),
    )


@post(f"{PATH}/claim", sync_to_thread=True, status_code=200)
def claim_it(
    request: Asked, language: FromPath[str], data: Form, case: CaseHere, pages: NamedDependency[Pages]
) -> Response[str] | Redirect:
    """Let others see that the person looks at it for ten minutes, or no longer."""

    def step() -> int:
        if data.get("claim") == "release":
            return release(case.journal, case.stream, case.at)
        return claim(case.journal, case.stream, case.at, case.at + CLAIMED_FOR)

    return _done(request, language, case, pages, data, step)


@post(f"{PATH}/settle", sync_to_thread=True, status_code=200)
def settle_it(
    request: Asked, language: FromPath[str], data: Form, case: CaseHere, pages: NamedDependency[Pages]
) -> Response[str] | Redirect:
    """Close a message that could not be read, with what was done about it."""
    how = data.get("how", "")
    if how not in SETTLED:
        return _refused(request, language, case, pages, data, "lacks_because")
    version = _number(data, "version")
    return _done(request, language, case, pages, data, lambda: settle(case.journal, case.stream, version, how, case.at))


@post(f"{PATH}/hide", sync_to_thread=True, status_code=200)
def hide_it(language: FromPath[str], data: Form, case: CaseHere) -> Redirect:
    """Keep in a cookie whether the person wants to answer before the proposal is shown."""
    answer = _back(language, case)
    hides = "yes" if data.get("hide") == "yes" else "no"
    answer.set_cookie(HIDES, hides, max_age=KEPT_FOR, path="/", httponly=True, samesite="lax")
    return answer


@get(LETTER, sync_to_thread=True)
def letter_page(
    request: Asked,
    language: FromPath[str],
    case: CaseHere,
    document: NamedDependency[SkipValidation[Document]],
    pages: NamedDependency[Pages],
) -> Response[str]:
    """Show a letter as it would go with an outcome; one that may not go is not found."""
    article = Markup(fragment(document))  # noqa: S704 (the letters room escapes every text)
    parts, pdf = ("units", case.item.unit, "referrals", case.stream), f"{request.url.path}/pdf"
    return pages.page(request, language, "unit_letter.html", title=document.title, letter=article, back=parts, pdf=pdf)


@get(f"{LETTER}/pdf", sync_to_thread=True)
def letter_as_pdf(case: CaseHere, document: NamedDependency[SkipValidation[Document]]) -> Response[bytes]:
    """Send the same letter as PDF, just as it would leave."""
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'inline; filename="{document.letter}.pdf"'}
    return Response(pressed(case, document), media_type="application/pdf", headers=headers)


def document_of(
    case: CaseHere,
    outcome: FromPath[str],
    number: FromPath[int],
    name: FromPath[str],
    spoken: FromPath[str],
) -> Document:
    """Return the letter that an address names; raise NotFoundException where it may not go."""
    try:
        return letter_of(case, outcome, number, name, spoken)
    except (LetterError, KeyError):
        raise NotFoundException from None


def _done(
    request: Asked, language: str, case: Case, pages: Pages, form: Mapping[str, str], step: Callable[[], int]
) -> Response[str] | Redirect:
    """Take a step and show the referral again; where it may not be taken, the page says why, and nothing is kept."""
    try:
        step()
    except SendingError:
        return _refused(request, language, case, pages, form, "lacks_question")
    except (TriageError, LetterError) as error:
        return _refused(request, language, case, pages, form, error.code)
    return _back(language, case)


def _refused(
    request: Asked, language: str, case: Case, pages: Pages, form: Mapping[str, str], fault: str
) -> Response[str]:
    """The page as it stands now, with what the person had chosen, and what others did meanwhile."""
    now = case_of(case.house, case.person, language, case.item.unit, case.stream)
    seen = form.get("version", "")
    since = len(now.history) - int(seen) if seen.isascii() and seen.isdigit() else 0
    told = Told(fault, history_of(now, language)[: max(since, 0)][::-1])
    answers = answers_in(now, form) if now.assessment and any(map(FIELD.fullmatch, form)) else Answers()
    return shown(request, language, now, pages, answers, form, told)


def _back(language: str, case: Case) -> Redirect:
    return Redirect(address(language, "units", case.item.unit, "referrals", case.stream), status_code=303)


def _seen(case: Case, form: Mapping[str, str]) -> int:
    """The version that the person saw; that somebody looks at it since, or no longer, changes nothing of it."""
    version = _number(form, "version")
    since = case.history[version:]
    return case.version if since and all(isinstance(each.what, Claimed | Released) for each in since) else version


def _number(form: Mapping[str, str], name: str) -> int:
    said = form.get(name, "")
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise ClientException
    return int(said)


referral_routes = (
    unit_referral,
    back_to_it,  # first of those at its addresses: Litestar would put a handler in a thread twice that comes before
    preview,
    decide_it,
    undo_it,
    correct_it,
    close_it,
    claim_it,
    settle_it,
    hide_it,
    letter_page,
    letter_as_pdf,
)
"""The page of a referral, the steps that a person takes with it, and its letters."""
