"""Make facts of all that a record holds, with only those readings that can find something in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from klokt.engine.readings import Read, reader
from klokt.engine.record import Record
from klokt.model.expression import Value
from klokt.model.fact import FactDefinition
from klokt.model.pathway import Pathway, Reading

_NEED_A_FINDING = ("latest", "ever", "fell", "share_lost")
"""Readings that tell nothing where no event has one of their findings."""

_Named = tuple[str, Read]


@dataclass(frozen=True, slots=True)
class _Group:
    """Readings of the same types of events: those that want a finding, by its name, and those that always tell."""

    types: tuple[str, ...]
    by_finding: Mapping[str, Sequence[_Named]]
    always: Sequence[_Named]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What a record with some types of events tells by their presence alone, and the readings for the rest."""

    known: Mapping[str, Value]
    groups: Sequence[_Group]


class Found:
    """The readings of a pathway that look at events, ready for any record."""

    def __init__(self, pathway: Pathway, facts: Mapping[str, FactDefinition]) -> None:
        self.types = tuple(pathway.events)
        self.absent: dict[str, Value] = {each.fact: False for each in pathway.readings if each.take == "happened"}
        self.readers = [
            (each, read) for each in pathway.readings if (read := reader(each, facts[each.fact])) is not None
        ]
        self.chosen: dict[frozenset[str], _Chosen] = {}

    def facts(self, record: Record) -> dict[str, Value]:
        """Return the facts that the events tell; what has not happened is told as false."""
        present = frozenset(record.of_type)
        chosen = self.chosen.get(present) or self._choose(present)
        facts = dict(chosen.known)
        for group in chosen.groups:
            events, by_finding = record.of(group.types), group.by_finding
            readers = list(group.always)
            if by_finding:
                told = events[0].findings if len(events) == 1 else set().union(*[event.findings for event in events])
                for finding in by_finding.keys() & told:
                    readers += by_finding[finding]
            for name, read in readers:
                value = read(record, events)
                if value is not None:
                    facts[name] = value
        return facts

    def _choose(self, present: frozenset[str]) -> _Chosen:
        known = dict(self.absent)
        readers: dict[tuple[str, ...], list[tuple[Reading, Read]]] = {}
        for each, read in self.readers:
            types = tuple(kind for kind in self.types if kind in present and kind in each.events)
            if types and each.take == "happened" and not each.findings:
                known[each.fact] = True
            elif types:
                readers.setdefault(types, []).append((each, read))
        self.chosen[present] = _Chosen(known, [_group(types, found) for types, found in readers.items()])
        return self.chosen[present]


def _group(types: tuple[str, ...], readers: Sequence[tuple[Reading, Read]]) -> _Group:
    by_finding: dict[str, list[_Named]] = {}
    always: list[_Named] = []
    for each, read in readers:
        if each.take in _NEED_A_FINDING:
            for name in (*each.findings, *each.restated_by):
                by_finding.setdefault(name, []).append((each.fact, read))
        else:
            always.append((each.fact, read))
    return _Group(types, by_finding, always)
