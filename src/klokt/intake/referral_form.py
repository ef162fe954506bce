"""Read the JSON form of a referral; the labels of an example are never looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from msgspec import Struct

from klokt.errors import IntakeError
from klokt.intake.identifiers import shown_id
from klokt.intake.shape import (
    FACT_NAME,
    day,
    refuse_absurd_length,
    refuse_contradictions,
    refuse_impossible_age,
    shape,
)
from klokt.intake.sites import targets, unknown_site
from klokt.intake.unread_keys import unread_keys
from klokt.model.fact import Origin, Span
from klokt.model.referral import COUNTRY, Notice, Number, Patient, Referral, Requested, Statement, Target

_SEX = {"male": "male", "M": "male", "female": "female", "F": "female"}
_MODALITIES = {"MR", "CT", "XR", "US"}

Side = Literal["left", "right", "both"]


class PatientForm(Struct):
    """The patient: birth date and sex, nothing that tells who it is."""

    birth_date: str | None = None
    sex: Literal["male", "female", "M", "F"] | None = None


class RequestedForm(Struct):
    """What was asked for. `both` means knee and hip as a site, left and right as a side."""

    modality: str | None = None
    body_site: str | None = None
    laterality: Side | None = None
    code_text: str | None = None


class SiteFactsForm(Struct):
    """Facts that hold for one site and side; null for both sides at once."""

    site: str
    facts: dict[str, object]
    side: Side | None = None


class ReferralForm(Struct):
    """One referral. No `text` key means a structured referral; an empty text means that nothing was written."""

    id: str | None = None
    country: str | None = None
    referral_date: str | None = None
    patient: PatientForm | None = None
    requester_role: str | None = None
    requested: RequestedForm | None = None
    text: str | None = None
    known_facts: dict[str, object] = {}
    known_facts_by_site: list[SiteFactsForm] = []
    known_facts_evidence: dict[str, str] = {}


EXPECTED = {
    "$.patient.sex": "male, female, M or F",
    "$.requested.modality": "MR, CT, XR, US or null",
    "$.requested.laterality": "left, right, both or null",
    "$.known_facts": 'a table of facts, such as {"fever": false}',
    "$.known_facts_by_site": "a list of tables, each with site, side and facts",
    "$.known_facts_evidence": 'a table of words of the text, such as {"fever": "feber 39"}',
}


def read_form(value: Mapping[str, object], label: str) -> Referral:
    """Return the referral; raise IntakeError K303 or K304 with the path of what is wrong.

    `label` stands in for a missing id. A fact whose value is null is unknown, the same as one left out.
    """
    unread = unread_keys(value)
    form = _shaped(value)
    on = None if form.referral_date is None else day(form.referral_date, "$.referral_date")
    statements = tuple(_with_evidence(form, _statements(form)))
    refuse_contradictions(statements, "$.known_facts_by_site")
    patient = form.patient or PatientForm()
    born = None if patient.birth_date is None else day(patient.birth_date, "$.patient.birth_date")
    refuse_impossible_age(born, on, "$.patient.birth_date")
    own = shown_id(form.id)
    return Referral(
        id=own or label,
        kind=_kind(form.requested),
        country=_country(form.country),
        referral_date=on,
        patient=Patient(born, _SEX[patient.sex] if patient.sex else None),
        requester_role=form.requester_role,
        requested=_requested(form.requested or RequestedForm()),
        text=form.text,
        text_read="known_facts" in value or "known_facts_by_site" in value,
        statements=statements,
        notices=(*unread, *_unknown_sites(form)),
        numbers=(Number(None, own),) if own else (),
    )


def _shaped(value: Mapping[str, object]) -> ReferralForm:
    try:
        return shape(value, ReferralForm)
    except IntakeError as error:
        path = error.message.partition(": ")[0]
        if path in EXPECTED:
            raise IntakeError("K303", f"{path}: expected {EXPECTED[path]}") from None
        raise


def _country(country: str | None) -> str | None:
    if country is not None and not COUNTRY.fullmatch(country):
        raise IntakeError("K303", "$.country: expected two capital letters such as DK or NO")
    return country


def _kind(requested: RequestedForm | None) -> str:
    asks_for_imaging = requested is not None and (requested.modality or requested.body_site)
    return "imaging" if asks_for_imaging else "specialist"


def _requested(form: RequestedForm) -> Requested:
    modality = form.modality.upper() if form.modality else None
    if modality is not None and modality not in _MODALITIES:
        raise IntakeError("K303", f"$.requested.modality: expected {EXPECTED['$.requested.modality']}")
    named = form.body_site or form.laterality
    found = targets(form.body_site, form.laterality, "$.requested.body_site") if named else ()
    return Requested(modality, found, form.code_text)


def _unknown_sites(form: ReferralForm) -> Iterable[Notice]:
    yield from unknown_site(form.requested.body_site if form.requested else None, "$.requested.body_site")
    for index, entry in enumerate(form.known_facts_by_site):
        yield from unknown_site(entry.site, f"$.known_facts_by_site[{index}].site")


def _statements(form: ReferralForm) -> Iterable[Statement]:
    yield from _facts(form.known_facts, None, "$.known_facts")
    for index, entry in enumerate(form.known_facts_by_site):
        path = f"$.known_facts_by_site[{index}]"
        for target in targets(entry.site, entry.side, f"{path}.site"):
            yield from _facts(entry.facts, target, f"{path}.facts")


def _with_evidence(form: ReferralForm, statements: Iterable[Statement]) -> Iterable[Statement]:
    """Yield the statements; one whose words are named was read from the text, where they first stand."""
    for each in statements:
        words = form.known_facts_evidence.get(each.fact)
        if words is None:
            yield each
            continue
        start = (form.text or "").find(words)
        if start < 0 or not words:
            raise IntakeError("K303", "$.known_facts_evidence: expected words that stand in the text")
        yield replace(each, origin=Origin.TEXT, evidence=(Span(start, start + len(words), words),))


def _facts(facts: Mapping[str, object], target: Target | None, path: str) -> Iterable[Statement]:
    for name, value in facts.items():
        if not FACT_NAME.fullmatch(name):
            raise IntakeError("K303", f"{path}: expected the names of facts, in lower case with underscores")
        if isinstance(value, bool | int | float | str):
            refuse_absurd_length(name, value, path)
            yield Statement(name, value, target=target)
        elif value is not None:
            raise IntakeError("K303", f"{path}.{name}: expected true, false, a number, a word, a duration or null")
