"""Read the codes of FHIR concepts: what they mean to us, and which targets they name."""

from collections.abc import Iterable

from klokt.intake import codes
from klokt.intake.codes import Meaning
from klokt.intake.fhir_types import CodeableConcept
from klokt.intake.shape import combine
from klokt.model.fact import Code
from klokt.model.referral import Target


def meaning(*concepts: CodeableConcept | None) -> Meaning:
    """Return what the codes of the concepts mean together."""
    total = Meaning()
    for code in all_codes(concepts):
        total |= codes.meaning(code.system, code.code)
    return total


def all_codes(concepts: Iterable[CodeableConcept | None]) -> Iterable[Code]:
    """Yield every code of the concepts under its system's canonical URI, each once."""
    codings = (coding for concept in concepts if concept for coding in concept.coding)
    found = (codes.canonical(coding.system, coding.code) for coding in codings if coding.system and coding.code)
    return dict.fromkeys(found)


def status(concept: CodeableConcept | None) -> set[str]:
    """Return the bare codes of a status, such as refuted."""
    return {coding.code for coding in concept.coding if coding.code} if concept else set()


def targets(code: CodeableConcept | None, body_sites: Iterable[CodeableConcept]) -> tuple[Target, ...]:
    """Return the targets of a finding: those of its body sites, or else those its code names.

    The side may stand with the code and the site with the body site, or the other way round.
    """
    by_code, by_site = meaning(code), meaning(*body_sites)
    sites = by_site.get("site") or by_code.get("site")
    return combine(sorted(sites), sorted(by_site.get("side") or by_code.get("side")))
