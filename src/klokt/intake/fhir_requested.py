"""Read what a FHIR ServiceRequest asks for: modality, and the site and side of each target."""

from itertools import chain

from klokt.errors import IntakeError
from klokt.intake.codes import Meaning
from klokt.intake.fhir_codes import meaning
from klokt.intake.fhir_types import CodeableConcept, ServiceRequest
from klokt.intake.shape import combine
from klokt.model.referral import Notice, Requested, Target

_INSIDE = {
    "hip": "pelvis",
    "sacroiliac_joint": "pelvis",
    "cervical_spine": "spine",
    "thoracic_spine": "spine",
    "lumbar_spine": "spine",
}


def read_requested(form: ServiceRequest, path: str) -> Requested:
    """Return the request; raise IntakeError K304 where its codes name different modalities, sites or sides.

    The side may stand in the code itself, in a body site, or in an order detail (the Norwegian add-on codes).
    """
    by_code, by_detail = meaning(form.code), meaning(*form.order_detail)
    modality = _one("modality", by_code, by_detail, path)
    return Requested(modality, _targets(form, by_code, by_detail, path), _words(form.code))


def kind_of(form: ServiceRequest, requested: Requested) -> str:
    """Return "imaging" where a modality or the category says so, and else "specialist"."""
    in_category = meaning(*form.category).get("service")
    return "imaging" if requested.modality or "imaging" in in_category else "specialist"


def unknown_code(form: ServiceRequest, path: str) -> tuple[Notice, ...]:
    """Return a notice where what is requested is told in words, or in codes that are not in the table."""
    if form.code is None or meaning(form.code).pairs or not (form.code.coding or form.code.text):
        return ()
    told = "none of the codes is known here" if form.code.coding else "there are only words and no code"
    imaging = kind_of(form, read_requested(form, path)) == "imaging"
    taken = "" if imaging else "; it cannot be told to be imaging, and is taken for a referral to a specialist"
    return (Notice("K321", f"{path}.code: {told}, so the code is not read{taken}"),)


def _one(key: str, by_code: Meaning, by_detail: Meaning, path: str) -> str | None:
    values = by_code.get(key) | by_detail.get(key)
    if len(values) > 1:
        raise IntakeError("K304", f"{path}.code: the codes name more than one {key}")
    return next(iter(values), None)


def _targets(form: ServiceRequest, by_code: Meaning, by_detail: Meaning, path: str) -> tuple[Target, ...]:
    by_site = [meaning(site) for site in form.body_site]
    sides = {each.get("side") for each in (by_code, by_detail, meaning(*form.body_site)) if each.get("side")}
    if len(sides) > 1:
        raise IntakeError("K304", f"{path}: the code, the order details and the body sites name different sides")
    exam = by_code | by_detail
    examined = [_examined(one.get("site"), exam, path) for one in by_site]
    if all(examined) and any(one.get("side") for one in by_site):
        pairs = (combine(sites, sorted(one.get("side"))) for sites, one in zip(examined, by_site, strict=True))
        return tuple(dict.fromkeys(target for pair in pairs for target in pair))
    every_site: list[str | None] = [*sorted(set(chain(*examined)) or exam.get("site"))]
    every_side = sorted(next(iter(sides), ()))
    return combine(every_site or [None], every_side) if every_site or every_side else ()


def _examined(sites: frozenset[str], exam: Meaning, path: str) -> list[str]:
    """Return the sites as the examination's code names them: the hip on a pelvis X-ray is the pelvis."""
    named = exam.get("site")
    placed = {site if not named or site in named else _INSIDE.get(site, "") for site in sites}
    if named and placed - named:
        raise IntakeError("K304", f"{path}.bodySite: names another site than the code")
    return sorted(placed)


def _words(code: CodeableConcept | None) -> str | None:
    if code is None:
        return None
    return code.text or next((coding.display for coding in code.coding if coding.display), None)
