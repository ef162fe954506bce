"""Read what a Norwegian message asks for: the examination with its place and side, how urgent, and when."""

from collections.abc import Iterable, Iterator, Sequence

from klokt.errors import IntakeError
from klokt.intake import codes
from klokt.intake.codes import Meaning
from klokt.intake.norwegian_values import Coded, coded, coded_in, moment, written_moment
from klokt.intake.safe_xml import Node
from klokt.intake.shape import combine
from klokt.model.referral import Notice, Requested, Target

FIELDS: dict[str, str | None] = {"CT": "CT", "MR": "MR", "UL": "US"} | dict.fromkeys(
    ("RTG", "RAD", "BLD", "MA", "SCI", "NUK")
)
"""The fields of a requisition that are imaging (Volven 8202), with the modality where the field is one.

RTG stands for the whole of radiology as well as for X-ray, so that it tells no modality by itself.
"""

PRIORITIES = dict.fromkeys(("N", "L", "21", "30", "90", "180", "360"), "routine") | dict.fromkeys(
    ("0", "3", "H", "1H", "2H", "4H", "8H", "1", "2", "7", "14"), "asap"
)
"""How urgent the sender calls it: Volven 8304 and 8306, and H, N and L of 8115. Two weeks and less is asap."""

CANCER_PATHWAY = "PK"
SPECIALITIES = "2.16.578.1.12.4.1.1.8451"

_PLACES = (("ReqInvestigation", "Investigation", "Id"), ("ReqServ", "Service", "ServId"))


def examinations(letter: Node) -> list[Node]:
    """Return the nodes that each name one examination or service."""
    return [inner for outer, middle, _ in _PLACES for one in letter.children(outer) for inner in one.children(middle)]


def read_requested(letter: Node) -> Requested:
    """Return the request; raise IntakeError K304 where its codes name different modalities or sides."""
    nodes = examinations(letter)
    meanings = [_meaning(_codes(each)) for each in nodes]
    field = coded(letter.child("MsgDescr")).code
    modality = _modality(meanings, FIELDS.get(field or ""), letter)
    words = ", ".join(dict.fromkeys(told.words for node in nodes for told in _codes(node) if told.words))
    return Requested(modality, _targets(meanings, nodes), words or None)


def asks_for_imaging(letter: Node, requested: Requested) -> bool:
    """Return whether a modality, the field, or the speciality that is asked says that it is for imaging."""
    specialities = (
        told
        for one in letter.children("ReqServ")
        for service in one.children("Service")
        for _, told in coded_in(service, "MedSpeciality")
    )
    by_field = coded(letter.child("MsgDescr")).code in FIELDS
    return bool(requested.modality) or by_field or any(_is_radiology(each) for each in specialities)


def unknown_codes(letter: Node) -> Iterator[Notice]:
    """Yield a notice for each examination of which no code is known here, and where none is named at all."""
    nodes = examinations(letter)
    for node in nodes:
        if not _is_named(node) and (_codes(node) or node.name == "Investigation"):
            told = "none of the codes is known here" if any(each.code for each in _codes(node)) else "only words"
            yield Notice("K321", f"{node.where}: {told}, so the examination is not read")
    if not nodes and letter.child("ReqInvestigation") is not None:
        yield Notice("K321", f"{letter.where}/ReqInvestigation: names no examination")


def _is_named(node: Node) -> bool:
    """Whether the codes say what to examine, or are only the side of what another one names."""
    whole = _meaning(_codes(node))
    sides_only = all(_meaning([each]).get("side") for each in _codes(node)) and bool(whole.pairs)
    return bool(whole.get("site") or whole.get("modality")) or sides_only


def read_priority(letter: Node) -> tuple[str | None, tuple[Notice, ...]]:
    """Return the most urgent of the priorities that are told, with what was noticed."""
    found: list[str] = []
    notices: list[Notice] = []
    for node in _priorities(letter):
        code = coded(node).code
        if code == CANCER_PATHWAY:
            found.append("asap")
            notices.append(Notice("K334", f"{node.where}: the cancer pathway is asked for; a person must look"))
        elif code in PRIORITIES:
            found.append(PRIORITIES[code])
        else:
            notices.append(Notice("K331", f"{node.where}: a value that is not read"))
    return ("asap" if "asap" in found else next(iter(found), None)), tuple(notices)


def wanted_times(letter: Node) -> Iterator[Notice]:
    """Yield a notice for each time that is wished for: no rule reads it, so a person has to know of it."""
    nodes = [*letter.children("RequestedDateReport")]
    nodes += [each for outer, _, _ in _PLACES for one in letter.children(outer) for each in one.children("ReqDate")]
    for node in nodes:
        day = moment(node)
        if written_moment(node):
            told = f", {day:%Y-%m-%d}" if day else ""
            yield Notice("K335", f"{node.where}: a wanted time{told}, which no rule reads")


def _priorities(letter: Node) -> Iterable[Node]:
    yield from letter.children("RequestedPrioReport")
    for outer, middle, _ in _PLACES:
        for one in letter.children(outer):
            yield from one.children("Priority")
            yield from (each for inner in one.children(middle) for each in inner.children("Priority"))


def _is_radiology(speciality: Coded) -> bool:
    told = codes.meaning(speciality.system or SPECIALITIES, speciality.code or "")
    return "imaging" in told.get("service")


def _codes(node: Node) -> list[Coded]:
    return [told for name in ("Id", "ServId", "Spec") for _, told in coded_in(node, name)]


def _meaning(told_codes: Iterable[Coded]) -> Meaning:
    total = Meaning()
    for told in told_codes:
        if told.system and told.code:
            total |= codes.meaning(told.system, told.code)
    return total


def _modality(meanings: Sequence[Meaning], by_field: str | None, letter: Node) -> str | None:
    told = {value for each in meanings for value in each.get("modality")}
    told |= {by_field} if by_field else set()
    if len(told) > 1:
        raise IntakeError("K304", f"{letter.where}: the codes name more than one modality; send one request for each")
    return next(iter(told), None)


def _targets(meanings: Sequence[Meaning], nodes: Sequence[Node]) -> tuple[Target, ...]:
    """The places with their sides; a code for a side alone holds for each place that has none of its own."""
    loose = frozenset(side for each in meanings if not each.get("site") for side in each.get("side"))
    found: list[Target] = []
    for each, node in zip(meanings, nodes, strict=True):
        own = each.get("side")
        if own and loose and own != loose:
            raise IntakeError("K304", f"{node.where}: the codes name different sides")
        sides = sorted(own or loose)
        found += combine(sorted(each.get("site")), sides)
    if not found and loose:
        found += combine([None], sorted(loose))
    return tuple(dict.fromkeys(found))
