"""The values of Norwegian messages: codes in attributes (V, S, DN, OT), and days with or without a time.

An element of type CS or CV holds its code in V, the code system's OID in S, the name of the code in DN, and words
where there is no code in OT. Source: the display files of the messages (NorskHelsenett/kith-visningsfiler).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from klokt.intake.safe_xml import Node
from klokt.intake.shape import fhir_day
from klokt.model.referral import Notice

_ZONE = re.compile(r"(?<=\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)", re.ASCII)
_PACKED = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{4,6})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Coded:
    """A code with its system (an OID) and the words beside it, each None where it is not given."""

    code: str | None
    system: str | None
    words: str | None


def coded(node: Node | None) -> Coded:
    """Return what a coded element holds; nothing where there is no element."""
    if node is None:
        return Coded(None, None, None)
    return Coded(node.attribute("V"), node.attribute("S"), node.attribute("DN") or node.attribute("OT"))


def coded_in(node: Node, name: str) -> Iterator[tuple[Node, Coded]]:
    """Yield the coded elements of a name directly inside, each with what it holds."""
    yield from ((each, coded(each)) for each in node.children(name))


def moment(node: Node | None) -> date | None:
    """Return the day of a date in V or in the element itself; None where only a year or month is given, or nothing.

    Raises IntakeError K303 for another form, and K304 for a day that does not exist.
    """
    written = written_moment(node)
    if node is None or written is None:
        return None
    packed = _PACKED.fullmatch(written)
    return fhir_day("-".join(packed.groups()) if packed else _ZONE.sub("", written), node.where)


def written_moment(node: Node | None) -> str | None:
    """Return a date as it is written, or None."""
    return (node.attribute("V") or node.text() or None) if node is not None else None


def undated(node: Node | None, path: str, told: str) -> tuple[Notice, ...]:
    """Return a notice K322 where a date is missing or gives no day; `told` says what is therefore unknown."""
    if moment(node) is not None:
        return ()
    reason = "gives no day" if written_moment(node) else "is not given"
    return (Notice("K322", f"{node.where if node else path}: {reason}, so {told} is unknown"),)
