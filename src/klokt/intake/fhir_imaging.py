"""Read DiagnosticReports of earlier X-rays: that there is one, how old it is, and what it shows."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from klokt.intake import fhir_types as fhir
from klokt.intake.fhir_codes import all_codes, meaning, targets
from klokt.intake.fhir_resources import Resource
from klokt.intake.shape import fhir_day
from klokt.model.expression import Value
from klokt.model.fact import Code
from klokt.model.referral import CodedStatement, Notice, Target

STATEMENT_SYSTEM = "https://klokt.org/fhir/CodeSystem/statement"

_FINAL = {"final", "amended", "corrected", "appended"}


@dataclass(frozen=True, slots=True)
class _Xray:
    target: Target
    taken: date | None
    shows_osteoarthritis: bool | None
    weight_bearing: bool


def read_reports(resources: Iterable[Resource], on: date | None) -> Iterator[CodedStatement | Notice]:
    """Yield what the newest X-ray of each target says, and since when.

    Reports that are not final, that are not X-rays of a known site, or that are later than the day say nothing. An
    X-ray that has no day counts only where no other has one, and its age is left out.
    """
    newest: dict[Target, _Xray] = {}
    for resource in resources:
        yield from _other_conclusions(resource)
        found = _read_report(resource, on)
        if isinstance(found, Notice):
            yield found
            continue
        for xray in found:
            known = newest.get(xray.target)
            if known is None or (xray.taken or date.min) > (known.taken or date.min):
                newest[xray.target] = xray
    for xray in newest.values():
        yield from _statements(xray)


def _read_report(resource: Resource, on: date | None) -> list[_Xray] | Notice:
    form = resource.read(fhir.DiagnosticReport)
    if form.status not in _FINAL:
        return Notice("K326", f"{resource.path}: the report is not final, so it is not a result")
    exam = meaning(form.code)
    if "XR" not in exam.get("modality") or not exam.get("site"):
        return Notice("K326", f"{resource.path}: not an X-ray of a site that is known here, so its codes are not read")
    taken = _taken(form, resource.path, on)
    if taken is not None and on is not None and taken > on:
        return Notice("K326", f"{resource.path}: later than the referral, so it is not an earlier X-ray")
    shows, standing = _shows_osteoarthritis(form, exam.get("site")), "weight_bearing" in exam.get("view")
    return [_Xray(target, taken, shows, standing) for target in targets(form.code, ())]


def _other_conclusions(resource: Resource) -> Iterator[CodedStatement | Notice]:
    """Yield what a final report concludes besides osteoarthritis and normal, whatever was examined."""
    form = resource.read(fhir.DiagnosticReport)
    if form.status not in _FINAL:
        return
    if form.conclusion and not form.conclusion_code:
        yield Notice("K328", f"{resource.path}.conclusion: in words only, which are not read")
    for concept in form.conclusion_code:
        if not meaning(concept).get("finding"):
            for code in all_codes((concept,)):
                yield from (CodedStatement(code, True, target) for target in targets(form.code, ()) or (None,))


def _taken(form: fhir.DiagnosticReport, path: str, on: date | None) -> date | None:
    """The day of the examination; where only a year or month is given, its last day, at most the referral's."""
    if form.effective_date_time:
        return _latest(form.effective_date_time, f"{path}.effectiveDateTime", on)
    if form.effective_period and form.effective_period.start:
        return _latest(form.effective_period.start, f"{path}.effectivePeriod.start", on)
    return None


def _latest(text: str, path: str, on: date | None) -> date | None:
    exact = fhir_day(text, path)
    if exact is not None:
        return exact
    year, month = int(text[:4]), int(text[5:7] or 12)
    last = date(year, month, monthrange(year, month)[1])
    return min(last, on) if on is not None and (year, month) <= (on.year, on.month if text[5:7] else 12) else last


def _shows_osteoarthritis(form: fhir.DiagnosticReport, sites: frozenset[str]) -> bool | None:
    """Return what the conclusion codes say; other findings leave it open."""
    conclusion = meaning(*form.conclusion_code)
    of_the_joint = not conclusion.get("site") or conclusion.get("site") & sites
    if "osteoarthritis" in conclusion.get("finding"):
        return True if of_the_joint else None
    return False if "normal" in conclusion.get("finding") else None


def _statements(xray: _Xray) -> Iterator[CodedStatement]:
    def say(code: str, value: Value, since: date | None = None) -> CodedStatement:
        return CodedStatement(Code(STATEMENT_SYSTEM, code), value, xray.target, since)

    yield say("prior_xray", True)
    if xray.taken is not None:
        yield say("prior_xray_age", True, xray.taken)
    if xray.shows_osteoarthritis is not None:
        yield say("prior_xray_shows_oa", xray.shows_osteoarthritis)
    if xray.weight_bearing:
        yield say("prior_xray_weight_bearing", True)
