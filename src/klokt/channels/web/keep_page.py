"""Keeping corrections, where the unit has asked for it: first what would be kept is shown, then it is kept."""

from collections.abc import Mapping

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import FromPath

from klokt.channels.web.answers import Answers, audience_in, read_answers
from klokt.channels.web.correction_file import CorrectionFile
from klokt.channels.web.desk import Desk, Entry
from klokt.channels.web.keep_view import keep_fields
from klokt.channels.web.keeping import Keepable, corrections, keepables
from klokt.channels.web.page import Asked, Pages
from klokt.channels.web.referral_page import PATH, Form, entry_of, shown

OF_KEEPING = ("keep.", "says.")
"""How the fields begin that the page of keeping adds to the form of the referral."""


@get([f"{PATH}/keep", f"{PATH}/kept"], sync_to_thread=False)
def keep_first(
    request: Asked,
    language: FromPath[str],
    key: FromPath[str],
    desk: NamedDependency[Desk],
    pages: NamedDependency[Pages],
) -> Response[str]:
    """Show what can be kept of the referral as it came, where only what was read can be confirmed."""
    entry = entry_of(desk, language, key)
    _file_of(desk)
    return _page(request, language, entry, {}, keepables(entry, Answers()), pages)


@post(f"{PATH}/keep", sync_to_thread=False, status_code=200)
def keep_page(
    request: Asked,
    language: FromPath[str],
    key: FromPath[str],
    data: Form,
    desk: NamedDependency[Desk],
    pages: NamedDependency[Pages],
) -> Response[str]:
    """Show what would be kept of the answers in the form, to choose from; nothing is kept by looking.

    Where a field cannot be read the form comes back, with the field marked. 404 where nothing is ever kept.
    """
    entry = entry_of(desk, language, key)
    _file_of(desk)
    answers = _answers(desk, entry, data)
    if answers.faults:
        return shown(request, language, entry, answers, desk, pages)
    return _page(request, language, entry, data, keepables(entry, answers), pages)


@post(f"{PATH}/kept", sync_to_thread=True, status_code=200)
def kept_page(
    request: Asked,
    language: FromPath[str],
    key: FromPath[str],
    data: Form,
    desk: NamedDependency[Desk],
    pages: NamedDependency[Pages],
) -> Response[str]:
    """Keep what was chosen, and show it; 422 and the choice again where nothing was.

    400 where the form was sent from a page of another site (Fetch Metadata), or a field cannot be read.
    """
    entry = entry_of(desk, language, key)
    file = _file_of(desk)
    answers = _answers(desk, entry, data)
    if answers.faults or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ClientException
    found = keepables(entry, answers)
    chosen = [each for each in found if each.is_chosen(data)]
    if not chosen:
        answer = _page(request, language, entry, data, found, pages, is_empty_choice=True)
        answer.status_code = 422
        return answer
    count = file.keep(corrections(entry, chosen, data, file.today()))
    fields = keep_fields(entry.guideline, chosen, data, language, has_chosen=True)
    context = {"key": entry.key, "fields": fields, "count": count, "form": _carried(data)}
    return pages.page(request, language, "kept.html", **context)


def _page(
    request: Asked,
    language: str,
    entry: Entry,
    data: Mapping[str, str],
    found: list[Keepable],
    pages: Pages,
    is_empty_choice: bool = False,
) -> Response[str]:
    fields = keep_fields(entry.guideline, found, data, language, has_chosen=is_empty_choice)
    context = {
        "key": entry.key,
        "corrected": [each for each in fields if each.is_corrected],
        "confirmed": [each for each in fields if not each.is_corrected],
        "several_places": len({each.place for each in fields}) > 1,
        "is_empty_choice": is_empty_choice,
        "form": _carried(data),
    }
    return pages.page(request, language, "keep.html", **context)


def _carried(data: Mapping[str, str]) -> list[tuple[str, str]]:
    """The answers of the referral's own form, for the way back."""
    return [(name, value) for name, value in data.items() if not name.startswith(OF_KEEPING)]


def _file_of(desk: Desk) -> CorrectionFile:
    if desk.kept_in is None:
        raise NotFoundException
    return desk.kept_in


def _answers(desk: Desk, entry: Entry, form: dict[str, str]) -> Answers:
    return read_answers(form, entry.referral, desk.first(entry, audience_in(form)))
