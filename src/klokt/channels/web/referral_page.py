"""The page of one referral: as it came, and again for each answer that a person gives; nothing is stored."""

from typing import Annotated

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath

from klokt.channels.web.answers import Answers, audience_in, read_answers
from klokt.channels.web.desk import Desk, Entry
from klokt.channels.web.letter_offers import offers
from klokt.channels.web.page import Asked, Pages
from klokt.channels.web.referral_view import referral_view
from klokt.model.fact import Audience
from klokt.words import LANGUAGES

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]

PATH = "/{language:str}/referrals/{key:str}"


@get(PATH, sync_to_thread=False)
def referral(
    request: Asked,
    language: FromPath[str],
    key: FromPath[str],
    desk: NamedDependency[Desk],
    pages: NamedDependency[Pages],
) -> Response[str]:
    """Show a referral as it came, with what is proposed for the receiver."""
    return _shown(request, language, entry_of(desk, language, key), Answers(), desk, pages)


@post(PATH, sync_to_thread=False, status_code=200)
def answered(
    request: Asked,
    language: FromPath[str],
    key: FromPath[str],
    data: Form,
    desk: NamedDependency[Desk],
    pages: NamedDependency[Pages],
) -> Response[str]:
    """Show the referral again with a person's answers; 422 where a number among them cannot be read."""
    entry = entry_of(desk, language, key)
    answers = read_answers(data, entry.referral, desk.first(entry, audience_in(data)))
    return _shown(request, language, entry, answers, desk, pages)


def entry_of(desk: Desk, language: str, key: str) -> Entry:
    """Return the referral of an address; raise NotFoundException where there is none."""
    entry = desk.entries.get(key)
    if entry is None or language not in LANGUAGES:
        raise NotFoundException
    return entry


def _shown(request: Asked, language: str, entry: Entry, answers: Answers, desk: Desk, pages: Pages) -> Response[str]:
    first = desk.first(entry, answers.audience)
    now = desk.with_answers(entry, answers)
    answer = pages.page(
        request,
        language,
        "referral.html",
        page=referral_view(entry, first, now, answers, language),
        letters=offers(desk, entry, now, language),
        audiences=[each.value for each in Audience],
    )
    answer.status_code = 422 if answers.faults else 200
    return answer
