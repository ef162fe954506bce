"""The page of one referral: as it came, and again for each answer that a person gives; nothing is stored."""

from functools import lru_cache
from typing import Annotated

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath

from klokt.channels.web.answers import Answers, audience_in, read_answers
from klokt.channels.web.desk import Desk, Entry
from klokt.channels.web.letter_offers import Offer, offers
from klokt.channels.web.page import Asked, Pages
from klokt.channels.web.referral_view import ReferralView, referral_view
from klokt.model.fact import Audience
from klokt.words import LANGUAGES

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]

Letters = dict[int, tuple[Offer, ...]]
"""The letters that may go, by the number of the target."""

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
    return shown(request, language, entry_of(desk, language, key), Answers(), desk, pages)


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
    return shown(request, language, entry, answers, desk, pages)


def entry_of(desk: Desk, language: str, key: str) -> Entry:
    """Return the referral of an address; raise NotFoundException where there is none."""
    entry = desk.entries.get(key)
    if entry is None or language not in LANGUAGES:
        raise NotFoundException
    return entry


def shown(request: Asked, language: str, entry: Entry, answers: Answers, desk: Desk, pages: Pages) -> Response[str]:
    """Return the page of a referral with a person's answers; 422 where one of them cannot be read."""
    if answers == Answers(answers.audience):
        page, letters = _as_it_came(desk, entry.key, answers.audience, language)
    else:
        page, letters = _made(desk, entry, answers, language)
    audiences = [each.value for each in Audience]
    keeps = desk.kept_in is not None
    answer = pages.page(
        request, language, "referral.html", page=page, letters=letters, audiences=audiences, keeps=keeps
    )
    answer.status_code = 422 if answers.faults else 200
    return answer


def _made(desk: Desk, entry: Entry, answers: Answers, language: str) -> tuple[ReferralView, Letters]:
    now = desk.with_answers(entry, answers)
    view = referral_view(entry, desk.first(entry, answers.audience), now, answers, language)
    return view, offers(desk, entry, now, language)


@lru_cache(maxsize=512)
def _as_it_came(desk: Desk, key: str, audience: Audience, language: str) -> tuple[ReferralView, Letters]:
    """The page before any answer, which is the same for everyone; what a person answers is never kept."""
    return _made(desk, desk.entries[key], Answers(audience), language)
