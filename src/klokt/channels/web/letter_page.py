"""The letters that may go with a proposal as it stands in the form: as a page to read, and as PDF."""

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import FromPath
from markupsafe import Markup

from klokt.channels.web.answers import Answers, audience_in, read_answers
from klokt.channels.web.desk import Desk, Entry
from klokt.channels.web.letter_offers import numbered, offers, spoken_in
from klokt.channels.web.page import Asked, Pages
from klokt.channels.web.referral_page import PATH, Form, entry_of, shown
from klokt.channels.wire import answer
from klokt.errors import LetterError
from klokt.letters.compose import compose
from klokt.letters.document import Document
from klokt.letters.html import fragment
from klokt.letters.pdf import pdf
from klokt.model.fact import Audience
from klokt.triage.propose import Assessment


@get(f"{PATH}/letter", sync_to_thread=False)
def first_letter(
    request: Asked,
    language: FromPath[str],
    key: FromPath[str],
    desk: NamedDependency[Desk],
    pages: NamedDependency[Pages],
) -> Response[str]:
    """Show the first letter that may go with the referral as it came; there may be none."""
    entry = entry_of(desk, language, key)
    choices = offers(desk, entry, desk.first(entry, Audience.RECEIVER), language)
    for offer in (offer for each in choices.values() for offer in each):
        return _page(request, language, entry, {"letter": offer.value}, desk, pages)
    raise NotFoundException


@post(f"{PATH}/letter", sync_to_thread=False, status_code=200)
def letter_page(
    request: Asked,
    language: FromPath[str],
    key: FromPath[str],
    data: Form,
    desk: NamedDependency[Desk],
    pages: NamedDependency[Pages],
) -> Response[str]:
    """Show a letter to the facts in the form; one that may not go with them is not found.

    Where a field cannot be read there is no letter: the form comes back, with the field marked.
    """
    entry = entry_of(desk, language, key)
    answers = _answers(desk, entry, data)
    if answers.faults:
        return shown(request, language, entry, answers, desk, pages)
    return _page(request, language, entry, data, desk, pages)


@post(f"{PATH}/letter.pdf", sync_to_thread=True, status_code=200)
def letter_pdf(language: FromPath[str], key: FromPath[str], data: Form, desk: NamedDependency[Desk]) -> Response[bytes]:
    """Send the same letter as PDF, with the proposal that it rests on inside; 400 where a field cannot be read."""
    assessment, document = _composed(desk, entry_of(desk, language, key), data, language)
    made = pdf(document, msgspec.json.encode(answer(assessment, document.language)))
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'inline; filename="{document.letter}.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)


def _page(request: Asked, language: str, entry: Entry, form: dict[str, str], desk: Desk, pages: Pages) -> Response[str]:
    _, document = _composed(desk, entry, form, language)
    article = Markup(fragment(document))  # noqa: S704 (the letters room escapes every text)
    context = {"key": entry.key, "letter": article, "title": document.title, "form": list(form.items())}
    return pages.page(request, language, "letter.html", **context)


def _answers(desk: Desk, entry: Entry, form: dict[str, str]) -> Answers:
    return read_answers(form, entry.referral, desk.first(entry, audience_in(form)))


def _composed(desk: Desk, entry: Entry, form: dict[str, str], language: str) -> tuple[Assessment, Document]:
    """The letter that the form names, to the facts that it holds; raises NotFoundException where it may not go."""
    answers = _answers(desk, entry, form)
    if answers.faults:
        raise ClientException
    assessment = desk.with_answers(entry, answers)
    number, _, name = form.get("letter", "").partition(":")
    proposals = {str(each): proposal for each, proposal in numbered(entry, assessment)}
    known = entry.guideline.letters.get(name)
    if number not in proposals or known is None:
        raise NotFoundException
    spoken = spoken_in(known.languages, language)
    try:
        return assessment, compose(
            desk.compiled(assessment), proposals[number], name, spoken, entry.referral.id, assessment.on
        )
    except LetterError:
        raise NotFoundException from None
