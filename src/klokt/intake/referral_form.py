"""Read the JSON form of a referral; keys that the form does not know are never looked at."""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from klokt.errors import IntakeError
from klokt.intake.shape import FACT_NAME, combine, day, refuse_contradictions, refuse_impossible_age, shape
from klokt.model.referral import Patient, Referral, Requested, Statement, Target

KNOWN_KEYS = frozenset(
    {"referral_date", "patient", "requester_role", "requested", "text", "known_facts", "known_facts_by_site"}
)
_SEX = {"male": "male", "M": "male", "female": "female", "F": "female"}
_SITES: Mapping[str, tuple[str | None, ...]] = {"both": ("knee", "hip")}
_SIDES = {"both": ("left", "right"), "left": ("left",), "right": ("right",)}

Side = Literal["left", "right", "both"]


class PatientForm(Struct):
    """The patient: birth date and sex, nothing that tells who it is."""

    birth_date: str | None = None
    sex: Literal["male", "female", "M", "F"] | None = None


class RequestedForm(Struct):
    """What was asked for. `both` means knee and hip as a site, left and right as a side."""

    modality: Literal["MR", "CT", "XR", "US"] | None = None
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
    referral_date: str | None = None
    patient: PatientForm | None = None
    requester_role: str | None = None
    requested: RequestedForm | None = None
    text: str | None = None
    known_facts: dict[str, object] = {}
    known_facts_by_site: list[SiteFactsForm] = []


EXPECTED = {
    "$.patient.sex": "male, female, M or F",
    "$.requested.modality": "MR, CT, XR, US or null",
    "$.requested.laterality": "left, right, both or null",
}


def read_form(value: Mapping[str, object], label: str) -> Referral:
    """Return the referral; raise IntakeError K303 or K304 with the path of what is wrong.

    `label` stands in for a missing id. A fact whose value is null is unknown, the same as one left out.
    """
    form = _shaped(value)
    on = None if form.referral_date is None else day(form.referral_date, "$.referral_date")
    statements = tuple(_statements(form))
    refuse_contradictions(statements, "$.known_facts_by_site")
    patient = form.patient or PatientForm()
    born = None if patient.birth_date is None else day(patient.birth_date, "$.patient.birth_date")
    refuse_impossible_age(born, on, "$.patient.birth_date")
    return Referral(
        id=form.id or label,
        kind=_kind(form.requested),
        referral_date=on,
        patient=Patient(born, _SEX[patient.sex] if patient.sex else None),
        requester_role=form.requester_role,
        requested=_requested(form.requested or RequestedForm()),
        text=form.text,
        statements=statements,
    )


def _shaped(value: Mapping[str, object]) -> ReferralForm:
    try:
        return shape(value, ReferralForm)
    except IntakeError as error:
        path = error.message.partition(": ")[0]
        if path in EXPECTED:
            raise IntakeError("K303", f"{path}: expected {EXPECTED[path]}") from None
        raise


def _kind(requested: RequestedForm | None) -> str:
    asks_for_imaging = requested is not None and (requested.modality or requested.body_site)
    return "imaging" if asks_for_imaging else "specialist"


def _requested(form: RequestedForm) -> Requested:
    targets: tuple[Target, ...] = ()
    if form.body_site or form.laterality:
        targets = _targets(form.body_site, form.laterality, "$.requested.body_site")
    return Requested(form.modality, targets, form.code_text)


def _targets(site: str | None, side: str | None, path: str) -> tuple[Target, ...]:
    if site is not None and not FACT_NAME.fullmatch(site):
        raise IntakeError("K303", f"{path}: expected a site in lower case such as knee, hip, both or other")
    return combine(_SITES.get(site or "", (site,)), _SIDES[side] if side else ())


def _statements(form: ReferralForm) -> Iterable[Statement]:
    yield from _facts(form.known_facts, None, "$.known_facts")
    for index, entry in enumerate(form.known_facts_by_site):
        path = f"$.known_facts_by_site[{index}]"
        for target in _targets(entry.site, entry.side, f"{path}.site"):
            yield from _facts(entry.facts, target, f"{path}.facts")


def _facts(facts: Mapping[str, object], target: Target | None, path: str) -> Iterable[Statement]:
    for name, value in facts.items():
        if not FACT_NAME.fullmatch(name):
            raise IntakeError("K303", f"{path}: expected the names of facts, in lower case with underscores")
        if isinstance(value, bool | int | float | str):
            yield Statement(name, value, target=target)
        elif value is not None:
            raise IntakeError("K303", f"{path}.{name}: expected true, false, a number, a word, a duration or null")
